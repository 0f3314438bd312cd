"""From the sections of a fiche to the items of its fields."""

import re
from collections.abc import Callable
from dataclasses import replace

from monographs.importing.document import Nature
from monographs.importing.fiche import Item
from monographs.importing.recognising.amounts import amounts_of, figures_of
from monographs.importing.recognising.bearer import bearer_of, is_contact, place_of, without_contact
from monographs.importing.recognising.gains import apart, gains_of, names_whom
from monographs.importing.recognising.lists import items_of, partners_of
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.sections import Section
from monographs.importing.recognising.sense import clear_sense, columns_of, share_review
from monographs.importing.recognising.steps import steps_of
from monographs.importing.recognising.titles import presents_structure

GUESSED, UNPLACED = 0.4, 0.3
_LISTS = ("objectifs", "resultats", "leviers", "points_de_vigilance", "perspectives")
# Guesses strong enough to be worth it where no heading helps.
_GUESSABLE = (
    "objectifs",
    "resultats",
    "points_de_vigilance",
    "financement",
    "perspectives",
    "contexte",
    "mise_en_oeuvre",
)

Fields = dict[str, list[Item]]


class Filler:
    """Fills the fields of one fiche, section after section."""

    def __init__(self) -> None:
        self.fields: Fields = {}
        self.dropped = 0
        self._story = False

    def add(self, key: str, items: list[Item]) -> None:
        """Items of a field, after those it has."""
        if items:
            self.fields.setdefault(key, []).extend(items)

    def fill(self, sections: list[Section]) -> None:
        """Every passage of every section goes to a field, or to « à classer »."""
        self._story = sum(bool(section.field) for section in sections) >= 2
        for at, section in enumerate(sections):
            following = sections[at + 1] if at + 1 < len(sections) else None
            if _shared_heading(section, following):
                own, rest = _first_share(following.passages)
                section.passages, following.passages = own, rest
                section.confidence = following.confidence = 0.5
            self._section(section)

    def _section(self, section: Section) -> None:
        field = section.field
        special: dict[str, Callable[[Section], None]] = {
            "": self._loose,
            "bilan": self._review,
            "plus_value": self._gains,
            "contacts": self._contacts,
            "structure": self._bearer,
            "partenaires": self._partners,
            "mise_en_oeuvre": self._steps,
            "financement": self._funding,
            "chiffres_cles": self._figures,
            "sommaire": self._unplaced,
            "remerciements": self._thanks,
            "a_classer": self._unplaced,
        }
        if field in special:
            special[field](section)
        elif field in _LISTS:
            self._list(section)
        else:
            self.add(field, [_item(passage, section.confidence) for passage in section.passages])

    def _list(self, section: Section) -> None:
        """A list; among results, what a line says somebody gains is a gain."""
        gains = [passage for passage in section.passages if names_whom(passage)]
        if section.field != "resultats" or not gains:
            self.add(section.field, items_of(section.passages, section.confidence))
            return
        kept = [passage for passage in section.passages if passage not in gains]
        self.add(section.field, items_of(kept, section.confidence))
        self.add("plus_value", gains_of([(passage, "") for passage in gains], section.confidence))

    def _steps(self, section: Section) -> None:
        self.add("mise_en_oeuvre", steps_of(section.passages, section.confidence))

    def _unplaced(self, section: Section) -> None:
        if section.field == "sommaire":
            section.passages = [passage for passage in section.passages if passage.sentence]
        self.add("a_classer", [_item(passage, UNPLACED) for passage in section.passages])

    def _review(self, section: Section) -> None:
        shared = share_review(section.passages)
        for at, (field, passage, sure) in enumerate(shared):
            if at and shared[at - 1][0] == field:
                continue
            run = [passage]
            sures = [sure]
            for other, next_passage, next_sure in shared[at + 1 :]:
                if other != field:
                    break
                run.append(next_passage)
                sures.append(next_sure)
            self.add(field, items_of(run, min(sures)))

    def _gains(self, section: Section) -> None:
        sides = section.for_whom.split()
        if len(sides) > 1:
            whom = columns_of(section.passages, sides)
            pairs = list(zip(section.passages, whom, strict=True))
        else:
            pairs = [(passage, sides[0] if sides else "") for passage in apart(section.passages)]
        self.add("plus_value", gains_of(pairs, section.confidence if len(sides) < 2 else 0.5))

    def _contacts(self, section: Section) -> None:
        for passage in section.passages:
            if passage.words >= 18 and not is_contact(passage):
                self.add("a_classer", [_item(passage, UNPLACED)])
            else:
                self.dropped += 1

    def _thanks(self, section: Section) -> None:
        self.dropped += len(section.passages)

    def _bearer(self, section: Section) -> None:
        self.add(
            "structure", bearer_of(section.passages, section.confidence, bottom=section.bottom)
        )

    def _partners(self, section: Section) -> None:
        if not section.bottom:
            self.add("partenaires", partners_of(section.passages, section.confidence))
            return
        kept = [passage for passage in section.passages if not _reaches(passage)]
        self.dropped += len(section.passages) - len(kept)
        told = {item.parts.get("nom", "").casefold() for item in self.fields.get("partenaires", [])}
        found = [_shortened(passage) for passage in kept]
        items = partners_of([passage for passage in found if passage.text], section.confidence)
        self.add(
            "partenaires",
            [item for item in items if item.parts.get("nom", "").casefold() not in told],
        )

    def _funding(self, section: Section) -> None:
        passages = self._without_diagram(section) if section.bottom else section.passages
        kept = [passage for passage in passages if not (section.bottom and _reaches(passage))]
        for passage in kept:
            amounts = amounts_of(passage.text)
            self.add(
                "financement",
                [
                    Item(
                        passage.text,
                        section.confidence,
                        passage.places,
                        amounts[0] if amounts else {},
                    )
                ],
            )
            others = [Item("", section.confidence, passage.places, parts) for parts in amounts[1:]]
            self.add("financement", others)

    def _without_diagram(self, section: Section) -> list[Passage]:
        """The words of a broken diagram at the end of a page: four short lines or more in a row."""
        passages = section.passages
        short = [_is_word_of_diagram(passage) for passage in passages]
        start = next((at for at in range(len(short) - 3) if all(short[at : at + 4])), len(short))
        self.add("a_classer", [_item(passage, UNPLACED) for passage in passages[start:]])
        return passages[:start]

    def _figures(self, section: Section) -> None:
        for passage in section.passages:
            found = figures_of([(passage.text, passage.places)], section.confidence)
            self.add("chiffres_cles", found)
            if not found:
                self.add("resultats", items_of([passage], GUESSED))

    def _loose(self, section: Section) -> None:
        """Passages under no heading: an introduction, a presentation, a guess, « à classer »."""
        passages = section.passages
        for at, passage in enumerate(passages):
            previous = passages[at - 1] if at else None
            if presents_structure(passage):
                self.add("structure", bearer_of([passage], 0.6, bottom=False))
            elif previous is not None and presents_structure(previous) and passage.sentence:
                self.add(
                    "structure",
                    [Item(passage.text, 0.6, passage.places, {"presentation": passage.text})],
                )
            else:
                self.add(*self._guessed(passage))

    def _guessed(self, passage: Passage) -> tuple[str, list[Item]]:
        if self._story and passage.sentence and "a_classer" not in self.fields and not self._begun:
            return "contexte", [_item(passage, 0.6)]
        field = "" if self._story or not passage.sentence else clear_sense(passage.text)
        if field not in _GUESSABLE:
            return "a_classer", [_item(passage, UNPLACED)]
        if field == "mise_en_oeuvre":
            return field, steps_of([passage], GUESSED)
        return field, [_item(passage, GUESSED)]

    @property
    def _begun(self) -> bool:
        """Whether the story has begun: what stands above it introduces it."""
        return bool(
            set(self.fields)
            - {"titre", "structure", "contexte", "partenaires", "public_cible", "a_classer"}
        )


def _item(passage: Passage, confidence: float) -> Item:
    return Item(passage.text, confidence, passage.places)


def _reaches(passage: Passage) -> bool:
    """A line of a contact block that names nobody worth keeping."""
    if passage.signed:
        return True
    return is_contact(passage) or (
        bool(place_of(passage.text)) and not without_contact(passage.text)
    )


def _is_word_of_diagram(passage: Passage) -> bool:
    plain = passage.nature is Nature.PARAGRAPH and not re.search(r"[.:;!?€]$|\d{3}", passage.text)
    return plain and passage.words <= 9 and not passage.cleaned


def _shortened(passage: Passage) -> Passage:
    return replace(passage, text=without_contact(passage.text))


def _shared_heading(section: Section, following: Section | None) -> bool:
    """« OBJECTIFS » and « PLUS-VALUE » one above the other, before the texts of both."""
    if following is None or section.passages or len(following.passages) < 3:
        return False
    return section.field == "objectifs" and following.field == "plus_value"


def _first_share(passages: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """What belongs to the first of two headings: what is over the columns, else one fifth.

    The FAS sheet writes two or three objectives for some ten gains in two columns.
    """
    cut = next((at for at, passage in enumerate(passages) if passage.column), 0)
    cut = cut or max(1, round(len(passages) / 5))
    return passages[:cut], passages[cut:]
