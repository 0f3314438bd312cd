"""What the review page of a file shows: answers, opinions, documents, moves, history."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from members.agreement.conditions import CONDITIONS
from members.agreement.sections import SECTIONS
from members.agreement.transitions import BY_NAME, Transition, offered
from members.desk.answers import Answer, Answers, answers_of
from members.desk.reviewing import REVIEWABLE, Opinion, opinions
from members.models import Agreement, JournalEntry, SupportingDocument, Verdict
from members.permissions import Quality

CERTIFIER = frozenset({Quality.CERTIFIER})
# What is done first, shown as the main button.
MAIN = ("take_up", "agree", "reinstate")


@dataclass(frozen=True)
class Part:
    """One section: its answers, each beside the former file’s when they differ."""

    opinion: Opinion
    lead: str
    answers: list[tuple[Answer, Answer | None]]
    unchanged: bool
    rewritten: bool


@dataclass(frozen=True)
class Piece:
    """One document, and the older ones it replaces."""

    opinion: Opinion
    document: SupportingDocument
    older: list[SupportingDocument]


@dataclass(frozen=True)
class Move:
    """One decision offered; `why_not` says what stands in the way today."""

    transition: Transition
    is_main: bool
    why_not: str


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    entry: JournalEntry
    words: str


def context_of(agreement: Agreement, found: dict[str, Opinion] | None = None) -> dict:
    """Everything the page shows; `found` holds opinions being typed. Constant queries."""
    found = found or opinions(agreement)
    former = answers_of(agreement.renews) if agreement.renews else None
    judged = [opinion.kept.verdict for opinion in found.values()]
    return {
        "agreement": agreement,
        "parts": parts(found, answers_of(agreement), former),
        "pieces": pieces(agreement, found),
        "may_review": agreement.state in REVIEWABLE,
        "moves": moves(agreement),
        "history": history(agreement),
        "accepted": judged.count(Verdict.ACCEPTED),
        "to_complete": judged.count(Verdict.TO_COMPLETE),
        "judged": len(list(filter(None, judged))),
        "total": len(judged),
    }


def parts(found: dict[str, Opinion], answers: Answers, former: Answers | None) -> list[Part]:
    return [
        _part(found[section.key], section.key, section.lead, answers, former)
        for section in SECTIONS
    ]


def _part(opinion: Opinion, key: str, lead: str, answers: Answers, former: Answers | None) -> Part:
    now = answers.by_section[key]
    before = former.by_section[key] if former else [None] * len(now)
    pairs = [
        (answer, old if old is not None and old != answer else None)
        for answer, old in zip(now, before, strict=True)
    ]
    written = answers.written.get(key)
    kept = opinion.kept
    return Part(
        opinion=opinion,
        lead=lead,
        answers=pairs,
        unchanged=former is not None and not any(old for _answer, old in pairs),
        rewritten=bool(kept.pk and kept.verdict and written and written > kept.updated_at),
    )


def pieces(agreement: Agreement, found: dict[str, Opinion]) -> list[Piece]:
    older = list(agreement.documents.exclude(superseded_at=None).order_by("-superseded_at"))
    return [
        Piece(
            opinion,
            opinion.kept,
            [former for former in older if former.kind == opinion.kept.kind],
        )
        for opinion in found.values()
        if isinstance(opinion.kept, SupportingDocument)
    ]


def moves(agreement: Agreement) -> list[Move]:
    """The decisions a certifier may take in this state, the main one first."""
    found = [
        Move(transition, transition.name in MAIN, why_not(agreement, transition))
        for transition in offered(agreement.state, CERTIFIER)
    ]
    return sorted(found, key=lambda move: not move.is_main)


def why_not(agreement: Agreement, transition: Transition) -> str:
    """What stands in the way of a decision today, or nothing."""
    said = (CONDITIONS[name](agreement) for name in transition.conditions)
    return next(filter(None, said), "")


def history(agreement: Agreement) -> list[Line]:
    """Every act on the file, the latest first."""
    entries: QuerySet[JournalEntry] = agreement.journal.select_related("actor")
    return [Line(entry, words_of(entry)) for entry in entries]


def words_of(entry: JournalEntry) -> str:
    """What was done, in a few words."""
    if entry.transition in BY_NAME:
        return BY_NAME[entry.transition].done
    said, details = entry.get_act_display(), entry.details
    if day := details.get("day"):
        return f"{said} le {date.fromisoformat(day):%d/%m/%Y}"
    if {"place", "verdict"} <= details.keys():
        return f"{said} : {details['place']} ({details['verdict']})"
    return f"{said} : {details['what']}" if "what" in details else said
