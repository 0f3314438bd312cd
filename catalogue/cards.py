"""Result cards: three facts that decide, loaded in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from catalogue import access
from catalogue.freshness import is_stale
from catalogue.models import BasePage, Record, RecordFile, RecordKind, State
from catalogue.models.files import SHORT_LABELS
from catalogue.text import file_size

STATE_TONES = {State.EXPERIMENTAL: "caution", State.REPLACED: "error"}
MAX_LABELS = 2
# What is no record.
PAGE_KIND, PAGE_LABEL = "page", "Page du site"


@dataclass(frozen=True)
class FactSource:
    """A fact of the cards of one kind: where its words are, and its rank (1 to 3).

    `singular` takes the place of `template` when the fact is the number one.
    """

    kind: str
    rank: int
    path: str
    template: str = "{}"
    singular: str = ""

    def say(self, label: str) -> str:
        template = self.singular if self.singular and label == "1" else self.template
        return template.format(label)


@dataclass
class Card:
    """What a list shows of a record."""

    kind: str
    kind_label: str
    title: str
    url: str
    summary: str
    lock: str
    state: dict | None
    facts: list[str] = field(default_factory=list)
    # After a search: safe HTML with the words marked, and the file they stand in.
    title_html: str = ""
    extract: str = ""
    found_in: str = ""
    # The key of the record; none for what cannot be chosen.
    key: int | None = None


_sources: list[FactSource] = [
    FactSource(RecordKind.RESOURCE, 2, "supports__label"),
    FactSource(RecordKind.REFERENTIAL, 1, "supports__label"),
    FactSource(RecordKind.MONOGRAPH, 2, "departments__label"),
    FactSource(RecordKind.MONOGRAPH, 3, "source_year"),
]


def register_facts(*sources: FactSource) -> None:
    """Add facts for a kind (rooms above call it from `AppConfig.ready`)."""
    _sources.extend(source for source in sources if source not in _sources)


def cards_for(records: QuerySet | Iterable[Record], user, request=None) -> list[Card]:
    """Cards of these records, in their order: two queries beside the records' own."""
    records = list(records)
    facts = _facts(records)
    return [_card(record, facts, access.lock_of(user, record), request) for record in records]


def page_card(page: BasePage, request=None) -> Card:
    """The card of a page of the site that is no record."""
    return Card(
        kind=PAGE_KIND,
        kind_label=PAGE_LABEL,
        title=page.title,
        url=page.get_url(request) or "",
        # A page of no type of ours (Wagtail’s welcome page) has no description of its own.
        summary=getattr(page, "meta_description", page.search_description),
        lock="",
        state=None,
    )


def _card(record: Record, facts: dict, lock: access.Lock | None, request) -> Card:
    state = None
    if record.state in STATE_TONES:
        state = {"tone": STATE_TONES[record.state], "label": record.get_state_display()}
    elif is_stale(record.review_by):
        state = {"tone": "caution", "label": "À vérifier"}
    ranked = facts.get(record.pk, {})
    return Card(
        kind=record.record_kind,
        kind_label=record.get_record_kind_display(),
        title=record.title,
        url=record.get_url(request) or "",
        summary=record.summary,
        lock=lock.level_label if lock else "",
        state=state,
        key=record.pk,
        facts=[_join(ranked[rank]) for rank in sorted(ranked)][:3],
    )


def _join(labels: list[str]) -> str:
    if len(labels) <= MAX_LABELS:
        return ", ".join(labels)
    return f"{', '.join(labels[:MAX_LABELS])} et {len(labels) - MAX_LABELS} de plus"


def _facts(records: list[Record]) -> dict[int, dict[int, list[str]]]:
    """record id → rank → labels."""
    ids, kinds = [record.pk for record in records], {record.record_kind for record in records}
    facts: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    if not ids:
        return facts
    sources = {(source.kind, source.rank): source for source in _sources if source.kind in kinds}
    first, *others = [_rows(source, ids) for source in sources.values()]
    for pk, kind, rank, label in first.union(*others, all=True):
        facts[pk][rank].append(sources[kind, rank].say(label))
    files = RecordFile.objects.current().filter(record__in=ids)
    for pk, extension, size in files.values_list("record_id", "extension", "size"):
        facts[pk][3].append(f"{SHORT_LABELS.get(extension, extension)} {file_size(size)}")
    return facts


def _rows(source: FactSource, ids: list[int]) -> QuerySet:
    return (
        Record.objects.filter(pk__in=ids, record_kind=source.kind)
        .order_by()
        .filter(**{f"{source.path}__isnull": False})
        .annotate(
            f_kind=Value(str(source.kind), output_field=CharField()),
            f_rank=Value(source.rank, output_field=IntegerField()),
            f_label=Cast(F(source.path), CharField()),
        )
        .values_list("pk", "f_kind", "f_rank", "f_label")
    )
