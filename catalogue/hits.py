"""Cards of what was found: title and extract with the words marked, and where they stand.

An extract only ever comes from text that this reader may open: asked of the access module for
each record, now.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest
from wagtail.models import Page

from catalogue import access
from catalogue.cards import Card, cards_for, page_card
from catalogue.finding import backend
from catalogue.models import Record, RecordFile, RecordText
from catalogue.query_words import Typed
from catalogue.sources import Key, all_sources
from search import highlight
from search.analysis import load
from search.french import FrenchAnalysis

LENGTH = 220


def cards_of(keys: list[Key], typed: Typed, request: HttpRequest) -> list[Card]:
    """Cards of these pages, in their order; with extracts when they answer words."""
    if not keys:
        return []
    numbers = [key for key in keys if isinstance(key, int)]
    records = {record.pk: record for record in Record.objects.filter(pk__in=numbers)}
    inside = [records[key] for key in keys if key in records]
    cards = dict(zip([r.pk for r in inside], cards_for(inside, request.user, request), strict=True))
    left = [key for key in numbers if key not in records]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=left).specific()} if left else {}
    cards |= {pk: page_card(page, request) for pk, page in pages.items()}
    texts: dict[Key, str] = {pk: getattr(page, "body_text", "") for pk, page in pages.items()}
    for source in all_sources():
        for key, item in source.among(keys, request.user).items():
            cards[key], texts[key] = source.card(item, request), source.text(item)
    if typed.wanted:
        _mark(cards, _Reading(typed, request.user, records, texts))
    return [cards[key] for key in keys if key in cards]


def _mark(cards: dict[Key, Card], reading: "_Reading") -> None:
    for key, card in cards.items():
        title = highlight.marked(card.title, reading.terms, reading.analysis)
        extract, found_in = reading.extract(key, card.summary)
        cards[key] = replace(card, title_html=title, extract=extract, found_in=found_in)


class _Reading:
    """The texts in which the words of one search are looked for, for one reader."""

    def __init__(self, typed: Typed, user, records: dict[int, Record], texts: dict[Key, str]):
        """`texts` are those of what is no record: everybody who finds it may read it."""
        self.analysis, thesaurus = tools()
        self.terms = highlight.searched_terms(self.analysis, typed.wanted, thesaurus)
        # With that many different words, no other text can say more.
        self.enough = len(highlight.searched_terms(self.analysis, typed.wanted).terms)
        open_keys = [pk for pk, record in records.items() if access.can_open(user, record)]
        bodies = RecordText.objects.filter(pk__in=open_keys).values_list("pk", "body")
        self.bodies = dict(bodies) | texts
        self.open_keys = open_keys
        self._files: dict[int, list[tuple[str, str]]] | None = None

    def extract(self, key: Key, summary: str) -> tuple[str, str]:
        """(safe HTML, label of the file it comes from or nothing)."""
        said = self._read(summary)
        best, label = said, ""
        if said.worth < self.enough and key in self.bodies:
            best = max(said, self._read(self.bodies[key]), key=_worth)
        if not best.worth and key in self.open_keys:
            texts = [(self._read(text), name) for name, text in self._texts(key)]
            best, label = max([(said, ""), *texts], key=lambda read: read[0].worth)
        return (best if best.worth else said).extract(LENGTH), label

    def _read(self, text: str) -> highlight.Text:
        return highlight.Text(text, self.terms, self.analysis)

    def _texts(self, key: int) -> Iterable[tuple[str, str]]:
        if self._files is None:
            self._files = defaultdict(list)
            files = RecordFile.objects.with_text().current().filter(record__in=self.open_keys)
            for item in files:
                self._files[item.record_id] += [(str(item), item.label), (str(item), item.text)]
        return self._files[key]


def _worth(read: highlight.Text) -> int:
    return read.worth


def tools() -> tuple[FrenchAnalysis, object]:
    """The analysis and the thesaurus of the backend in use."""
    options = getattr(backend(), "options", None)
    if options is None:
        return load(), None
    return options.analysis, options.thesaurus
