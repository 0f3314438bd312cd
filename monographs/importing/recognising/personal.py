"""Personal data in a text: where it is, and the text without it.

What is told: e-mail addresses, telephone numbers, streets with their number, profiles on
social networks, names of persons. A function stays (« chargée de mission »), and so does an
organisation or a place that bears the name of someone. Rather too much than one name left.
"""

import re
from collections import Counter
from dataclasses import dataclass

from monographs.importing.recognising.people import people
from monographs.importing.recognising.person_words import function_follows, is_function

EMAIL, PHONE, ADDRESS, PROFILE, NAME = "courriel", "téléphone", "adresse", "profil", "nom"
_LABELS = {
    EMAIL: r"(?:(?:e-?mails?|courriels?|mél|mail|adresse électronique)\s*:?\s*)?",
    PHONE: r"(?:\(?(?:tél(?:éphone)?s?|tel|portable|mobile|port|fax|standard)\b\.?\s*"
    r"(?:fixe)?\s*:?\s*)?",
}
_STREET = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|allées?|impasse|chemin|route|rte|place|pl\.|quai|cours|square|"
    r"passage|sentier|ruelle|faubourg|fbg|esplanade|promenade|voie|montée|chaussée|traverse|venelle|lieu-dit)"
)
_TOWN = (
    r"\d{2}\s?\d{3}\s+[A-ZÀ-Þ][\w’'\-. ]{1,40}?(?:\s+cedex(?:\s+\d{1,2})?)?(?=\s*(?:$|"
    r"[\n,;.()–]|T[ée]l|Interl|Contact|E-?mail))"
)
_PATTERNS = (
    (
        EMAIL,
        re.compile(
            _LABELS[EMAIL]
            + r"\[?(?:mailto:)?[\w.+\-’']+@[\w\-]+(?:\.[\w\-]+)+\]?(?:\(mailto:[^)]*\))?",
            re.I,
        ),
    ),
    (
        EMAIL,
        re.compile(
            _LABELS[EMAIL]
            + r"[\w.+\-]+\s*(?:[\[({]\s*(?:at|@|arobase|chez)\s*[\])}]|\s@\s|\sarobase\s)\s*[\w\-]+"
            r"(?:\s*(?:\.|[\[({]\s*(?:dot|point)\s*[\])}]|\spoint\s)\s*[\w\-]+)+",
            re.I,
        ),
    ),
    (EMAIL, re.compile(r"[\w.+\-]+ (?:AT|at) [\w\-]+(?: (?:DOT|dot) [\w\-]+)+")),
    (
        PROFILE,
        re.compile(
            r"(?:https?://)?(?:[\w\-]+\.)?(?:linkedin\.com/(?:in|pub)|viadeo\.com/\w+|facebook\.com|instagram\.com|"
            r"twitter\.com|x\.com)/[\w\-./?=%À-ÿ]+",
            re.I,
        ),
    ),
    (
        PHONE,
        re.compile(
            _LABELS[PHONE]
            + r"(?<![\d,.€])(?:(?:\+|00)\s?33[\s.\-]?(?:\(0\)[\s.\-]?)?|\(?0)[1-9]\)?"
            r"(?:[\s\u00a0\u202f.\-/]{0,2}\d{2}){4}(?![\d€%])",
            re.I,
        ),
    ),
    (
        PHONE,
        re.compile(
            _LABELS[PHONE] + r"(?<!\d)0[1-9]\d{2}[\s\u00a0.]\d{3}[\s\u00a0.]\d{3}(?!\d)", re.I
        ),
    ),
    (
        ADDRESS,
        re.compile(
            rf"(?<![\w])\d{{1,4}}\s?(?:bis|ter|quater)?\s*,?\s+{_STREET}\s[^\n;:!?]{{2,60}}?"
            rf"(?:[\s,–\-]*\n?\s*(?:BP|CS)\s?\d+)?[\s,–\-]+{_TOWN}",
            re.I,
        ),
    ),
)
_URL = re.compile(r"https?://\S+|www\.\S+")
# Commas and dashes left with nothing between them.
_EMPTIED = re.compile(r"([:,–])(?:[ \u00a0]*[,–](?=[ \u00a0,–]|$))+")
_FEMININE = re.compile(r"(?:ée|trice|euse|ère|ante|ente|ière|cheffe|ienne|ive|élue|ge-femme)$")
_EPICENE = re.compile(
    r"(?:responsable|secrétaire|cadre|comptable|juriste|psychologue|membre|bénévole|stagiaire|"
    r"bénéficiaire|gestionnaire|volontaire|maire)s?$"
)


@dataclass(frozen=True)
class PersonalSpan:
    """Where personal data stands in a text; `kind` is one of the kinds of this module."""

    start: int
    end: int
    kind: str


# How far from the end of a text a name that it cuts may begin.
_NEAR = 60
# A family name in capitals, long enough to be no particle nor initials.
_CLOSING = "»”"
# Under a quote, two or three words in capitals, then a function, whatever the name.
_SIGNATURE = re.compile(
    r"^\s*[-–—]?\s*(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|du|des|la|le|el|al|ben|van)\s+)?"
    r"[A-ZÀ-Þ][\w’'-]+){1,2})\s*[,–—-]\s+[a-zà-ÿ][^.;:]{2,70}$"
)
_FAMILY = re.compile(r"\b[A-ZÀ-Þ][A-ZÀ-Þ’'-]{3,}\b")


def find_personal(text: str) -> list[PersonalSpan]:
    """Everything personal in this text, in order, none overlapping."""
    spans = [
        PersonalSpan(*found.span(), kind)
        for kind, pattern in _PATTERNS
        for found in pattern.finditer(text)
    ]
    spans += [
        PersonalSpan(*found.span(), PROFILE)
        for found in _URL.finditer(text)
        if _names_someone(found[0])
    ]
    spans += [PersonalSpan(start, end, NAME) for start, end in people(text)]
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[PersonalSpan] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def name_cut(before: str, after: str) -> tuple[PersonalSpan, PersonalSpan] | None:
    """A name that begins at the end of one text and ends at the start of the next."""
    before, tail = before.rstrip(), before.rstrip()[-_NEAR:]
    if not before or before[-1] in ".!?:;…»”)":
        return None
    start = len(before) - len(tail)
    hyphen = tail.endswith("-") and after[:1].islower()
    whole = tail[:-1] if hyphen else f"{tail} "
    for first, end in people(whole + after[:_NEAR]):
        if first < len(tail) - hyphen and end > len(whole):
            cut = end - len(whole)
            return PersonalSpan(start + first, len(before), NAME), PersonalSpan(0, cut, NAME)
    return None


def signature_under(before: str, after: str) -> PersonalSpan | None:
    """The name that signs what was just said: « Ana Durval, conductrice » under a quote."""
    if before.rstrip()[-1:] not in _CLOSING:
        return None
    found = _SIGNATURE.match(after)
    return PersonalSpan(found.start("name"), found.end("name"), NAME) if found else None


def signature_after(text: str) -> PersonalSpan | None:
    """The name that signs a quote on the same line, after it."""
    said = max(map(text.rstrip().rfind, _CLOSING)) + 1
    found = signature_under(text[:said], text[said:]) if said else None
    return PersonalSpan(said + found.start, said + found.end, NAME) if found else None


def family_names(text: str, spans: list[PersonalSpan]) -> set[str]:
    """Family names in capitals of the persons named in full (« Ana DURVAL »).

    `spans` are those of this text, as `find_personal` gives them.
    """
    named = (text[span.start : span.end] for span in spans if span.kind == NAME)
    return {word for name in named if len(name.split()) > 1 for word in _FAMILY.findall(name)}


def any_of(names: set[str]) -> re.Pattern:
    """What finds one of these family names, alone, with what joins it to what follows."""
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"\b(?:{words})\b,?[ \t]*" if names else r"(?!)")


def clean_personal(text: str) -> tuple[str, Counter]:
    """The text without personal data, and how many of each kind were taken away.

    A name followed by a function gives way to the function (« comme le souligne la chargée
    de mission »); elsewhere a mark says that a name stood there.
    """
    return without_spans(text, find_personal(text))


def without_spans(text: str, spans: list[PersonalSpan]) -> tuple[str, Counter]:
    """`clean_personal`, for a text whose personal data was found already."""
    for span in reversed(spans):
        text = _without(text, span)
    if spans:
        text = _EMPTIED.sub(lambda found: found[1], re.sub(r" ?\(\s*\)", "", text))
    return text, Counter(span.kind for span in spans)


def _names_someone(address: str) -> bool:
    path = address.partition("//")[2].partition("/")[2]
    words = [word.title() for word in re.split(r"[^A-Za-zÀ-ÿ]+", path) if word]
    return any(people(" ".join(words[at : at + 2])) for at in range(len(words) - 1))


def _without(text: str, span: PersonalSpan) -> str:
    before, after = text[: span.start], text[span.end :]
    if span.kind != NAME:
        return _joined(before, after)
    return _unnamed(before, after)


def _unnamed(before: str, after: str) -> str:
    ends = before.rstrip()
    starts = not ends or ends[-1] in '»”":\n•'
    if function_follows(after) and re.match(r"\s*[,(–\-\n]", after):
        function = re.sub(r"^\s*[,(–\-\s]+", "", after)
        if after.lstrip()[:1] == "(":
            function = function.replace(")", "", 1)
        return (
            _joined(before, function[:1].upper() + function[1:])
            if not ends
            else (
                f"{before}{function}"
                if starts or ends[-1] in ",-–"
                else f"{before}{_with_article(function)}"
            )
        )
    if ends.endswith("(") and after.startswith(")"):
        return _joined(ends[:-1].rstrip(), after[1:])
    if ends[-1:] in ("-", "–", ",") and re.match(r"\s*[-–,]", after):
        return f"{ends[:-1].rstrip()} {after.lstrip()[1:].lstrip()}"
    previous = re.findall(r"[\w\-’']+", ends)[-1:]
    if previous and is_function(previous[0]) and not starts:
        return _joined(before, after)
    if starts and re.match(r"\s*(?:[,–(\-:\n]|$)", after):
        return _joined(before, after if ends else re.sub(r"^\s*[,–-]\s*", "", after))
    return f"{before}(nom retiré){after}"


def _joined(before: str, after: str) -> str:
    if before.endswith((" ", "\u00a0")) and after[:1] in (" ", ",", ".", ")", "\u00a0"):
        before = before[:-1]
    return before + (after.lstrip() if not before.strip() else after)


def _with_article(function: str) -> str:
    word = re.match(r"(l[ea]\s|l[’'])?([\w\-]+)", function)
    if not word or word[1]:
        return function
    if word[2][0].lower() in "aeéèêiouh":
        return f"l’{function}"
    if _EPICENE.match(word[2]):
        return f"le ou la {function}"
    return f"{'la' if _FEMININE.search(word[2]) else 'le'} {function}"
