"""The search page's fragments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue import access
from catalogue.cards import cards_for
from catalogue.models import Record
from catalogue.simple_search import MAX_LENGTH

SHORTEST, MOST = 2, 6


def suggestions(request: HttpRequest) -> HttpResponse:
    """Records whose title holds the words being typed, by kind: options of a listbox."""
    query = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    groups: dict[str, list[dict]] = {}
    if len(query) >= SHORTEST and query.isprintable():
        found = access.visible_to(Record.objects.all(), request.user)
        found = found.filter(title__icontains=query).order_by("record_kind", "title")[:MOST]
        for card in cards_for(found, request.user, request):
            option = {"label": card.title, "url": card.url, "kind": card.kind}
            groups.setdefault(card.kind_label, []).append(option)
    context = {
        "groups": [{"label": label, "options": options} for label, options in groups.items()],
        "query": query,
    }
    return render(request, "components/suggestions.html", context)
