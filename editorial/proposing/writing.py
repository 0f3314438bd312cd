"""Saving answers and replies: one section at a time, while the proposal may be written."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from editorial.proposing.models import Act, FieldComment, Proposal, ProposalSection, Role
from members.agreement.merging import Conflict, merge
from members.agreement.questions import Section


class Refused(Exception):
    """What is asked is not possible; the message is one French sentence, nothing has changed."""


def lock_to_write(pk: int) -> Proposal:
    """The proposal, locked until the end of the transaction. Raises `Refused`."""
    proposal = Proposal.objects.select_for_update(of=["self"]).get(pk=pk)
    if not proposal.is_writable:
        raise Refused(
            f"Cette proposition est « {proposal.get_state_display()} » : elle ne se modifie plus."
        )
    return proposal


def save_section(
    pk: int, section: Section, changes: dict, replies: dict[int, str], *, version: int
) -> ProposalSection:
    """Write these answers and these replies to comments; the section as it is now.

    `version` is the one the page showed, 0 when nothing was written yet. Raises `Conflict` when
    it is not the current one any more, unless nothing changes; `Refused` when the proposal may
    not be written.
    """
    try:
        with transaction.atomic():
            proposal = lock_to_write(pk)
            answer = _write(proposal, section, changes, version)
            _reply(proposal, section, replies)
            touch(proposal)
            return answer
    except IntegrityError as error:
        # Two first saves at once: the other one won.
        raise Conflict(ProposalSection.objects.get(proposal=pk, section=section.key)) from error


def touch(proposal: Proposal) -> None:
    """Note that somebody worked on it: what announced its end is forgotten."""
    now = timezone.now()
    if proposal.begun_at is None:
        proposal.begun_at = now
        note(proposal, Act.BEGUN, Role.CONTRIBUTOR)
    proposal.touched_at, proposal.warned_at = now, None
    proposal.save(update_fields=["begun_at", "touched_at", "warned_at"])


def note(proposal: Proposal, act: Act, role: Role, detail: str = "") -> None:
    """One more line in the history."""
    proposal.events.create(act=act, role=role, detail=detail)


def _write(proposal: Proposal, section: Section, changes: dict, version: int) -> ProposalSection:
    answer = ProposalSection.objects.filter(proposal=proposal, section=section.key).first()
    answer = answer or ProposalSection(proposal=proposal, section=section.key, version=0)
    if merge(answer, changes, version):
        answer.save()
    return answer


def _reply(proposal: Proposal, section: Section, replies: dict[int, str]) -> None:
    for comment in open_comments(proposal).filter(section=section.key, pk__in=replies):
        if comment.reply != replies[comment.pk]:
            comment.reply = replies[comment.pk]
            comment.save(update_fields=["reply"])


def open_comments(proposal: Proposal):
    """What was asked and is not settled: the contributor sees it."""
    return FieldComment.objects.filter(proposal=proposal, resolved_at=None).exclude(asked_at=None)
