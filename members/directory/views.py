"""The public directory: list, map, spreadsheet, the page and the logo of a structure."""

from collections import Counter

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.listing_parts import address
from members.directory import listing
from members.directory.export import directory_csv
from members.directory.jsonld import structure_jsonld
from members.directory.narrowing import Narrowed, narrow
from members.directory.published import listed, read
from members.models.structures import Published
from monographs.mapping import drawing

TITLE = "Les structures du réseau"


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by its address alone."""
    built = listing.build(request, narrow(request))
    return render(
        request,
        "members/directory/list.html",
        {
            "listing": built,
            "page": _described(
                TITLE,
                "Qui forme par le travail, et où : les structures du réseau, celles qui sont "
                "agréées pour préparer le CQP, par région et par métier.",
            ),
            "canonical_url": _full(reverse("members:directory")),
            "breadcrumb": _trail({"title": "Structures"}),
        },
    )


@require_safe
def directory_map(request: HttpRequest) -> HttpResponse:
    """The same structures on a map, with the list that says the same."""
    found = narrow(request)
    shown = listing.build(request, found)
    context = drawing(
        Counter(place for _key, place in found.kept),
        lambda place: _with_department(found, place.slug),
        "structure",
        "structures",
    )
    context |= {
        "listing": shown,
        "list_url": address(reverse("members:directory"), found.selection, found.extra),
        "page": _described("La carte des structures", "Où sont les structures du réseau."),
        "canonical_url": _full(reverse("members:directory_map")),
        "breadcrumb": _trail(_up(), {"title": "Carte"}),
    }
    return render(request, "members/directory/map.html", context)


@require_safe
def directory_export(request: HttpRequest) -> HttpResponse:
    """The same structures in a spreadsheet."""
    keys = [key for key, _place in narrow(request).kept]
    found = {structure.key: structure for structure in read(listed())}
    text = directory_csv([found[key] for key in keys if key in found])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="structures.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a structure: what it chose to publish; 404 once it is no longer listed."""
    found = read(listed().filter(slug=slug))
    if not found:
        raise Http404
    shown = found[0]
    summary = f"{shown.kind_label}, {shown.place}. " + " ".join(shown.presentation.split())
    context = {
        "structure": shown,
        "page": _described(shown.name, summary[:160].strip()),
        "canonical_url": _full(shown.url),
        "jsonld": structure_jsonld(shown),
        "breadcrumb": _trail(_up(), {"title": shown.name}),
    }
    return render(request, "members/directory/structure.html", context)


@never_cache
@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo, while the structure publishes it."""
    found = get_object_or_404(listed(), slug=slug)
    if not found.logo or not found.shows(Published.LOGO):
        raise Http404
    try:
        response = FileResponse(found.logo.open("rb"), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404("Le logo manque dans le stockage.") from error
    response["Content-Disposition"] = f'inline; filename="{slug}.png"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _with_department(found: Narrowed, slug: str) -> str:
    """The list, narrowed to a département besides what the map already keeps."""
    selection = found.selection.without("departement")
    return address(reverse("members:directory"), selection, [*found.extra, ("departement", slug)])


def _described(title: str, description: str) -> dict[str, str]:
    """What `components/meta.html` reads of a page."""
    return {"title": title, "seo_title": "", "meta_description": description}


def _full(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + path


def _up() -> dict[str, str]:
    return {"title": "Structures", "url": reverse("members:directory")}


def _trail(*steps: dict[str, str]) -> list[dict[str, str]]:
    return [{"title": "Accueil", "url": "/"}, *steps]
