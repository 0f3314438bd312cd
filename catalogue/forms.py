"""Forms of the editors' interface."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.models import RecordFile
from catalogue.storing import measure, schedule_inspection


class RecordFileForm(WagtailAdminModelForm):
    """A file of a record: what is uploaded is checked before anything is stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["file"].disabled = True
            self.fields["file"].help_text = (
                "Pour remplacer ce fichier, ajoutez-en un sous le même intitulé et dans le même "
                "format : l’ancien sera gardé."
            )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and not self.instance.pk:
            measure(self.instance, upload)
        return upload

    def clean(self) -> dict:
        cleaned = super().clean()
        record = cleaned.get("record")
        if record and self.for_user and not self._may_attach(record):
            raise ValidationError(
                {"record": "Vous ne pouvez pas changer les fichiers de cette fiche."}
            )
        return cleaned

    def _may_attach(self, record) -> bool:
        """Files act at once: on a published record, one must be able to publish."""
        rights = record.permissions_for_user(self.for_user)
        return rights.can_publish() if record.live else rights.can_edit()

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

    keep = forms.ChoiceField(label="Terme à garder", widget=forms.RadioSelect)
