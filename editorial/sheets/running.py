"""The three acts: simulate, apply, undo. Each all or nothing; large ones in the background."""

import logging
from collections.abc import Callable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from catalogue.text import french_number
from editorial.checking.gate import PublicationRefused
from editorial.sheets.kinds import KINDS, SheetKind
from editorial.sheets.kinds.base import BATCH, Blocked, lumps
from editorial.sheets.models import Outcome, SheetImport, SheetLine, SheetState
from editorial.sheets.planning import Plan

logger = logging.getLogger(__name__)
WRITTEN = (Outcome.NEW, Outcome.CHANGED)
SIMULATED = ("outcome", "label", "object_pk", "values", "changes", "errors", "warnings", "stamp")
CHANGED_SINCE = "modifiée depuis la simulation"
CHANGED_AFTER = "modifiée depuis l’import"
GONE = "supprimée depuis l’import"


class Stale(Exception):
    """What was simulated is no longer what would be done; nothing is written."""


def kind_of(sheet: SheetImport) -> SheetKind:
    return KINDS[sheet.kind]


def counts_of(sheet: SheetImport) -> dict[str, int]:
    """How many lines do what."""
    rows = sheet.lines.order_by().values_list("outcome").annotate(Count("pk"))
    return dict(rows)


def simulate(sheet: SheetImport) -> None:
    """Say of each line what it would do."""
    plan = Plan(kind_of(sheet), sheet.columns, sheet.user)
    for lines in _lumps_of(sheet):
        plan.fill(lines)
        for line in lines:
            line.blocked = ""
        SheetLine.objects.bulk_update(lines, [*SIMULATED, "publish", "blocked"], BATCH)
        _progress(sheet, len(lines))
    wrong = sheet.lines.filter(outcome=Outcome.WRONG).exists()
    sheet.problem = _too_many(sheet)
    state = SheetState.WRONG if wrong or sheet.problem else SheetState.READY
    _end(sheet, state, "problem")


def _too_many(sheet: SheetImport) -> str:
    """Why so many lines cannot be written at once, or nothing."""
    most = kind_of(sheet).most_written
    if sheet.lines.filter(outcome__in=WRITTEN).count() <= most:
        return ""
    return (
        f"Ce fichier ajoute ou change plus de {french_number(most)} lignes d’un coup. Coupez-le en "
        "plusieurs fichiers, chacun avec la ligne de titres."
    )


def apply(sheet: SheetImport, user) -> None:
    """Write what was simulated, in one transaction. Raises `Stale` when something moved."""
    kind = kind_of(sheet)
    with transaction.atomic():
        _check_unmoved(sheet, kind, user)
        for lines in _lumps_of(sheet, outcome__in=WRITTEN):
            for line in lines:
                _write(kind, line, user)
            states = kind.states([line.object_pk for line in lines], user)
            for line in lines:
                line.after = states[line.object_pk].stamp
            SheetLine.objects.bulk_update(lines, ["object_pk", "before", "after"], BATCH)
        sheet.applied_at, sheet.applied_counts = timezone.now(), counts_of(sheet)
        _end(sheet, SheetState.APPLIED, "applied_at", "applied_counts")


def _write(kind: SheetKind, line: SheetLine, user) -> None:
    try:
        if line.outcome == Outcome.NEW:
            done = kind.create(line.values, user, publish=line.publish)
        else:
            done = kind.change(line.object_pk, line.values, user, publish=line.publish)
    except (ValidationError, PublicationRefused) as error:
        line.blocked = _in_words(error)[:250]
        raise Stale([line]) from error
    line.object_pk, line.before = done.pk, done.before


def _in_words(error: ValidationError | PublicationRefused) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    said = [found.finding.text for each in error.refused.values() for found in each]
    return " ".join(["Cette fiche ne peut pas être publiée.", *said])


def _check_unmoved(sheet: SheetImport, kind: SheetKind, user) -> None:
    """Simulate again, aside: the same lines must do the same thing. Raises `Stale`."""
    plan = Plan(kind, sheet.columns, user)
    moved = []
    for lines in _lumps_of(sheet):
        fresh = [SheetLine(pk=line.pk, number=line.number, cells=line.cells) for line in lines]
        plan.fill(fresh)
        for line, now in zip(lines, fresh, strict=True):
            same = (line.outcome, line.values, line.stamp) == (now.outcome, now.values, now.stamp)
            if not same and line.outcome in WRITTEN:
                line.blocked = CHANGED_SINCE
                moved.append(line)
    if moved:
        raise Stale(moved)


def undo(sheet: SheetImport, user, *, partly: bool = False) -> bool:
    """Put everything back, or say line by line what stands in the way; whether it was done.

    `partly`: undo what can be, leave the rest.
    """
    kind = kind_of(sheet)
    with transaction.atomic():
        blocked = []
        for lines in _lumps_of(sheet, outcome__in=WRITTEN, is_undone=False):
            _look_for_hindrance(kind, lines, user)
            SheetLine.objects.bulk_update(lines, ["blocked"], BATCH)
            blocked += [line for line in lines if line.blocked]
        if blocked and not partly:
            return False
        try:
            with transaction.atomic():
                _undo_lines(sheet, kind, user)
        except Blocked as error:
            line = error.args[1]
            SheetLine.objects.filter(pk=line.pk).update(blocked=str(error.args[0])[:250])
            return False
        sheet.undone_at = timezone.now()
        _end(sheet, SheetState.PARTLY if blocked else SheetState.UNDONE, "undone_at")
    return True


def _look_for_hindrance(kind: SheetKind, lines: Sequence[SheetLine], user) -> None:
    """Write in each line why it cannot be undone, or nothing."""
    states = kind.states([line.object_pk for line in lines], user)
    for line in lines:
        state = states.get(line.object_pk)
        if state is None:
            line.blocked = "" if line.outcome == Outcome.NEW else GONE
        elif state.stamp != line.after:
            line.blocked = CHANGED_AFTER
        elif line.outcome == Outcome.NEW:
            line.blocked = kind.why_kept(line.object_pk)[:250]
        else:
            line.blocked = state.barred[:250]


def _undo_lines(sheet: SheetImport, kind: SheetKind, user) -> None:
    known = set(kind.keys())
    # The last written is the first undone.
    left = sheet.lines.filter(outcome__in=WRITTEN, is_undone=False, blocked="").order_by("-number")
    for keys in lumps(list(left.values_list("pk", flat=True))):
        lines = list(SheetLine.objects.filter(pk__in=keys).order_by("-number"))
        for line in lines:
            if line.object_pk in known:
                _undo_line(kind, line, user)
            line.is_undone = True
        SheetLine.objects.bulk_update(lines, ["is_undone"], BATCH)


def _undo_line(kind: SheetKind, line: SheetLine, user) -> None:
    try:
        if line.outcome == Outcome.NEW:
            kind.remove(line.object_pk, line.before, user)
        else:
            kind.restore(line.object_pk, line.before, user)
    except Blocked as error:
        raise Blocked(str(error), line) from error


def run(sheet: SheetImport, act: Callable, failed: SheetState) -> None:
    """Do one act; whatever happens, nothing is half done and the import says where it stands."""
    try:
        act()
    except Stale as error:
        lines = error.args[0]
        SheetLine.objects.bulk_update(lines, ["blocked"], BATCH)
        _end(sheet, SheetState.STALE)
    except Exception:
        logger.exception("L’import de tableur %s s’est interrompu.", sheet.pk)
        _end(sheet, failed)


def _lumps_of(sheet: SheetImport, **wanted) -> Iterator[list[SheetLine]]:
    """The lines in their order, a few hundreds at a time."""
    for keys in lumps(list(sheet.lines.filter(**wanted).values_list("pk", flat=True))):
        yield list(SheetLine.objects.filter(pk__in=keys).order_by("number"))


def _progress(sheet: SheetImport, number: int) -> None:
    sheet.done += number
    SheetImport.objects.filter(pk=sheet.pk).update(done=sheet.done)


def _end(sheet: SheetImport, state: SheetState, *fields: str) -> None:
    sheet.state = state
    sheet.save(update_fields=["state", "done", *fields])
