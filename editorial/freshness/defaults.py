"""The date and the person proposed when a record is written, and when it is published."""

from django.dispatch import receiver
from wagtail.signals import init_new_page, page_published

from catalogue.models import Record
from editorial.freshness.keeping import proposed_day, set_day


@receiver(init_new_page)
def propose(sender, page, **kwargs) -> None:
    """In the form of a new record: the usual period, and whoever writes it."""
    if isinstance(page, Record):
        page.review_by = page.review_by or proposed_day(page.kind)
        page.keeper = page.keeper or page.owner


@receiver(page_published)
def complete(sender, instance, revision=None, **kwargs) -> None:
    """Somebody published without a date: the usual one. What a script loads is left alone."""
    if isinstance(instance, Record) and instance.review_by is None:
        if revision is not None and revision.user_id:
            set_day(instance, proposed_day(instance.record_kind))
