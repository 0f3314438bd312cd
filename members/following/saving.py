"""Keep a search, follow it, stop: what acts on the rows."""

from django.db import transaction
from django.utils import timezone

from members.following.asked import Asked, Wording, addresses, asked_by, url_of
from members.models import SavedSearch, User

LIMIT = 50
ON_HOME = 5


class TooMany(Exception):
    """The person has kept as many searches as one may."""

    sentence = (
        f"Vous avez déjà {LIMIT} recherches enregistrées : c’est le maximum. "
        "Supprimez-en une, puis revenez ici."
    )


def keep(user: User, asked: Asked, name: str, *, followed: bool) -> tuple[SavedSearch, bool]:
    """(the search, whether it is new). The same search is kept once. Raises `TooMany`."""
    with transaction.atomic():
        # Two windows sending at once wait for each other here.
        User.objects.select_for_update().get(pk=user.pk)
        mine = SavedSearch.objects.filter(user=user)
        known = mine.filter(within=asked.within, query=asked.query).first()
        if known:
            return known, False
        if mine.count() >= LIMIT:
            raise TooMany
        row = {"within": asked.within, "query": asked.query, "name": name, "followed": followed}
        return SavedSearch.objects.create(user=user, **row), True


def follow(search: SavedSearch, wanted: bool) -> None:
    """Follow from now on, or stop."""
    if wanted and not search.followed:
        search.news_since = timezone.now()
    search.followed = wanted
    search.save(update_fields=["followed", "news_since"])


def summaries(searches: list[SavedSearch], user) -> list[dict]:
    """What a list shows: {pk, name, url, parts, followed}; a constant number of queries."""
    if not searches:
        return []
    wording, known = Wording(user), addresses()
    return [
        {
            "pk": search.pk,
            "name": search.name,
            "url": url_of(asked_by(search), known),
            "parts": wording.parts(asked_by(search)),
            "followed": search.followed,
        }
        for search in searches
    ]


def home_section(user) -> dict:
    """For templates/members/parts/saved_searches.html: {searches, total}."""
    mine = SavedSearch.objects.filter(user=user)
    searches = list(mine.order_by("-created_at", "-pk")[:ON_HOME])
    total = mine.count() if len(searches) == ON_HOME else len(searches)
    return {"searches": summaries(searches, user), "total": total}
