"""The page of a generator, and the files it makes; under the access rule of the referential."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from catalogue import access
from catalogue.cookieless import token_when_signed_in
from catalogue.productions.ordering import TooMany
from catalogue.views import PRIVATE, turned_away
from exports.blocks import Picture
from referentials.generating.choices import Choices, Offer, address_of, read_choices
from referentials.generating.form import ChoicesForm
from referentials.generating.kinds import KINDS, Kind
from referentials.generating.logos import HELP, own_logo, own_logos, picture_of
from referentials.generating.making import (
    FORMS,
    PAPER,
    SCREEN,
    brief_of,
    document_of,
    make,
    title_of,
)
from referentials.generating.preview import pages_of, preview_of
from referentials.generating.producing import LONG, order_long
from referentials.generating.writing import Brief
from referentials.models import ReferentialPage

TEMPLATE = "referentials/generating/page.html"
HOME = "referentials/generating/home.html"
CHOOSE = "referentials/generating/choose.html"
ELSE = "Choisissez un autre fichier, ou téléchargez sans logo."
NO_LOGO = (
    "Ce document est long\u00a0: il se prépare à part, et le logo n’est gardé nulle part. Prenez "
    "le Word ou l’ODT avec le logo, ou le PDF sans logo, ou choisissez moins de compétences."
)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a generator."""

    page: ReferentialPage
    kind: Kind
    offer: Offer
    choices: Choices
    left: list[str]

    @property
    def address(self) -> str:
        """Its query string, short and always alike."""
        return address_of(self.choices, self.offer)


def asked_of(page: ReferentialPage, slug: str, request: HttpRequest) -> Asked:
    """What this address asks; 404 for a document that does not exist."""
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    offer = kind.offer(page)
    choices, left = read_choices(request.GET, offer)
    return Asked(page, kind, offer, choices, left)


def generator(page: ReferentialPage, request: HttpRequest, slug: str, context: dict):
    """The page where a document is chosen and previewed; its address keeps every choice."""
    asked = asked_of(page, slug, request)
    short = asked.address
    if not asked.left and request.GET != QueryDict(short):
        # What a form sends is long: the address to keep and to share says the same in short.
        return HttpResponseRedirect(f"?{short}" if short else request.path)
    return TemplateResponse(request, TEMPLATE, context | page_context(asked, request))


def home_context() -> dict:
    """The five documents, to choose from."""
    return {"kinds": list(KINDS.values())}


def choose_context(request: HttpRequest) -> dict:
    """The referentials that this reader may open, and the five documents."""
    pages = access.openable_by(ReferentialPage.objects.all(), request.user).order_by("title")
    return {
        "kinds": list(KINDS.values()),
        "referentials": [
            {
                "title": page.title,
                "count": page.competency_count,
                "url": f"{page.get_url(request)}generer/",
            }
            for page in pages
        ],
    }


def page_context(asked: Asked, request: HttpRequest) -> dict:
    """Everything that the page of a generator shows."""
    page, kind, choices = asked.page, asked.kind, asked.choices
    brief = brief_of(page, asked.offer, choices)
    base = _base(page, request)
    query = f"?{asked.address}" if asked.address else ""
    return {
        "kind": kind,
        "kinds": [
            {"label": each.label, "url": _same_for(each, asked, base), "current": each is kind}
            for each in KINDS.values()
        ],
        "form": ChoicesForm(choices, asked.offer),
        "tree": _shown_tree(asked),
        "chosen": len(choices.codes),
        "total": len(asked.offer.every_code),
        "left": asked.left,
        "preview": preview_of(document_of(kind, brief)),
        "document_title": title_of(kind, brief),
        "brief": brief,
        "action": f"{base}{kind.slug}/",
        "share_url": f"{page.full_url or ''}generer/{kind.slug}/{query}",
        "logo_help": HELP,
        "own_logos": own_logos(request.user),
        "long": LONG,
        "forms": [_offered_form(asked, form, query) for form in FORMS],
    }


def _base(page: ReferentialPage, request: HttpRequest) -> str:
    return f"{page.get_url(request)}generer/"


def _same_for(other: Kind, asked: Asked, base: str) -> str:
    """The same choices for another document; nobody chose what is usual."""
    offer, choices = other.same_offer(asked.offer), asked.choices
    if choices.codes == asked.offer.usual_codes:
        choices = replace(choices, codes=offer.usual_codes)
    query = address_of(choices, offer)
    return f"{base}{other.slug}/{'?' if query else ''}{query}"


def _shown_tree(asked: Asked) -> list[dict]:
    codes = asked.choices.codes
    return [
        {
            "block": block,
            "count": sum(skill.code in codes for skill in block.skills),
            "total": len(block.skills),
            "activities": [
                {"activity": each, "skills": [(s, s.code in codes) for s in each.skills]}
                for each in block.activities
            ],
        }
        for block in asked.offer.tree
    ]


def _offered_form(asked: Asked, form: str, query: str) -> dict:
    label, hint, icon = FORMS[form]
    name = f"{asked.kind.slug}.{form}"
    url = reverse("referentials:generated", args=[asked.page.identifier, name])
    return {"url": f"{url}{query}", "label": label, "hint": hint, "icon": icon}


@token_when_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def generated(request: HttpRequest, identifier: UUID, name: str) -> HttpResponseBase:
    """The file, made at once and kept nowhere; posting brings a logo, which is not kept either."""
    page = get_object_or_404(ReferentialPage, identifier=identifier)
    if (refused := turned_away(request, page)) is not None:
        return refused
    slug, _, form = name.partition(".")
    if form not in FORMS:
        raise Http404
    asked = asked_of(page, slug, request)
    try:
        logo = _logo(request)
    except ValidationError as error:
        return _refused(request, asked, f"{error.messages[0]} {ELSE}", is_logo=True)
    brief = brief_of(page, asked.offer, asked.choices, logo)
    if form in (PAPER, SCREEN) and pages_of(document_of(asked.kind, brief)) > LONG:
        return _long(request, asked, form, brief)
    made = make(asked.kind, brief, form)
    response = HttpResponse(made.data, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(True, made.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = PRIVATE
    return response


def _long(request: HttpRequest, asked: Asked, form: str, brief: Brief) -> HttpResponseBase:
    """Left to the background, on a click only: no address makes a machine work by being read."""
    if brief.logo:
        return _refused(request, asked, NO_LOGO)
    if request.method != "POST":
        query = f"?{asked.address}" if asked.address else ""
        return HttpResponseRedirect(f"{_base(asked.page, request)}{asked.kind.slug}/{query}")
    try:
        return order_long(asked, form, title_of(asked.kind, brief), request.user)
    except TooMany as crowd:
        return _refused(request, asked, crowd.sentence, status=503)


def _logo(request: HttpRequest) -> Picture | None:
    """The picture that is sent, or the logo that the reader's structure left with us."""
    if request.method != "POST":
        return None
    upload = request.FILES.get("logo")
    return picture_of(upload) if upload else own_logo(request.user, request.POST.get("mien", ""))


def _refused(
    request: HttpRequest, asked: Asked, reason: str, *, is_logo: bool = False, status: int = 422
) -> HttpResponse:
    """The page again, everything chosen kept: the address still says it."""
    context = asked.page.generator_context(request, asked.kind.slug)
    context |= page_context(asked, request) | {"refusal": reason, "wrong_logo": is_logo}
    response = TemplateResponse(request, TEMPLATE, context, status=status)
    response["Cache-Control"] = PRIVATE
    return response
