"""From a recueil to the book: each record read again, then the annexes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from catalogue.models import Record
from catalogue.sheets.content import Content, content_of
from editorial.compiling import glossary, indexes, mapping, numbers, sources
from editorial.compiling.covers import cover_of
from editorial.compiling.models import Compilation
from editorial.compiling.standing import Standing
from exports import composing as write
from exports.books.model import Annex, Article, Book, Chapter

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Entry:
    """A record as it stands in the book."""

    record: Record
    content: Content
    key: str

    @property
    def title(self) -> str:
        return self.content.title


def book_of(compilation: Compilation, standing: Standing, report: Report) -> Book:
    """The book of what may be printed; `report` is told of each record."""
    total, entries, chapters = len(standing.printed), [], []
    for number, part in enumerate((p for p in standing.parts if p.printed), start=1):
        first = len(entries)
        for place in part.printed:
            report(len(entries), total, f"Lecture\u00a0: {place.title}"[:200])
            entries.append(_entry(place.item.record.specific))
        chapters.append(_chapter(number, part, entries[first:]))
    return Book(
        cover_of(compilation, timezone.localdate(), is_internal=standing.is_internal),
        tuple(write.paragraphs(compilation.foreword)),
        tuple(chapters),
        front=_those(numbers.annex(entries), mapping.annex(entries)),
        annexes=_those(
            glossary.annex(entries),
            indexes.annex(entries),
            sources.annex(entries),
            sources.left_out(standing),
        ),
    )


def _those(*annexes: Annex | None) -> tuple[Annex, ...]:
    return tuple(annex for annex in annexes if annex)


def _entry(record: Record) -> Entry:
    return Entry(record, content_of(record), f"fiche-{record.pk}")


def _chapter(number: int, part, entries: list[Entry]) -> Chapter:
    articles = tuple(
        Article(
            entry.key,
            entry.title,
            entry.content.label,
            entry.content.blocks,
            sources.line(entry.record),
            entry.record.full_permalink,
        )
        for entry in entries
    )
    title = write.said(part.group.title).plain.replace("\n", " ") or f"Partie {number}"
    introduction = tuple(write.paragraphs(part.group.introduction))
    return Chapter(f"partie-{number}", title, articles, introduction)
