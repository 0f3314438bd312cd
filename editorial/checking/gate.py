"""The one place where a publication is allowed or refused.

Every door of Wagtail leads here: the editor's button, now or at a date (hook
`before_publish_page`), an approval that publishes, several pages at once, a copy, anything
that calls `revision.publish` for somebody (signal `about_to_be_published`). What programs
publish without a user is not stopped: a date that comes was checked on the day it was set.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from wagtail.models import Page

from catalogue.models import Record
from catalogue.signals import about_to_be_published
from editorial.checking.context import Context
from editorial.checking.evaluating import Found, Levels, findings
from editorial.checking.models import Level

OVERRIDES = "editorial.override_checks"


class PublicationRefused(Exception):
    """Blocking findings stop these records; their drafts are kept as they are."""

    def __init__(self, refused: dict[Record, list[Found]]):
        super().__init__(", ".join(record.title for record in refused))
        self.refused = refused


def blocking(records: Iterable[Record]) -> dict[Record, list[Found]]:
    """The records that may not be published, with what stops them."""
    records = list(records)
    context, levels = Context(records), Levels()
    found = {
        record: findings(record, context=context, levels=levels, only=(Level.BLOCK,))
        for record in records
    }
    return {record: stops for record, stops in found.items() if stops}


def ensure_publishable(records: Iterable[Record]) -> None:
    """Raises PublicationRefused when a check stops one of these records."""
    if refused := blocking(records):
        raise PublicationRefused(refused)


@receiver(about_to_be_published)
def on_about_to_be_published(sender, page: Page, **kwargs) -> None:
    if isinstance(page, Record):
        ensure_publishable([page])


def before_publishing(request, page: Page) -> None:
    """The editor's button. A page created and published at once is a draft when refused."""
    if not isinstance(page, Record):
        return
    try:
        ensure_publishable([page])
    except PublicationRefused:
        if page.live and page.live_revision_id is None:
            # Wagtail adds the page before asking: it was never published.
            page.live, page.has_unpublished_changes = False, True
            page.save(clean=False, update_fields=["live", "has_unpublished_changes"])
        raise


def before_bulk_publishing(request, action_type: str, objects: list, action) -> None:
    """Several pages at once: all that is refused is said together, nothing is published."""
    if action_type != "publish":
        return
    pages = {page.pk for page in objects}
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            pages |= set(page.get_descendants().not_live().values_list("pk", flat=True))
    records = Record.objects.filter(pk__in=pages).specific()
    ensure_publishable(record.get_latest_revision_as_object() for record in records)


def before_copying(request, page: Page) -> None:
    """Copies that would be online at once."""
    if request.method == "POST" and "publish_copies" in request.POST:
        under = "copy_subpages" in request.POST
        pages = Page.objects.descendant_of(page, inclusive=True) if under else [page]
        copied = Record.objects.filter(pk__in=[each.pk for each in pages], live=True)
        ensure_publishable(copied.specific())


def may_override(user: AbstractBaseUser) -> bool:
    """Who may publish in spite of a blocking check, with a reason."""
    return user.has_perm(OVERRIDES)
