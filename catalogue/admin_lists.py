"""Lists of the editors' interface: what the screens of every room share."""

from datetime import date, timedelta

import django_filters
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages import listing
from wagtail.search.backends import get_search_backend
from wagtail.search.index import class_is_indexed
from wagtail.snippets.views import snippets

from catalogue.models import RecordFile, TextState
from catalogue.models.files import FORMAT_LABELS

FOUND_AT_MOST = 300
SOON = timedelta(days=90)


class SearchFirst:
    """Search, then filter and sort in the database.

    A search backend filters and sorts by the fields it indexes only; editors may ask for any.
    """

    def search_queryset(self, queryset):
        if not self.is_searching or not class_is_indexed(self.model):
            return super().search_queryset(queryset)
        backend = get_search_backend(self.search_backend_name)
        found = backend.autocomplete(self.search_query, self.model._default_manager.all())
        keys = [item.pk for item in found[:FOUND_AT_MOST]]
        if not keys:
            return queryset.none()
        queryset = queryset.filter(pk__in=keys)
        if self.is_explicitly_ordered:
            return queryset
        ranks = [When(pk=key, then=rank) for rank, key in enumerate(keys)]
        return queryset.order_by(Case(*ranks, output_field=IntegerField()))


class TickFilters:
    """Several choices are boxes to tick, never a list to hold a key on."""

    @classmethod
    def filter_for_lookup(cls, field, lookup_type):
        filter_class, params = super().filter_for_lookup(field, lookup_type)
        if filter_class == django_filters.ModelMultipleChoiceFilter:
            params.setdefault("widget", CheckboxSelectMultiple)
        return filter_class, params


class SnippetFilterSet(TickFilters, WagtailFilterSet):
    """Filters on the fields of a snippet."""


class SnippetList(SearchFirst, snippets.IndexView):
    """The list of a vocabulary, of organisations, of files…"""

    base_filterset_class = SnippetFilterSet


class ReadOnlyList(SnippetList):
    """A list where nothing is chosen: no boxes to tick."""

    @cached_property
    def columns(self):
        return super().columns[1:]


def current_files() -> QuerySet:
    return RecordFile.objects.current()


def count_of(related: QuerySet, field: str = "record") -> Coalesce:
    """How many related rows a row has, as an annotation that joins nothing."""
    counted = (
        related.filter(**{field: OuterRef("pk")})
        .order_by()
        .values(field)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class DayColumn(Column):
    """A day as one writes it; « dépassée » beside a day that is past."""

    def __init__(self, *args, deadline: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.deadline = deadline

    def get_value(self, instance) -> str:
        day = super().get_value(instance)
        if not day:
            return ""
        late = self.deadline and day < timezone.localdate()
        return f"{written(day)} (dépassée)" if late else written(day)


class YesColumn(Column):
    """« Oui » when it is true, nothing otherwise: the eye goes to what differs."""

    def get_value(self, instance) -> str:
        return "Oui" if super().get_value(instance) else ""


def written(day: date) -> str:
    """31/12/2026, in the time of the site."""
    if hasattr(day, "hour"):
        day = timezone.localtime(day)
    return f"{day:%d/%m/%Y}"


def choice(label: str, choices: list[tuple[str, str]], method: str):
    """A filter of ours: one choice, as radio buttons."""
    return django_filters.ChoiceFilter(
        label=label, choices=choices, method=method, widget=RadioSelect, empty_label="Indifférent"
    )


class RecordFilterSet(TickFilters, listing.PageFilterSet):
    """Questions an editor asks about records, added to those on their fields."""

    site = None
    has_child_pages = None
    edited_by = None
    review = choice(
        "Relecture",
        [("late", "Date dépassée"), ("soon", "Dans les trois mois"), ("none", "Sans date")],
        "by_review",
    )
    published = choice(
        "Publication",
        [("live", "Publiée"), ("draft", "Brouillon"), ("changed", "Publiée, puis retouchée")],
        "by_publication",
    )
    files = choice("Fichiers", [("with", "Avec fichier"), ("without", "Sans fichier")], "by_files")

    def by_review(self, queryset, name, value):
        today = timezone.localdate()
        wanted = {
            "late": {"review_by__lt": today},
            "soon": {"review_by__range": (today, today + SOON)},
            "none": {"review_by": None},
        }
        return queryset.filter(**wanted[value])

    def by_publication(self, queryset, name, value):
        wanted = {
            "live": {"live": True},
            "draft": {"live": False},
            "changed": {"live": True, "has_unpublished_changes": True},
        }
        return queryset.filter(**wanted[value])

    def by_files(self, queryset, name, value):
        has_files = Exists(current_files().filter(record=OuterRef("pk")))
        return queryset.filter(has_files if value == "with" else ~has_files)


class FileFilterSet(WagtailFilterSet):
    """Files by format, in force or replaced."""

    extension = django_filters.ChoiceFilter(
        label="Format",
        choices=list(FORMAT_LABELS.items()),
        widget=RadioSelect,
        empty_label="Indifférent",
    )
    version = choice("Version", [("current", "En ligne"), ("older", "Remplacée")], "by_version")
    text_state = choice(
        "Texte",
        [("read", "Lu"), ("none", "Pas de texte"), ("unreadable", "Illisible")],
        "by_text",
    )

    class Meta:
        model = RecordFile
        fields: list[str] = []

    def by_version(self, queryset, name, value):
        return queryset.filter(superseded_at__isnull=value == "current")

    def by_text(self, queryset, name, value):
        return queryset.filter(text_state=TextState(value))


class RecordList(SearchFirst, listing.IndexView):
    """The flat list of one kind of record."""

    base_filterset_class = RecordFilterSet

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages.annotate(file_count=count_of(current_files())))
