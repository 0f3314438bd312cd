"""Asking for an act: at once when it is small, in the background when it is long."""

from functools import partial

from django.db import transaction
from django_tasks import task

from editorial.sheets import running
from editorial.sheets.models import SheetImport, SheetState
from members.models import User

# Lines that a person waits for without leaving the page.
AT_ONCE = 200
# Act → the state it may start from, the state meanwhile, the state when it breaks.
ACTS = {
    "simulate": (
        (SheetState.WRONG, SheetState.READY, SheetState.STALE, SheetState.FAILED),
        SheetState.SIMULATING,
        SheetState.FAILED,
    ),
    "apply": ((SheetState.READY,), SheetState.APPLYING, SheetState.FAILED),
    "undo": ((SheetState.APPLIED, SheetState.PARTLY), SheetState.UNDOING, SheetState.APPLIED),
}


def ask(sheet: SheetImport, act: str, user, *, partly: bool = False) -> bool:
    """Start an act; False when the import is no longer where this act starts from."""
    starts, meanwhile, _failed = ACTS[act]
    waiting = SheetImport.objects.filter(pk=sheet.pk, state__in=starts)
    if not waiting.update(state=meanwhile, done=0):
        return False
    start(sheet, act, user, partly=partly)
    return True


def start(sheet: SheetImport, act: str, user, *, partly: bool = False) -> None:
    """Run the act now, or leave it to the background."""
    if sheet.total > AT_ONCE:
        transaction.on_commit(partial(act_on.enqueue, sheet.pk, act, user.pk, partly))
    else:
        _do(sheet.pk, act, user.pk, partly)


@task()
def act_on(pk: int, act: str, user_pk: int, partly: bool) -> None:
    """One act on one import, unless somebody else already did it."""
    _do(pk, act, user_pk, partly)


def _do(pk: int, act: str, user_pk: int, partly: bool) -> None:
    _starts, meanwhile, failed = ACTS[act]
    sheet = SheetImport.objects.filter(pk=pk, state=meanwhile).select_related("user").first()
    if sheet is None:
        return
    user = User.objects.get(pk=user_pk)
    doing = {
        "simulate": partial(running.simulate, sheet),
        "apply": partial(running.apply, sheet, user),
        "undo": partial(_undo, sheet, user, partly),
    }
    running.run(sheet, doing[act], failed)


def _undo(sheet: SheetImport, user, partly: bool) -> None:
    if not running.undo(sheet, user, partly=partly):
        sheet.state = SheetState.PARTLY if sheet.undone_at else SheetState.APPLIED
        sheet.save(update_fields=["state"])
