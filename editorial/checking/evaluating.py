"""The checks at work on a record, at the levels set by the administrators."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.models import Record
from editorial.checking.context import Context
from editorial.checking.findings import Finding, place_of
from editorial.checking.models import CheckLevel, Level
from editorial.checking.rules import RULES, Rule


@dataclass(frozen=True)
class Found:
    """A finding, with its check and what it does to a publication."""

    rule: Rule
    level: Level
    finding: Finding
    place: str

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCK


class Levels:
    """The level of each check for each kind of record: one query for all."""

    def __init__(self):
        self._set = {
            (row.rule, row.record_kind): Level(row.level) for row in CheckLevel.objects.all()
        }

    def of(self, rule: Rule, kind: str) -> Level:
        return self._set.get((rule.key, kind), rule.levels[kind])


def findings(
    record: Record,
    *,
    context: Context | None = None,
    levels: Levels | None = None,
    only: Iterable[Level] = (Level.BLOCK, Level.ADVISE),
) -> list[Found]:
    """What the checks find in a record as it is in memory, the blocking ones first."""
    context, levels = context or Context([record]), levels or Levels()
    found = []
    for rule in RULES:
        level = levels.of(rule, record.kind)
        if level in only:
            found += [
                Found(rule, level, finding, place_of(type(record), finding.anchor))
                for finding in rule.find(record, context)
            ]
    return sorted(found, key=lambda item: not item.blocks)
