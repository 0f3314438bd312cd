"""Saving an answer: one section at a time, by a référent·e, while the file may be written."""

from django.db import IntegrityError, transaction

from members.agreement.machine import Refused
from members.agreement.merging import Conflict, merge
from members.agreement.questions import Section
from members.models import Agreement, SectionAnswer, State
from members.models.agreement import Verdict
from members.permissions import Quality, qualities_of

# While more is asked, every section may be written: an answer often changes another one.
WRITABLE = (State.DRAFT, State.MORE_ASKED)


def why_not_writable(agreement: Agreement, user) -> str:
    """Why this person may not write in this file now, or nothing."""
    if Quality.REFERENT not in qualities_of(user, agreement.structure):
        return "Seul·e la ou le référent·e pédagogique de la structure peut écrire dans le dossier."
    if agreement.state not in WRITABLE:
        state = agreement.get_state_display()
        return f"Ce dossier est « {state} » : il ne peut plus être modifié."
    return ""


def lock_to_write(pk: int, user) -> Agreement:
    """The file, locked until the end of the transaction. Raises `Refused`."""
    agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=pk)
    if why_not := why_not_writable(agreement, user):
        raise Refused(why_not)
    return agreement


def save_section(pk: int, section: Section, changes: dict, user, *, version: int) -> SectionAnswer:
    """Write these answers, keep the others; the section as it is now.

    `version` is the one the person saw, 0 when nothing was written yet. Raises `Conflict` when
    it is not the current one any more, unless there is nothing to change; `Refused` when this
    person may not write.
    """
    try:
        with transaction.atomic():
            agreement = lock_to_write(pk, user)
            return _write(agreement, section, changes, user, version)
    except IntegrityError as error:
        # Two first saves at once: the other one won.
        raise Conflict(SectionAnswer.objects.get(agreement=pk, section=section.key)) from error


def _write(
    agreement: Agreement, section: Section, changes: dict, user, version: int
) -> SectionAnswer:
    answer = SectionAnswer.objects.filter(agreement=agreement, section=section.key).first()
    answer = answer or SectionAnswer(agreement=agreement, section=section.key, version=0)
    if not merge(answer, changes, version):
        return answer
    answer.updated_by = user
    answer.save()
    # What was accepted and then changed is read again.
    agreement.reviews.filter(section=section.key, verdict=Verdict.ACCEPTED).update(
        verdict=Verdict.WAITING
    )
    return answer
