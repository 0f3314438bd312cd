"""The members' first page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from catalogue import access
from catalogue.cards import cards_for
from catalogue.models import Record

NEW = 12


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is reserved for this person, the newest first."""
    levels = access.levels_of(request.user) - {access.Level.PUBLIC}
    reserved = access.visible_to(
        Record.objects.filter(access_level__in=levels), request.user
    ).order_by("-first_published_at", "-pk")
    context = {
        "cards": cards_for(reserved[:NEW], request.user, request),
        "total": reserved.count(),
        "levels": [access.Level(level).label for level in sorted(levels)],
    }
    return render(request, "members/home.html", context)
