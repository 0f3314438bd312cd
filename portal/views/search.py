"""The search page and what its fields propose."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue import facets, listing, query_words
from catalogue.models import Record
from portal.searching import asked, glossary
from portal.searching.answers import correction, defined_by, definition
from portal.searching.picks import picks_for
from portal.searching.suggestions import groups_for

# With words, pages of the site stand among the records.
FOUND = listing.Names("résultat", "résultats")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The whole bank, the other pages and the glossary: words, facets, sort, pages."""
    context = page_context(request)
    if _is_asking(request):
        listing_shown = context["listing"]
        found = 0 if listing_shown.approximate else listing_shown.total
        asked.record(listing_shown.query, found)
    return render(request, "portal/search.html", context)


def _is_asking(request: HttpRequest) -> bool:
    """Somebody typed words: neither a next page, nor a filter, nor a robot that says so."""
    robot = "bot" in request.headers.get("User-Agent", "").lower()
    return set(request.GET) <= {"q", "tri"} and bool(request.GET.get("q")) and not robot


def page_context(request: HttpRequest) -> dict:
    """Everything that the search page shows for this request."""
    shown = [_whole_site(facet) for facet in facets.all_facets()]
    words = query_words.cleaned(request.GET.get("q", ""))
    entry = defined_by(words)
    built = listing.build(
        request,
        Record.objects.all(),
        shown,
        FOUND if words else listing.Names(),
        pages=True,
        said={glossary.SOURCE.key(entry.pk)} if entry else set(),
    )
    return {
        "listing": built,
        "definition": definition(entry) if entry else None,
        "picks": picks_for(words, request.user, request) if words else [],
        "correction": correction(request, built),
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Recherche"}],
    }


def _whole_site(facet: facets.Facet) -> facets.Facet:
    """The facet « Nature » of the whole site: what is no record is a nature as well."""
    if facet.param != "nature":
        return facet
    return replace(facet, labels={**facet.labels, **listing.other_natures()})


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options of a listbox, for what is being typed."""
    return render(request, "components/suggestions.html", groups_for(request))
