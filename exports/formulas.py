"""Which texts of a sheet are formulas, and how each format writes them.

The rule. A cell is a formula only if all of this holds:

* it starts with ``=`` and reads as calculation: numbers, ``"texts"``, operators, the
  functions of ``FUNCTIONS``, and references to data cells of its own sheet;
* it never refers to itself nor to a cell outside the data rows and columns;
* it stands in a number column, where every other filled cell is a number, a date or a
  formula (counting functions may stand anywhere: they count words).

A text that looks like a formula and breaks the rule is refused with the reason. Any
other text that starts with ``= + - @`` stays a text: no program will ever compute it.
"""

import re
from dataclasses import dataclass

# Number of arguments, least and most: a wrong count makes Excel call the file damaged.
FUNCTIONS = {
    **dict.fromkeys(
        ["SUM", "AVERAGE", "COUNT", "COUNTA", "SUMPRODUCT", "MIN", "MAX", "AND", "OR"], (1, 30)
    ),
    **dict.fromkeys(["COUNTIF", "ROUND", "IFERROR"], (2, 2)),
    **dict.fromkeys(["COUNTBLANK", "ABS", "NOT"], (1, 1)),
    **dict.fromkeys(["IF", "SUMIF"], (2, 3)),
    "TODAY": (0, 0),
}
NEEDS_RANGE = frozenset({"COUNTIF", "SUMIF", "COUNTBLANK"})
COUNTING = ("=COUNTA(", "=COUNTBLANK(", "=COUNTIF(")
LOOKS_LIKE = re.compile(r"=\s*[A-Za-z$]+[\w.]*\(|=\s*\$?[A-Za-z]{1,3}\$?\d|=.*[!|\[]")
TOKEN = re.compile(
    r"(?P<range>\$?[A-Z]{1,2}\$?\d{1,4}(?::\$?[A-Z]{1,2}\$?\d{1,4})?(?![\w(.!]))"
    r"|(?P<function>[A-Z]+\()"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r'|(?P<string>"[^"]{0,60}")'
    r"|(?P<separator>[,;])"
    r"|(?P<sign>[-+])"
    r"|(?P<operator><=|>=|<>|[*/^&=<>])"
    r"|(?P<percent>%)"
    r"|(?P<open>\()"
    r"|(?P<close>\))"
    r"|(?P<space> +)"
)
REFERENCE = re.compile(r"\$?([A-Z]{1,2})\$?(\d{1,4})")


@dataclass(frozen=True)
class Formula:
    """A checked calculation, kept as its tokens."""

    tokens: tuple[tuple[str, str], ...]

    @property
    def excel(self):
        """The formula as XLSX stores it."""
        return "=" + "".join("," if kind == "separator" else text for kind, text in self.tokens)

    @property
    def opendocument(self):
        """The formula as ODS stores it."""
        return "of:=" + "".join(_to_opendocument(kind, text) for kind, text in self.tokens)

    @property
    def last_row(self):
        """The lowest row the formula reads, 0 if it reads none."""
        return max((row for area in self.areas for _, row in area), default=0)

    @property
    def areas(self):
        """The rectangles read: ((column, row), (column, row)), counted from 1."""
        found = []
        for kind, text in self.tokens:
            if kind == "range":
                corners = [(_column(name), int(row)) for name, row in REFERENCE.findall(text)]
                found.append((corners[0], corners[-1]))
        return found

    def problem(self, column, row, columns, first, last):
        """Say why the formula may not stand in this cell of a sheet, or return ``""``."""
        for (left, top), (right, bottom) in self.areas:
            if not (1 <= left <= right <= columns and first <= top <= bottom <= last):
                zone = f"A{first}:{column_letter(columns)}{last}"
                return f"la formule sort des données de la feuille ({zone})."
            if left <= column <= right and top <= row <= bottom:
                return "la formule se calcule elle-même."
        return ""


def looks_like_formula(text):
    """Tell whether a text was surely meant as a calculation."""
    return bool(LOOKS_LIKE.match(text))


def parse_formula(text):
    """Return the ``Formula``, or raise ``ValueError`` with the reason in French."""
    tokens, position = [], 1
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise ValueError(
                f"formule refusée à partir de «\u00a0{text[position : position + 20]}\u00a0»."
            )
        if match.lastgroup != "space":
            tokens.append((match.lastgroup, match.group()))
        position = match.end()
    if (
        not text.startswith("=")
        or len(tokens) > 80
        or _Grammar(tokens).expression(0) != len(tokens)
    ):
        raise ValueError("formule mal écrite.")
    return Formula(tuple(tokens))


class _Grammar:
    """Follows the tokens of a calculation; each method returns the index after its part."""

    def __init__(self, tokens):
        self.tokens = [*tokens, ("end", "")]

    def kind(self, at):
        """Tell the kind of the token at this index."""
        return self.tokens[at][0]

    def expression(self, at):
        """Read operands joined by operators."""
        at = self.operand(at)
        while self.kind(at) in ("operator", "sign"):
            at = self.operand(at + 1)
        return at

    def operand(self, at):
        """Read a value, a reference, a call or a parenthesis, with its sign and percent."""
        while self.kind(at) == "sign":
            at += 1
        kind, value = self.tokens[at]
        if kind == "function":
            at = self.call(value[:-1], at + 1)
        elif kind == "open":
            at = self.closing(self.expression(at + 1))
        elif kind in ("number", "string", "range"):
            at += 1
        else:
            raise ValueError("formule incomplète ou mal écrite.")
        return at + 1 if self.kind(at) == "percent" else at

    def call(self, name, at):
        """Read the arguments of a function and its closing parenthesis."""
        if name not in FUNCTIONS:
            raise ValueError(f"fonction «\u00a0{name}\u00a0» non admise.")
        if name in NEEDS_RANGE and self.kind(at) != "range":
            raise ValueError(f"la fonction {name} commence par une plage de cellules.")
        count = 0
        while self.kind(at) != "close":
            at, count = self.expression(at), count + 1
            if self.kind(at) == "separator" and self.kind(at + 1) != "close":
                at += 1
            elif self.kind(at) != "close":
                break
        least, most = FUNCTIONS[name]
        if not least <= count <= most:
            raise ValueError(f"la fonction {name} n’a pas le bon nombre de valeurs.")
        return self.closing(at)

    def closing(self, at):
        """Read a closing parenthesis."""
        if self.kind(at) != "close":
            raise ValueError("parenthèses mal fermées dans la formule.")
        return at + 1


def column_letter(number):
    """Return the letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(letters):
    """Return the number, from 1, of a column given by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _to_opendocument(kind, text):
    """Write one token in the OpenFormula syntax."""
    if kind == "range":
        return "[" + ":".join(f".{corner}" for corner in text.split(":")) + "]"
    return ";" if kind == "separator" else text
