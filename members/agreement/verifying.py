"""The answer to « is this agreement valid today? », in words, without personal data."""

from dataclasses import dataclass

from django.utils import timezone

from catalogue.models import Support
from exports.document import french_date
from members.agreement.codes import spaced
from members.agreement.standing import Standing, standing_of
from members.models import Agreement

MALFORMED = (
    "Un code compte 12 lettres et chiffres, par exemple ABCD\u00a0EFGH\u00a02345. "
    "Recopiez-le tel qu’il est sur l’attestation."
)


@dataclass(frozen=True)
class Answer:
    """What the page says. Without a structure, the code is unknown."""

    standing: Standing
    tone: str
    sentence: str
    text: str
    code: str = ""
    reference: str = ""
    structure: str = ""
    place: str = ""
    page_slug: str = ""
    is_fictional: bool = False
    supports: tuple[str, ...] = ()
    first_day: str = ""
    last_day: str = ""


UNKNOWN = Answer(
    Standing.NONE,
    "error",
    "Ce code n’est celui d’aucun agrément.",
    "Relisez l’attestation et recommencez. Si le code est bien celui-là, l’attestation ne vient "
    "pas d’ici\u00a0: ne vous y fiez pas, et dites-le-nous.",
)
# Tone, sentence, explanation. {first}, {last}: days of the agreement; {since}: of its state.
WORDS = {
    Standing.VALID: (
        "success",
        "Oui, cet agrément est valable aujourd’hui.",
        "Il l’est jusqu’au {last}, sauf décision contraire d’ici là.",
    ),
    Standing.NOT_YET: (
        "caution",
        "Non, cet agrément n’a pas encore commencé.",
        "Il commence le {first}.",
    ),
    Standing.OVER: (
        "caution",
        "Non, cet agrément est terminé.",
        "Il a pris fin le {last}. La structure peut en avoir un plus récent, avec un autre code.",
    ),
    Standing.SUSPENDED: (
        "error",
        "Non, cet agrément est suspendu.",
        "Il l’est depuis le {since}. La suspension peut être levée\u00a0: vérifiez à nouveau "
        "plus tard.",
    ),
    Standing.WITHDRAWN: (
        "error",
        "Non, cet agrément a été retiré.",
        "La décision date du {since}.",
    ),
    Standing.CLOSED: (
        "error",
        "Non, cet agrément ne vaut plus.",
        "La structure n’est plus inscrite au portail.",
    ),
}


def answer_for(code: str) -> Answer:
    """The answer for a code already read, empty included.

    Always the same two queries, so that a known code takes no longer than another. A file
    that was never agreed has a code too, and is as unknown as no file at all.
    """
    found = (
        Agreement.objects.filter(code=code)
        .select_related("structure__department", "structure__structure_type")
        .first()
    )
    supports = tuple(Support.objects.filter(agreement__code=code).values_list("label", flat=True))
    standing = standing_of(found) if found else Standing.NONE
    return _answer(found, standing, supports) if standing in WORDS else UNKNOWN


def _answer(agreement: Agreement, standing: Standing, supports: tuple[str, ...]) -> Answer:
    structure = agreement.structure
    days = {
        "first": french_date(agreement.valid_from),
        "last": french_date(agreement.valid_until),
        "since": french_date(timezone.localdate(agreement.state_since)),
    }
    tone, sentence, text = WORDS[standing]
    return Answer(
        standing,
        tone,
        sentence,
        text.format(**days),
        code=spaced(agreement.code),
        reference=agreement.reference,
        structure=structure.name,
        place=f"{structure.city} ({structure.department.label})",
        page_slug=structure.slug if structure.is_listed and structure.is_active else "",
        is_fictional=structure.is_fictional,
        supports=supports,
        first_day=days["first"],
        last_day=days["last"],
    )
