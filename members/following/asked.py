"""What a kept search asks: a list of the bank, words, filters. Read, written, said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from wagtail.models import get_page_models

from catalogue import access, facets, query_words
from catalogue.facets import Facet, Selection
from catalogue.listing_parts import address
from catalogue.models import Record, RecordKind
from catalogue.models.index_pages import RecordIndexPage
from members.models import SavedSearch

GONE = "critère disparu"
WHOLE_BANK = "Toute la banque"


@dataclass(frozen=True)
class Asked:
    """`within` is a kind of record, or nothing for the whole bank."""

    within: str
    words: str
    selection: Selection

    @property
    def query(self) -> str:
        """The part of the address after « ? »: the same for the same search."""
        return self.selection.query_string([("q", self.words)] if self.words else [])


def read(within: str, query: QueryDict) -> Asked:
    """What an address asks; whatever the facets do not know is left out."""
    words = query_words.cleaned(query.get("q", ""))
    return Asked(within, words, Selection.parse(query, shown_in(within)))


def asked_by(search: SavedSearch) -> Asked:
    """What a kept search asks."""
    return read(search.within, QueryDict(search.query))


def lists() -> dict[str, type[RecordIndexPage]]:
    """kind → the page that lists it."""
    models = [model for model in get_page_models() if issubclass(model, RecordIndexPage)]
    return {str(model.kind): model for model in models}


def shown_in(within: str) -> list[Facet]:
    """The facets of a list."""
    if not within:
        return facets.all_facets()
    return facets.facets_for(*lists()[within].facet_params)


def within_of(path: str) -> str:
    """The kind whose list stands at this address; nothing for the whole bank."""
    found = (kind for kind, url in addresses().items() if url == path)
    return next(found, "")


def addresses() -> dict[str, str]:
    """kind → address of its list; one that is not there is a filter of the search page."""
    found = {"": reverse("search")}
    for kind, model in lists().items():
        page = model.objects.first()
        found[kind] = (page.get_url() if page else None) or ""
    return found


def url_of(asked: Asked, known: dict[str, str]) -> str:
    """Where this search is done again. `known`: see `addresses`."""
    if known[asked.within]:
        extra = [("q", asked.words)] if asked.words else []
        return address(known[asked.within], asked.selection, extra)
    nature = Selection((("nature", (asked.within,)), *asked.selection.values))
    return address(known[""], nature, [("q", asked.words)] if asked.words else [])


class Wording:
    """Says searches in words, with what one reader may know; one query for all of them."""

    def __init__(self, user):
        visible = access.visible_to(Record.objects.all(), user)
        self.kinds = dict(visible.order_by().values_list("pk", "record_kind"))

    def _labels(self, asked: Asked) -> dict[tuple[str, str], str]:
        """(param, value) → words, for what the records of its list carry."""
        keys = [pk for pk, kind in self.kinds.items() if asked.within in ("", kind)]
        return facets.labels_of(keys, asked.selection, shown_in(asked.within))

    def known(self, asked: Asked) -> Asked:
        """The same search without the values that nothing carries."""
        return Asked(asked.within, asked.words, asked.selection.known(self._labels(asked)))

    def parts(self, asked: Asked) -> list[str]:
        """« Ressources », « taille », « Espaces verts »."""
        labels = self._labels(asked)
        chosen = (
            labels.get((param, value), GONE)
            for param, values in asked.selection
            for value in values
        )
        words = [f"« {asked.words} »"] if asked.words else []
        return [list_label(asked.within), *words, *chosen]

    def proposed_name(self, asked: Asked) -> str:
        """A name to begin with, that its owner may change."""
        first, *others = self.parts(asked)
        return _shortened([part.strip("« »") for part in others] or [first])


def list_label(within: str) -> str:
    """« Toute la banque », « Ressources »."""
    return f"{RecordKind(within).label}s" if within else WHOLE_BANK


def _shortened(parts: Iterable[str]) -> str:
    name = ", ".join(parts)
    most = SavedSearch._meta.get_field("name").max_length
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
