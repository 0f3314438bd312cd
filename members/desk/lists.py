"""What the lists of the network’s side share: filters, columns, read-only screens."""

import django_filters
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.urls import path
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.admin_lists import written
from members.desk.exports import SafeExport
from members.models import Act, Agreement, FileOpening, JournalEntry, Membership, Structure


class SafeList(SafeExport, IndexView):
    """A list that may be taken away."""


class MomentColumn(Column):
    """A day, and the time of day when it matters."""

    def __init__(self, *args, with_time: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.with_time = with_time

    def get_value(self, instance) -> str:
        moment = super().get_value(instance)
        if not moment:
            return ""
        day = written(moment)
        if not self.with_time:
            return day
        return f"{day} {timezone.localtime(moment):%H:%M}"


class ListedViewSet(ModelViewSet):
    """A list of ours: what it reads is `rows()`."""

    copy_view_enabled = False
    add_to_reference_index = False
    index_template_name = "members/admin/list.html"
    list_per_page = 50
    search_backend_name = None

    def rows(self) -> QuerySet:
        return self.model.objects.all()

    def get_index_view_kwargs(self, **kwargs) -> dict:
        return super().get_index_view_kwargs(queryset=self.rows(), **kwargs)


class ReadOnlyViewSet(ListedViewSet):
    """A list and one sheet for each line. Nothing is added, changed or deleted."""

    index_view_class = SafeList
    inspect_view_enabled = True
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]


def period(label: str) -> django_filters.DateFromToRangeFilter:
    return django_filters.DateFromToRangeFilter(label=label, widget=DateRangePickerWidget)


def several(label: str, choices) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=RadioSelect, empty_label="Indifférent"
    )


class StructureFilters(WagtailFilterSet):
    class Meta:
        model = Structure
        fields = ["is_active", "is_adherent", "structure_type", "department"]


class MembershipFilters(WagtailFilterSet):
    class Meta:
        model = Membership
        fields = ["role", "structure"]


class AgreementFilters(WagtailFilterSet):
    state = several("État", Agreement._meta.get_field("state").choices)
    valid_until = period("Fin de l’agrément")

    class Meta:
        model = Agreement
        fields = ["state", "structure", "structure__department", "valid_until"]


class JournalFilters(WagtailFilterSet):
    at = period("Période")
    act = several("Acte", Act.choices)

    class Meta:
        model = JournalEntry
        fields = ["at", "act", "structure"]


class OpeningFilters(WagtailFilterSet):
    at = period("Période")

    class Meta:
        model = FileOpening
        fields = ["at"]
