"""The five documents, in the order of a parcours."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from referentials.generating import attestation, dossier, experience, jury, livret
from referentials.generating.choices import Offer
from referentials.generating.scales import scales_for
from referentials.generating.selection import tree_of
from referentials.generating.writing import Brief
from referentials.models import ReferentialPage


@dataclass(frozen=True)
class Kind:
    """A document one may generate: its words, what it asks, how its blocks are written."""

    slug: str
    label: str
    purpose: str
    body: Callable[[Brief], list]
    # Short names of the choices it uses (see `choices.address_of`).
    asks: tuple[str, ...]
    icon: str
    orientation: str = "portrait"
    takes_all: bool = False
    most: int = 0
    mention: str = ""

    def offer(self, page: ReferentialPage) -> Offer:
        """What may be chosen for it in this referential."""
        return Offer(tree_of(page), scales_for(page), self.asks, self.takes_all, self.most)

    def same_offer(self, other: Offer) -> Offer:
        """What may be chosen for it in the referential of another offer."""
        return replace(other, asks=self.asks, takes_all=self.takes_all, most=self.most)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "livret-de-suivi",
            "Livret de suivi",
            "Suivre les progrès, évaluation après évaluation, avec des critères que l’on voit.",
            livret.body,
            ("p", "v", "n", "e", "s", "t"),
            "book",
            "landscape",
            takes_all=True,
        ),
        Kind(
            "fiche-experience",
            "Fiche expérience",
            "Raconter un vrai travail, étape par étape, pour prouver une compétence.",
            experience.body,
            ("p", "e", "s"),
            "pencil",
            most=12,
        ),
        Kind(
            "attestation-de-competences",
            "Attestation de compétences",
            "Écrire ce que des personnes ont vu faire. Ce n’est ni un diplôme, ni un titre.",
            attestation.body,
            ("p", "e", "s"),
            "check",
            mention=attestation.MENTION,
        ),
        Kind(
            "grille-du-jury",
            "Grille du jury",
            "Observer, entendre, noter des faits, décider ensemble.",
            jury.body,
            ("p", "e", "j", "s"),
            "target",
        ),
        Kind(
            "dossier-de-preuves",
            "Dossier de preuves",
            "La première page, le sommaire, les points à vérifier, les intercalaires.",
            dossier.body,
            ("p", "s", "t"),
            "file",
            most=20,
        ),
    )
}


def links_to(base: str) -> list[dict]:
    """The five documents, as links of the referential at this address."""
    return [{"label": kind.label, "url": f"{base}generer/{kind.slug}/"} for kind in KINDS.values()]


def trail_of(base: str, slug: str) -> list[dict]:
    """The end of the breadcrumb: the generators at this address, and one of them."""
    if slug not in KINDS:
        return [{"title": "Générer"}]
    return [{"title": "Générer", "url": base}, {"title": KINDS[slug].label}]
