"""Screens of the files of records: add, replace, correct, remove, read."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView

from catalogue.admin_lists import DayColumn, FileFilterSet
from catalogue.forms import RecordFileForm
from catalogue.models import Record, RecordFile
from catalogue.panels import FILES_TAB
from catalogue.rights import may_change_files
from catalogue.views import PRIVATE, stored_file
from catalogue.viewsets import ListedViewSet


def files_tab(record: Record) -> str:
    """Where one comes from: the files tab of the record's editor."""
    return f"{reverse('wagtailadmin_pages:edit', args=[record.pk])}#{FILES_TAB}"


class BackToRecord:
    """After the work on a file, back to its record."""

    def get_success_url(self) -> str:
        return files_tab(self.object.record)


class FileCreateView(BackToRecord, CreateView):
    """Add a file, or the next version of one: the record and the label are already filled."""

    def get_initial_form_instance(self) -> RecordFile:
        instance = super().get_initial_form_instance() or RecordFile()
        former = self._asked("replaces", RecordFile)
        instance.record = former.record if former else self._asked("record", Record)
        instance.label = former.label if former else self.request.GET.get("label", "")[:150]
        instance.replaces = former
        return instance

    def _asked(self, name: str, model):
        wanted = self.request.GET.get(name, "")
        return model.objects.filter(pk=wanted).first() if wanted.isdecimal() else None

    def get_add_url(self) -> str:
        """The form keeps in its address what it is about, a refusal included."""
        asked = {
            name: self.request.GET[name]
            for name in ("record", "label", "replaces")
            if name in self.request.GET
        }
        return super().get_add_url() + (f"?{urlencode(asked)}" if asked else "")

    def get_success_message(self, instance: RecordFile) -> str:
        if instance.version > 1:
            return (
                f"« {instance} » est remplacé : version {instance.version} en ligne, "
                "la précédente reste consultable."
            )
        return f"« {instance} » est ajouté à la fiche."


class OwnFile:
    """Only for those who may change the files of this record."""

    def get_object(self, queryset=None) -> RecordFile:
        item = super().get_object(queryset)
        if not may_change_files(self.request.user, item.record):
            raise PermissionDenied
        return item


class FileEditView(OwnFile, BackToRecord, EditView):
    success_message = "Fichier « %(object)s » enregistré."


class FileDeleteView(OwnFile, BackToRecord, DeleteView):
    success_message = "Fichier « %(object)s » retiré."

    @property
    def confirmation_message(self) -> str:
        return (
            "Ce fichier sera effacé pour de bon, et son adresse ne répondra plus. "
            "Pour le mettre à jour, remplacez-le plutôt : l’ancienne version reste consultable."
        )


class RecordFileViewSet(ListedViewSet):
    """Every file of the bank; each one is managed from its record."""

    model = RecordFile
    icon = "doc-full-inverse"
    menu_label = "Fichiers"
    menu_order = 240
    add_to_admin_menu = True
    add_view_class = FileCreateView
    edit_view_class = FileEditView
    delete_view_class = FileDeleteView
    list_display = [
        "label",
        Column("record", label="Fiche", sort_key="record__title"),
        Column("format_label", label="Format", sort_key="extension"),
        Column("size_label", label="Poids", sort_key="size"),
        Column("version", label="Version"),
        Column("text_label", label="Texte", sort_key="text_state"),
        DayColumn("uploaded_at", label="Ajouté le", sort_key="uploaded_at"),
        DayColumn("superseded_at", label="Remplacé le", sort_key="superseded_at"),
    ]
    filterset_class = FileFilterSet
    ordering = ["record__title", "sort_order", "label_key", "extension"]
    search_fields = ["label"]

    def get_queryset(self, request):
        """Files of the records this person may edit."""
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(request.user, "change")
        return RecordFile.objects.filter(record__in=mine.values("pk")).select_related("record")

    def get_form_class(self, for_update=False):
        self.model.base_form_class = RecordFileForm
        return super().get_form_class(for_update)


def open_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a record one may edit, online or still a draft."""
    item = get_object_or_404(RecordFile.objects.select_related("record"), pk=pk)
    if not item.record.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    response = stored_file(item)
    response["Cache-Control"] = PRIVATE
    return response
