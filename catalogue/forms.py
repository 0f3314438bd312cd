"""Forms of the editors' interface."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.models import RecordFile
from catalogue.models.files import FORMAT_LABELS
from catalogue.rights import may_change_files
from catalogue.storing import measure, schedule_inspection
from catalogue.text import file_size


class RecordFileForm(WagtailAdminModelForm):
    """A file of a record: what is uploaded is checked before anything is stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaced = getattr(self.instance, "replaces", None)
        file = self.fields["file"]
        if self.instance.pk:
            # A file never moves to another record: its readers are those of its record.
            file.disabled = self.fields["record"].disabled = True
            file.help_text = (
                "Le fichier lui-même ne change pas ici. Pour en mettre un autre à sa place, "
                "revenez à la fiche, onglet « Fichiers », bouton « Remplacer »."
            )
            return
        limit = file_size(settings.RECORD_FILE_MAX_BYTES)
        file.help_text = f"PDF, Word, Excel ou OpenDocument, sans macro, {limit} au plus."
        if self.replaced:
            file.help_text = (
                f"Le nouveau fichier {self.replaced.format_label}, qui prend la place de la "
                f"version {self.replaced.version}. {limit} au plus, sans macro."
            )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload or self.instance.pk:
            return upload
        measure(self.instance, upload)
        former = self.replaced
        if former and former.extension != self.instance.extension:
            raise ValidationError(
                f"Vous remplacez un fichier {former.format_label}, celui-ci est de format "
                f"{FORMAT_LABELS[self.instance.extension]} : choisissez le même format, ou "
                "revenez à la fiche et prenez « Ajouter un format »."
            )
        return upload

    def clean(self) -> dict:
        cleaned = super().clean()
        record = cleaned.get("record")
        if record and self.for_user and not may_change_files(self.for_user, record):
            raise ValidationError(
                {"record": "Vous ne pouvez pas changer les fichiers de cette fiche."}
            )
        return cleaned

    def validate_constraints(self):
        """A new file may carry the label of a current one: it replaces it on saving."""
        if self.instance.pk:
            super().validate_constraints()

    def save(self, commit: bool = True) -> RecordFile:
        adding = self.instance.pk is None
        item = super().save(commit=commit)
        if adding and commit:
            schedule_inspection(item)
        return item


class MergeForm(forms.Form):
    """Which of the chosen terms stays."""

    keep = forms.ChoiceField(
        label="Lequel gardez-vous ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites d’abord lequel vous gardez."},
    )
