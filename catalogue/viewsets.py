"""Screens of the editors' interface: vocabularies, organisations, files, removed records."""

from django.db.models import Count
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    PageStatusColumn,
    PageTitleColumn,
)
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from catalogue.models import (
    VOCABULARIES,
    FormerName,
    Keyword,
    Licence,
    Organisation,
    Record,
    RecordFile,
    RemovedRecord,
    Term,
)

# The relation by which the uses of a vocabulary are counted, when it is not `records`.
USES = {"resourcekind": "resources", "region": "records", "department": "records"}
UNCOUNTED = ("partnertype", "funder")


class TermViewSet(SnippetViewSet):
    """A vocabulary, with the number of records that use each term."""

    icon = "tag"
    search_fields = ["label", "acronym", "synonyms"]
    ordering = ["sort_order", "label"]
    list_per_page = 50
    copy_view_enabled = False

    @property
    def list_display(self):
        uses = [] if self.model_name in UNCOUNTED else [Column("uses", label="Fiches")]
        return ["label", "acronym", *uses]

    def get_queryset(self, request):
        queryset = self.model.objects.all()
        if self.model_name in UNCOUNTED:
            return queryset
        related = USES.get(self.model_name, "records")
        return queryset.annotate(uses=Count(related, distinct=True))


def term_viewset(model: type[Term]) -> TermViewSet:
    """The screen of one vocabulary."""
    label = str(model._meta.verbose_name_plural).capitalize()
    return TermViewSet(model=model, menu_label=label)


class KeywordViewSet(SnippetViewSet):
    """Keywords: created here only, merged here."""

    model = Keyword
    icon = "tag"
    menu_label = "Mots-clés"
    list_display = ["name", Column("uses", label="Fiches")]
    search_fields = ["name"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Keyword.objects.annotate(uses=Count("keyword_records", distinct=True))


class FormerNameViewSet(SnippetViewSet):
    model = FormerName
    icon = "history"
    menu_label = "Anciens noms"
    list_display = ["former", "current", "certainty"]
    search_fields = ["former", "current"]


class LicenceViewSet(SnippetViewSet):
    model = Licence
    icon = "doc-full"
    menu_label = "Licences"


class VocabularyGroup(SnippetViewSetGroup):
    """« Vocabulaires » in the menu."""

    menu_label = "Vocabulaires"
    menu_icon = "tag"
    menu_order = 300
    items = (
        *(term_viewset(model) for model in VOCABULARIES),
        KeywordViewSet,
        FormerNameViewSet,
        LicenceViewSet,
    )


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "kind", "city", "department"]
    list_filter = ["kind", "types", "department", "is_fictional"]
    search_fields = ["name", "city"]


class RecordFileCreateView(CreateView):
    """Add a file, the record already chosen when one comes from its editor."""

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance() or RecordFile()
        wanted = self.request.GET.get("record", "")
        if wanted.isdigit():
            instance.record = Record.objects.filter(pk=wanted).first()
        return instance


class RecordFileViewSet(SnippetViewSet):
    model = RecordFile
    icon = "doc-full-inverse"
    menu_label = "Fichiers"
    menu_order = 240
    add_to_admin_menu = True
    add_view_class = RecordFileCreateView
    copy_view_enabled = False
    list_display = [
        "label", "record", "format_label", "size_label", "version", "uploaded_at", "superseded_at",
    ]
    list_filter = ["extension", "language"]
    search_fields = ["label"]

    def get_queryset(self, request):
        return RecordFile.objects.select_related("record")

    def get_form_class(self, for_update=False):
        from catalogue.forms import RecordFileForm

        self.model.base_form_class = RecordFileForm
        return super().get_form_class(for_update)


class RemovedRecordViewSet(SnippetViewSet):
    model = RemovedRecord
    icon = "bin"
    menu_label = "Fiches retirées"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["title", "path", "replacement", "removed_at"]
    search_fields = ["title", "path"]
    copy_view_enabled = False


RECORD_COLUMNS = [
    PageTitleColumn("title", label="Titre", sort_key="title", classname="title"),
    Column("get_access_level_display", label="Accès", sort_key="access_level"),
    Column("get_state_display", label="État", sort_key="state"),
    DateColumn("review_by", label="À revoir avant", sort_key="review_by"),
    DateColumn("latest_revision_created_at", label="Modifiée", sort_key="latest_revision_created_at"),
    PageStatusColumn("status", label="Publication", sort_key="live"),
]
RECORD_FILTERS = ["access_level", "state", "supports", "steps", "themes", "publisher"]


class RecordListingViewSet(PageListingViewSet):
    """The flat list of one kind of record, with the filters editors ask for."""

    add_to_admin_menu = True
    columns = RECORD_COLUMNS
    list_filter = RECORD_FILTERS
