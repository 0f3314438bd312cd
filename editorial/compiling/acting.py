"""The gestures on a plan: « monter-fiche-12 », « retirer-partie-3 », « ranger-fiche-12 »."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from catalogue.models import Production
from catalogue.productions.ordering import TooMany, order
from editorial.compiling import composing
from editorial.compiling.composing import Refused
from editorial.compiling.models import Compilation, CompilationGroup
from editorial.compiling.producing import FORMS, KIND
from editorial.compiling.standing import standing_of
from members.throttling import too_many

GESTURE = re.compile(r"(monter|descendre|retirer|ranger)-(fiche|partie)-(\d{1,12})")
STEPS = {"monter": -1, "descendre": 1}
NEW_PART = "nouvelle-partie"
GONE = "Rien n’a changé\u00a0: cette ligne n’est plus là, ou elle est déjà au bout."
# Makings asked for by one account in an hour.
MOST_ASKED, HOUR = 20, 60 * 60
TOO_OFTEN = "Vous avez demandé beaucoup de fichiers. Réessayez dans une heure."
NOTHING = "Ajoutez d’abord une fiche qui peut être imprimée."


def group_of(compilation: Compilation, pk: int) -> CompilationGroup:
    """A part of this recueil; 404 for any other."""
    return get_object_or_404(compilation.groups.all(), pk=pk)


def act(request: HttpRequest, compilation: Compilation) -> str:
    """Do what the button says; where to land on the plan."""
    wanted = request.POST.get("acte", "")
    if wanted == NEW_PART:
        return _new_part(request, compilation)
    found = GESTURE.fullmatch(wanted)
    if found is None:
        raise Http404
    verb, kind, pk = found[1], found[2], int(found[3])
    if not _done(request, compilation, verb, kind, pk):
        messages.warning(request, GONE)
    return "#plan" if verb == "retirer" else f"#{kind}-{pk}"


def _done(request, compilation: Compilation, verb: str, kind: str, pk: int) -> bool:
    rows = compilation.groups.all() if kind == "partie" else compilation.items.all()
    if verb == "retirer":
        return composing.remove(compilation, rows, pk)
    if verb == "ranger":
        target = request.POST.get(f"vers-{pk}", "")
        is_number = target.isascii() and target.isdigit() and len(target) < 13
        return is_number and composing.file_under(compilation, pk, int(target))
    if kind == "fiche":
        item = rows.filter(pk=pk).first()
        rows = rows.filter(group=item.group_id) if item else rows.none()
    return composing.move(compilation, rows, pk, STEPS[verb])


def _new_part(request: HttpRequest, compilation: Compilation) -> str:
    title = request.POST.get("titre", "").replace("\0", "").strip()[:150]
    if not title:
        messages.warning(request, "Donnez un titre à la partie.")
        return "#nouvelle"
    try:
        group = composing.add_group(compilation, title)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return "#nouvelle"
    return f"#partie-{group.pk}"


def ordered(request: HttpRequest, compilation: Compilation) -> Production | None:
    """The making that was asked for; none, and why is said, when it cannot begin."""
    form = request.POST.get("forme", "")
    if form not in FORMS:
        raise Http404
    if not standing_of(compilation, request.user).printed:
        messages.error(request, NOTHING)
        return None
    if too_many("recueil", str(request.user.pk), limit=MOST_ASKED, seconds=HOUR):
        messages.error(request, TOO_OFTEN)
        return None
    parameters = {"recueil": str(compilation.identifier), "forme": form}
    try:
        return order(KIND, parameters, request.user, f"{compilation.title} ({FORMS[form]})")
    except TooMany as refusal:
        messages.error(request, refusal.sentence)
        return None
