"""« Mon espace »."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from catalogue import access
from catalogue.cards import cards_for
from catalogue.models import Record
from members.asking import requests as asking
from members.following.saving import home_section
from members.home.places import closed_structures, places_of
from members.models import JoinRequest, RecordRequest
from members.selections.keeping import home_section as kept_section
from members.structures import inviting

NEW = 12


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """One's structures and what waits there; what is reserved for this person, newest first."""
    user = request.user
    levels = access.levels_of(user) - {access.Level.PUBLIC}
    reserved = access.openable_by(
        Record.objects.exclude(access_level=access.Level.PUBLIC), user
    ).order_by("-first_published_at", "-pk")
    context = {
        "cards": cards_for(reserved[:NEW], user, request),
        "total": reserved.count(),
        "levels": [access.Level(level).label for level in sorted(levels)],
        "places": places_of(user),
        "closed": closed_structures(user),
        "waiting": _waiting(user),
        "saved": home_section(user),
        "kept": kept_section(user),
    }
    return render(request, "members/home.html", context)


def _waiting(user) -> dict:
    """What waits for this person, or what this person waits for."""
    mine = RecordRequest.objects.filter(user=user)
    joins = JoinRequest.objects.filter(user=user, answered_at=None).select_related("structure")
    return {
        "invitations": [
            {
                "structure": invitation.structure.name,
                "url": reverse("members:invitation", args=[inviting.token_of(invitation)]),
            }
            for invitation in inviting.waiting_for(user)
        ],
        "joins": list(joins.filter(structure__is_active=True)),
        "asked": mine.waiting().count(),
        "opened": len(access.opened_to(user)),
        "to_answer": len(asking.to_answer(user)),
    }
