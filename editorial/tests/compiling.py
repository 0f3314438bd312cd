"""A recueil and the records it is made of."""

from django.contrib.auth.models import AnonymousUser

from catalogue.models import Device, Licence, Occupation, Organisation, Theme
from editorial.compiling import composing
from editorial.compiling.models import Compilation
from editorial.proposing import consents
from editorial.proposing.models import Proposal, Use
from monographs.models import MonographPage
from tests.builders import make_monograph, make_term
from tests.structures import make_department

ANYBODY = AnonymousUser()


def make_compilation(*records, owner=None, **fields) -> Compilation:
    """A recueil of these records, each under its theme."""
    values = {"title": "Nos pratiques", "network": "Les Ateliers"} | fields
    compilation = Compilation.objects.create(owner=owner, **values)
    composing.add(compilation, records)
    return compilation


def make_practice(title: str, theme: str = "Formation", **fields) -> MonographPage:
    """A monograph with what every annex reads: place, structure, device, figures."""
    bearer, _new = Organisation.objects.get_or_create(
        name=f"Structure de {title}",
        defaults={"slug": f"s-{Organisation.objects.count()}", "department": make_department()},
    )
    values = {
        "title": title,
        "themes": [make_term(Theme, theme)],
        "devices": [make_term(Device, "Formation en situation de travail", acronym="AFEST")],
        "occupations": [make_term(Occupation, "Jardinier")],
        "departments": [make_department()],
        "bearers": [bearer],
        "context": "Les consignes ne passaient pas.",
        "key_figures": [
            ("figure", {"value": number, "unit": "heures", "label": f"de {title} {number}"})
            for number in (12, 40)
        ],
    }
    return make_monograph(**(values | fields))


def make_closed_licence() -> Licence:
    """A licence of the house: inside the network only."""
    return Licence.objects.get_or_create(
        slug="interne",
        defaults={"label": "Réservé au réseau", "cannot": ["L’envoyer hors du réseau."]},
    )[0]


def propose(page: MonographPage, *uses: Use) -> Proposal:
    """The page as it came from a proposal, with these consents."""
    proposal = Proposal.objects.create(email_key=f"clé {page.pk}", page=page)
    consents.give(proposal.pk, set(uses), None)
    return proposal


def titles(compilation: Compilation) -> list[list[str]]:
    """Titles of the records, part by part."""
    return [
        [item.record.title for item in group.items.select_related("record")]
        for group in compilation.groups.all()
    ]
