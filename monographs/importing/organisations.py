"""Who carries an action: a structure read in a fiche, found in the bank or to be added."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import ValidationError

from catalogue.models import Department, Organisation, StructureType
from catalogue.text import french_slug, normalised_key
from monographs.importing.shapes import Parts, Piece

# Who may add one to the bank.
ADDS = "catalogue.add_organisation"
# How alike two names are, from 0 to 1, for one to be proposed for the other.
ALIKE, PROPOSED = 0.72, 4
# Words that say what a structure is, not which one.
PLAIN_WORDS = {"association", "asso", "structure", "societe", "cooperative", "la", "le", "les"}


@dataclass(frozen=True)
class Bearer:
    """A structure as the fiche names it."""

    name: str
    city: str = ""
    department: str = ""
    types: tuple[str, ...] = ()
    description: str = ""


def bearers_of(pieces: list[Piece]) -> list[Bearer]:
    """The structures named in the passages about who carries the action."""
    found: dict[str, Parts] = {}
    last = ""
    for piece in pieces:
        name = " ".join(piece.parts.get("nom", "").split())
        last = normalised_key(name) or last
        if last:
            kept = found.setdefault(last, {"nom": name})
            for key, value in piece.parts.items():
                kept.setdefault(key, value)
    return [
        Bearer(
            name=parts["nom"][:200],
            city=parts.get("ville", "")[:120],
            department=parts.get("departement", ""),
            types=tuple(re.split(r"\s*[,;/]\s*", parts.get("type", ""))),
            description=parts.get("presentation", ""),
        )
        for parts in found.values()
    ]


def match(bearers: list[Bearer], bank: list[Organisation]) -> list[Organisation]:
    """The organisations that carry exactly these names."""
    wanted = {_key(bearer.name) for bearer in bearers}
    return [organisation for organisation in bank if _key(organisation.name) in wanted]


def alike(bearer: Bearer, bank: list[Organisation]) -> list[Organisation]:
    """Organisations whose name is close, the closest first."""
    names = {_key(organisation.name): organisation for organisation in bank}
    close = get_close_matches(_key(bearer.name), names, PROPOSED, ALIKE)
    return [names[key] for key in close]


def _key(name: str) -> str:
    """A name without its case, accents, article, nor the word that says what it is."""
    words = normalised_key(name).replace("/", " ").split()
    return " ".join(word for word in words if word not in PLAIN_WORDS) or " ".join(words)


def create(bearer: Bearer) -> Organisation:
    """A new organisation of the bank. Raises `ValidationError` (French) when it may not be."""
    slug = french_slug(bearer.name)[:200]
    if not slug:
        raise ValidationError("Écrivez le nom de la structure.")
    if Organisation.objects.filter(slug=slug).exists():
        raise ValidationError(f"« {bearer.name} » est déjà dans la liste : choisissez-la.")
    organisation = Organisation(
        name=bearer.name,
        slug=slug,
        city=bearer.city,
        department=Department.objects.filter(code=bearer.department).first(),
        description=bearer.description,
    )
    organisation.region = organisation.department.region if organisation.department else None
    wanted = {normalised_key(kind) for kind in bearer.types}
    organisation.types = [
        kind
        for kind in StructureType.objects.all()
        if wanted & {normalised_key(kind.label), normalised_key(kind.acronym)}
    ]
    organisation.full_clean()
    organisation.save()
    return organisation
