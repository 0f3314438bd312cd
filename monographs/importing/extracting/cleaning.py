"""Cleaning that asks nothing of the sense: characters, bullets, doubled words, furniture."""

import re
import unicodedata

# Invisible marks, and what only a layout program writes. The soft hyphen goes with them,
# once the ends of lines have been looked at.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c"))
_SIGNS = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        # The faces of Wingdings, in tables of « suited, little suited ».
        "\uf04a": " adapté ",
        "\uf04c": " peu adapté ",
    }
)
_END_HYPHEN = re.compile(r"[\u2010\u00ad][ \t]*(?=\r?\n)")
_BLANKS = re.compile(r"[^\S\n\f]+")

# What stands for a bullet at the head of a line; U+FFFD when the sign was lost.
FIRST_SIGNS = "•●◦○■□▪▫◆◇▶►▸➢➤➔→⇒‣⁃·∙✓✔✗☑❖⊗🌀\ufffd"
_DASHES = "-–—−"
_BULLET = re.compile(
    rf"(?:[{re.escape(FIRST_SIGNS)}\ue000-\uf8ff]\s*)+(?P<dash>[{_DASHES}]\s*\ufffd?\s*)?"
    rf"|[{_DASHES}*]\s+\ufffd?\s*|[oO]\t\s*"
)
_LOST = re.compile(r"(?<!\w)\ufffd+\s*|[\ue000-\uf8ff]")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-h])[.)](?=\s)")

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]|page\s*\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?|\d{1,3}\s*/\s*\d{1,3}",
    re.IGNORECASE,
)
# « Réseau • Titre du volume • Mai 2012 | 57 », and the buttons of an interactive PDF.
_FOOTER = re.compile(r".{0,100}[•·|].{0,100}\|\s*\d{1,8}|sommaire\s*chapitre", re.IGNORECASE)

_OCR_L = re.compile(r"(?<![\w'’])I(?P<sign>['’])(?=[a-zà-ÿA-ZÀ-Ÿ])")
_GLUED = re.compile(
    r"(?<![\w-])(?P<word>[^\W\d_]*[a-zà-ÿ]{3})(?P<call>\d{1,2})(?![\w%€.,]\d|\w|%|€)"
)


def characters(text: str) -> str:
    """Composed characters, plain spaces, no invisible mark. Ends of lines are kept."""
    text = _END_HYPHEN.sub("-", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_INVISIBLE).replace("\u00ad", "").translate(_SIGNS)
    text = unicodedata.normalize("NFC", text).replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.isascii() or not text.isprintable():
        text = "".join(char for char in text if char in "\n\t\f" or _shown(char))
    return text


def _shown(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn")


def spaced(text: str) -> str:
    """Single plain spaces; ends of lines are kept."""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip("\n")


def without_bullet(line: str) -> tuple[int, str]:
    """The level of an item (0: no item) and the line without its bullet; numbers stay."""
    text = line.strip()
    bullet = _BULLET.match(text)
    if bullet is None:
        return (1 if _NUMBERED.match(text) else 0), text
    rest = text[bullet.end() :].strip()
    signs = bullet[0].strip()
    if not rest or signs[0] == "*" and rest.endswith("*"):
        return 0, _LOST.sub(" ", text).strip()
    if set(signs) == {"\ufffd"} and not _NUMBERED.match(rest):
        # The sign that ends a bullet, alone: the text goes on under the item.
        return (1 if "\t" not in line[:2] else 0), rest
    second = bullet["dash"] or (signs[0] in _DASHES and line[:1] in "\t ")
    return (2 if second else 1), _lost(rest)


def _lost(text: str) -> str:
    return re.sub(r"^((?:\d{1,2}|[a-h])[.)]\s*)\ufffd\s*", r"\1", text)


def without_lost_signs(text: str) -> str:
    """Private drawings and lost signs are taken out, but inside a word, where they tell."""
    return _LOST.sub(" ", text)


def undoubled(text: str) -> str:
    """« X X » or « XX » → « X »: a title with a shadow is written twice."""
    text = text.strip()
    half = len(text) // 2
    if len(text) < 16 or " " not in text[:half]:
        return text
    first, second = text[:half].strip(), text[len(text) - half :].strip()
    return first if first == second else text


def is_furniture(line: str) -> bool:
    """Whether a line is only the number of a page, a footer, a button of navigation."""
    return bool(_PAGE_NUMBER.fullmatch(line) or _FOOTER.fullmatch(line))


def words(text: str) -> str:
    """A finished passage: `I'` read for `l'`, calls of notes set apart, lost signs gone."""
    text = _OCR_L.sub(r"l\g<sign>", without_lost_signs(text))
    return _BLANKS.sub(" ", _GLUED.sub(r"\g<word> [\g<call>]", text)).strip()
