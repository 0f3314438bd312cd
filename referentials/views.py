"""The content of a referential as data, under the same rule as the page."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from catalogue.views import PRIVATE, turned_away
from referentials.exchange.writing import FORMATS, TYPES, tree_file
from referentials.matrix import matrix_file
from referentials.models import ReferentialPage

MATRIX = "matrice.xlsx"


@require_safe
def data(request: HttpRequest, identifier: UUID, name: str) -> HttpResponse:
    """`arbre.<format>` (the tree) or `matrice.xlsx` (what serves each competency)."""
    page = get_object_or_404(ReferentialPage, identifier=identifier)
    if (refused := turned_away(request, page)) is not None:
        return refused
    stem, _, extension = name.partition(".")
    if name == MATRIX:
        body = matrix_file(page, request)
    elif stem == "arbre" and extension in FORMATS:
        body = tree_file(page, extension)
    else:
        raise Http404
    response = HttpResponse(body, content_type=TYPES[extension])
    wanted = f"{page.slug}-{stem}.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, wanted)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = PRIVATE
    return response
