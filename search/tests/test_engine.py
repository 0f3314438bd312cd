"""The engine: what is written is found, with the right scores, and nothing else is."""

import random

import pytest
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from search.engine import nodes
from search.engine.documents import COMPLETED, Document
from search.engine.scoring import Evaluation
from search.engine.segments import read, read_values
from search.queries import QueryBuilder

from .conftest import build, document, find, keys_of

BANK = {
    "haies": ("Tailler une haie", "Sécateur, taille-haie et cisaille sur le chantier"),
    "massif": ("Entretenir un massif", "Désherber, pailler, tailler les arbustes"),
    "jury": ("Préparer le jury", "Le livret de suivi et les preuves du salarié"),
    "accueil": ("Accueillir un salarié", "Premier jour sur le chantier d’insertion"),
}


@pytest.fixture
def filled(store):
    store.write([document(key, *texts) for key, texts in BANK.items()])
    return store


def test_what_is_written_is_found(filled):
    assert find(filled, PlainText("haies")) == ["haies"]
    assert set(find(filled, PlainText("chantier"))) == {"haies", "accueil"}


def test_every_word_is_needed_unless_said_otherwise(filled):
    assert find(filled, PlainText("tailler arbustes")) == ["massif"]
    assert set(find(filled, PlainText("jury massif", "or"))) == {"jury", "massif"}


def test_words_may_stand_in_different_fields(filled):
    assert find(filled, PlainText("jury preuves")) == ["jury"]


def test_a_title_outweighs_a_text(filled):
    assert find(filled, PlainText("salarié")) == ["accueil", "jury"]
    assert find(filled, PlainText("tailler")) == ["haies", "massif"]


def test_a_search_may_be_kept_to_some_fields(filled):
    assert find(filled, PlainText("chantier"), ["title"]) == []
    assert find(filled, PlainText("salarié"), ["body"]) == ["jury"]


def test_a_rare_word_counts_more_than_a_common_one(store):
    texts = [f"chantier numéro {n}" for n in range(20)] + ["chantier secret"]
    store.write([document(n, text) for n, text in enumerate(texts)])
    assert find(store, PlainText("chantier secret", "or"))[0] == "20"


def test_a_short_text_comes_before_a_long_one(store):
    store.write([document("long", "haie " + "mot " * 50), document("short", "haie mot")])
    assert find(store, PlainText("haie")) == ["short", "long"]


def test_a_phrase_needs_its_words_together_and_in_order(filled):
    assert find(filled, Phrase("chantier d'insertion")) == ["accueil"]
    assert find(filled, Phrase("insertion chantier")) == []
    assert find(filled, Phrase("livret suivi")) == []
    assert find(filled, Phrase("livrets de suivis")) == ["jury"]


def test_a_phrase_does_not_jump_from_one_value_to_the_next(store):
    store.write([Document("1", [("names", 1.0, ["Anne Martin", "Paul Durand"])])])
    assert find(store, Phrase("Paul Durand")) == ["1"]
    assert find(store, Phrase("Martin Paul")) == []


def test_combinations(filled):
    tailler, massif = PlainText("tailler"), PlainText("massif")
    assert find(filled, And([tailler, massif])) == ["massif"]
    assert set(find(filled, Or([tailler, massif]))) == {"haies", "massif"}
    assert find(filled, And([tailler, Not(massif)])) == ["haies"]
    assert set(find(filled, Not(tailler))) == {"jury", "accueil"}
    assert set(find(filled, MATCH_ALL)) == set(BANK)
    assert find(filled, MATCH_NONE) == []
    assert set(find(filled, Not(MATCH_NONE))) == set(BANK)


def test_a_boost_changes_the_order(filled):
    def query(boost):
        return PlainText("jury") | Boost(PlainText("massif"), boost)

    assert find(filled, query(3.0))[0] == "massif"
    assert find(filled, query(0.3))[0] == "jury"
    assert find(filled, PlainText("jury", boost=3.0) | PlainText("massif"))[0] == "jury"


@pytest.mark.parametrize("typo", ["masif", "massiff", "mqssif", "amssif"])
def test_a_fuzzy_search_forgives_a_mistake(filled, typo):
    assert find(filled, PlainText(typo)) == []
    assert find(filled, Fuzzy(typo)) == ["massif"]


def test_a_fuzzy_search_prefers_the_exact_word(store):
    store.write([document("near", "Le marchand"), document("exact", "La marchande et le marché")])
    assert find(store, Fuzzy("marché", operator="and"))[0] == "exact"


def test_a_text_without_words_has_no_say(filled):
    nothing = PlainText("« ? »")
    assert find(filled, nothing) == []
    assert find(filled, And([nothing, PlainText("jury")])) == ["jury"]
    assert find(filled, Or([nothing, PlainText("jury")])) == ["jury"]
    assert set(find(filled, Not(nothing))) == set(BANK)


def test_an_unknown_query_is_refused(filled):
    class Other(PlainText):
        pass

    builder = QueryBuilder.__new__(QueryBuilder)
    with pytest.raises(NotImplementedError, match="`object`"):
        builder.build(object())


def test_writing_again_replaces(filled):
    filled.write([document("jury", "Organiser une session")])
    assert find(filled, PlainText("jury")) == []
    assert find(filled, PlainText("session")) == ["jury"]
    assert filled.snapshot().count == len(BANK)


def test_what_is_deleted_is_gone(filled):
    filled.write([], ["haies", "unknown"])
    assert find(filled, PlainText("haie")) == []
    assert set(find(filled, MATCH_ALL)) == set(BANK) - {"haies"}


def test_unchanged_content_is_not_written_again(filled):
    generation = filled.snapshot().generation
    assert filled.write([document(key, *texts) for key, texts in BANK.items()]) == 0
    assert filled.write([], ["never there"]) == 0
    assert filled.snapshot().generation == generation
    assert filled.write([document("jury", *BANK["jury"], keywords="oral")]) == 1


def test_a_new_boost_is_a_change(store):
    store.write([Document("1", [("title", 1.0, ["Haie"])])])
    assert store.write([Document("1", [("title", 5.0, ["Haie"])])]) == 1


def test_the_last_of_two_contents_for_one_key_wins(store):
    store.write([document("1", "ancien"), document("1", "nouveau")])
    assert find(store, PlainText("ancien")) == []
    assert find(store, PlainText("nouveau")) == ["1"]
    build(store, [document("1", "premier"), document("2", "autre"), document("1", "second")])
    assert find(store, PlainText("premier")) == []
    assert find(store, PlainText("second")) == ["1"]
    assert store.snapshot().count == 2


def test_fields_that_come_later_are_found(filled):
    filled.write([document("new", "Titre", territory="Somme", audience="jeunes")])
    assert find(filled, PlainText("somme"), ["territory"]) == ["new"]
    assert find(filled, PlainText("jeune somme")) == ["new"]


def test_completion_takes_every_word_for_a_beginning(filled):
    snapshot = filled.snapshot()
    fields = snapshot.named(COMPLETED)
    both = nodes.All((nodes.Prefix("tail"), nodes.Prefix("ha")))
    assert keys_of(snapshot, Evaluation(snapshot, fields).run(both)) == ["haies"]
    assert Evaluation(snapshot, fields).run(nodes.Prefix("zz")) == {}
    assert Evaluation(snapshot, fields).run(nodes.Prefix("")) != {}


def test_answers_stay_right_through_many_writes(store):
    """Deleted documents never come back, whatever merges happened meanwhile."""
    chance = random.Random(3)  # noqa: S311 (the same at every run)
    words = [f"mot{letter * 3}" for letter in "bcdfghjklm"]
    truth: dict[str, set[str]] = {}
    for _ in range(60):
        keys = [str(chance.randrange(25)) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.3:
            store.write([], keys)
            for key in keys:
                truth.pop(key, None)
        else:
            contents = {key: set(chance.sample(words, 3)) for key in keys}
            store.write([document(key, " ".join(sorted(c))) for key, c in contents.items()])
            truth |= contents
        for word in words:
            expected = {key for key, content in truth.items() if word in content}
            assert set(find(store, PlainText(word))) == expected
    assert store.snapshot().count == len(truth)


def test_blocks_are_read_as_whoosh_reads_them(store):
    """`segments` reads private blocks of Whoosh 2.7.4: same numbers, weights and values."""
    build(store, [document(n, "mot " * (n % 3 + 1), f"texte {n}") for n in range(700)])
    store.write([], [str(n) for n in range(0, 700, 7)])
    segment = store.snapshot().places[0].segment
    for field, term in (("s~title~10", "mot"), ("s~body~1", "text"), ("s~body~1", "13")):
        matcher = segment._matcher(field, term)
        numbers, weights, values = [], [], {}
        while matcher.is_active():
            numbers.append(matcher.id())
            weights.append(matcher.weight())
            values[matcher.id()] = matcher.value()
            matcher.next()
        found = read(segment._matcher(field, term))
        assert set(numbers) <= set(found.ids)
        known = dict(zip(found.ids, found.weights or [1.0] * len(found.ids), strict=True))
        assert [known[number] for number in numbers] == weights
        wanted = numbers[::5]
        expected = {number: values[number] for number in wanted}
        assert read_values(segment._matcher(field, term), wanted) == expected
        assert read_values(_Public(segment._matcher(field, term)), wanted) == expected
        assert list(read(_Public(segment._matcher(field, term))).ids) == numbers


def test_lengths_are_the_ones_whoosh_keeps(store):
    build(store, [document(n, "mot " * (n + 1)) for n in range(300)])
    segment = store.snapshot().places[0].segment
    from search.engine.segments import LENGTHS

    read_one_by_one = [segment._reader.doc_field_length(n, "s~title~10") for n in range(300)]
    assert [LENGTHS[code] for code in segment.lengths("s~title~10")] == read_one_by_one
    assert not any(segment.lengths("s~unknown~1"))


class _Public:
    """A matcher of which only the public methods are seen."""

    def __init__(self, matcher):
        for name in ("id", "weight", "value", "next", "is_active", "skip_to"):
            setattr(self, name, getattr(matcher, name))
