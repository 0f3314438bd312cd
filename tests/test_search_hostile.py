"""Whatever is typed in a search field, the answer is the same page and never a failure.

The index is built: the words go through the whole of the search.
"""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.models import GlossaryEntry
from tests import builders, search_index
from tests.test_hostile_input import refuse_nul

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

SEARCHES = ("/recherche/", "/ressources/", "/referentiels/", "/monographies/")
SUGGESTIONS = "/recherche/suggestions/"
NASTY = {
    "ten thousand letters": "a" * 10_000,
    "ten thousand signs": "?*" * 5_000,
    "one quote": '"',
    "one guillemet": "«",
    "closed before opened": "» haie «",
    "a thousand quotes": '"' * 1_000,
    "a thousand guillemets": "« " * 1_000,
    "only quotes": "\" ' « » “ ” ‘ ’ ` ´",
    "parentheses": "((haie) OR (((",
    "wildcards": "ha* ?aie h%i_ [a-z] ~2 ^10",
    "another language": "title:haie AND NOT body:[a TO z]",
    "control characters": "haie\x01\x07\x1f\x7f\x85",
    "nul": "ha\0ie",
    "direction": "\u202ehaie\u2066",
    "stop words": "le la les de du des",
    "only exclusions": "-haie -taille -« le massif »",
    "dashes": "- -- --- -- -",
    "a dash, a quote": '-" -« --"',
    "a thousand words": " ".join(f"mot{rank}" for rank in range(1_000)),
    "a thousand exclusions": " ".join(f"-m{rank}" for rank in range(1_000)),
    "backtracking": "a" * 90 + "!" + "(a+)+$" * 15,
    "dashes without end": "-a" * 100,
    "dots without end": "é.e.s" * 40,
    "apostrophes without end": "l’" * 100,
    "combining marks": "e" + "\u0301" * 190,
    "emojis": "👩‍👩‍👧🏳️‍🌈" * 20,
    "other alphabets": "漢字 かな العربية 한국어",
    "numbers": "1" * 200,
    "a number too long": "9" * 5_000,
    "superscripts": "²³¹ Ⅳ ٣ ½",
    "ligatures": "ﬁn ŒUVRE ﬀ ß İ ı ſ",
    "markup": "<script>alert(1)</script><img src=x onerror=y>",
    "mistakes": "zzzzzzzz yyyyyyyy xxxxxxxx wwwwwwww vvvvvvvv uuuuuuuu",
}
ENCODED = {
    "lone surrogate": "%ED%A0%80haie",
    "two surrogates": "%ED%A0%BD%ED%B8%80",
    "broken UTF-8": "%F0%28%8C%28%FF%FE",
    "Latin": "%E9t%E9",
    "half of a percent": "%",
    "overlong": "%C0%AF%C0%80",
}


@pytest.fixture(scope="module")
def site(module_data, tmp_path_factory):
    builders.make_resource(title="Tailler une haie", purpose="Le massif, les gestes.")
    builders.make_referential(tree=builders.make_tree())
    builders.make_monograph(title="Le massif du jardin")
    GlossaryEntry.objects.create(term="Haie", definition="Une rangée d’arbustes.")
    folder = search_index.build(tmp_path_factory.mktemp("built") / "search")
    with search_index.index_in(folder):
        yield


@pytest.fixture(autouse=True)
def strict_database(site):
    """PostgreSQL refuses NUL in a parameter: so does the test's database."""
    with connection.execute_wrapper(refuse_nul):
        yield


def check(path: str, encoded: str) -> None:
    """The page as usual, or the site's own refusal of what cannot be read."""
    response = Client().get(f"{path}?q={encoded}")
    html = response.content.decode()
    assert response.status_code in (200, 400), (path, encoded[:100])
    if path == SUGGESTIONS:
        assert "<html" not in html or response.status_code == 400
        return
    assert '<html lang="fr">' in html, (path, encoded[:100])
    assert html.count("<h1") == 1, (path, encoded[:100])
    if response.status_code == 200:
        assert 'id="resultats"' in html, (path, encoded[:100])
        assert "Recherche simplifiée" not in html, (path, encoded[:100])
        assert len(response.content) < 200_000, (path, encoded[:100])


@pytest.mark.parametrize("name", NASTY)
def test_nasty_words_give_the_usual_page(name):
    for path in ("/recherche/", "/ressources/", SUGGESTIONS):
        check(path, quote(NASTY[name]))


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("path", ("/recherche/", SUGGESTIONS))
def test_bytes_that_are_no_text_give_a_french_page(path, name):
    check(path, ENCODED[name])


anything = st.text(alphabet=st.characters(exclude_characters="{"), max_size=200)
signs = st.lists(
    st.sampled_from(
        [*"\"'«»“”‘’-–()[]*?~^:.,;!%_\\/ \t\n\0", "haie", "massif", "l’", "-haie", "é"]
    ),
    max_size=60,
).map("".join)
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(words=st.one_of(anything, signs), path=st.sampled_from([*SEARCHES, SUGGESTIONS]))
def test_any_words_give_the_usual_page(words, path):
    check(path, quote(words.encode("utf-8", "surrogatepass")))


def test_what_is_typed_is_never_a_query_language():
    usual = Client().get("/recherche/", {"q": "haie"}).content.decode()
    assert "Tailler une" in usual
    for words in ("title:zzzz", "* zzzzzz", "haie AND zzzzzz", "zzzzzz OR 1=1", "*", "[a TO z]"):
        html = Client().get("/recherche/", {"q": f"« {words} »"}).content.decode()
        assert "Tailler une" not in html, words


@pytest.mark.parametrize("words", ["root", "tout le site", "welcome", "-haie"])
def test_pages_of_no_type_are_not_found(words):
    html = Client().get("/recherche/", {"q": words}).content.decode()
    assert "Welcome to your new" not in html
    assert ">Root<" not in html
