"""Related records, both ways, each group with its reason."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import CharField, F, Value

from catalogue import access
from catalogue.cards import Card, cards_for
from catalogue.models import Record

PER_GROUP = 3
# What brings two records together, the most telling first.
REASONS = (
    ("publisher", "Même structure : {}", "publisher__name"),
    ("supports", "Même support : {}", "supports__label"),
    ("devices", "Même dispositif : {}", "devices__label"),
    ("themes", "Même thématique : {}", "themes__label"),
)


@dataclass(frozen=True)
class RelatedGroup:
    """Records that share something with the one being read, and what it is."""

    reason: str
    cards: list[Card]


def related_to(record: Record, user, request=None, reasons=REASONS) -> list[RelatedGroup]:
    """At most three records for each shared term, never the same one twice.

    The relation is symmetrical by construction: both records carry the term.
    """
    visible = access.visible_to(Record.objects.exclude(pk=record.pk), user)
    parts = [
        visible.order_by()
        .filter(**{f"{path}__in": _values(record, path)}, **{f"{path}__isnull": False})
        .annotate(
            r_reason=Value(template, output_field=CharField()),
            r_label=F(label),
        )
        .values_list("pk", "r_reason", "r_label")
        for path, template, label in reasons
    ]
    rows = list(parts[0].union(*parts[1:], all=True))
    groups = _choose(rows, [template for _path, template, _label in reasons])
    wanted = [pk for _reason, pks in groups for pk in pks]
    cards = _cards(wanted, user, request)
    return [RelatedGroup(reason, [cards[pk] for pk in pks]) for reason, pks in groups]


def _values(record: Record, path: str) -> list:
    if path == "publisher":
        shared = record.publisher
        return [shared] if shared and shared.kind != shared.Kind.NETWORK else []
    return [term.pk for term in record.filed_under[path]]


def _choose(rows: list[tuple], templates: list[str]) -> list[tuple[str, list[int]]]:
    """The most telling reasons first; in each, the records that share the most."""
    shared = Counter(pk for pk, _template, _label in rows)
    by_reason: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, template, label in sorted(rows, key=lambda row: (-shared[row[0]], -row[0])):
        by_reason[template, label].append(pk)
    seen: set[int] = set()
    groups = []
    for (template, label), pks in sorted(
        by_reason.items(), key=lambda item: (templates.index(item[0][0]), len(item[1]))
    ):
        fresh = [pk for pk in dict.fromkeys(pks) if pk not in seen][:PER_GROUP]
        if fresh and len(groups) < len(templates):
            seen.update(fresh)
            groups.append((template.format(label), fresh))
    return groups


def _cards(pks: list[int], user, request) -> dict[int, Card]:
    records = list(Record.objects.filter(pk__in=pks))
    return dict(
        zip((record.pk for record in records), cards_for(records, user, request), strict=True)
    )
