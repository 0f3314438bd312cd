"""The sections of a fiche: which passages stand under which heading."""

import dataclasses
import re
from dataclasses import dataclass, replace

from monographs.importing.document import Nature
from monographs.importing.recognising.bearer import is_contact
from monographs.importing.recognising.labels import LABELLED, inline_style
from monographs.importing.recognising.lexicon import (
    EXACT,
    NEARLY,
    Heading,
    Lexicon,
    heading_key,
    side_of,
    sides_of,
)
from monographs.importing.recognising.passages import Passage, capitals_first
from monographs.importing.recognising.reading import WITHIN, read_headings

_STEP = re.compile(r"^\s*\d{1,2}\s*[.)]")
# Known headings that are as often the title of a step.
_STEP_TITLES = frozenset(
    "diagnostic;constat;constats;besoins;identification des besoins;etat des "
    "lieux;bilan;bilans;analyse;evaluation;"
    "conclusion;deploiement;duplication;suivi;introduction;presentation;essaimage".split(";")
)
_WITH_CONTACTS = ("structure", "partenaires", "contacts", "financement")
# Sections where « Rubrique : texte » on a line opens a field.
_OPEN_TO_LABELS = ("", "structure", "titre", "bilan", "contacts", "a_classer")
# Where a sub-heading « Pour les salariés » speaks of what they gain.
_GAINS = ("resultats", "plus_value", "bilan")
# Sections whose sub-titles are many and of any form.
_LOOSE = ("mise_en_oeuvre", "structure", "contacts")


@dataclass
class Section:
    """A heading and its passages. `field` is empty before the first heading."""

    field: str = ""
    confidence: float = EXACT
    for_whom: str = ""
    level: int = 0
    # Below the « porteur » of the end: addresses and people rather than roles.
    bottom: bool = False
    # Its heading, as it is written.
    title: str = ""
    # « Mise en œuvre et résultats obtenus ».
    mixed: bool = False
    # Opened by « Rubrique : texte » on one line.
    inline: bool = False
    passages: list[Passage] = dataclasses.field(default_factory=list)


class Sectioner:
    """Goes through the passages of one fiche and opens a section at each heading."""

    def __init__(self, passages: list[Passage], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.passages = passages
        self.sections = [Section()]
        self._labels = [self._label(passage) for passage in passages]
        self._inline_style = inline_style(passages, lexicon)
        self._identity = self._identity_lists()
        self._numbered = self._numbered_headings()
        self._read = read_headings(passages, lexicon)
        self._single: Section | None = None
        # Lines that only said how to reach someone.
        self.contacts = 0

    def run(self) -> list[Section]:
        """Sections in order; those without any passage stay, for what they tell."""
        for at, passage in enumerate(self.passages):
            if passage.cleaned and is_contact(passage) and self.current.field not in _WITH_CONTACTS:
                self.contacts += 1
            else:
                self._place(at, passage)
        return self.sections

    @property
    def current(self) -> Section:
        return self.sections[-1]

    def _place(self, at: int, passage: Passage) -> None:
        if self._single is not None and not self._goes_on(passage):
            self.sections.append(_again(self._single))
            self._single = None
        heading, text = self._heading(at, passage)
        if heading and not text and self._doubtful(heading, passage):
            text = passage.text
        if heading and not self._is_subtitle(heading, passage):
            before = self.current
            self._open(heading, passage)
            if heading.field == "contacts" and passage.cleaned:
                self._single = before
            if text:
                self.current.passages.append(_with_text(passage, text))
        elif self._labels[at] and self._opens_inline(at):
            self._open_inline(at, passage)
        else:
            self._keep(at, passage)

    def _goes_on(self, passage: Passage) -> bool:
        """Whether a passage belongs with the heading on one line just before."""
        if self.current.field == "contacts":
            return passage.signed or is_contact(passage)
        return passage.nature is Nature.ITEM

    def _stands_above(self, at: int, passage: Passage) -> bool:
        """A few words without full stop above a sentence, outside the steps."""
        following = self.passages[at + 1] if at + 1 < len(self.passages) else None
        if following is None or self.current.field in ("mise_en_oeuvre", "structure", "contacts"):
            return False
        plain = passage.nature is Nature.PARAGRAPH and passage.text.rstrip()[-1:] not in ".,;…»"
        told = following.sentence or following.nature is Nature.ITEM
        return plain and 2 <= passage.words <= 7 and told and not passage.signed

    def _stands_as_heading(self, at: int, passage: Passage) -> bool:
        """Whether its form, or its place, says that it opens a section, whatever its words."""
        if passage.nature is Nature.HEADING or passage.capitals:
            level = self.current.level
            return not (self.current.field and 0 < level < passage.level)
        if not self._stands_above(at, passage) or passage.text.rstrip().endswith(":"):
            return False
        # Above plain lines, a short line may be one of them; a question is not.
        asks = passage.text.rstrip().endswith("?")
        return asks or self.passages[at + 1].nature is Nature.ITEM

    def _heading(self, at: int, passage: Passage) -> tuple[Heading | None, str]:
        """The heading this passage is, or begins by, and what follows it."""
        if at in self._read:
            read, rest = self._read[at]
            return (None, "") if read.field == WITHIN else (read, rest)
        if passage.nature in (Nature.ITEM, Nature.NOTE) and passage.text.rstrip()[-1:] != ":":
            return None, ""
        if passage.cell > 1 and not passage.capitals:
            return None, ""
        if self._steps_here and _STEP.match(passage.text):
            return None, ""
        strong = passage.strong or self._stands_above(at, passage)
        if passage.words <= 14:
            found = self.lexicon.heading(
                passage.text, strong=strong, sure=self._stands_as_heading(at, passage)
            )
            if found and (found.confidence == EXACT or not passage.sentence):
                return found, ""
        head, rest = capitals_first(passage.text)
        field = self.lexicon.exact(heading_key(head)) if head else ""
        return (Heading(field, EXACT), rest) if field else (None, "")

    @property
    def _steps_here(self) -> bool:
        return self.current.field == "mise_en_oeuvre" and not self._numbered

    def _is_subtitle(self, heading: Heading, passage: Passage) -> bool:
        """Whether a known heading only divides the section it stands in."""
        same = heading.field == self.current.field and not heading.for_whom
        if same and self._doubtful(heading, passage):
            return True
        if same and passage.nature is not Nature.HEADING and not passage.capitals:
            return bool(self.current.passages)
        deeper = 0 < self.current.level < passage.level
        if self.current.field == "mise_en_oeuvre" and heading_key(passage.text) in _STEP_TITLES:
            plain = passage.nature is not Nature.HEADING and not passage.capitals
            return plain or deeper
        return self.current.field in _LOOSE and deeper and heading.confidence < EXACT

    def _doubtful(self, heading: Heading, passage: Passage) -> bool:
        """A line of text whose first words are those of a heading: its words are kept."""
        looks = passage.nature is Nature.HEADING or passage.capitals or passage.bold
        return heading.confidence < NEARLY and not looks and passage.words > 4

    def _open(self, heading: Heading, passage: Passage) -> None:
        fields = {section.field for section in self.sections} - {"", "titre", "structure"}
        below = any(section.bottom and section.field == "structure" for section in self.sections)
        again = heading.field == "partenaires" and "partenaires" in fields
        bearer = heading.field == "structure" and len(fields) >= 4
        self.sections.append(
            Section(
                heading.field,
                heading.confidence,
                heading.for_whom,
                passage.level,
                bottom=below or again or bearer,
                title=passage.text if passage.words <= 12 else "",
                mixed=heading.field == "mise_en_oeuvre" and "sultat" in passage.text.lower(),
            )
        )

    def _keep(self, at: int, passage: Passage) -> None:
        if re.match(r"(?:zoom|focus) sur\b", passage.text, re.IGNORECASE):
            self.sections.append(Section("a_classer", level=passage.level))
        columns = sides_of(passage.text)
        alone = passage.words <= 9 and not passage.sentence and ":" not in passage.text.rstrip(" :")
        side = side_of(passage.text) if alone else ""
        if columns and self.current.field in _GAINS:
            self.current.for_whom = " ".join(columns)
            self.sections.append(Section())
        elif side and self._tells_gains and passage.nature is not Nature.ITEM:
            parent = self.current
            self.sections.append(Section("plus_value", 0.95, side, parent.level, parent.bottom))
        elif self._ends(at, passage):
            self.sections.append(Section(level=passage.level))
            self.current.passages.append(passage)
        else:
            self.current.passages.append(passage)

    @property
    def _tells_gains(self) -> bool:
        """Whether « Pour les salariés » alone on its line opens what they gain."""
        mixed = any(section.mixed for section in self.sections[-1:])
        return mixed or self.current.field in _GAINS

    def _ends(self, at: int, passage: Passage) -> bool:
        """Whether an unknown heading, as high as the one of the section, closes it."""
        if at in self._read:
            return False
        if passage.nature is not Nature.HEADING or self.current.field in _LOOSE:
            return False
        return 0 < passage.level <= self.current.level and bool(self.current.field)

    def _label(self, passage: Passage) -> tuple[Heading, str] | None:
        """« Objectif : favoriser… »: the heading and its text on one line."""
        found = LABELLED.match(passage.text)
        if not found or len(found["label"].split()) > 7 or passage.nature is Nature.HEADING:
            return None
        field = self.lexicon.label(found["label"])
        return (Heading(field, 0.95), found["rest"]) if field else None

    def _opens_inline(self, at: int) -> bool:
        passage, found = self.passages[at], self._labels[at]
        if found is None or found[0].field == self.current.field:
            return False
        if passage.nature is Nature.ITEM:
            return at in self._identity
        if found[0].field == "contacts" or self._inline_style or self.current.inline:
            return True
        return self.current.field in _OPEN_TO_LABELS

    def _open_inline(self, at: int, passage: Passage) -> None:
        heading, rest = self._labels[at] or (Heading("", 0), "")
        before = self.current
        self._open(heading, passage)
        self.current.inline = True
        self.current.passages.append(_with_text(passage, rest))
        passing = heading.field in ("contacts", "a_classer") or not (
            self._inline_style or before.inline
        )
        if passing and before.field and at not in self._identity:
            self._single = before
        elif heading.field in ("contacts", "a_classer"):
            self._single = Section()

    def _identity_lists(self) -> set[int]:
        """Items of a list where each line is « Rubrique : texte »."""
        inside: set[int] = set()
        run: list[int] = []
        for at, passage in [*enumerate(self.passages), (len(self.passages), None)]:
            if passage is not None and passage.nature in (Nature.ITEM, Nature.CELL):
                run.append(at)
                continue
            labelled = [self._labels[place] for place in run if self._labels[place]]
            if len({found[0].field for found in labelled if found}) >= 2 and len(
                labelled
            ) * 2 >= len(run):
                inside.update(run)
            run = []
        return inside

    def _numbered_headings(self) -> bool:
        """Whether the sections themselves are numbered (« 3. Résultats »)."""
        numbered = [
            passage
            for passage in self.passages
            if passage.words <= 10 and _STEP.match(passage.text)
        ]
        known = [one for one in numbered if self.lexicon.exact(heading_key(one.text))]
        return len(known) >= 3


def _again(section: Section) -> Section:
    return Section(
        section.field, section.confidence, section.for_whom, section.level, section.bottom
    )


def _with_text(passage: Passage, text: str) -> Passage:
    return replace(passage, text=text[:1].upper() + text[1:])
