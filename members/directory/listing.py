"""The directory as the reader sees it: the parts of any list of the portal."""

from django.http import HttpRequest
from django.urls import reverse

from catalogue.cards import Card
from catalogue.listing import PAGE_SIZE
from catalogue.listing_parts import (
    Listing,
    Names,
    address,
    chips_of,
    empty_of,
    facet_views,
    page_number,
    pager_of,
    title_suffix,
    total_label,
)
from members.directory.narrowing import ADHERENT, FACETS, STATUS, Narrowed
from members.directory.published import Listed, listed, read

MAX_SUPPORTS = 2


def names() -> Names:
    return Names(
        "structure",
        "structures",
        "Aucune structure ne correspond à tous ces critères.",
        "tout l’annuaire",
        reverse("members:directory"),
    )


def build(request: HttpRequest, found: Narrowed) -> Listing:
    """The list for this request; out-of-range pages fall on the last one."""
    path, selection, words = reverse("members:directory"), found.selection, found.counted.labels
    total = len(found.kept)
    number, last = page_number(request, total, PAGE_SIZE)
    chips = chips_of(path, selection, FACETS, words, found.extra)
    return Listing(
        action=path,
        total=total,
        total_label=total_label(total, names()),
        facets=facet_views(FACETS, found.counted.counts, selection, words),
        chips=chips,
        sort_choices=[],
        sort="",
        cards=_cards(found, number),
        pager=pager_of(path, selection, found.extra, number, last),
        query=found.query,
        empty=None if total else empty_of(chips, names(), found.query, address(path, selection)),
        title_suffix=title_suffix(found.query, chips, number, last),
        takeaways=takeaways(found) if total else [],
        # Weekly mails follow records only.
        keepable=False,
    )


def takeaways(found: Narrowed) -> list[dict[str, str]]:
    """The same structures on a map, or in a spreadsheet."""
    links = (
        ("members:directory_map", "map", "Voir ces structures sur la carte"),
        ("members:directory_csv", "download", "Les prendre dans un tableur (CSV)"),
    )
    return [
        {"url": address(reverse(name), found.selection, found.extra), "icon": icon, "label": label}
        for name, icon, label in links
    ]


def _cards(found: Narrowed, number: int) -> list[Card]:
    keys = [key for key, _place in found.kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    shown = {structure.key: structure for structure in read(listed().filter(pk__in=keys))}
    return [_card(shown[key]) for key in keys if key in shown]


def _card(structure: Listed) -> Card:
    return Card(
        kind="structure",
        kind_label=structure.kind,
        title=structure.name,
        url=structure.url,
        summary=structure.presentation,
        lock="",
        state=_state(structure),
        facts=[fact for fact in _facts(structure) if fact][:3],
    )


def _state(structure: Listed) -> dict[str, str] | None:
    if structure.agreement:
        until = structure.agreement.until
        return {"tone": "success", "label": f"Agréée jusqu’au {until}"}
    return {"tone": "plain", "label": STATUS[ADHERENT]} if structure.is_adherent else None


def _facts(structure: Listed) -> list[str]:
    shown, more = structure.supports[:MAX_SUPPORTS], structure.supports[MAX_SUPPORTS:]
    supports = ", ".join(shown) + (f" et {len(more)} de plus" if more else "")
    return [structure.place, supports, "structure fictive" if structure.is_fictional else ""]
