"""Screens of the editors' interface: vocabularies, organisations, records of a kind."""

from django.db.models import Count
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from catalogue.admin_lists import DayColumn, RecordList, SnippetList
from catalogue.models import (
    VOCABULARIES,
    Department,
    FormerName,
    Keyword,
    Licence,
    Occupation,
    Organisation,
    Region,
    RemovedRecord,
    Term,
)

# The relation by which the uses of a vocabulary are counted, when it is not `records`.
USES = {"resourcekind": "resources"}
# Partners and funders are named inside texts: no relation counts them.
UNCOUNTED = ("partnertype", "funder")
# What a vocabulary shows besides its words; how it is sorted when not by rank.
OWN_COLUMNS = {Occupation: ["rome_code"], Region: ["code"], Department: ["code", "region"]}
OWN_ORDER = {Region: ["label"], Department: ["code"]}
FEMININE = ("step", "theme", "region", "licence", "organisation")


class ListedViewSet(SnippetViewSet):
    """A list whose words agree: « Ajouter une thématique »."""

    index_view_class = SnippetList
    copy_view_enabled = False
    list_per_page = 50

    def get_index_view_kwargs(self, **kwargs):
        article = "une" if self.model_name in FEMININE else "un"
        label = f"Ajouter {article} {self.model._meta.verbose_name}"
        return super().get_index_view_kwargs(add_item_label=label, **kwargs)


class TermViewSet(ListedViewSet):
    """A vocabulary, with the number of records that use each term."""

    icon = "tag"
    search_fields = ["label", "acronym", "synonyms"]

    @property
    def counted(self) -> bool:
        return self.model_name not in UNCOUNTED

    @property
    def ordering(self) -> list[str]:
        return OWN_ORDER.get(self.model, ["sort_order", "label"])

    @property
    def list_display(self) -> list:
        own = OWN_COLUMNS.get(self.model, ["acronym"])
        uses = [Column("uses", label="Fiches", sort_key="uses")] if self.counted else []
        return ["label", *own, *uses]

    def get_queryset(self, request):
        queryset = self.model.objects.all()
        if self.model is Department:
            queryset = queryset.select_related("region")
        if self.counted:
            related = USES.get(self.model_name, "records")
            queryset = queryset.annotate(uses=Count(related, distinct=True))
        return queryset


def term_viewset(model: type[Term]) -> TermViewSet:
    """The screen of one vocabulary."""
    label = str(model._meta.verbose_name_plural).capitalize()
    return TermViewSet(model=model, menu_label=label)


class KeywordViewSet(ListedViewSet):
    """Keywords: created here only, merged here."""

    model = Keyword
    icon = "tag"
    menu_label = "Mots-clés"
    list_display = ["name", Column("uses", label="Fiches", sort_key="uses")]
    ordering = ["name"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return Keyword.objects.annotate(uses=Count("keyword_records", distinct=True))


class FormerNameViewSet(ListedViewSet):
    model = FormerName
    icon = "history"
    menu_label = "Anciens noms"
    list_display = ["former", "current", "certainty"]
    search_fields = ["former", "current"]


class LicenceViewSet(ListedViewSet):
    model = Licence
    icon = "doc-full"
    menu_label = "Licences"
    list_display = ["label", Column("uses", label="Fiches", sort_key="uses")]
    ordering = ["label"]

    def get_queryset(self, request):
        return Licence.objects.annotate(uses=Count("record", distinct=True))


class VocabularyGroup(SnippetViewSetGroup):
    """« Vocabulaires » in the menu: keywords first, they are tended most."""

    menu_label = "Vocabulaires"
    menu_icon = "tag"
    menu_order = 300
    items = (
        KeywordViewSet,
        *(term_viewset(model) for model in VOCABULARIES),
        FormerNameViewSet,
        LicenceViewSet,
    )


class OrganisationViewSet(ListedViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        "name",
        "kind",
        "city",
        "department",
        Column("practices", label="Monographies", sort_key="practices"),
        Column("published", label="Fiches publiées", sort_key="published"),
    ]
    list_filter = ["kind", "types", "department", "is_fictional"]
    ordering = ["name"]
    search_fields = ["name", "city"]

    def get_queryset(self, request):
        return Organisation.objects.select_related("department").annotate(
            practices=Count("monographs", distinct=True),
            published=Count("published_records", distinct=True),
        )


class RemovedRecordViewSet(ListedViewSet):
    """Addresses that answer 410. They come from unpublishing, never from this screen."""

    model = RemovedRecord
    icon = "bin"
    menu_label = "Fiches retirées"
    menu_order = 260
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("path", label="Adresse", sort_key="path"),
        Column("replacement", label="Proposée à la place"),
        DayColumn("removed_at", label="Retirée le", sort_key="removed_at"),
    ]
    ordering = ["-removed_at"]
    search_fields = ["title", "path"]

    def get_queryset(self, request):
        return RemovedRecord.objects.select_related("replacement")


TITLE = PageTitleColumn("title", label="Titre", sort_key="title", classname="title", width="35%")
STATE = Column("get_state_display", label="État", sort_key="state")
FILES = Column("file_count", label="Fichiers", sort_key="file_count")
RECORD_COLUMNS = [
    Column("get_access_level_display", label="Accès", sort_key="access_level"),
    DayColumn("review_by", label="À revoir avant", sort_key="review_by", deadline=True),
    DateColumn(
        "latest_revision_created_at", label="Modifiée", sort_key="latest_revision_created_at"
    ),
    PageStatusColumn("status", label="Publication", sort_key="live"),
]
RECORD_FILTERS = ["published", "review", "files", "access_level", "state", "publisher"]


class RecordListingViewSet(PageListingViewSet):
    """The flat list of one kind of record, with the filters editors ask for."""

    index_view_class = RecordList
    add_to_admin_menu = True
    columns = [TITLE, FILES, *RECORD_COLUMNS]
    list_filter = RECORD_FILTERS
    add_item_label: str

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(add_item_label=self.add_item_label, **kwargs)
