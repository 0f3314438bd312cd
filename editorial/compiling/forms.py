"""What one writes about a recueil: its cover, its parts."""

from django import forms
from wagtail.images.widgets import AdminImageChooser

from editorial.compiling.models import Compilation, CompilationGroup

REQUIRED = {"required": "Donnez un titre\u00a0: il sera sur la couverture."}


class NewForm(forms.ModelForm):
    """A title is enough to begin."""

    class Meta:
        model = Compilation
        fields = ("title",)
        labels = {"title": "Titre du recueil"}
        error_messages = {"title": REQUIRED}


class CoverForm(forms.ModelForm):
    """The cover, the foreword, and for whom."""

    class Meta:
        model = Compilation
        fields = (
            "title",
            "subtitle",
            "network",
            "foreword",
            "colour",
            "shape",
            "with_reserved",
        )
        widgets = {
            "foreword": forms.Textarea(attrs={"rows": 10}),
            "colour": forms.RadioSelect,
            "shape": forms.RadioSelect,
        }
        error_messages = {"title": REQUIRED}


class DeskCoverForm(CoverForm):
    """The desk may also choose among the pictures of the bank."""

    class Meta(CoverForm.Meta):
        fields = (*CoverForm.Meta.fields, "picture", "logo")
        widgets = CoverForm.Meta.widgets | {
            "picture": AdminImageChooser,
            "logo": AdminImageChooser,
        }


class GroupForm(forms.ModelForm):
    """The title of a part and the words under it."""

    class Meta:
        model = CompilationGroup
        fields = ("title", "introduction")
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"title": {"required": "Donnez un titre à la partie."}}
