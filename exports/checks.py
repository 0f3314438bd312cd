"""Small typed readers for a document description, and the error they raise.

Every reader takes the value and its path in the description (for instance
``content[3].table.rows[2]``) so that the message tells the writer where to look.
"""

import re
from dataclasses import dataclass

# C0 and C1 controls, bidirectional overrides, lone surrogates, XML non-characters:
# the first and last two break the files, the overrides let a text lie about itself.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Emoji and what glues them together: no font that may be embedded draws them. The older ones
# stand among the signs of writing, one by one.
OLDER_EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u26ce\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
UNPRINTABLE = re.compile(
    FORBIDDEN.pattern + f"|[{OLDER_EMOJI}\U0001f000-\U0001fbff\u200d\ufe0e\ufe0f]"
)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
MAX_TEXT = 4000


class DocumentError(ValueError):
    """A document description that cannot be rendered; ``problems`` lists why, in French."""

    def __init__(self, problems):
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


def fail(path, reason):
    """Raise the error for one place of the description."""
    raise DocumentError(f"{path}\u00a0: {reason}")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class PageRun(Run):
    """The number of the page where a part of a book begins, known once it is laid out."""

    text: str = ""
    page: str = ""


@dataclass(frozen=True)
class Text:
    """A text cut into plain and bold runs."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self):
        """The text without its weights."""
        return "".join(run.text for run in self.runs)

    def __bool__(self):
        return bool(self.runs)

    def __str__(self):
        return self.plain


def read_string(value, path, required=True, limit=MAX_TEXT):
    """Return a clean one-string value: spaces collapsed, line ends kept, controls refused."""
    if value is None:
        value = ""
    if not isinstance(value, str):
        fail(path, f"il faut un texte, pas {_kind(value)}. Mettez-le entre guillemets.")
    found = FORBIDDEN.search(value)
    if found:
        fail(path, f"caractère invisible interdit (U+{ord(found.group()):04X}).")
    lines = value.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n").split("\n")
    value = "\n".join(re.sub(r"[ \t]+", " ", line).strip(" ") for line in lines)
    if required and not value:
        fail(path, "texte vide.")
    if len(value) > limit:
        fail(path, f"texte trop long\u00a0: {len(value)} signes, {limit} au plus.")
    return value


def read_text(value, path, required=True, limit=MAX_TEXT):
    """Return a ``Text``; only ``**gras**`` is understood, anything else is plain text."""
    value = read_string(value, path, required, limit)
    runs, position = [], 0
    for match in BOLD.finditer(value):
        runs += [Run(value[position : match.start()]), Run(match.group(1), bold=True)]
        position = match.end()
    runs.append(Run(value[position:]))
    if any("**" in run.text for run in runs):
        fail(path, "un passage en gras (**) n’est pas refermé.")
    return Text(tuple(run for run in runs if run.text))


def read_list(value, path, minimum=1, maximum=100):
    """Return a list whose length is within bounds."""
    if not isinstance(value, list):
        fail(path, f"il faut une liste, pas {_kind(value)}.")
    if len(value) < minimum:
        fail(path, "la liste est vide." if not value else f"il en faut au moins {minimum}.")
    if len(value) > maximum:
        fail(path, f"{len(value)} éléments, {maximum} au plus.")
    return value


def read_texts(value, path, minimum=1, maximum=100, limit=MAX_TEXT):
    """Return a tuple of non-empty texts."""
    items = read_list(value, path, minimum, maximum)
    return tuple(read_text(item, f"{path}[{i}]", limit=limit) for i, item in enumerate(items))


def read_map(value, path, required=(), optional=()):
    """Return a mapping that has the required keys and no unknown one."""
    if not isinstance(value, dict):
        fail(path, f"il faut un bloc «\u00a0clé: valeur\u00a0», pas {_kind(value)}.")
    missing = [key for key in required if key not in value]
    if missing:
        fail(path, f"il manque «\u00a0{missing[0]}\u00a0».")
    unknown = [str(key) for key in value if key not in required and key not in optional]
    if unknown:
        known = ", ".join([*required, *optional])
        fail(path, f"clé inconnue «\u00a0{unknown[0]}\u00a0». Clés possibles\u00a0: {known}.")
    return value


def read_int(value, path, minimum, maximum):
    """Return a whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int):
        fail(path, f"il faut un nombre entier, pas {_kind(value)}.")
    if not minimum <= value <= maximum:
        fail(path, f"{value} est hors limites\u00a0: de {minimum} à {maximum}.")
    return value


def read_bool(value, path):
    """Return true or false."""
    if not isinstance(value, bool):
        fail(path, "il faut true ou false.")
    return value


def gather(readers):
    """Run every reader, then raise all their problems at once, or return their values."""
    values, problems = [], []
    for reader in readers:
        try:
            values.append(reader())
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return values


def _kind(value):
    """Name, in French, what was found instead."""
    names = {
        bool: "oui/non (true, false)",
        int: "un nombre",
        float: "un nombre",
        str: "un texte",
        list: "une liste",
        dict: "un bloc «\u00a0clé: valeur\u00a0»",
        type(None): "rien",
    }
    return names.get(type(value), "une date" if hasattr(value, "isoformat") else "autre chose")
