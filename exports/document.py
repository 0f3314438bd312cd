"""What is rendered: a ``Document`` read from its description, and the ``Meta`` around it."""

import datetime
import re
from dataclasses import dataclass

from exports.checks import DocumentError, fail, read_list, read_map, read_string
from exports.reading import read_blocks
from exports.sheets import read_sheets

TEXT_FORMATS = ("pdf", "docx", "odt")
SHEET_FORMATS = ("xlsx", "ods")
ORIENTATIONS = ("portrait", "landscape")
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def french_date(date):
    """A day in words: « 1er septembre 2026 »."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day}\u00a0{MONTHS[date.month - 1]}\u00a0{date.year}"


@dataclass(frozen=True)
class Document:
    """One document in one or more formats: either ``blocks`` or ``sheets`` is filled."""

    label: str
    formats: tuple[str, ...]
    orientation: str = "portrait"
    blocks: tuple = ()
    # Pages it should hold on: the smallest setting is tried when that is what it takes.
    goal: int = 0
    sheets: tuple = ()
    # Set tight at once: a long form, whose pages would not be worth a second layout.
    is_tight: bool = False
    # What the head of every page says, so that no page alone can be mistaken.
    mention: str = ""

    @classmethod
    def from_dict(cls, description, path=""):
        """Check a description and return the document, or raise ``DocumentError``."""
        where = path or "document"
        required, optional = ("label", "formats"), ("orientation", "content", "sheets")
        read_map(description, where, required, optional)
        is_text = "content" in description
        if is_text == ("sheets" in description):
            fail(where, "il faut «\u00a0content\u00a0» ou «\u00a0sheets\u00a0», l’un des deux.")
        prefix = f"{path}." if path else ""
        default = "portrait" if is_text else "landscape"
        orientation = description.get("orientation", default)
        if orientation not in ORIENTATIONS:
            fail(f"{prefix}orientation", "il faut portrait ou landscape.")
        return cls(
            read_string(description["label"], f"{prefix}label", limit=100),
            _read_formats(description["formats"], f"{prefix}formats", is_text),
            orientation,
            blocks=read_blocks(description["content"], f"{prefix}content") if is_text else (),
            sheets=() if is_text else read_sheets(description["sheets"], f"{prefix}sheets"),
        )

    @property
    def is_landscape(self):
        """Tell whether pages lie on their long side."""
        return self.orientation == "landscape"


@dataclass(frozen=True)
class Meta:
    """What the pages say around the content; every value is plain text but ``date``."""

    title: str
    publisher: str
    licence_label: str
    version: str
    date: datetime.date
    status_line: str = "Modèle proposé"
    url: str = ""

    def __post_init__(self):
        """Refuse what would break a file or turn a link into something else."""
        for name in ("title", "publisher", "licence_label", "version", "status_line", "url"):
            required = name in ("title", "publisher")
            value = read_string(getattr(self, name), f"meta.{name}", required, 300)
            object.__setattr__(self, name, value.replace("\n", " "))
        if self.url and not re.fullmatch(r"https?://[^\s<>\"'\\]+", self.url):
            fail("meta.url", "il faut une adresse http ou https.")
        if not isinstance(self.date, datetime.date):
            fail("meta.date", "il faut une date.")

    @property
    def french_date(self):
        """The date in words."""
        return french_date(self.date)

    @property
    def version_line(self):
        """Version and date, as printed."""
        version = f"version\u00a0{self.version}, " if self.version else ""
        return f"{version}{self.french_date}"

    @property
    def imprint(self):
        """Status, licence and version on one line, as printed at the foot of every page."""
        parts = (self.status_line, self.licence_label, self.version_line)
        return " · ".join(part for part in parts if part)


def _read_formats(value, path, is_text):
    """Read the list of formats, which must suit the content."""
    known = TEXT_FORMATS if is_text else SHEET_FORMATS
    formats = tuple(read_list(value, path, 1, 3))
    for name in formats:
        if name not in known:
            fail(
                path,
                f"format «\u00a0{name}\u00a0» impossible ici. Possibles\u00a0: {', '.join(known)}.",
            )
    return formats


__all__ = ["SHEET_FORMATS", "TEXT_FORMATS", "Document", "DocumentError", "Meta"]
