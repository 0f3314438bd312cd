"""What a reader types, turned into the search layer's own queries. No syntax can fail.

Quotes (any kind) hold an exact phrase; a dash before a word or a phrase leaves it out.
"""

import re
from dataclasses import dataclass
from itertools import combinations

from wagtail.search.query import MATCH_ALL, And, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from search.analysis import load

MAX_LENGTH = 200
MAX_PARTS = 12
# Beyond this, half of the words are too many to try.
MOST_WORDS = 7
# Words of the asking, not of what is asked for: left out when others remain.
IDLE = frozenset(
    """bonjour bonsoir salut slt svp stp merci cmt pb cherche cherchons voudrais aimerais veux faut
    faire fais fait font dire dis trouve trouver trouvé truc chose question""".split()
)
_PART = re.compile(r"""(-?)(?:"([^"]*)"|«\s*([^»]*)»|“([^”]*)”|([^\s"«“]+|["«“]))""")


@dataclass(frozen=True)
class Typed:
    """The words, the phrases, what is left out."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """All that is looked for, as one text."""
        return " ".join(part for part in (self.words, *self.phrases) if part)

    @property
    def telling(self) -> list[str]:
        """The words that are no stop words."""
        return [word for word in self.words.split() if load().phrase(word)]

    def every_word(self) -> SearchQuery:
        """Finds what holds every word and phrase."""
        return self._with([PlainText(self.words, "and")] if self.words else [])

    def nearly_every_word(self) -> SearchQuery:
        """The same, typing mistakes forgiven."""
        return self._with([Fuzzy(self.words, "and")] if self.words else [])

    def any_word(self) -> SearchQuery:
        """Finds what holds at least one of the words; the more, the better."""
        return self._with([PlainText(self.words, "or")] if self.words else [])

    def half_the_words(self) -> SearchQuery | None:
        """Finds what holds half of the words at least. None for one word alone, or very many."""
        words = self.telling
        if not 2 <= len(words) <= MOST_WORDS:
            return None
        half = (len(words) + 1) // 2
        return self._with(
            [Or([PlainText(" ".join(some), "and") for some in combinations(words, half)])]
        )

    def some_words(self) -> SearchQuery:
        """Finds what holds some of the words, typing mistakes forgiven."""
        if not self.words:
            return self._with([])
        return self._with([Or([PlainText(self.words, "or"), Fuzzy(self.words, "or")])])

    def _with(self, parts: list[SearchQuery]) -> SearchQuery:
        parts = parts + [Phrase(phrase) for phrase in self.phrases]
        parts = (parts or [MATCH_ALL]) + [Not(_excluded(part)) for part in self.without]
        return parts[0] if len(parts) == 1 else And(parts)


def _excluded(part: str) -> SearchQuery:
    return Phrase(part) if " " in part else PlainText(part, "and")


def cleaned(text: str) -> str:
    """What was typed, on one line and not endless."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[
        :MAX_LENGTH
    ].strip()


def read(text: str) -> Typed:
    """Cut what was typed into words, phrases and exclusions."""
    words, phrases, without = [], [], []
    for match in list(_PART.finditer(text))[: MAX_PARTS * 4]:
        dash, *quoted, word = match.groups()
        phrase = next((part.strip() for part in quoted if part and part.strip()), "")
        starts = match.start() == 0 or text[match.start() - 1].isspace()
        said = phrase or word or ""
        if not said.strip("-"):
            continue
        if dash and starts:
            without.append(said)
        elif phrase:
            phrases.append(phrase)
        else:
            words.append(dash + said)
    return Typed(" ".join(_telling(words)), tuple(phrases[:MAX_PARTS]), tuple(without[:MAX_PARTS]))


def _telling(words: list[str]) -> list[str]:
    """The words that say what is asked for; all of them if none would be left."""
    kept = [word for word in words if word.casefold() not in IDLE]
    return kept if any(load().phrase(word) for word in kept) else words
