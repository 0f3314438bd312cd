"""The number of queries of a search by words, its index built: small, and always the same."""

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
ADDRESSES = {
    "a word of all": ("/recherche/?q=fiche", 25),
    "filtered": ("/recherche/?q=fiche&theme=themes-0&tri=titre", 25),
    "a phrase": ("/recherche/?q=%C2%AB+un+r%C3%A9sum%C3%A9+%C2%BB", 25),
    "an exclusion": ("/recherche/?q=fiche+-mot", 25),
    "a mistake": ("/recherche/?q=fihce", 25),
    "several mistakes": ("/recherche/?q=fihce+r%C3%A9smué+zzzzzzz+vvvvvvv", 25),
    "a code": ("/recherche/?q=A1.1.1", 25),
    "nothing": ("/recherche/?q=zzzzzzz", 25),
    "a list": ("/ressources/?q=fiche", 25),
    "suggestions": ("/recherche/suggestions/?q=fic", 12),
    "no suggestion": ("/recherche/suggestions/?q=zzzz", 12),
}


@pytest.fixture(scope="module")
def figures(module_data, tmp_path_factory) -> dict[str, dict[int, int]]:
    """Search → number of records → queries, each asked with every cache empty."""
    site = GrowingSite()
    found: dict[str, dict[int, int]] = {name: {} for name in ADDRESSES}
    for size in SIZES:
        site.grow(size)
        folder = search_index.build(tmp_path_factory.mktemp("built") / "search")
        with search_index.index_in(folder):
            for name, (path, _budget) in ADDRESSES.items():
                found[name][size] = count_queries(path)
    return found


def count_queries(path: str) -> int:
    """Queries with every cache empty, in a process that has already served."""
    client = Client()
    client.get(path)
    forget()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ADDRESSES)
def test_number_of_queries_does_not_depend_on_the_number_of_records(figures, name):
    assert figures[name][12] == figures[name][120]


@pytest.mark.parametrize("name", ADDRESSES)
def test_search_keeps_to_its_budget_of_queries(figures, name):
    assert figures[name][120] <= ADDRESSES[name][1]
