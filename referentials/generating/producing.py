"""Long documents of a referential, left to the background: the same address makes the same file."""

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect

from catalogue import access
from catalogue.productions.kinds import Kind as ProductionKind
from catalogue.productions.kinds import Produced, ProductionRefused
from catalogue.productions.ordering import order
from referentials.generating.choices import read_choices
from referentials.generating.kinds import KINDS
from referentials.generating.making import FORMS, brief_of, make
from referentials.models import ReferentialPage

NAME = "referentiel"
# A PDF of more pages (as estimated) takes more seconds than one waits before a page.
LONG = 40
GONE = "Ce référentiel n’est plus en ligne, ou le document demandé n’existe plus."


def order_long(asked, form: str, title: str, user) -> HttpResponseBase:
    """To the page that follows the making; raises `TooMany` when too much waits already."""
    parameters = {
        "page": str(asked.page.identifier),
        "document": asked.kind.slug,
        "form": form,
        "choices": asked.address,
    }
    return redirect(order(NAME, parameters, user, title))


def _page_of(parameters: dict) -> ReferentialPage | None:
    return ReferentialPage.objects.filter(identifier=parameters["page"]).first()


def make_long(parameters: dict, user, report) -> Produced:
    """The file of these choices, today; refused when nothing of it is left."""
    page, kind = _page_of(parameters), KINDS.get(parameters["document"])
    if page is None or kind is None or parameters["form"] not in FORMS:
        raise ProductionRefused(GONE)
    report(0, 1, "Mise en page")
    offer = kind.offer(page)
    choices, _left = read_choices(QueryDict(parameters["choices"]), offer)
    made = make(kind, brief_of(page, offer, choices), parameters["form"])
    report(1, 1, "Mise en page")
    return Produced(made.name, made.data, made.pages)


def may_open(parameters: dict, user) -> bool:
    """Whoever may open the referential may have what is made of it."""
    page = _page_of(parameters)
    return page is not None and access.can_open(user, page)


def mark_of(parameters: dict, user) -> str:
    """The published version: the file is made again when the referential changed."""
    page = _page_of(parameters)
    return f"{page.live_revision_id}" if page else ""


PRODUCTION = ProductionKind(make_long, may_open, "Document d’un référentiel", mark_of)
