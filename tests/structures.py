"""Structures, their people and their files, in the state a test needs."""

import itertools
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.models import Department, Region, StructureType
from members.agreement.conditions import VALIDATED_SECTION
from members.agreement.sections import DOCUMENTS, SECTIONS, Kind
from members.models import (
    Agreement,
    Membership,
    RecordRequest,
    Role,
    SectionAnswer,
    SectionReview,
    State,
    Structure,
    SupportingDocument,
    User,
    Verdict,
)

numbers = itertools.count(1)
PASSWORD = "mot-de-passe-long"  # noqa: S105
UNDER_AGREEMENT = (State.AGREED, State.SUSPENDED, State.WITHDRAWN, State.EXPIRED)


def make_siret(number: int) -> str:
    """A SIRET whose key is right, of an establishment that cannot exist (SIREN 0000…)."""
    base = f"0000{number:09d}"
    doubled = [int(digit) * (2 if rank % 2 == 0 else 1) for rank, digit in enumerate(base[::-1])]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{base}{-total % 10}"


def make_department(code: str = "02", label: str = "Aisne") -> Department:
    region, _ = Region.objects.get_or_create(
        code="32", defaults={"label": "Hauts-de-France", "slug": "hauts-de-france"}
    )
    return Department.objects.get_or_create(code=code, defaults={"label": label, "region": region})[
        0
    ]


def make_structure(**fields) -> Structure:
    """An open structure, not adherent, not listed, unless said."""
    number = next(numbers)
    kind = StructureType.objects.filter(slug="aci").first() or StructureType.objects.create(
        label="Atelier et chantier d’insertion", acronym="ACI", slug="aci"
    )
    values = {
        "name": f"Structure {number}",
        "siret": make_siret(number),
        "city": "Laon",
        "structure_type": kind,
    } | fields
    values.setdefault("department", make_department())
    return Structure.objects.create(**values)


def make_person(email: str = "", **fields) -> User:
    return User.objects.create_user(
        email or f"personne-{next(numbers)}@example.org", PASSWORD, **fields
    )


def join(structure: Structure, user: User | None = None, role: str = Role.MEMBER) -> User:
    """Put this person (a new one by default) in the structure."""
    user = user or make_person()
    Membership.objects.create(structure=structure, user=user, role=role)
    return user


def make_referent(structure: Structure) -> User:
    return join(structure, role=Role.REFERENT)


def make_certifier() -> User:
    from django.contrib.auth.models import Group

    from portal.groups import CERTIFIERS

    user = make_person()
    user.groups.add(Group.objects.get(name=CERTIFIERS))
    return user


def open_to(user: User, *records) -> None:
    """Each record opened to this very person, as the answer to a request would."""
    end = timezone.now() + timedelta(days=10)
    for record in records:
        RecordRequest.objects.create(
            user=user,
            record_id=record.pk,
            reason="Pour un essai.",
            accepted=True,
            answered_at=timezone.now(),
            expires_at=end,
        )


def make_agreement(
    structure: Structure | None = None, state: str = State.AGREED, **fields
) -> Agreement:
    """A file straight in this state, without its history; agreed for a year by default."""
    today = timezone.localdate()
    values = {"state": state, "reference": f"AGR-TEST-{next(numbers):04d}"}
    if state in UNDER_AGREEMENT:
        values |= {
            "valid_from": today - timedelta(days=30),
            "valid_until": today + timedelta(days=335),
            "visit_due": today + timedelta(days=150),
        }
    return Agreement.objects.create(structure=structure or make_structure(), **values | fields)


def fill(agreement: Agreement) -> Agreement:
    """Every required answer and document, the internal référents validated."""
    for section in SECTIONS:
        data = {question.key: _answer(question) for question in section.questions}
        SectionAnswer.objects.update_or_create(
            agreement=agreement, section=section.key, defaults={"data": data}
        )
    for kind in DOCUMENTS:
        make_document(agreement, kind.key)
    SectionReview.objects.update_or_create(
        agreement=agreement, section=VALIDATED_SECTION, defaults={"verdict": Verdict.ACCEPTED}
    )
    return agreement


def make_document(agreement: Agreement, kind: str = "commitment") -> SupportingDocument:
    return SupportingDocument.objects.create(
        agreement=agreement,
        kind=kind,
        file=ContentFile(b"%PDF-1.4 piece", "piece.pdf"),
        name="piece.pdf",
        extension="pdf",
        size=14,
        checksum="0" * 64,
    )


def _answer(question):
    if question.kind is Kind.ROWS:
        return [{column.key: "Une réponse" for column in question.columns}]
    if question.kind is Kind.NUMBER:
        return 12
    if question.kind is Kind.YES_NO:
        return False
    return [1] if question.kind is Kind.SUPPORTS else "Une réponse."
