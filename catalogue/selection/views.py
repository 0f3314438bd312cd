"""The selection of an address: read, arrange, share, take away."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.cards import Card, cards_for
from catalogue.cookieless import token_when_signed_in
from catalogue.models import RecordKind
from catalogue.productions.ordering import TooMany, order
from catalogue.selection import archive, codes
from catalogue.selection.addresses import PARAM, selection_url
from catalogue.selection.content import HEAVIEST, Content, content_for
from catalogue.text import file_size
from exports.qr import qr_svg

# Beyond that many signs, a printed code would have modules too small for a telephone.
LONGEST_DRAWN = 400
NOTHING_WANTED = (
    "Choisissez ce que vous voulez emporter\u00a0: les fiches, les fichiers, ou les deux."
)
# Where one goes on choosing.
LISTS = (
    ("Les ressources", RecordKind.RESOURCE),
    ("Les référentiels", RecordKind.REFERENTIAL),
    ("Les monographies", RecordKind.MONOGRAPH),
    ("Toute la banque", ""),
)
_limits: list[Callable[[HttpRequest], bool]] = []


def register_limit(too_many: Callable[[HttpRequest], bool]) -> None:
    """Let a room above say that this visitor asks too often (from `AppConfig.ready`)."""
    _limits.append(too_many)


@dataclass(frozen=True)
class Row:
    """One record of the selection, and where its buttons lead (empty: no such move)."""

    card: Card
    code: str
    permalink: str
    remove_url: str
    up_url: str
    down_url: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the address names, for this reader."""
    return _page(request, codes.read(request.GET.getlist("f")))


@token_when_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest) -> HttpResponse:
    """Order the archive, then follow it on its page."""
    if request.method != "POST":
        return redirect(selection_url(codes.read(request.GET.getlist("f")).text))
    chosen = codes.read(request.POST.getlist("f"))
    content = content_for(chosen.keys, request.user)
    files, sheets = "fichiers" in request.POST, "fiches" in request.POST
    error = _why_not(content, files=files, sheets=sheets)
    if error:
        return _page(request, chosen, error=error, status=422)
    if any(too_many(request) for too_many in _limits):
        return render(request, "429.html", status=429)
    demand = {"f": chosen.text, "files": files, "sheets": sheets}
    number = len(content.records)
    title = f"Sélection de {number} fiche{'s' if number > 1 else ''}"
    try:
        return redirect(order(archive.KIND, demand, request.user, title))
    except TooMany as crowd:
        return _page(request, chosen, error=crowd.sentence, status=503)


def _why_not(content: Content, *, files: bool, sheets: bool) -> str:
    if not content.records:
        return archive.EMPTY
    if not files and not sheets:
        return NOTHING_WANTED
    return archive.too_heavy(content) if files and content.weight > HEAVIEST else ""


def _page(
    request: HttpRequest, chosen: codes.Chosen, *, error: str = "", status: int = 200
) -> HttpResponse:
    content = content_for(chosen.keys, request.user)
    kept = codes.Chosen(tuple(record.pk for record in content.records))
    url = request.build_absolute_uri(selection_url(kept.text))
    context = {
        "codes": kept.text,
        "rows": _rows(kept, content, request),
        "total": len(kept.keys),
        "dropped": content.missing + chosen.unreadable,
        "beyond": chosen.beyond,
        "limit": codes.LIMIT,
        "url": url,
        "drawn": qr_svg(url) if kept.keys and len(url) <= LONGEST_DRAWN else "",
        "weight": file_size(content.weight) if content.weight else "",
        "heaviest": file_size(HEAVIEST),
        "is_heavy": content.weight > HEAVIEST,
        "closed": len(kept.keys) - len(content.opened),
        "lists": _lists(kept),
        "error": error,
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Ma sélection"}],
    }
    response = render(request, "catalogue/selection.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _lists(kept: codes.Chosen) -> list[dict]:
    """The lists, which take the selection along."""
    carried = {PARAM: kept.text} if kept.keys else {}
    asked = [(title, {"nature": nature} if nature else {}) for title, nature in LISTS]
    return [
        {"title": title, "url": f"{reverse('search')}?{urlencode(nature | carried)}".rstrip("?")}
        for title, nature in asked
    ]


def _rows(kept: codes.Chosen, content: Content, request: HttpRequest) -> list[Row]:
    cards = cards_for(content.records, request.user, request)
    last = len(kept.keys) - 1
    return [
        Row(
            card,
            codes.code_of(key),
            record.full_permalink,
            selection_url(kept.without(key)),
            selection_url(kept.moved(key, -1)) if place else "",
            selection_url(kept.moved(key, 1)) if place < last else "",
        )
        for place, (key, record, card) in enumerate(
            zip(kept.keys, content.records, cards, strict=True)
        )
    ]
