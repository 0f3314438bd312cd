"""What the reviewers' screens show: the list by state, and one proposal in full."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from editorial.proposing.desk.commenting import askings
from editorial.proposing.desk.comparing import differences
from editorial.proposing.mails import practice_of
from editorial.proposing.models import (
    TO_READ,
    Proposal,
    ProposalConsent,
    ProposalSection,
    State,
    Use,
)
from editorial.proposing.personal import personal_in
from editorial.proposing.progress import Progress
from editorial.proposing.sections import SECTIONS
from members.agreement.wording import answer_in_words

# Beyond, whoever proposed has waited long enough.
LATE_DAYS = 21
ENDED_SHOWN = 50


@dataclass
class Row:
    """One proposal in the list."""

    proposal: Proposal
    title: str
    structure: str
    days: int
    # Uses whose consent was taken back.
    revoked: list[str]

    @property
    def is_late(self) -> bool:
        return self.proposal.state in TO_READ and self.days > LATE_DAYS


@dataclass
class Group:
    """Proposals in one state."""

    key: str
    title: str
    none: str
    rows: list[Row] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)


GROUPS = (
    ("a-lire", "à lire", "Aucune proposition n’attend d’être lue.", (State.SENT,)),
    ("completees", "complétées", "Aucune proposition complétée n’attend.", (State.COMPLETED,)),
    ("en-attente", "chez la structure", "Aucun complément attendu.", (State.MORE_ASKED,)),
    ("acceptees", "acceptées", "Aucune proposition acceptée.", (State.ACCEPTED,)),
    (
        "terminees",
        "non retenues ou retirées",
        "Aucune proposition terminée.",
        (State.REFUSED, State.WITHDRAWN),
    ),
)


def listed() -> list[Group]:
    """What was sent, in groups; drafts are nobody's business. Three queries."""
    proposals = Proposal.objects.exclude(state=State.DRAFT).select_related("page")
    said = _said(proposals)
    revoked = _revoked(proposals)
    groups = []
    for key, title, none, states in GROUPS:
        rows = [_row(item, said, revoked) for item in proposals if item.state in states]
        if key in ("acceptees", "terminees"):
            rows = rows[::-1][:ENDED_SHOWN]
        groups.append(Group(key, title, none, rows))
    return groups


def number_waiting() -> int:
    """How many proposals wait for a reviewer."""
    return Proposal.objects.filter(state__in=TO_READ).count()


def _said(proposals) -> dict[int, dict[str, dict]]:
    found: dict[int, dict[str, dict]] = defaultdict(dict)
    rows = ProposalSection.objects.filter(
        proposal__in=proposals, section__in=("structure", "practice")
    )
    for answer in rows:
        found[answer.proposal_id][answer.section] = answer.data
    return found


def _revoked(proposals) -> dict[int, list[str]]:
    """Uses agreed to once and not any more."""
    held, once = defaultdict(set), defaultdict(set)
    for consent in ProposalConsent.objects.filter(proposal__in=proposals):
        (once if consent.revoked_at else held)[consent.proposal_id].add(consent.use)
    return {
        key: [use.label for use in Use if use in uses - held[key]] for key, uses in once.items()
    }


def _row(proposal: Proposal, said: dict, revoked: dict) -> Row:
    answers = said.get(proposal.pk, {})
    structure = answers.get("structure", {})
    place = ", ".join(filter(None, (structure.get("name"), structure.get("city"))))
    return Row(
        proposal,
        answers.get("practice", {}).get("title") or "Sans titre",
        place,
        (timezone.now() - proposal.state_since).days,
        revoked.get(proposal.pk, []),
    )


def context_of(proposal: Proposal, asked=None) -> dict:
    """The proposal by sections and questions, with what is asked on each."""
    progress = Progress(proposal, "")
    asked = asked or askings(proposal)
    comments = defaultdict(list)
    for comment in proposal.comments.exclude(asked_at=None):
        comments[comment.section, comment.field].append(comment)
    return {
        "proposal": proposal,
        "practice": practice_of(proposal),
        "blocks": _blocks(progress, asked, comments),
        "files": progress.files,
        "uses": _uses(progress),
        "events": list(proposal.events.order_by("-at", "-pk")),
        "pending": [asking for asking in asked.values() if asking.kept],
        "open": sum(
            comment.resolved_at is None for group in comments.values() for comment in group
        ),
        "may_review": proposal.state in TO_READ,
        "may_publish": Use.SITE in progress.consents,
    }


def _blocks(progress: Progress, asked: dict, comments: dict) -> list[dict]:
    return [
        {
            "section": section,
            "answers": [
                _answer(progress, section, question, asked, comments)
                for question in section.questions
            ],
        }
        for section in SECTIONS
    ]


def _uses(progress: Progress) -> list[dict]:
    """Each use, the consent in force, and when the last one was taken back."""
    ended = progress.proposal.consents.exclude(revoked_at=None)
    revoked = {consent.use: consent.revoked_at for consent in ended}
    held = progress.consents
    return [{"use": use, "held": held.get(use), "revoked_at": revoked.get(use)} for use in Use]


def _answer(progress: Progress, section, question, asked: dict, comments: dict) -> dict:
    answer = progress.answers.get(section.key)
    now = answer_in_words(question, answer.data.get(question.key) if answer else None, {})
    before = None
    if answer and answer.seen is not None:
        before = answer_in_words(question, answer.seen.get(question.key), {})["text"]
    return now | {
        "question": question,
        "anchor": f"{section.key}-{question.key}",
        "changes": differences(before, now["text"]) if before is not None else [],
        "personal": personal_in(now["text"]),
        "asking": asked[section.key, question.key],
        "comments": comments[section.key, question.key],
    }
