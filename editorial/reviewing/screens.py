"""« Suivi éditorial »: the board; and what each person sets for themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial.freshness import stale
from editorial.reviewing import waiting
from editorial.reviewing.absences import Absence, replaced_by
from editorial.reviewing.forms import AbsenceForm, RhythmForm
from editorial.reviewing.models import DigestChoice


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What waits, by what one can do about it."""
    desk = waiting.Desk(request.user)
    context = {
        "desk": desk,
        "ages": age_links() if desk.publishes else [],
        "others": waiting.others(request.user),
        "replaced": replaced_by(request.user),
        "kept": stale.online().filter(stale.late(), keeper=request.user).count(),
    }
    return render(request, "editorial/admin/board.html", context)


def age_links() -> list[dict]:
    """Each age of the records online: its name, how many, where they are listed."""
    numbers, url = stale.numbers(), reverse("staleness")
    return [
        {"label": label, "number": numbers[name], "url": f"{url}?age={name}", "name": name}
        for name, (label, _ask) in stale.AGES.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """One's absences, and the rhythm of one's mail."""
    choice, _new = DigestChoice.objects.get_or_create(user=request.user)
    sent = request.POST.get("formulaire") if request.method == "POST" else ""
    absence = AbsenceForm(request.POST if sent == "absence" else None, user=request.user)
    rhythm = RhythmForm(request.POST if sent == "rythme" else None, instance=choice)
    if sent == "absence" and absence.is_valid():
        absence.save()
        messages.success(request, "Votre absence est notée.")
        return redirect("editorial_me")
    if sent == "rythme" and rhythm.is_valid():
        rhythm.save()
        messages.success(request, "C’est enregistré.")
        return redirect("editorial_me")
    context = {
        "absence": absence,
        "rhythm": rhythm,
        "absences": [item for item in request.user.absences.all() if not item.is_over],
    }
    status = 422 if absence.errors or rhythm.errors else 200
    return render(request, "editorial/admin/me.html", context, status=status)


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an absence of one's own, or come back sooner."""
    get_object_or_404(Absence, pk=pk, user=request.user).delete()
    messages.success(request, "Cette absence est effacée.")
    return redirect("editorial_me")
