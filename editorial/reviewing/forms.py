"""« Je suis absent du … au … », and how often one wants the summary."""

from django import forms
from django.utils import timezone

from editorial.reviewing.absences import Absence, candidates
from editorial.reviewing.models import DigestChoice


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.ModelForm):
    """Two days, both included, and somebody who has the same rights."""

    class Meta:
        model = Absence
        fields = ["starts", "ends", "deputy"]
        widgets = {"starts": DayInput, "ends": DayInput}
        help_texts = {
            "ends": "Compris.",
            "deputy": (
                "Cette personne verra ce qui vous attend et pourra relire à votre place. Seules "
                "celles qui ont déjà les mêmes droits que vous sont proposées."
            ),
        }
        error_messages = {
            "starts": {"required": "Dites quel jour vous partez."},
            "ends": {"required": "Dites quel est le dernier jour."},
            "deputy": {"invalid_choice": "Cette personne ne peut pas vous remplacer."},
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.instance.user = user
        allowed = [person.pk for person in candidates(user)]
        field = self.fields["deputy"]
        field.queryset = field.queryset.filter(pk__in=allowed).order_by("last_name", "first_name")
        field.empty_label = "Personne : les autres relecteurs voient déjà la file"

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if not starts or not ends:
            return cleaned
        if ends < starts:
            self.add_error("ends", "Le dernier jour ne peut pas venir avant le premier.")
        elif ends < timezone.localdate():
            self.add_error("ends", "Cette absence est déjà finie.")
        elif self._crosses(starts, ends):
            self.add_error("starts", "Vous avez déjà noté une absence à ces dates.")
        return cleaned

    def _crosses(self, starts, ends) -> bool:
        own = Absence.objects.filter(user=self.instance.user)
        return own.filter(starts__lte=ends, ends__gte=starts).exists()


class RhythmForm(forms.ModelForm):
    """Every day, every Monday, never."""

    class Meta:
        model = DigestChoice
        fields = ["rhythm"]
        widgets = {"rhythm": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
