"""Words cut at the end of a line of a PDF, joined again.

A PDF says where letters stand, not what a hyphen means: « appren-tissage » was cut by the
layout, « savoir-être » is written so. What the document says elsewhere decides; then a few
rules of French.
"""

import re

# What PDFium puts in place of a hyphen that ends a line.
MARK = "\ufffe"
# Characters that only a layout program writes: the word was cut.
_CUT = re.compile(r"(?<=\w)[\u2010\u00ad][ \t]*\r?\n[ \t]*(?=\w)")
# The length is bounded: a page may be one word of a million letters.
_UNSURE = re.compile(
    rf"(?P<before>[\w'’-]{{0,60}}\w)(?:-[ \t]*\r?\n[ \t]*|{MARK}\s*)(?P<after>\w[\w-]*)"
)
_WORDS = re.compile(r"\w[\w-]*\w")
# First and second parts of words written with a hyphen, less those with which whole words
# begin or end as well (« ci-toyen », « va-leur »).
_FIRST = frozenset(
    "savoir savoirs sous non vice demi porte chef elle elles eux celui celle ceux celles peut "
    "rendez compte mise tiers contre avant après arrière grand grands grande micro socio "
    "éco plate".split()
)
_SECOND = frozenset(
    "là il ils elle elles on je nous vous moi toi y en même mêmes être delà dessus dessous "
    "dedans dehors joint jointe t".split()
)
# In the middle of names of places and of locutions.
_BETWEEN = frozenset("à au aux d de des du en et la le les lès sous sur".split())


def rejoin(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with its cut words whole; a hyphen that belongs to the word stays.

    `known` are the words of the whole document (`words_of`), when the text is but a part.
    """
    text = _CUT.sub("", text)
    if not _UNSURE.search(text):
        return text.replace(MARK, "-")
    known |= words_of(text)
    return _UNSURE.sub(lambda match: _joined(match, known), text).replace(MARK, "-")


def words_of(text: str) -> frozenset[str]:
    """The words written whole, in lower case."""
    return frozenset(word.casefold() for word in _WORDS.findall(_UNSURE.sub(" ", text)))


def _joined(match: re.Match, known: frozenset[str]) -> str:
    before, after = match["before"], match["after"]
    # Of « l’arrière » and of « quelqu’un », the last word only.
    stem = re.split("['’]", before)[-1]
    return before + ("-" if _keeps_hyphen(stem, after, known) else "") + after


def _keeps_hyphen(before: str, after: str, known: frozenset[str]) -> bool:
    if f"{before}{after}".casefold() in known:
        return False
    if f"{before}-{after}".casefold() in known:
        return True
    if not after[0].islower() or not before[-1].isalpha() or before.isupper():
        return True
    # « c’est-à-dire », « Pas-de-Calais »: such a word is cut where its hyphens are.
    first, (second, _hyphen, rest) = before.casefold(), after.casefold().partition("-")
    if rest and second in _BETWEEN or "-" in before and len(before.rpartition("-")[2]) < 3:
        return True
    return first in _FIRST or second in _SECOND
