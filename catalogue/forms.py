"""Forms of the editors' interface."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.models import RecordFile
from catalogue.models.files import FORMAT_LABELS
from catalogue.rights import may_change_files
from catalogue.signals import content_changed
from catalogue.storing import measure, schedule_inspection
from catalogue.text import file_size, normalised_key


class RecordFileForm(WagtailAdminModelForm):
    """A file of a record: what is uploaded is checked before anything is stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaced = getattr(self.instance, "replaces", None)
        if self.instance.pk:
            self._correct_only()
        else:
            self._say_what_is_accepted()

    def _correct_only(self) -> None:
        """A stored file keeps its bytes and its record: its readers are those of its record."""
        del self.fields["file"], self.fields["record"]
        item = self.instance
        self.former_key = item.label_key
        self.fields["label"].help_text = (
            f"Fichier {item.format_label}, {item.size_label}, version {item.version}, "
            f"de la fiche « {item.record} ». {self._about_text()}"
            "Le nouvel intitulé vaudra pour tous les formats de ce document. "
            "Pour changer le fichier lui-même : la fiche, onglet « Fichiers », « Remplacer »."
        )

    def _about_text(self) -> str:
        """Whether the search knows the words of the file, and what to do when it does not."""
        item = self.instance
        label = f"{item.text_label}. " if item.text_label else ""
        return f"{label}{item.text_advice} " if item.text_advice else label

    def _say_what_is_accepted(self) -> None:
        limit = file_size(settings.RECORD_FILE_MAX_BYTES)
        text = f"PDF, Word, Excel, PowerPoint ou OpenDocument, sans macro, {limit} au plus."
        if self.replaced:
            text = (
                f"Le nouveau fichier {self.replaced.format_label}, qui prend la place de la "
                f"version {self.replaced.version}. {limit} au plus, sans macro."
            )
        self.fields["file"].help_text = text

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload:
            return upload
        measure(self.instance, upload)
        former = self.replaced
        if former and former.extension != self.instance.extension:
            raise ValidationError(
                f"Vous remplacez un fichier {former.format_label}, celui-ci est de format "
                f"{FORMAT_LABELS[self.instance.extension]} : choisissez le même format, ou "
                "revenez à la fiche et prenez « Ajouter un format »."
            )
        return upload

    def clean(self) -> dict:
        cleaned = super().clean()
        record = self.instance.record if self.instance.pk else cleaned.get("record")
        if record and self.for_user and not may_change_files(self.for_user, record):
            raise ValidationError("Vous ne pouvez pas changer les fichiers de cette fiche.")
        if self.instance.pk and "label" in cleaned:
            self._check_new_label(cleaned["label"])
        return cleaned

    def _check_new_label(self, label: str) -> None:
        key = normalised_key(label)
        if key != self.former_key and self._document(key).exists():
            raise ValidationError({"label": "Cette fiche a déjà un document de cet intitulé."})

    def _document(self, key: str):
        """Every format and version of the document of this label."""
        return RecordFile.objects.filter(record=self.instance.record, label_key=key)

    def validate_constraints(self):
        """A new file may carry the label of a current one: it replaces it on saving."""
        if self.instance.pk:
            super().validate_constraints()

    @transaction.atomic
    def save(self, commit: bool = True) -> RecordFile:
        adding = self.instance.pk is None
        item = super().save(commit=commit)
        if commit and adding:
            schedule_inspection(item)
        elif commit:
            document = self._document(self.former_key)
            keys = [item.pk, *document.values_list("pk", flat=True)]
            document.update(label=item.label, label_key=item.label_key)
            content_changed.send(RecordFile, keys=keys)
        return item


class MergeForm(forms.Form):
    """Which of the chosen terms stays."""

    keep = forms.ChoiceField(
        label="Lequel gardez-vous ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites d’abord lequel vous gardez."},
    )
