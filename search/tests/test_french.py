"""The French analysis, rule by rule, on words of the sector."""

import pytest

from search import french
from search.french import FrenchAnalysis, fold

ANALYSIS = FrenchAnalysis()


def terms(text: str) -> list[str]:
    return [term for term, _, _ in ANALYSIS.terms(text)]


def ways(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [unit.ways for unit in ANALYSIS.units(text)]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "´"])
@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("l{}insertion", "insertion"),
        ("D{}ATELIER", "atelier"),
        ("qu{}apprentissage", "apprentissage"),
        ("jusqu{}évaluation", "évaluation"),
        ("lorsqu{}encadrant", "encadrant"),
        ("puisqu{}activité", "activité"),
        ("s{}engager", "engager"),
    ],
)
def test_elided_words_leave_only_the_word_that_follows(written, word, apostrophe):
    assert terms(written.format(apostrophe)) == terms(word) != []


def test_aujourdhui_is_one_word_with_any_apostrophe():
    assert terms("aujourd'hui") == terms("Aujourd’hui") == ["aujourdhui"]
    assert terms("conseil de prud’hommes") == terms("conseil de prud'homme")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("école", "ecole"),
        ("ÉVALUATION", "evaluation"),
        ("EVALUATION", "évaluation"),
        ("œuvre", "oeuvre"),
        ("MANŒUVRE", "manoeuvre"),
        ("curriculum vitæ", "curriculum vitae"),
        ("e\u0301cole", "école"),
        ("maçonnerie", "maconnerie"),
        ("ﬁche", "fiche"),
        ("pro\u00adfessionnel", "professionnel"),
    ],
)
def test_accents_capitals_ligatures_and_decomposed_letters_do_not_count(one, other):
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    "written",
    [
        "salarié.e.s",
        "salarié·e·s",
        "salarié-e-s",
        "salarié(e)s",
        "salarié•e•s",
        "salarié.es",
        "salarié/e/s",
        "SALARIÉ·E·S",
        "salarié·e",
        "salariées",
    ],
)
def test_every_inclusive_spelling_meets_the_plain_plural(written):
    assert terms(written) == terms("salariés")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("formateur.trice", "formateurs"),
        ("formateur/trice", "formateurs"),
        ("formateur·trice·s", "formateurs"),
        ("formatrices", "formateur"),
        ("agent·e", "agents"),
        ("technicien·ne·s", "technicien"),
        ("professionnel·le·s", "professionnels"),
        ("ouvrier·ière·s", "ouvriers"),
        ("conseiller·ère", "conseillers"),
        ("actif·ve", "active"),
        ("travailleur·euse·s", "travailleuses"),
        ("encadrant(e)s", "encadrants"),
        ("stage(s)", "stage"),
        ("réseau(x)", "réseaux"),
    ],
)
def test_inclusive_endings_of_trades_meet_both_genders(written, plain):
    assert terms(written) == terms(plain)


def test_inclusive_stop_words_stay_stop_words():
    assert terms("tous·tes tous/toutes un·e") == []


@pytest.mark.parametrize("written", ["taille-haie", "taille haie", "taille de haies"])
def test_hyphens_do_not_hide_the_parts_of_a_word(written):
    assert terms(written)[:2] == ["taill", "hai"]


@pytest.mark.parametrize(
    ("hyphened", "joined"),
    [
        ("socio-professionnel", "socioprofessionnelle"),
        ("pré-requis", "prérequis"),
        ("auto-évaluation", "autoévaluations"),
        ("co-construction", "coconstruction"),
        ("e-learning", "elearning"),
    ],
)
def test_a_hyphened_word_is_also_found_written_in_one(hyphened, joined):
    assert terms(joined)[0] in terms(hyphened)
    assert (terms(joined)[0],) in ways(hyphened)[0]


def test_savoir_etre_is_not_lost_among_stop_words():
    assert terms("savoir-être")[:2] == terms("savoir être") == ["savoir", "etre"]
    assert terms("savoir")[0] == "savoir"
    assert terms("doit être prêt") == terms("prêt")


def test_a_range_of_years_is_two_years():
    assert terms("2012-2015") == ["2012", "2015"]


@pytest.mark.parametrize("acronym", ["CQP", "ACI", "AFEST", "RAE", "EI", "EA", "OF", "AI", "SIAE"])
def test_acronyms_are_neither_stemmed_nor_stopped(acronym):
    assert terms(f"une {acronym} agréée")[0] == acronym.lower()
    assert terms(acronym) == [acronym.lower()]


def test_an_acronym_that_looks_like_a_stop_word_needs_its_capitals():
    assert terms("j’ai une question") == terms("question")
    # Typed alone in small letters, there is nothing else it can mean.
    assert ways("ai") == ways("AI") == [(("ai",),)]


def test_dotted_acronyms_meet_the_others():
    assert terms("C.Q.P.") == terms("CQP")
    assert terms("l’I.A.E") == terms("IAE")


def test_acronyms_can_be_added():
    assert [t for t, _, _ in FrenchAnalysis(["PLIE"]).terms("plie")] == ["plie"]
    assert FrenchAnalysis(["PLIE"]).signature != ANALYSIS.signature


@pytest.mark.parametrize("code", ["A1203", "O2", "K1801", "59300", "T2I"])
def test_codes_stay_whole(code):
    assert terms(code) == [code.lower()]


def test_a_numbered_code_is_found_by_its_beginning():
    assert terms("EV1.2.3") == ["ev1.2.3", "ev1", "ev1.2"]
    assert ways("EV1.2") == [(("ev1.2",),)]


def test_an_rncp_number_is_found_with_or_without_its_letters():
    assert set(terms("RNCP39794")) == {"rncp", "39794", "rncp39794"}
    assert ways("RNCP39794") == [(("rncp", "39794"), ("rncp39794",))]


def test_the_letter_of_a_permit_is_kept():
    assert terms("permis B") != terms("permis")


def test_questions_leave_only_their_subject():
    assert ANALYSIS.units("Comment est-ce que je peux recruter un encadrant ?") == ANALYSIS.units(
        "recruter encadrant"
    )


def test_stop_words_alone_are_looked_for_as_they_are():
    assert ways("de la") == [(("de",),), (("la",),)]


def test_stop_words_leave_a_gap_between_positions():
    assert ANALYSIS.phrase("jury de certification") == [("jury", 0), ("certification", 2)]


def test_a_query_is_read_up_to_its_limit_without_repetition():
    assert len(ANALYSIS.units(" ".join(f"mot{n}" for n in range(1000)), 32)) == 32
    assert len(ANALYSIS.units("haie haie haies", 32)) == 1


def test_endless_words_are_cut():
    assert all(len(term) <= 64 for term in terms("a" * 10_000))
    assert all(len(term) <= 64 for term in terms("1" * 10_000))


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr(french, "CACHED_TOKENS", 50)
    analysis = FrenchAnalysis()
    for number in range(200):
        analysis.token(f"mot{number}")
    assert analysis._cached.cache_info().currsize == 50


def test_folding_twice_changes_nothing():
    for word in ("Œuvré", "ÉLÈVE", "straße", "İstanbul", "ﬁche", "m²"):
        assert fold(fold(word)) == fold(word)
