"""Answers of a section saved by several windows: merged, never lost."""

from typing import Protocol

from django.utils import timezone


class Answer(Protocol):
    """The saved answers of one section, whatever they belong to."""

    pk: int | None
    data: dict
    version: int


class Conflict(Exception):
    """Somebody else, or another window, saved this section meanwhile; nothing was written."""

    def __init__(self, answer: Answer):
        super().__init__("Cette rubrique a été enregistrée ailleurs.")
        self.answer = answer


def merge(answer: Answer, changes: dict, version: int) -> bool:
    """Put these answers among the others, without saving; whether there is anything to save.

    `version` is the one the page showed, 0 when nothing was written yet. Raises `Conflict` when
    it is not the current one any more, unless nothing changes.
    """
    merged = answer.data | changes
    if answer.pk and merged == answer.data:
        return False
    if answer.version != version:
        raise Conflict(answer)
    answer.data, answer.version = merged, answer.version + 1
    answer.updated_at = timezone.now()
    return True
