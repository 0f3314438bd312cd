"""The scales one may note with: the referential's own, and three that are often asked for."""

from dataclasses import dataclass

from referentials.models import ReferentialPage

OWN = "referentiel"


@dataclass(frozen=True)
class Scale:
    """Levels from the first try to mastery: (mark, name, what one sees)."""

    label: str
    levels: tuple[tuple[str, str, str], ...]

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(mark for mark, _name, _text in self.levels)


OTHERS = {
    "trois": Scale(
        "Trois niveaux\u00a0: imitation, adaptation, transposition",
        (
            ("1", "Imitation", "Fait comme on l’a montré, avec une personne à côté."),
            ("2", "Adaptation", "Fait sans aide dans les situations déjà connues."),
            (
                "3",
                "Transposition",
                "Fait sans aide dans une situation nouvelle, et sait l’expliquer.",
            ),
        ),
    ),
    "quatre": Scale(
        "Quatre niveaux\u00a0: de «\u00a0découvre\u00a0» à «\u00a0sait montrer\u00a0»",
        (
            ("1", "Découvre", "Regarde faire, essaie avec quelqu’un."),
            ("2", "Fait avec de l’aide", "Y arrive quand on le guide."),
            ("3", "Fait sans aide", "Y arrive à chaque fois, et se contrôle."),
            ("4", "Sait montrer", "L’explique ou le montre à quelqu’un d’autre."),
        ),
    ),
    "acquis": Scale(
        "Deux niveaux\u00a0: en cours, acquis",
        (
            ("EC", "En cours", "Pas encore à chaque fois, ou pas encore sans aide."),
            ("A", "Acquis", "Fait sans aide, et c’est réussi selon les critères."),
        ),
    ),
}


def scales_for(page: ReferentialPage) -> dict[str, Scale]:
    """The scales offered for this referential, its own first when it has one."""
    own = tuple(
        (level.value["code"], level.value["label"], level.value["description"] or "")
        for level in page.scale
    )
    if not own:
        return dict(OTHERS)
    others = {key: scale for key, scale in OTHERS.items() if scale.levels != own}
    names = ", ".join(label.lower() for _mark, label, _text in own)
    return {OWN: Scale(f"Celle du référentiel\u00a0: {names}", own)} | others
