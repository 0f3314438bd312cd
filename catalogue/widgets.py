"""Form fields of the editors' interface, made for people in a hurry."""

from django.forms import CheckboxSelectMultiple, Select
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminTagWidget

from catalogue.models.lines import LinesField
from catalogue.text import LANGUAGES

# Text typed one item per line grows with what is typed, like any other text.
register_form_field_override(LinesField, override={"widget": AdminAutoHeightTextInput})


class TickBoxes(CheckboxSelectMultiple):
    """Boxes to tick in columns, with a field to shorten the list when it is long."""

    class Media:
        css = {"all": ["portal/css/admin.css"]}
        js = ["portal/js/tick-boxes.js"]

    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "tick-boxes"} | (attrs or {}), choices)


class KeywordBox(AdminTagWidget):
    """Keywords picked from the network's list; Wagtail's advice on quotes is left out."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["help_text"] = ""
        return context


class LanguageSelect(Select):
    """A language by its French name."""

    def __init__(self, attrs=None, choices=()):
        super().__init__(attrs, choices or LANGUAGES.items())
