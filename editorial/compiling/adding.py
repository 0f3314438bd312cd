"""The screen where records are chosen."""

from django.contrib import messages
from django.http import HttpRequest

from catalogue.models import Record
from editorial.compiling import choosing, composing
from editorial.compiling.composing import MOST_RECORDS, Refused
from editorial.compiling.models import Compilation, CompilationGroup

NOTHING_TICKED = "Cochez d’abord une fiche."
NO_CODE = (
    "Cette adresse n’est pas celle d’une sélection. Ouvrez votre sélection, puis copiez son "
    "adresse en entier."
)


def choices(request: HttpRequest, compilation: Compilation) -> dict:
    """What matches the address, less what is there already."""
    found = choosing.search(request)
    present = set(compilation.items.values_list("record", flat=True))
    left = [key for key in found.keys if key not in present]
    shown = choosing.in_order(left[: choosing.SHOWN], request.user)
    return {
        "search": found,
        "records": shown,
        "total": len(found.keys),
        "left": len(left),
        "more": len(left) - len(shown),
        "present": len(found.keys) - len(left),
        "groups": list(compilation.groups.all()),
    }


def add(request: HttpRequest, compilation: Compilation) -> None:
    """Add what was ticked, all that matches, or what a selection holds; say what was done."""
    records, missing = _asked(request)
    if records is None:
        return
    _added(request, compilation, records, missing, _group(request, compilation))


def _added(request, compilation: Compilation, records, missing: int, group) -> None:
    try:
        number = composing.add(compilation, records, group)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    many = "s" if number > 1 else ""
    said = f"{number} fiche{many} ajoutée{many}." if number else "Elles y étaient déjà."
    if missing:
        said += f" {missing} de la sélection n’ont pas pu être prises."
    messages.success(request, said)


def brought(request: HttpRequest) -> int:
    """How many records the address of this page brings to a new recueil (`?f=`)."""
    if "f" not in request.GET:
        return 0
    return len(choosing.from_address(request.get_full_path(), request.user)[0])


def add_selection(request: HttpRequest, compilation: Compilation) -> bool:
    """Add the records that the address of this page names (`?f=`); false when there are none."""
    records, missing = choosing.from_address(request.get_full_path(), request.user)
    if records:
        _added(request, compilation, records, missing, None)
    return bool(records)


def _asked(request: HttpRequest) -> tuple[list[Record] | None, int]:
    if "toutes" in request.POST:
        keys = choosing.matching(request.GET, request.user).keys
        return choosing.in_order(keys[: MOST_RECORDS + 1], request.user), 0
    if "adresse" in request.POST:
        records, missing = choosing.from_address(request.POST["adresse"], request.user)
        if not records and not missing:
            messages.error(request, NO_CODE)
            return None, 0
        return records, missing
    keys = [int(key) for key in request.POST.getlist("fiche")[:MOST_RECORDS] if _is_key(key)]
    if not keys:
        messages.warning(request, NOTHING_TICKED)
        return None, 0
    return choosing.in_order(keys, request.user), 0


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 13


def _group(request: HttpRequest, compilation: Compilation) -> CompilationGroup | None:
    """The part asked for; none for « each under its theme »."""
    wanted = request.POST.get("partie", "")
    return compilation.groups.filter(pk=wanted).first() if _is_key(wanted) else None
