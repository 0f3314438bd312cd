import django_filters
from django.db.models import Count, Q
from django.forms import RadioSelect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet

from catalogue.admin_lists import ReadOnlyList, YesColumn, choice
from catalogue.viewsets import RECORD_COLUMNS, RECORD_FILTERS, STATE, TITLE, RecordListingViewSet
from referentials.exchange.screen import bring_back
from referentials.models import Competency, ReferentialPage


class ReferentialPageViewSet(RecordListingViewSet):
    """« Référentiels » in the menu."""

    model = ReferentialPage
    menu_label = "Référentiels"
    add_item_label = "Ajouter un référentiel"
    icon = "list-ul"
    menu_order = 210
    columns = [
        TITLE,
        Column("version", label="Version"),
        Column("competency_count", label="Compétences", sort_key="competency_count"),
        STATE,
        *RECORD_COLUMNS,
    ]
    list_filter = ["supports", "occupations", "devices", *RECORD_FILTERS]


@hooks.register("register_admin_viewset")
def register_listing():
    return ReferentialPageViewSet("referentiels")


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Competencies change with their referential only."""

    def user_has_permission(self, user, action: str) -> bool:
        if action in ("add", "change", "delete"):
            return False
        return user.has_perm("wagtailadmin.access_admin")

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class CompetencyFilterSet(WagtailFilterSet):
    """Competencies of one referential, those without a tool, those that left."""

    gap = choice(
        "Il manque une ressource pour",
        [("teach", "Enseigner"), ("assess", "Évaluer"), ("prove", "Prouver")],
        "by_gap",
    )
    retired = django_filters.ChoiceFilter(
        label="Place dans le référentiel",
        choices=[("False", "En vigueur"), ("True", "Sortie")],
        widget=RadioSelect,
        empty_label="Indifférent",
    )

    class Meta:
        model = Competency
        fields = ["referential", "gap", "retired"]

    def by_gap(self, queryset, name, value):
        return queryset.filter(**{value: 0}, retired=False)


class InForce:
    """Only competencies in force may be chosen; each with its referential."""

    def get_object_list(self):
        return super().get_object_list().filter(retired=False).select_related("referential")

    @property
    def columns(self):
        return [*super().columns, Column("referential", label="Référentiel")]


class CompetencyChoice(InForce, chooser.ChooseView):
    pass


class CompetencyResults(InForce, chooser.ChooseResultsView):
    pass


class CompetencyChooser(chooser.SnippetChooserViewSet):
    choose_view_class = CompetencyChoice
    choose_results_view_class = CompetencyResults


def links_that(role: str) -> Count:
    """How many resources teach, assess or prove a competency."""
    return Count("resource_links", filter=Q(resource_links__role=role), distinct=True)


class CompetencyViewSet(SnippetViewSet):
    """Published competencies, for the choosers and to find the gaps. Written by publication."""

    model = Competency
    icon = "tick-inverse"
    menu_label = "Compétences"
    menu_order = 215
    add_to_admin_menu = True
    index_view_class = ReadOnlyList
    chooser_viewset_class = CompetencyChooser
    chooser_per_page = 20
    list_per_page = 50
    list_display = [
        "__str__",
        Column("referential", label="Référentiel"),
        Column("teach", label="Enseigner", sort_key="teach"),
        Column("assess", label="Évaluer", sort_key="assess"),
        Column("prove", label="Prouver", sort_key="prove"),
        YesColumn("retired", label="Sortie", sort_key="retired"),
    ]
    filterset_class = CompetencyFilterSet
    search_fields = ["code", "label"]
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request):
        return (
            Competency.objects.select_related("referential")
            .annotate(
                teach=links_that("teach"), assess=links_that("assess"), prove=links_that("prove")
            )
            .order_by("referential", "position")
        )


@hooks.register("register_admin_urls")
def screens():
    return [path("referentiels/<int:pk>/reprendre/", bring_back, name="referential_bring_back")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_to_bring_back(page, user, next_url=None, view_name=None):
    """Beside the other acts on a referential."""
    if isinstance(page.specific_deferred, ReferentialPage):
        if page.permissions_for_user(user).can_edit():
            url = reverse("referential_bring_back", args=[page.pk])
            yield Button("Reprendre un tableau", url, icon_name="table", priority=80)


register_permission_policy(Competency, ReadOnlyPolicy(Competency))
register_snippet(CompetencyViewSet)
