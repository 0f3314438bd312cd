"""How hard a French text is to read.

Kandel and Moles (1958) fitted to French the scale of Flesch, of 0 (hard) to 100 (easy):

    207 - 1.015 × words per sentence - 73.6 × syllables per word

Under HARD the scale says « difficult »; a sentence of more than LONG words loses readers
who struggle (plain-language guides for French ask for 15 to 20). Syllables are counted as
groups of vowels, the silent ending left out.
"""

import re

from catalogue.text import normalised_key

HARD = 50
LONG = 30
# Under this number of words, a mean says nothing.
FEWEST_WORDS = 20

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouy])(?:es|ent|e)$")


def sentences(text: str) -> list[str]:
    """The sentences of a text, without their spaces around."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def words(text: str) -> list[str]:
    """The words of a text; numbers are not words."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables are said."""
    key = normalised_key(word).replace(" ", "")
    groups = len(_VOWELS.findall(_SILENT.sub("", key)))
    return max(1, groups)


def score(text: str) -> float | None:
    """The mark of a text, or None when it is too short to have one."""
    found = words(text)
    if len(found) < FEWEST_WORDS:
        return None
    mean_words = len(found) / max(1, len(sentences(text)))
    mean_syllables = sum(map(syllables, found)) / len(found)
    return 207 - 1.015 * mean_words - 73.6 * mean_syllables


def hard_sentences(text: str) -> list[str]:
    """The sentences that are too long, the longest first."""
    counted = [(len(words(sentence)), sentence) for sentence in sentences(text)]
    return [sentence for number, sentence in sorted(counted, reverse=True) if number > LONG]
