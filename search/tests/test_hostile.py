"""Whatever is typed gives an answer, in bounded time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from search.engine.documents import COMPLETED, SEARCHED
from search.engine.scoring import Evaluation
from search.options import QueryLimits
from search.queries import CompletionBuilder
from search.synonyms import Thesaurus, both_ways
from search.vocabulary import Vocabulary

from .conftest import build, document, find

SECONDS = 2.0
GROUPS = [["CQP", "certificat de qualification professionnelle"], ["*", "haie"], ["mot", ""]]
NASTY = [
    "",
    " ",
    '"',
    "'",
    "’",
    'a"b',
    "((((",
    "))) OR (((",
    "* ? ~ ^ :",
    "haie*",
    "title:haie",
    "haie~2^10",
    "AND OR NOT",
    "haie AND",
    "[a TO z]",
    "\\",
    "%_%",
    "\x00\x01\x1f",
    "haie\x00massif",
    "\ud800",
    "\ufffe\uffff",
    "\u202e haie",
    "é" * 5000,
    "e\u0301" * 5000,
    "\u0301" * 5000,
    "a" * 10_000,
    "1" * 10_000,
    "1.1" * 3000,
    "a." * 5000,
    "a-" * 5000,
    "l'" * 5000,
    "é·e·s" * 2000,
    "(e)" * 3000,
    "le la les de du des",
    "le " * 3000,
    "haie " * 2000,
    " ".join(f"mot{n}" for n in range(1000)),
    "RNCP" * 2000 + "1" * 2000,
    "😀 👩‍👩‍👧 🏳️‍🌈",
    "漢字 かな 한국어",
    "العربية עברית हिन्दी",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }} ${7*7}",
    "../../etc/passwd",
]
KINDS = {
    "all words": lambda text: PlainText(text, operator="and"),
    "any word": lambda text: PlainText(text, operator="or"),
    "phrase": Phrase,
    "fuzzy": Fuzzy,
    "fuzzy all": lambda text: Fuzzy(text, operator="and"),
    "not": lambda text: Not(PlainText(text)),
    "and": lambda text: And([PlainText(text), PlainText("haie")]),
    "or": lambda text: Or([Phrase(text), Boost(Fuzzy(text), 2.0)]),
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    from search.engine.store import Store
    from search.french import FrenchAnalysis

    store = Store(tmp_path_factory.mktemp("hostile") / "index", FrenchAnalysis())
    words = ["haie", "massif", "jury", "salarié·e·s", "CQP", "taille-haie", "RNCP39794", "école"]
    texts = [" ".join(words[n % 8 :] + words[: n % 5]) + f" mot{n}" for n in range(300)]
    build(store, [document(n, text, text * 3) for n, text in enumerate(texts)])
    thesaurus = Thesaurus(store.analysis, lambda: both_ways(GROUPS))
    return store, thesaurus


def ask(bank, text: str) -> None:
    """Every kind of search with this text; the slowest must stay under the limit."""
    store, thesaurus = bank
    for kind in KINDS.values():
        start = time.process_time()
        find(store, kind(text), thesaurus=thesaurus)
        assert time.process_time() - start < SECONDS
    snapshot = store.snapshot()
    fields = snapshot.named(COMPLETED)
    start = time.process_time()
    builder = CompletionBuilder(
        store.analysis, Vocabulary(snapshot, fields), thesaurus, QueryLimits()
    )
    Evaluation(snapshot, fields).run(builder.build(PlainText(text)))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:12]))
def test_nasty_queries_get_an_answer(bank, text):
    ask(bank, text)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:12]))
def test_nasty_texts_can_be_indexed(store, text):
    store.write([document("nasty", text, text), document("calm", "haie")])
    assert "calm" in find(store, PlainText("haie"))
    store.write([], ["nasty"])


@settings(
    max_examples=120,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=300))
def test_any_unicode_gets_an_answer(bank, text):
    ask(bank, text)


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(
            ["haie", "·e·s", "'", "’", "-", ".", "(e)", "*", '"', "le", "CQP", "1", " "]
        ),
        max_size=200,
    )
)
def test_any_mixture_of_signs_gets_an_answer(bank, pieces):
    ask(bank, "".join(pieces))


@settings(max_examples=80, deadline=None, database=None)
@given(st.text(max_size=200))
def test_an_indexed_text_is_found_by_its_own_words(text):
    """The same analysis on both sides: every word of a text finds that text."""
    from search.french import FrenchAnalysis

    analysis = FrenchAnalysis()
    indexed = {term for term, _, _ in analysis.terms(text)}
    for unit in analysis.units(text, 1000):
        if indexed:
            assert any(set(way) <= indexed for way in unit.ways)


def test_the_fields_of_a_search_are_only_those_asked_for(bank):
    store, _ = bank
    assert len(store.snapshot().named(SEARCHED, ["title"])) == 1
    assert store.snapshot().named(SEARCHED, ["title~10", "~", "", "s"]) == ()
