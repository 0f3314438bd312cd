"""What the search page says beside its list: a definition, other words to try."""

from django.http import HttpRequest
from django.urls import reverse

from catalogue import query_words
from catalogue.finding import backend
from catalogue.hits import tools
from catalogue.listing import Listing
from catalogue.models import Record
from catalogue.reach import Reach
from portal.models import GlossaryEntry
from portal.searching.glossary import entry_for
from search.suggest import did_you_mean

# Below this, other words are worth proposing.
FEW = 3


def defined_by(words: str) -> GlossaryEntry | None:
    """The entry of the glossary that is what was typed."""
    wanted = query_words.read(words).wanted
    return entry_for(wanted, *tools()) if wanted else None


def definition(entry: GlossaryEntry) -> dict:
    """An entry of the glossary as the card shows it."""
    return {
        "term": entry.term,
        "acronym": entry.expansion,
        "definition": entry.definition,
        "source": entry.source,
        "url": entry.url,
    }


def correction(request: HttpRequest, listing: Listing) -> dict | None:
    """Other words that find something this reader may open, when little was found."""
    wanted = query_words.read(listing.query).wanted
    if not wanted or listing.simplified or (listing.total >= FEW and not listing.approximate):
        return None
    within = Reach(Record.objects.all(), request.user, whole_site=True)
    text = did_you_mean(backend(), within.whole, wanted)
    if not text:
        return None
    query = request.GET.copy()
    query["q"] = text
    query.pop("page", None)
    return {"text": text, "url": f"{reverse('search')}?{query.urlencode()}"}
