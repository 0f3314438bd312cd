"""What the search reads of a page: its text in one piece, the words it is filed under.

Weights: title > terms and keywords > summary > address > body > text of the files.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Value

TITLE, TERMS, SUMMARY, ADDRESS, BODY, FILES = 6.0, 3.0, 2.0, 1.5, 1.0, 0.4
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "»")


class RecordText(models.Model):
    """The body of a record as plain text: what extracts are taken from.

    Never shown without asking `catalogue.access.can_open`. Written when the record is saved.
    """

    record = models.OneToOneField(
        "catalogue.Record",
        models.CASCADE,
        primary_key=True,
        related_name="plain_text",
        verbose_name="fiche",
    )
    body = models.TextField("texte", editable=False)

    class Meta:
        verbose_name = "texte d’une fiche"
        verbose_name_plural = "textes des fiches"

    def __str__(self) -> str:
        return f"texte de la fiche {self.pk}"


def text_of(page: models.Model, names: Iterable[str]) -> str:
    """The text of some fields, one sentence or item after the other."""
    pieces = []
    for name in names:
        field = page._meta.get_field(name)
        value = field.value_from_object(page)
        if hasattr(field, "get_searchable_content"):
            value = field.get_searchable_content(value)
        pieces += _texts(value)
    return " ".join(ended(piece) for piece in pieces)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield " ".join(value.split())
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)


def ended(piece: str) -> str:
    """A title or an item of a list ends like a sentence: extracts stay readable."""
    return piece if piece.endswith(SENTENCE_ENDS) else f"{piece}."


def words_filed_under(records: models.QuerySet, paths: Iterable[str]) -> dict[int, list[str]]:
    """Record key → the words at the end of these paths, each once: one query."""
    parts = [
        records.order_by()
        .filter(**{f"{path}__isnull": False})
        .annotate(said=F(path), rank=Value(rank))
        .values_list("pk", "rank", "said")
        for rank, path in enumerate(paths)
    ]
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for pk, _rank, word in sorted(parts[0].union(*parts[1:])):
        if word:
            found[pk][word] = None
    return {pk: list(words) for pk, words in found.items()}


class Searched(NamedTuple):
    """What the search reads of a record beside its own fields."""

    terms: list[str]
    files: list[str]


class SearchedRecord:
    """The search's side of a record."""

    # Where the words that file it are.
    searched_words: tuple[str, ...] = ()
    _searched: Searched | None = None

    @property
    def terms_text(self) -> list[str]:
        """The words it is filed under."""
        return self._read().terms

    @property
    def files_text(self) -> list[str]:
        """The text of its files."""
        return self._read().files

    def _read(self) -> Searched:
        if self._searched is None:
            type(self).prepare_for_index([self])
        return self._searched

    def keep_text(self) -> None:
        """Write down its text, for the extracts."""
        RecordText.objects.update_or_create(record=self, defaults={"body": self.body_text})

    @classmethod
    def prepare_for_index(cls, records: list["SearchedRecord"]) -> None:
        """Read in three queries what the search needs of several records."""
        keys = [record.pk for record in records]
        terms = words_filed_under(cls._base_manager.filter(pk__in=keys), cls.searched_words)
        files = cls._meta.get_field("files").related_model.objects.texts_of(keys)
        for record in records:
            record._searched = Searched(terms.get(record.pk, []), files.get(record.pk, []))
        known = set(RecordText.objects.filter(pk__in=keys).values_list("pk", flat=True))
        for record in records:
            if record.pk not in known:
                record.keep_text()
