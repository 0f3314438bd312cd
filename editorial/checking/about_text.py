"""Checks on the words of a record."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from wagtail.models import Page

from catalogue.models import Record
from editorial.checking import former, personal, readability
from editorial.checking.context import Context
from editorial.checking.findings import Finding, pieces
from editorial.checking.links import addresses, inner_pages
from editorial.checking.models import LinkState

_PICTURE = re.compile(r'<embed[^>]*embedtype="image"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
SHOWN = 120
# Lines that carry their year: the institutions have the names of that year.
DATED = ("funding.",)


def hard_summary(record: Record, context: Context) -> Iterator[Finding]:
    mark = readability.score(record.summary)
    if mark is not None and mark < readability.HARD:
        yield Finding(
            "summary",
            f"Le résumé est difficile à lire ({mark:.0f} sur 100) : des phrases plus courtes, "
            "des mots plus courants.",
        )
    for sentence in readability.hard_sentences(record.summary)[:2]:
        number = len(readability.words(sentence))
        yield Finding("summary", f"Une phrase du résumé a {number} mots.", _short(sentence))


def long_sentences(record: Record, context: Context) -> Iterator[Finding]:
    for piece in pieces(record):
        if piece.anchor in ("title", "summary"):
            continue
        for sentence in readability.hard_sentences(piece.text)[:1]:
            number = len(readability.words(sentence))
            yield Finding(
                piece.anchor, f"« {piece.label} » : une phrase de {number} mots.", _short(sentence)
            )


def _short(text: str) -> str:
    text = " ".join(strip_tags(text).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def personal_data(record: Record, context: Context) -> Iterator[Finding]:
    for piece in pieces(record):
        for kind, words in personal.found_in(piece.text):
            yield Finding(piece.anchor, f"« {piece.label} » montre {kind}.", words)


def people_named(record: Record, context: Context) -> Iterator[Finding]:
    for piece in pieces(record):
        for words in personal.names_in(piece.text):
            yield Finding(piece.anchor, f"« {piece.label} » semble nommer une personne.", words)


def former_institution(record: Record, context: Context) -> Iterator[Finding]:
    said: dict[former.Former, list] = {}
    for piece in pieces(record):
        if piece.anchor.startswith(DATED):
            continue
        for name, around in former.used(piece.text, context.bank.former_names):
            said.setdefault(name, []).append((piece, around))
    for name, places in said.items():
        piece, around = places[0]
        others = len(places) - 1
        more = f" (et à {others} autre{'s' if others > 1 else ''} endroit"
        more = f"{more}{'s' if others > 1 else ''})" if others else ""
        today = "aujourd’hui" if name.certain else "sans doute aujourd’hui"
        yield Finding(
            piece.anchor,
            f"« {name.name} », {today} « {name.current} » : dans « {piece.label} »{more}.",
            around,
        )


def dead_link(record: Record, context: Context) -> Iterator[Finding]:
    wanted: dict[int, tuple] = {}
    for piece in pieces(record):
        for address in addresses(piece):
            if context.bank.links.get(address) == LinkState.DEAD:
                yield Finding(piece.anchor, f"« {piece.label} » : ce lien est mort.", address)
        wanted |= dict.fromkeys(inner_pages(piece), piece)
    known = set(Page.objects.live().filter(pk__in=wanted).values_list("pk", flat=True))
    for pk, piece in wanted.items():
        if pk not in known:
            text = f"« {piece.label} » : un lien mène à une page du site qui n’est plus en ligne."
            yield Finding(piece.anchor, text)


def unreachable_link(record: Record, context: Context) -> Iterator[Finding]:
    for piece in pieces(record):
        for address in addresses(piece):
            if context.bank.links.get(address) == LinkState.UNREACHABLE:
                text = f"« {piece.label} » : ce lien ne répondait pas au dernier essai."
                yield Finding(piece.anchor, text, address)


def picture_without_text(record: Record, context: Context) -> Iterator[Finding]:
    for piece in pieces(record):
        for picture in _PICTURE.findall(piece.html):
            told = _ALT.search(picture)
            if not told or not told.group(1).strip():
                yield Finding(
                    piece.anchor, f"« {piece.label} » : une image sans texte de remplacement."
                )
