"""What the search fields propose while one types: titles, competencies, words, by kind."""

from django.http import HttpRequest
from wagtail.models import Page

from catalogue import access, query_words
from catalogue.cards import PAGE_KIND
from catalogue.finding import backend
from catalogue.hits import tools
from catalogue.models import RecordKind
from portal.models import GlossaryEntry
from referentials.searching import readable_competencies
from search import highlight
from search.robustness import IndexUnavailable

SHORTEST = 2
# How many of each kind, and in all.
EACH, MOST = 4, 10
KINDS = {
    RecordKind.RESOURCE: "Ressources",
    RecordKind.REFERENTIAL: "Référentiels",
    RecordKind.MONOGRAPH: "Monographies",
    PAGE_KIND: "Pages du site",
}


def groups_for(request: HttpRequest) -> dict:
    """The groups of suggestions for what is typed so far, and what is typed."""
    query = query_words.cleaned(request.GET.get("q", ""))
    if len(query) < SHORTEST:
        return {"query": query, "groups": []}
    try:
        options = [*_pages(query, request), *_competencies(query, request), *_words(query)]
    except IndexUnavailable:
        options = list(_titles(query, request))
    analysis = tools()[0]
    groups: dict[str, list[dict]] = {}
    for option in options[:MOST]:
        option["label_html"] = highlight.marked_beginnings(option["label"], query, analysis)
        groups.setdefault(option.pop("group"), []).append(option)
    return {
        "query": query,
        "groups": [{"label": label, "options": found} for label, found in groups.items()],
    }


def _known(user):
    """The pages whose title this user may read."""
    keys = access.visible_to(Page.objects.all(), user).filter(depth__gt=2).values("pk")
    return Page.objects.filter(pk__in=keys).select_related("record").order_by()


def _pages(query: str, request: HttpRequest) -> list[dict]:
    found = backend().autocomplete(query, _known(request.user))[:MOST]
    return _by_kind(found, request)


def _titles(query: str, request: HttpRequest) -> list[dict]:
    """Without an index: the titles that hold what is typed."""
    found = _known(request.user).filter(title__icontains=query)[:MOST]
    return _by_kind(found, request)


def _by_kind(pages, request: HttpRequest) -> list[dict]:
    options = []
    for page in pages:
        kind = page.record.record_kind if hasattr(page, "record") else PAGE_KIND
        options.append(
            {"group": KINDS[kind], "label": page.title, "url": page.get_url(request), "kind": kind}
        )
    order = {label: rank for rank, label in enumerate(dict.fromkeys(o["group"] for o in options))}
    grouped = sorted(options, key=lambda option: order[option["group"]])
    return [
        option
        for place, option in enumerate(grouped)
        if place < EACH or grouped[place - EACH]["group"] != option["group"]
    ]


def _competencies(query: str, request: HttpRequest) -> list[dict]:
    found = backend().autocomplete(query, readable_competencies(request.user))[:EACH]
    return [
        {
            "group": "Compétences",
            "label": f"{item.code} {item.label}",
            "url": item.get_url(request),
            "kind": "competence",
            "detail": item.referential.title,
        }
        for item in found
    ]


def _words(query: str) -> list[dict]:
    found = backend().autocomplete(query, GlossaryEntry.objects.order_by())[:EACH]
    return [
        {
            "group": "Glossaire",
            "label": entry.term,
            "url": entry.url,
            "kind": "glossaire",
            "detail": entry.expansion,
        }
        for entry in found
    ]
