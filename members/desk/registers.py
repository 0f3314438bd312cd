"""Staff screens of what people and the portal did: memberships, files, journal, openings."""

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSetGroup

from members import journal
from members.desk.exports import read
from members.desk.lists import (
    AgreementFilters,
    JournalFilters,
    ListedViewSet,
    MembershipFilters,
    MomentColumn,
    OpeningFilters,
    ReadOnlyViewSet,
    SafeList,
)
from members.desk.review import words_of
from members.desk.structures import StructureViewSet
from members.models import Act, Agreement, FileOpening, JournalEntry, Membership
from members.permissions import DECIDE
from members.structures.rules import STAFF


class MembershipEditView(EditView):
    """The role of a person in a structure; a change is journalled."""

    success_message = "Le rôle est enregistré."

    def save_instance(self) -> Membership:
        membership = super().save_instance()
        if self.form.changed_data:
            journal.record(
                Act.ROLE_CHANGED,
                structure=membership.structure,
                actor=self.request.user,
                quality=STAFF,
                details={"what": membership.get_role_display()},
            )
        return membership


class MembershipDeleteView(DeleteView):
    """The person loses the structure at the next request; it is journalled."""

    page_title = "Retirer"
    success_message = "Cette personne n’est plus dans la structure."

    @property
    def confirmation_message(self) -> str:
        return (
            f"Retirer {self.object.user} de « {self.object.structure} » ? Son accès à la structure "
            "s’arrête aussitôt. Son compte reste."
        )

    @transaction.atomic
    def delete_action(self) -> None:
        structure = self.object.structure
        super().delete_action()
        journal.record(Act.REMOVED, structure=structure, actor=self.request.user, quality=STAFF)


class MembershipViewSet(ListedViewSet):
    """Who belongs to what. People come in by invitation only: nobody is added here."""

    model = Membership
    name = url_prefix = "appartenances"
    icon = "user"
    menu_label = "Personnes"
    index_view_class = IndexView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    form_fields = ["role"]
    filterset_class = MembershipFilters
    search_fields = ["user__email", "user__first_name", "user__last_name", "structure__name"]
    list_display = [
        "user",
        Column("structure", label="Structure", sort_key="structure__name"),
        "role",
        MomentColumn("joined_at", label="Depuis le", sort_key="joined_at"),
    ]

    def rows(self) -> QuerySet:
        return Membership.objects.select_related("user", "structure")


class AgreementList(SafeList):
    """Leads those who decide to the file itself, the others to its dates."""

    def get_inspect_url(self, instance):
        if self.request.user.has_perm(DECIDE):
            return reverse("agreement_review", args=[instance.reference])
        return super().get_inspect_url(instance)


class AgreementViewSet(ReadOnlyViewSet):
    """Every file, closed ones included."""

    model = Agreement
    name = url_prefix = "dossiers-agrement"
    icon = "folder-open-inverse"
    menu_label = "Dossiers d’agrément"
    index_view_class = AgreementList
    filterset_class = AgreementFilters
    search_fields = ["reference", "structure__name", "structure__siret"]
    ordering = ["-created_at"]
    list_display = [
        "reference",
        Column("structure", label="Structure", sort_key="structure__name"),
        Column("get_state_display", label="État", sort_key="state"),
        MomentColumn("state_since", label="Depuis le", sort_key="state_since"),
        MomentColumn("valid_until", label="Agrément jusqu’au", sort_key="valid_until"),
        MomentColumn("visit_done", label="Visite faite le", sort_key="visit_done"),
    ]
    inspect_view_fields = [
        *("reference", "structure", "state", "state_since", "submitted_at", "decided_at"),
        *("valid_from", "valid_until", "visit_due", "visit_planned", "visit_done", "renews"),
    ]
    list_export = [
        *("reference", "structure.name", "structure.siret", "structure.department"),
        *("get_state_display", "state_since", "submitted_at", "decided_at", "valid_from"),
        *("valid_until", "visit_due", "visit_planned", "visit_done", "renews.reference"),
    ]
    export_headings = {
        "structure.name": "Structure",
        "structure.siret": "SIRET",
        "structure.department": "Département",
        "get_state_display": "État",
        "renews.reference": "Renouvelle",
    }
    export_filename = "dossiers-agrement"

    def rows(self) -> QuerySet:
        return Agreement.objects.select_related("structure__department", "renews")


class WordsColumn(TitleColumn):
    """What was done, in words."""

    def get_value(self, instance: JournalEntry) -> str:
        return words_of(instance)


class JournalViewSet(ReadOnlyViewSet):
    """Every act, the latest first. Exported without the persons: acts stay, persons do not."""

    model = JournalEntry
    name = url_prefix = "journal"
    icon = "history"
    menu_label = "Journal"
    filterset_class = JournalFilters
    ordering = ["-at", "-pk"]
    list_display = [
        MomentColumn("at", label="Le", sort_key="at", with_time=True),
        WordsColumn(
            "words",
            label="Acte",
            get_url=lambda entry: reverse("journal:inspect", args=[entry.pk]),
        ),
        Column("structure", label="Structure", sort_key="structure__name"),
        Column("file", label="Dossier", accessor=lambda entry: read(entry, "agreement.reference")),
        Column("quality", label="En qualité de"),
        Column("actor", label="Par"),
    ]
    inspect_view_fields = [
        *("at", "act", "transition", "structure", "agreement", "actor", "quality"),
        *("from_state", "to_state", "reason", "details"),
    ]
    list_export = [
        *("at", "get_act_display", "structure.name", "agreement.reference", "quality"),
        *("transition", "get_from_state_display", "get_to_state_display", "reason"),
    ]
    export_headings = {
        "at": "Le",
        "get_act_display": "Acte",
        "structure.name": "Structure",
        "agreement.reference": "Dossier",
        "get_from_state_display": "De",
        "get_to_state_display": "À",
    }
    export_filename = "journal"

    def rows(self) -> QuerySet:
        return JournalEntry.objects.select_related("structure", "agreement", "actor")


class OpeningViewSet(ReadOnlyViewSet):
    """Openings of reserved files, kept a year."""

    model = FileOpening
    name = url_prefix = "ouvertures"
    icon = "view"
    menu_label = "Fichiers réservés ouverts"
    filterset_class = OpeningFilters
    ordering = ["-at", "-pk"]
    search_fields = ["label"]
    list_display = [
        MomentColumn("at", label="Le", sort_key="at", with_time=True),
        Column("label", label="Fichier", sort_key="label"),
        Column("user", label="Par"),
    ]
    inspect_view_fields = ["at", "label", "address", "user"]

    def rows(self) -> QuerySet:
        return FileOpening.objects.select_related("user")


class StructureGroup(ModelViewSetGroup):
    """« Structures » in the menu."""

    menu_label = "Structures"
    menu_icon = "group"
    menu_order = 30
    items = (StructureViewSet, MembershipViewSet, AgreementViewSet, JournalViewSet, OpeningViewSet)
