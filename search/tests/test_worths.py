"""Scores: the same however few or many of them are asked for, and whatever is kept."""

import random

import pytest

from search.engine import nodes
from search.engine.documents import SEARCHED
from search.engine.members import numbers_of, of_numbers
from search.engine.scoring import Evaluation
from search.french_stem import stem

from .conftest import document

WORDS = "haie massif jury chantier salarié livret preuve taille".split()

ASKED = ("chantier", "jury", "haie", "livret")


@pytest.fixture
def snapshot(store):
    """Several segments, some documents written again or deleted."""
    draw = random.Random(3)  # noqa: S311 (texts, no secret)

    def texts():
        return " ".join(draw.choices(WORDS[:3], k=2)), " ".join(draw.choices(WORDS, k=12))

    store.write([document(n, *texts()) for n in range(300)])
    store.write([document(n, *texts()) for n in range(0, 60, 3)], ["7", "11"])
    return store.snapshot()


def asked(snapshot) -> tuple[Evaluation, nodes.Node]:
    site, jury, hedge, booklet = (nodes.Term(stem(word)) for word in ASKED)
    node = nodes.All((site, nodes.Best((nodes.Any((jury, hedge)), booklet))))
    return Evaluation(snapshot, snapshot.named(SEARCHED)), node


def ask(snapshot, among=None) -> dict[int, float]:
    evaluation, node = asked(snapshot)
    return evaluation.run(node, among)


def test_few_documents_are_scored_as_all_are(snapshot):
    evaluation, node = asked(snapshot)
    found = numbers_of(evaluation.members(node), snapshot.size)
    few = [found[0], found[-1]]
    # One by one first: no score is kept yet.
    scores = ask(snapshot, of_numbers(few, snapshot.size))
    everything = ask(snapshot)
    assert list(everything) == found
    assert scores == {number: everything[number] for number in few}


def test_a_document_out_of_the_set_is_never_given(snapshot):
    everything = ask(snapshot)
    half = set(list(everything)[::2])
    assert ask(snapshot, of_numbers(half, snapshot.size)).keys() == half


def test_what_is_forgotten_is_worked_out_again(snapshot):
    snapshot._worths._most = 1
    before = ask(snapshot)
    assert before
    assert len(snapshot._worths._kept) == 1
    assert ask(snapshot) == before
