"""The form of a record in the editors' interface."""

from wagtail.admin.forms import WagtailAdminPageForm

from catalogue.freshness import people

PEOPLE = ("keeper", "keeper_deputy")


class RecordForm(WagtailAdminPageForm):
    """Offers only those who may enter the editors' interface to look after a record.

    The rule stands here and not on the model: somebody who left must not keep a record from
    being saved.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in PEOPLE:
            if name in self.fields:
                self.fields[name].queryset = people()
                self.fields[name].empty_label = "Personne"

    def clean(self) -> dict:
        cleaned = super().clean()
        keeper, deputy = (cleaned.get(name) for name in PEOPLE)
        if keeper and keeper == deputy:
            self.add_error("keeper_deputy", "C’est déjà la personne responsable.")
        return cleaned
