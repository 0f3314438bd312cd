"""Staff screens of structures: written, closed and reopened, never deleted."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.widgets.button import Button

from catalogue.admin_lists import YesColumn
from members import journal
from members.desk.lists import ListedViewSet, SafeList, StructureFilters
from members.models import Act, Agreement, State, Structure
from members.structures.rules import STAFF
from members.validators import digits

CHANGES = "members.change_structure"
FIELDS = [
    *("name", "structure_type", "siret", "training_body_number", "is_adherent"),
    *("address", "postcode", "city", "department", "territory", "supports"),
    *("presentation", "website", "contact", "is_fictional"),
]


class StructureForm(WagtailAdminModelForm):
    """Numbers are taken as people paste them, with spaces or dots."""

    siret = forms.CharField(label="SIRET", max_length=40, help_text="Quatorze chiffres.")
    training_body_number = forms.CharField(
        label="Numéro de déclaration d’activité",
        max_length=40,
        required=False,
        help_text="Si la structure est aussi organisme de formation.",
    )
    website = forms.URLField(
        label="Site internet", required=False, max_length=200, assume_scheme="https"
    )

    class Meta:
        model = Structure
        fields = FIELDS
        widgets = {"supports": forms.CheckboxSelectMultiple}

    def clean_siret(self) -> str:
        return digits(self.cleaned_data["siret"])

    def clean_training_body_number(self) -> str:
        return digits(self.cleaned_data["training_body_number"])


class StructureCreateView(CreateView):
    """A new structure, written in the journal."""

    page_subtitle = "Inscrire une structure"
    success_message = "« %(object)s » est inscrite. Invitez maintenant son ou sa référent·e."

    def save_instance(self) -> Structure:
        structure = super().save_instance()
        user = self.request.user
        journal.record(Act.STRUCTURE_CREATED, structure=structure, actor=user, quality=STAFF)
        return structure

    def get_success_url(self) -> str:
        return reverse("structure_invite", args=[self.object.pk])


class StructureEditView(EditView):
    """What changed is named in the journal, not its former words."""

    success_message = "« %(object)s » est enregistrée."

    def save_instance(self) -> Structure:
        structure = super().save_instance()
        if changed := self.form.changed_data:
            labels = [str(self.form.fields[name].label) for name in changed]
            journal.record(
                Act.STRUCTURE_CHANGED,
                structure=structure,
                actor=self.request.user,
                quality=STAFF,
                details={"what": ", ".join(labels)},
            )
        return structure

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        ways = [("Rouvrir la structure", "structure_close", "lock-open")]
        if self.object.is_active:
            ways = [
                ("Inviter un·e référent·e", "structure_invite", "mail"),
                ("Fermer la structure", "structure_close", "lock"),
            ]
        own = [
            Button(label, url=reverse(name, args=[self.object.pk]), icon_name=icon, priority=5)
            for label, name, icon in ways
        ]
        return [*own, *super().header_more_buttons]


class StructureList(SafeList):
    """Exports the state of the last file in words."""

    def to_row_dict(self, item: Structure) -> dict:
        return super().to_row_dict(item) | {"agreement_state": state_of(item)}


class StructureViewSet(ListedViewSet):
    """Structures, with where their agreement stands."""

    model = Structure
    name = url_prefix = "structures"
    icon = "group"
    menu_label = "Structures"
    index_view_class = StructureList
    add_view_class = StructureCreateView
    edit_view_class = StructureEditView
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id", "slug", "logo", "published"]
    filterset_class = StructureFilters
    search_fields = ["name", "siret", "city"]
    ordering = ["name"]
    list_display = [
        "name",
        Column("structure_type", label="Type", sort_key="structure_type__label"),
        Column("city", label="Ville", sort_key="city"),
        Column("department", label="Département", sort_key="department__code"),
        YesColumn("is_adherent", label="Adhérente", sort_key="is_adherent"),
        Column("agreement_label", label="Dernier dossier", accessor=lambda it: state_of(it)),
        Column(
            "is_active", label="État", accessor=lambda it: "ouverte" if it.is_active else "fermée"
        ),
    ]
    list_export = [
        *("name", "siret", "structure_type", "city", "postcode", "department", "is_adherent"),
        *("training_body_number", "is_active", "agreement_state", "agreement_until", "created_at"),
    ]
    export_headings = {
        "agreement_state": "Dernier dossier",
        "agreement_until": "Agrément jusqu’au",
    }
    export_filename = "structures"

    def get_form_class(self, for_update=False):
        return StructureForm

    def get_index_view_kwargs(self, **kwargs) -> dict:
        return super().get_index_view_kwargs(add_item_label="Inscrire une structure", **kwargs)

    def rows(self) -> QuerySet:
        last = Agreement.objects.filter(structure=OuterRef("pk")).order_by("-pk")
        return Structure.objects.select_related("structure_type", "department").annotate(
            agreement_state=Subquery(last.values("state")[:1]),
            agreement_until=Subquery(last.values("valid_until")[:1]),
        )


def state_of(structure: Structure) -> str:
    """Where the last file of a structure stands, in words."""
    return State(structure.agreement_state).label if structure.agreement_state else ""


@permission_required(CHANGES, raise_exception=True)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an open structure, or reopen a closed one, after a confirmation.

    The page says which of the two it was opened for (`open`): a second click does not undo.
    """
    structure = get_object_or_404(Structure, pk=pk)
    if request.method == "POST":
        _set_open(request, pk, is_active=request.POST.get("open") == "1")
        return redirect("structures:index")
    agreed = structure.agreements.in_force().first()
    context = {"structure": structure, "agreed": agreed}
    return render(request, "members/admin/structure_close.html", context)


@transaction.atomic
def _set_open(request: HttpRequest, pk: int, *, is_active: bool) -> None:
    structure = Structure.objects.select_for_update().get(pk=pk)
    said = "rouverte" if is_active else "fermée"
    if structure.is_active == is_active:
        messages.info(request, f"« {structure} » était déjà {'ouverte' if is_active else said}.")
        return
    structure.is_active = is_active
    structure.save(update_fields=["is_active"])
    act = Act.STRUCTURE_REOPENED if is_active else Act.STRUCTURE_CLOSED
    journal.record(act, structure=structure, actor=request.user, quality=STAFF)
    messages.success(request, f"« {structure} » est {said}.")
