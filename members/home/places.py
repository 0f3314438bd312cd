"""One's structures as the first page shows them: their file, its next step, who waits."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from members.models import Agreement, Invitation, JoinRequest, Membership, State
from members.models.agreement import UNDER_WAY


@dataclass(frozen=True)
class Step:
    """What a file waits for, said to its structure: one sentence, one button.

    `theirs`: the structure acts; its members read « voir » in place of the référent·e's button.
    """

    sentence: str
    button: str = "Voir le dossier"
    theirs: bool = False


NO_FILE = Step("Vous n’avez pas demandé l’agrément.", "Demander l’agrément", theirs=True)
STEPS = {
    State.DRAFT: Step("Votre dossier est en préparation.", "Continuer le dossier", theirs=True),
    State.SUBMITTED: Step("Votre dossier est déposé. Le certificateur va le lire."),
    State.UNDER_REVIEW: Step("Le certificateur lit votre dossier."),
    State.MORE_ASKED: Step("On vous demande des compléments.", "Compléter", theirs=True),
    State.REFUSAL_PLANNED: Step("Un refus est envisagé : répondez.", "Répondre", theirs=True),
    State.CONTESTED: Step("Vos observations sont arrivées. La décision vient."),
    State.AGREED: Step("Votre structure est agréée."),
    State.SUSPENDED: Step("L’agrément est suspendu : lisez pourquoi."),
    State.REFUSED: Step("L’agrément a été refusé : lisez pourquoi."),
    State.WITHDRAWN: Step("L’agrément a été retiré : lisez pourquoi."),
    State.EXPIRED: Step("L’agrément est arrivé à son terme.", "Demander de nouveau", theirs=True),
    State.ABANDONED: NO_FILE,
}


@dataclass(frozen=True)
class Place:
    """One structure of a person, with what is to be known at a glance."""

    membership: Membership
    agreement: Agreement | None
    in_force: Agreement | None

    @property
    def structure(self):
        return self.membership.structure

    @property
    def step(self) -> Step:
        return STEPS[State(self.agreement.state)] if self.agreement else NO_FILE

    @property
    def acts(self) -> bool:
        """Whether the next move is this person's."""
        return self.step.theirs and self.membership.is_referent

    @property
    def waits_for_referent(self) -> bool:
        return self.step.theirs and not self.membership.is_referent

    @property
    def button(self) -> str:
        return "Voir le dossier" if self.waits_for_referent else self.step.button

    @property
    def url(self) -> str:
        """The file, or the page where one is opened."""
        slug = self.structure.slug
        if self.agreement is None or self.agreement.is_closed:
            return reverse("members:files", args=[slug])
        return reverse("members:file", args=[slug, self.agreement.reference])


def places_of(user) -> list[Place]:
    """The open structures of this person; two queries, however many there are."""
    memberships = list(
        Membership.objects.filter(user=user, structure__is_active=True)
        .select_related("structure", "structure__structure_type", "structure__department")
        .annotate(
            people=Count("structure__memberships"),
            asking=_number(JoinRequest.objects.filter(answered_at=None)),
            invited=_number(Invitation.objects.filter(used_at=None, revoked_at=None)),
        )
    )
    files: dict[int, list[Agreement]] = {row.structure_id: [] for row in memberships}
    for agreement in Agreement.objects.filter(structure__in=files).order_by("-pk"):
        files[agreement.structure_id].append(agreement)
    return [_place(membership, files[membership.structure_id]) for membership in memberships]


def closed_structures(user) -> list[str]:
    """Names of one's structures that the network closed."""
    rows = Membership.objects.filter(user=user, structure__is_active=False)
    return list(rows.values_list("structure__name", flat=True))


def _place(membership: Membership, files: list[Agreement]) -> Place:
    """The file under way first, then the agreement in force, then the latest."""
    in_force = next((file for file in files if file.is_in_force), None)
    under_way = next((file for file in files if file.state in UNDER_WAY), None)
    latest = next(iter(files), None)
    return Place(membership, under_way or in_force or latest, in_force)


def _number(rows) -> Coalesce:
    counted = (
        rows.filter(structure=OuterRef("structure"))
        .order_by()
        .values("structure")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)
