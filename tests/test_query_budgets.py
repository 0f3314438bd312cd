"""The number of queries of a page: within its budget, and the same for 12 or 120 records."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests import search_index
from tests.conftest import forget
from tests.growing_site import GrowingSite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

SIZES = (12, 120)
COMMON, HOME, SUGGESTIONS = 25, 15, 12
FILTERS = "?theme=themes-0&support=supports-0&support=supports-1&tri=titre"
# Address, budget of queries (none kept in any cache), reader.
PAGES = {
    "home": ("/", HOME),
    "search": ("/recherche/", COMMON),
    "search, filtered": (f"/recherche/{FILTERS}", COMMON),
    "search, words": ("/recherche/?q=fiche+mot", COMMON),
    "resources": ("/ressources/", COMMON),
    "resources, filtered": (f"/ressources/{FILTERS}&format=pdf", COMMON),
    "referentials": ("/referentiels/", COMMON),
    "referentials, filtered": ("/referentiels/?support=supports-0&acces=public", COMMON),
    "monographs": ("/monographies/", COMMON),
    "monographs, filtered": (f"/monographies/{FILTERS}&annee=2002", COMMON),
    "map": ("/monographies/carte/", COMMON),
    "rss": ("/ressources/flux.rss", COMMON),
    "atom": ("/monographies/flux.atom", COMMON),
    "sitemap.xml": ("/sitemap.xml", COMMON),
    "site map": ("/plan-du-site/", COMMON),
    "glossary": ("/glossaire/", COMMON),
    "news": ("/actualites/", COMMON),
    "CQP": ("/cqp/", COMMON),
    "resource": ("/ressources/riche/", COMMON),
    "referential": ("/referentiels/riche/", COMMON),
    "monograph": ("/monographies/riche/", COMMON),
    "competency": ("/referentiels/riche/competences/A1.1.1/", COMMON),
    "members' home": ("/espace-membres/", COMMON),
    "structures": ("/structures/", COMMON),
    "structures, filtered": ("/structures/?statut=agreee&support=supports-0", COMMON),
    "structures, map": ("/structures/carte/", COMMON),
    "structures, CSV": ("/structures/liste.csv", COMMON),
    "structure": ("/structures/riche/", COMMON),
    "verifying": ("/verifier/ABCDEFGHJKMN/", COMMON),
    "unknown page": ("/rien/", COMMON),
}
# Searches by words, the index built.
SEARCHES = {
    "a word of all": ("/recherche/?q=fiche", COMMON),
    "words, filtered": ("/recherche/?q=fiche&theme=themes-0&tri=titre", COMMON),
    "a phrase": ("/recherche/?q=%C2%AB+un+r%C3%A9sum%C3%A9+%C2%BB", COMMON),
    "an exclusion": ("/recherche/?q=fiche+-mot", COMMON),
    "a mistake": ("/recherche/?q=fihce", COMMON),
    "several mistakes": ("/recherche/?q=fihce+r%C3%A9smué+zzzzzzz+vvvvvvv", COMMON),
    "a code": ("/recherche/?q=A1.1.1", COMMON),
    "nothing": ("/recherche/?q=zzzzzzz", COMMON),
    "a list": ("/ressources/?q=fiche", COMMON),
    "suggestions": ("/recherche/suggestions/?q=fic", SUGGESTIONS),
    "no suggestion": ("/recherche/suggestions/?q=zzzz", SUGGESTIONS),
}
ALL = PAGES | SEARCHES
FOR_MEMBERS = ("members' home",)
# Searches by words are too many to be kept, errors too cheap, and a certificate is checked anew.
NEVER_KEPT = (*FOR_MEMBERS, "search, words", "structures, CSV", "verifying", "unknown page")


@pytest.fixture(scope="module")
def figures(module_data, tmp_path_factory) -> dict[str, dict[int, int]]:
    """Page → number of records → queries, each page asked with every cache empty."""
    site = GrowingSite()
    found: dict[str, dict[int, int]] = {name: {} for name in ALL}
    for size in SIZES:
        site.grow(size)
        for name, (path, _budget) in PAGES.items():
            found[name][size] = count_queries(path, site.member if name in FOR_MEMBERS else None)
        folder = search_index.build(tmp_path_factory.mktemp("built") / "search")
        with search_index.index_in(folder):
            for name, (path, _budget) in SEARCHES.items():
                found[name][size] = count_queries(path)
    yield found
    print_table(found)


def count_queries(path: str, user=None) -> int:
    """Queries with every cache empty, in a process that has already served (content types)."""
    client = Client()
    if user:
        client.force_login(user)
    client.get(path).getvalue()
    forget()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        response.getvalue()
    assert response.status_code == (404 if path == "/rien/" else 200), path
    return len(queries)


def print_table(found: dict) -> None:
    print(f"\n{'page':<26}{'budget':>8}" + "".join(f"{size:>8}" for size in SIZES))
    for name, (_path, budget) in ALL.items():
        print(f"{name:<26}{budget:>8}" + "".join(f"{found[name][size]:>8}" for size in SIZES))


@pytest.mark.parametrize("page", ALL)
def test_number_of_queries_does_not_depend_on_the_number_of_records(figures, page):
    assert figures[page][12] == figures[page][120]


@pytest.mark.parametrize("page", ALL)
def test_page_keeps_to_its_budget_of_queries(figures, page):
    assert figures[page][120] <= ALL[page][1]


def test_rich_pages_really_show_all_their_relations(figures, client):
    shown = {
        "/ressources/riche/": ("Document 119", "A1.1.120", "Fiche 2"),
        "/referentiels/riche/": ("Faire 120",),
        "/monographies/riche/": ("Porteuse 119", "Partenaire 119", "/ressources/f-117/"),
        "/referentiels/riche/competences/A1.1.1/": ("Fiche 117",),
        "/plan-du-site/": ("Fiche 119", "Actualité 119"),
        "/glossaire/": ("Mot 119",),
        "/actualites/": ("Actualité 119",),
        "/structures/riche/": ("Support 119",),
        "/structures/liste.csv": ("Chantier 119",),
    }
    for path, words in shown.items():
        html = client.get(path).content.decode()
        assert [word for word in words if word not in html] == [], path


@pytest.mark.parametrize("page", [name for name in PAGES if name not in NEVER_KEPT])
def test_kept_page_is_served_without_any_query(figures, settings, client, page):
    settings.PAGE_CACHE_SECONDS = 300
    first = client.get(PAGES[page][0])
    with CaptureQueriesContext(connection) as queries:
        again = client.get(PAGES[page][0])
    assert again.getvalue() == first.getvalue()
    assert len(queries) == 0
