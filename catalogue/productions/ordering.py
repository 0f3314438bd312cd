"""Asking for a document: the same one asked twice is made once."""

import hashlib
import json

from django.utils import timezone

from catalogue.models import Production, ProductionState
from catalogue.productions.kinds import kind_of
from catalogue.productions.making import NOBODY

# Demands that wait: of one account, and of all the readers without an account.
MINE, EVERYBODY = 5, 60
LONGEST_TITLE = 200


class TooMany(Exception):
    """Too much waits already; `sentence` says so."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def order(kind: str, parameters: dict, user, title: str) -> Production:
    """The production of these parameters for this user, ready or on its way.

    `user`: an account, or an anonymous visitor (then shared with whoever asks the same). Raises
    `TooMany` when a new one would have to wait behind too many; `KeyError` for an unknown kind.
    The caller limits how often one address may ask.
    """
    if kind_of(kind) is None:
        raise KeyError(kind)
    owner = user if user.is_authenticated else None
    key = key_of(kind, parameters, owner)
    known = Production.objects.filter(key=key).first()
    if known is None:
        _refuse_crowd(owner)
        asked = {"kind": kind, "parameters": parameters, "user": owner}
        asked |= {"title": title[:LONGEST_TITLE]}
        known, is_new = Production.objects.get_or_create(key=key, defaults=asked)
        if is_new:
            return known
    _ask_again(known, title[:LONGEST_TITLE])
    return known


def key_of(kind: str, parameters: dict, owner) -> str:
    """The fingerprint of a demand."""
    said = json.dumps(parameters, sort_keys=True, ensure_ascii=True, default=str)
    whole = f"{kind}\n{owner.pk if owner else 'anonyme'}\n{said}"
    return hashlib.sha256(whole.encode()).hexdigest()


def _ask_again(known: Production, title: str) -> None:
    """Seven more days; made anew when there is nothing to give."""
    known.asked_at, known.title = timezone.now(), title
    known.save(update_fields=["asked_at", "title"])
    if known.state in (ProductionState.FAILED, ProductionState.CANCELLED) or is_stale(known):
        restart(known)


def is_stale(production: Production) -> bool:
    """Whether a ready file must not be given any more: lost, or other than today's."""
    if production.state != ProductionState.READY:
        return False
    stored, kind = production.file, kind_of(production.kind)
    if kind is None or not stored or not stored.storage.exists(stored.name):
        return True
    return kind.mark(production.parameters, production.reader) != production.mark


def restart(production: Production) -> None:
    """Back to the end of the queue, unless somebody else just did it. Raises `TooMany`."""
    _refuse_crowd(production.user)
    seen = Production.objects.filter(pk=production.pk, state=production.state)
    anew = {"done": 0, "total": 0, "tries": 0, "size": 0, "pages": None, "file": ""}
    anew |= dict.fromkeys(("sentence", "reason", "mark", "name"), "")
    state = {"state": ProductionState.WAITING, "token": NOBODY, "queued_at": timezone.now()}
    if seen.update(**anew, **state):
        erase_file(production)
    production.refresh_from_db()


def erase_file(production: Production) -> None:
    """The bytes, when there are some; the row says nothing of them any more."""
    if production.file:
        production.file.storage.delete(production.file.name)


def cancel(production: Production) -> bool:
    """Stop it, waiting or being made; false when there was nothing to stop.

    Its maker finds its token gone and ends at once.
    """
    under_way = (ProductionState.WAITING, ProductionState.MAKING)
    mine = Production.objects.filter(pk=production.pk, state__in=under_way)
    return mine.update(state=ProductionState.CANCELLED, token=NOBODY) == 1


def ahead_of(production: Production) -> int:
    """How many demands come before this one."""
    if production.state != ProductionState.WAITING:
        return 0
    waiting = Production.objects.filter(
        state=ProductionState.WAITING, queued_at__lt=production.queued_at
    )
    return waiting.count() + Production.objects.filter(state=ProductionState.MAKING).count()


def _refuse_crowd(owner) -> None:
    under_way = (ProductionState.WAITING, ProductionState.MAKING)
    waiting = Production.objects.filter(user=owner, state__in=under_way).count()
    if owner and waiting >= MINE:
        raise TooMany(
            f"Vous avez déjà {waiting} documents en préparation. Attendez que l’un soit prêt, "
            "ou arrêtez-en un."
        )
    if not owner and waiting >= EVERYBODY:
        raise TooMany(
            "Beaucoup de documents se préparent en ce moment. Revenez dans quelques minutes."
        )
