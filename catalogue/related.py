"""Related records, both ways, each group with its reason."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import F, IntegerField, Value

from catalogue import access
from catalogue.cards import Card, cards_for
from catalogue.models import Record

TOTAL = 6


@dataclass(frozen=True)
class Reason:
    """Something two records may share: where it stands, how it is said, how much it tells."""

    path: str
    template: str
    label_path: str
    weight: int


REASONS = (
    Reason("publisher", "Même structure : {}", "publisher__name", 4),
    Reason("supports", "Même support : {}", "supports__label", 3),
    Reason("devices", "Même dispositif : {}", "devices__label", 2),
    Reason("themes", "Même thématique : {}", "themes__label", 1),
)


@dataclass(frozen=True)
class RelatedGroup:
    """Records that share something with the one being read, and what it is."""

    reason: str
    cards: list[Card]


def related_to(record: Record, user, request=None) -> list[RelatedGroup]:
    """The six records that share the most with this one, grouped by their strongest reason.

    The relation is symmetrical by construction: both records carry the term.
    """
    visible = access.visible_to(Record.objects.exclude(pk=record.pk), user)
    parts = [
        visible.order_by()
        .filter(
            **{f"{reason.path}__in": _values(record, reason.path)},
            **{f"{reason.path}__isnull": False},
        )
        .annotate(
            r_reason=Value(rank, output_field=IntegerField()),
            r_label=F(reason.label_path),
        )
        .values_list("pk", "r_reason", "r_label")
        for rank, reason in enumerate(REASONS)
    ]
    groups = _choose(list(parts[0].union(*parts[1:], all=True)))
    wanted = [pk for pks in groups.values() for pk in pks]
    cards = _cards(wanted, user, request)
    return [RelatedGroup(said, [cards[pk] for pk in pks]) for said, pks in groups.items()]


def _values(record: Record, path: str) -> list:
    if path == "publisher":
        shared = record.publisher
        return [shared] if shared and shared.kind != shared.Kind.NETWORK else []
    return [term.pk for term in record.filed_under[path]]


def _choose(rows: list[tuple[int, int, str]]) -> dict[str, list[int]]:
    """Reason in words → records, the strongest reasons and the nearest records first."""
    score: Counter[int] = Counter()
    shared: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, rank, label in rows:
        score[pk] += REASONS[rank].weight
        shared[pk].append((rank, label))
    nearest = sorted(score, key=lambda pk: (-score[pk], -pk))[:TOTAL]
    common = Counter(reason for pk in nearest for reason in shared[pk])
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for pk in nearest:
        best = min(shared[pk], key=lambda reason: (reason[0], -common[reason], reason[1]))
        groups[best].append(pk)
    return {
        REASONS[rank].template.format(label): pks for (rank, label), pks in sorted(groups.items())
    }


def _cards(pks: list[int], user, request) -> dict[int, Card]:
    records = list(Record.objects.filter(pk__in=pks))
    return dict(
        zip((record.pk for record in records), cards_for(records, user, request), strict=True)
    )
