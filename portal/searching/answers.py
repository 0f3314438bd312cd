"""Everything the search page says beside its list: definition, competencies, other words."""

from django.http import HttpRequest
from django.urls import reverse

from catalogue import access, query_words
from catalogue.cards import Card
from catalogue.finding import backend, reach
from catalogue.hits import tools
from catalogue.listing import Listing
from catalogue.models import Record
from portal.models import GlossaryEntry
from portal.searching.glossary import entry_for
from referentials.models import Competency, ReferentialPage
from search.robustness import IndexUnavailable
from search.suggest import did_you_mean

MOST = 5
# Below this, other words are worth proposing.
FEW = 3


def around(request: HttpRequest, listing: Listing) -> dict:
    """What stands around the list of results; everything empty without words."""
    typed = query_words.read(listing.query)
    nothing = {"definition": None, "direct": None, "correction": None}
    nothing |= {"competencies": [], "competencies_total": 0, "glossary": [], "glossary_total": 0}
    if not typed.wanted:
        return nothing
    entry = entry_for(typed.wanted, *tools())
    code = _competency_called(typed.wanted, request)
    found = nothing | {
        "definition": definition(entry, request) if entry else None,
        "direct": _direct(code, request) if code else None,
    }
    try:
        found |= _competencies(typed, request, code) | _words(typed, entry)
        if listing.approximate or listing.total < FEW:
            found["correction"] = _correction(typed, request)
    except IndexUnavailable:
        # The list has said so; it does without its company.
        return found
    return found


def definition(entry: GlossaryEntry, request: HttpRequest) -> dict:
    """An entry of the glossary as the card shows it."""
    return {
        "term": entry.term,
        "acronym": entry.expansion,
        "definition": entry.definition,
        "source": entry.source,
        "url": _glossary_url(entry),
    }


def _glossary_url(entry: GlossaryEntry) -> str:
    return f"/glossaire/#{entry.anchor}"


def readable_competencies(user):
    """Competencies of the referentials that this user may open."""
    referentials = access.openable_by(ReferentialPage.objects.all(), user)
    allowed = Competency.objects.filter(retired=False, referential__in=referentials)
    found = Competency.objects.filter(pk__in=allowed.order_by().values("pk"))
    return found.select_related("referential").order_by()


def _competency_called(words: str, request: HttpRequest) -> Competency | None:
    """The competency whose very code was typed."""
    code = words.replace(" ", "")
    if not 3 <= len(code) <= 20 or not any(char.isdigit() for char in code):
        return None
    return readable_competencies(request.user).filter(code__iexact=code).first()


def _direct(competency: Competency, request: HttpRequest) -> Card:
    return Card(
        kind="competence",
        kind_label="Compétence",
        title=f"{competency.code} {competency.label}",
        url=competency.get_url(request),
        summary=competency.referential.title,
        lock="",
        state=None,
    )


def _competencies(
    typed: query_words.Typed, request: HttpRequest, shown_already: Competency | None
) -> dict:
    within = readable_competencies(request.user)
    if shown_already:
        within = within.exclude(pk=shown_already.pk)
    results = backend().search(typed.every_word(), within)
    if not results.count() and typed.words:
        results = backend().search(typed.nearly_every_word(), within)
    shown = [
        {
            "code": item.code,
            "label": item.label,
            "url": item.get_url(request),
            "referential": item.referential.title,
        }
        for item in results[:MOST]
    ]
    return {"competencies": shown, "competencies_total": results.count()}


def _words(typed: query_words.Typed, defined: GlossaryEntry | None) -> dict:
    entries = GlossaryEntry.objects.exclude(pk=defined.pk) if defined else GlossaryEntry.objects
    results = backend().search(typed.every_word(), entries.order_by())
    shown = [
        {"term": entry.term, "definition": entry.definition, "url": _glossary_url(entry)}
        for entry in results[:MOST]
    ]
    return {"glossary": shown, "glossary_total": results.count()}


def _correction(typed: query_words.Typed, request: HttpRequest) -> dict | None:
    """Other words that find something this reader may open."""
    within = reach(request.user, Record.objects.all(), pages=True)
    text = did_you_mean(backend(), within.whole, typed.wanted)
    if not text:
        return None
    query = request.GET.copy()
    query["q"] = text
    query.pop("page", None)
    return {"text": text, "url": f"{reverse('search')}?{query.urlencode()}"}
