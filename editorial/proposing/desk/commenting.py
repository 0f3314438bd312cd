"""What a reviewer asks, field by field: one form for the whole page, so that nothing is lost.

Each field carries the fingerprint of what its author saw: only what was changed is written, and
two people who change the same one are told.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from editorial.proposing.machine import locked
from editorial.proposing.models import TO_READ, FieldComment, Proposal, Role
from editorial.proposing.sections import SECTIONS
from members.plain import plain_text

COMMENT_LENGTH = 2_000


@dataclass
class Asking:
    """What is being written about one field, and what went wrong."""

    section: str
    field: str
    label: str
    kept: str
    typed: str
    error: str = ""
    # What the page showed; the next one shows what is kept now.
    seen: str = ""

    @property
    def name(self) -> str:
        return f"comment-{self.section}-{self.field}"

    @property
    def mark(self) -> str:
        return mark_of(self.kept)


def mark_of(text: str) -> str:
    """What was seen, in short."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def askings(proposal: Proposal, data=None) -> dict[tuple[str, str], Asking]:
    """Every field with the comment being written on it, as kept or as typed; one query."""
    kept = {
        (comment.section, comment.field): comment.text
        for comment in proposal.comments.filter(asked_at=None)
    }
    found = {}
    for section in SECTIONS:
        for question in section.questions:
            text = kept.get((section.key, question.key), "")
            asking = Asking(section.key, question.key, question.label, text, text)
            if data is not None and asking.name in data:
                asking.typed = plain_text(data[asking.name])
                asking.seen = str(data.get(f"seen-{asking.name}", ""))
            found[section.key, question.key] = asking
    return found


@transaction.atomic
def keep(proposal: Proposal, data) -> tuple[int, dict[tuple[str, str], Asking]]:
    """Write what was changed: how many, and everything as typed; with an error, nothing.

    Raises `Refused` when the proposal moved since the page.
    """
    version = str(data.get("version", ""))
    now = locked(proposal.pk, int(version) if version.isdecimal() else -1, *TO_READ)
    found = askings(now, data)
    changed = [asking for asking in found.values() if asking.typed != asking.kept]
    for asking in changed:
        asking.error = _fault(asking)
    settled = _to_settle(now, data)
    if any(asking.error for asking in changed):
        return 0, found
    for asking in changed:
        _write(now, asking)
    for comment in settled:
        comment.resolved_at = timezone.now()
        comment.save(update_fields=["resolved_at"])
    return len(changed) + len(settled), found


def _fault(asking: Asking) -> str:
    if len(asking.typed) > COMMENT_LENGTH:
        return f"{COMMENT_LENGTH} caractères au plus : raccourcissez ce commentaire."
    if asking.seen != asking.mark:
        said = asking.kept or "(rien)"
        return (
            f"Une autre personne a écrit ici entre-temps : « {said} ». "
            "Relisez, puis enregistrez de nouveau pour garder le vôtre."
        )
    return ""


def _write(proposal: Proposal, asking: Asking) -> None:
    place = {"section": asking.section, "field": asking.field}
    if not asking.typed:
        proposal.comments.filter(asked_at=None, **place).delete()
        return
    pending = proposal.comments.filter(asked_at=None, **place).first()
    pending = pending or FieldComment(proposal=proposal, **place)
    pending.text, pending.role = asking.typed, Role.REVIEWER.label
    pending.written_at = timezone.now()
    pending.save()


def _to_settle(proposal: Proposal, data) -> list[FieldComment]:
    asked = proposal.comments.filter(resolved_at=None).exclude(asked_at=None)
    return [comment for comment in asked if data.get(f"settled-{comment.pk}")]
