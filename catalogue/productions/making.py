"""Making one production, in the process that was started for it (or in a test)."""

import logging
import time
from contextlib import closing
from datetime import timedelta

from django.core.files.base import ContentFile, File
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalogue.models import Production, ProductionState
from catalogue.productions.kinds import Cancelled, Kind, Produced, ProductionRefused, kind_of

logger = logging.getLogger(__name__)

# Seconds between two words on the progress: each is a write.
WORD_PAUSE = 0.3
# A maker says that it lives every two seconds; silent that long, it is dead.
SILENCE = timedelta(seconds=60)
# Bytes of all the files that are kept; beyond, the oldest go before their seven days.
ROOM = 4 * 1024**3
# Makers that may die of the same production before it is given up.
TRIES = 3
# No maker holds the production.
NOBODY = ""
TROUBLE = "Un ennui technique nous a arrêtés. Ce n’est pas votre faute\u00a0: essayez encore."
DIED = (
    "La préparation a été interrompue plusieurs fois, peut-être parce que le document est trop "
    "gros. Essayez encore, ou demandez-en moins à la fois."
)
NO_RIGHT = "Vous n’avez plus le droit d’ouvrir ce document."
UNSTEADY = "Les fiches ont changé pendant la préparation. Essayez encore."


def claim_next() -> Production | None:
    """The production to make now, taken upon oneself; those whose maker died come back first."""
    take_back(_silent())
    for waiting in Production.objects.filter(state=ProductionState.WAITING).order_by("queued_at"):
        if claim(waiting):
            return waiting
    return None


def claim(production: Production) -> bool:
    """Take the making upon oneself; false when somebody else has it."""
    now, token = timezone.now(), get_random_string(32)
    waiting = Production.objects.filter(pk=production.pk, state=ProductionState.WAITING)
    changes = {"state": ProductionState.MAKING, "token": token, "tries": F("tries") + 1}
    changes |= {"done": 0, "total": 0, "sentence": "", "started_at": now, "beat_at": now}
    taken = waiting.update(**changes) == 1
    if taken:
        production.refresh_from_db()
    return taken


def _silent() -> QuerySet[Production]:
    dead = Q(beat_at=None) | Q(beat_at__lt=timezone.now() - SILENCE)
    return Production.objects.filter(dead, state=ProductionState.MAKING)


def take_back(orphans: QuerySet[Production]) -> None:
    """Productions whose maker died: in the queue again, three times at most."""
    orphans.filter(tries__lt=TRIES).update(state=ProductionState.WAITING, token=NOBODY)
    failed = {"state": ProductionState.FAILED, "token": NOBODY}
    orphans.update(reason=DIED, can_retry=True, **failed)


def give_up(production: Production) -> None:
    """It lasts too long: nobody begins it again without being asked."""
    _fail(production, DIED, can_retry=True)


def beat(production: Production) -> bool:
    """Say that the maker lives; false when the production was stopped or taken over."""
    return mine(production).update(beat_at=timezone.now()) == 1


def mine(production: Production) -> QuerySet[Production]:
    """The row, as long as this maker has it."""
    return Production.objects.filter(
        pk=production.pk, state=ProductionState.MAKING, token=production.token
    )


class Progress:
    """The `report` given to the maker of a kind."""

    def __init__(self, production: Production) -> None:
        self.production = production
        self._next, self._said = 0.0, ""

    def __call__(self, done: int, total: int, sentence: str) -> None:
        if sentence == self._said and time.monotonic() < self._next:
            return
        self._next, self._said = time.monotonic() + WORD_PAUSE, sentence
        said = {"done": max(0, done), "total": max(0, total), "sentence": sentence[:200]}
        if not mine(self.production).update(beat_at=timezone.now(), **said):
            raise Cancelled


def produce(production: Production) -> None:
    """Make it, and write down what came of it; never raises. It must have been claimed."""
    begun = time.perf_counter()
    try:
        produced, mark = _made(production)
        with closing(produced):
            _keep(production, produced, mark, time.perf_counter() - begun)
    except (Cancelled, Production.DoesNotExist):
        return
    except ProductionRefused as refusal:
        _fail(production, refusal.sentence, can_retry=False)
    # Whatever happens in the maker of a kind, the reader is told and may try again.
    except Exception:
        logger.exception("La production %s n’a pas pu être faite.", production.identifier)
        _fail(production, TROUBLE, can_retry=True)


def _made(production: Production) -> tuple[Produced, str]:
    """The document, and the mark it had from the first to the last moment of its making."""
    kind = kind_of(production.kind)
    if kind is None:
        raise ProductionRefused("Le portail ne prépare plus ce genre de document.")
    for _try in range(2):
        mark = _mark(kind, production)
        produced = kind.make(production.parameters, production.reader, Progress(production))
        if _mark(kind, production) == mark:
            return produced, mark
        produced.close()
    # Written down as a failure: a file that mixes two moments is never given.
    _fail(production, UNSTEADY, can_retry=True)
    raise Cancelled


def _mark(kind: Kind, production: Production) -> str:
    """Asked with the rights of this moment, not those of the first one."""
    production.refresh_from_db(fields=["user"])
    if not kind.may_open(production.parameters, production.reader):
        raise ProductionRefused(NO_RIGHT)
    return kind.mark(production.parameters, production.reader)[:64]


def _keep(production: Production, produced: Produced, mark: str, seconds: float) -> None:
    field = production.file
    # What a maker that died left there.
    field.storage.delete(field.field.generate_filename(production, ""))
    data = produced.data
    content = ContentFile(data) if isinstance(data, bytes) else File(data)
    size = content.size
    field.save("", content, save=False)
    kept = {"file": field.name, "name": produced.name[:120], "size": size}
    kept |= {"pages": produced.pages, "seconds": round(seconds, 2), "mark": mark}
    ready = {"state": ProductionState.READY, "reason": "", "sentence": "", "token": NOBODY}
    if mine(production).update(**kept, **ready):
        make_room(production)
    else:
        field.storage.delete(field.name)


def make_room(latest: Production) -> None:
    """Erase the oldest documents, as many as it takes for the files not to fill the disk."""
    held = Production.objects.filter(state=ProductionState.READY)
    weight = held.aggregate(weight=Sum("size"))["weight"] or 0
    for oldest in held.exclude(pk=latest.pk).order_by("asked_at").iterator():
        if weight <= ROOM:
            return
        weight -= oldest.size
        oldest.delete()


def _fail(production: Production, reason: str, *, can_retry: bool) -> None:
    changes = {"state": ProductionState.FAILED, "token": NOBODY}
    mine(production).update(reason=reason[:300], can_retry=can_retry, **changes)
