"""Demo structures, their people and their files, brought to each state by the real moves."""

from django.core.files.base import ContentFile
from django.utils import timezone
from weasyprint import HTML

from catalogue.models import Department, StructureType, Support
from members.agreement import machine
from members.agreement.machine import Actor
from members.agreement.sections import DOCUMENTS, SECTIONS
from members.models import (
    Agreement,
    Membership,
    Role,
    SectionAnswer,
    SectionReview,
    State,
    Structure,
    SupportingDocument,
    User,
    Verdict,
)
from portal.demo.reading import load, typographic

CERTIFIER = "certificateur@example.org"
PIECE = "<html lang='fr'><title>Pièce</title><h1>Pièce de démonstration</h1><p>Document fictif."
# The moves that lead to each state.
DECIDED = ("submit", "take_up", "agree")
PATHS = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.MORE_ASKED: ("submit", "take_up", "ask_more"),
    State.REFUSAL_PLANNED: ("submit", "take_up", "plan_refusal"),
    State.AGREED: DECIDED,
    State.SUSPENDED: (*DECIDED, "suspend"),
}
REASONS = {
    "ask_more": "Précisez avec quelle entreprise se fera l’immersion, et joignez la convention.",
    "plan_refusal": "Aucun temps en salle n’est prévu : la triple alternance n’est pas assurée.",
    "agree": "Le dossier répond à tous les critères.",
    "suspend": "La référente est partie : un autre référent doit être validé.",
}


def seed_structures() -> None:
    """Create the structures that are missing; existing ones are left as they are."""
    piece = HTML(string=PIECE).write_pdf()
    for values in load("structures")["structures"]:
        if not Structure.objects.filter(siret=values["siret"]).exists():
            _bring(_create(values), values, piece)


def _create(values: dict) -> Structure:
    structure = Structure.objects.create(
        name=typographic(values["nom"]),
        siret=values["siret"],
        structure_type=StructureType.objects.get(slug=values["type"]),
        address="1, rue de l’Exemple",
        postcode=values["code_postal"],
        city=values["ville"],
        department=Department.objects.get(code=values["departement"]),
        territory=typographic(values["territoire"]),
        presentation=typographic(values["presentation"]),
        contact=values.get("contact", ""),
        is_adherent=values["adherente"],
        is_listed=True,
        published=values["annuaire"],
        is_fictional=True,
    )
    structure.supports.set(Support.objects.filter(slug__in=values["supports"]))
    return structure


def _bring(structure: Structure, values: dict, piece: bytes) -> None:
    """Fill a file and move it as its people and the certifier would."""
    referent = _referent(structure, values)
    certifier = User.objects.get(email=CERTIFIER)
    agreement = machine.open_file(structure, referent)
    _answer(agreement, partly=values["dossier"] == State.DRAFT)
    if values["dossier"] != State.DRAFT:
        _join_documents(agreement, piece)
    if "agree" in PATHS[values["dossier"]]:
        _accept_everything(agreement)
    actors = {"submit": Actor(referent)}
    for name in PATHS[values["dossier"]]:
        agreement = machine.move(
            agreement.pk,
            name,
            actors.get(name, Actor(certifier)),
            version=agreement.version,
            reason=REASONS.get(name, ""),
        )


def _referent(structure: Structure, values: dict) -> User:
    email = values.get("referent", f"{structure.slug[:30].strip('-')}@example.org")
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, first_name="Référent·e d’exemple"
    )
    Membership.objects.create(structure=structure, user=user, role=Role.REFERENT)
    return user


def _answer(agreement: Agreement, *, partly: bool) -> None:
    answers = load("structures")["reponses"]
    supports = list(agreement.structure.supports.values_list("pk", flat=True))
    for number, (section, data) in enumerate(answers.items()):
        if partly and number > 2:
            return
        extra = {"supports": supports} if section == "supports" else {}
        SectionAnswer.objects.create(agreement=agreement, section=section, data=data | extra)


def _accept_everything(agreement: Agreement) -> None:
    for section in SECTIONS:
        SectionReview.objects.create(
            agreement=agreement, section=section.key, verdict=Verdict.ACCEPTED
        )
    agreement.documents.update(verdict=Verdict.ACCEPTED)


def _join_documents(agreement: Agreement, piece: bytes) -> None:
    day = f"{timezone.localdate():%Y-%m-%d}"
    for kind in DOCUMENTS:
        if kind.required:
            SupportingDocument.objects.create(
                agreement=agreement,
                kind=kind.key,
                file=ContentFile(piece, "piece.pdf"),
                name=f"{kind.key}-{day}.pdf",
                extension="pdf",
                size=len(piece),
                checksum="0" * 64,
            )
