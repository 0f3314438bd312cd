"""« Qui a changé quoi »: for a record, who did what, when, and to which fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page, PageLogEntry, Revision

PER_PAGE = 20
# What a revision holds beside what people write.
ASIDE = frozenset(
    """pk path depth numchild translation_key locale live has_unpublished_changes url_path owner
    expired locked locked_at locked_by first_published_at last_published_at live_revision
    latest_revision latest_revision_created_at draft_title content_type alias_of identifier
    record_kind competency_count wagtail_admin_comments page_ptr record_ptr""".split()
)
WORDS = {
    "wagtail.create": "Créée",
    "wagtail.edit": "Brouillon enregistré",
    "wagtail.publish": "Publiée",
    "wagtail.publish.scheduled": "Publiée à la date prévue",
    "wagtail.unpublish": "Dépubliée",
    "wagtail.unpublish.scheduled": "Retirée à la date prévue",
}
LABELS = {"keyword_items": "Mots-clés", "slug": "Adresse de la page"}


@dataclass(frozen=True)
class Event:
    """A line of the history."""

    who: str
    when: datetime
    what: str
    fields: list[str]
    compare_url: str
    view_url: str
    restore_url: str
    is_live: bool
    is_draft: bool


def record_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines, the latest first."""
    page = get_object_or_404(Page, pk=pk).specific
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    entries = PageLogEntry.objects.filter(page=page.pk).select_related("user", "revision")
    shown = Paginator(entries.order_by("-timestamp", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"record": page, "page": shown, "events": events(page, list(shown))}
    return render(request, "editorial/admin/history.html", context)


def events(page: Page, entries: list[PageLogEntry]) -> list[Event]:
    """These entries in words; two queries, whatever their number."""
    before = _previous(page, entries)
    contents = Revision.objects.in_bulk({pk for pk in before.values() if pk})
    return [_event(page, entry, contents.get(before.get(entry.revision_id))) for entry in entries]


def _previous(page: Page, entries: Iterable[PageLogEntry]) -> dict[int, int | None]:
    """Revision → the one before it."""
    wanted = {entry.revision_id for entry in entries if entry.revision_id}
    keys = list(page.revisions.order_by("created_at", "pk").values_list("pk", flat=True))
    return {
        key: keys[place - 1] if place else None for place, key in enumerate(keys) if key in wanted
    }


def _event(page: Page, entry: PageLogEntry, before: Revision | None) -> Event:
    now = entry.revision
    written = entry.action in ("wagtail.edit", "wagtail.create", "wagtail.revert")
    same = before is None or now is None or not written
    latest = now is None or now.pk == page.latest_revision_id

    def address(name: str, *keys) -> str:
        return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *keys])

    return Event(
        who=entry.user_display_name if entry.user_id else "Le site",
        when=entry.timestamp,
        what=WORDS.get(entry.action) or str(entry.message),
        fields=[] if same else changed_fields(page, before.content, now.content),
        compare_url="" if same else address("revisions_compare", before.pk, now.pk),
        view_url=address("revisions_view", now.pk) if now else "",
        restore_url="" if latest else address("revisions_revert", now.pk),
        is_live=bool(now) and now.pk == page.live_revision_id,
        is_draft=bool(now) and latest and page.has_unpublished_changes,
    )


def changed_fields(page: Page, before: dict, after: dict) -> list[str]:
    """The names, as the editor shows them, of the fields that differ."""
    names = [
        name
        for name in (*after, *(name for name in before if name not in after))
        if name not in ASIDE and plain(before.get(name)) != plain(after.get(name))
    ]
    return list(dict.fromkeys(filter(None, (_label(page, name) for name in names))))


def plain(value):
    """A value of a revision without what the database adds to it."""
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return [{k: v for k, v in item.items() if k not in ("pk", "page")} for item in value]
    return value


def _label(page: Page, name: str) -> str:
    if name in LABELS:
        return LABELS[name]
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    words = getattr(field, "verbose_name", "") or field.related_model._meta.verbose_name_plural
    return capfirst(str(words))
