"""The search page: what stands first, what is said around it, what is proposed while typing."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from catalogue.models import RecordFile
from catalogue.models.files import TextState
from portal.models import ContentPage, GlossaryEntry, GlossaryPage
from referentials.models import Competency
from search import worker
from search.engine import keeper
from tests.builders import (
    make_file,
    make_page,
    make_referential,
    make_resource,
    make_site,
    make_tree,
    publish,
)
from tests.reading import cards, counts, plain, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def build(tmp_path, settings):
    """Gives the function that indexes all that was made so far."""
    default = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": tmp_path / "index"}
    make_site()
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": default}):
        yield worker.rebuild_all
        keeper.forget()


def search(client, words: str, **more):
    return client.get("/recherche/", {"q": words} | more)


def suggested(client, words: str) -> dict[str, list[str]]:
    page = soup(client.get("/recherche/suggestions/", {"q": words}))
    return {
        group["aria-label"]: [
            " ".join(item.select_one(".suggestion__words").get_text().split())
            for item in group.select("a")
        ]
        for group in page.select("[role=group]")
    }


def test_a_word_in_the_title_comes_before_the_same_word_in_the_body(client, build):
    make_resource(title="Autre sujet", purpose="On y parle de débroussaillage.")
    make_resource(title="Débroussaillage")
    build()
    assert cards(search(client, "debroussaillage")) == ["Débroussaillage", "Autre sujet"]


def test_a_sheet_that_lacks_a_word_comes_first_when_it_answers_better(client, build):
    make_resource(title="Jury blanc")
    for number in range(3):
        make_resource(
            title=f"Récit {number}", purpose="Ils ont su préparer la salle, puis le jury est venu."
        )
    build()
    assert cards(search(client, "comment préparer le jury"))[0] == "Jury blanc"


def test_a_mistake_gets_what_comes_near_and_the_right_words(client, build):
    make_resource(title="Maraîchage sous serre")
    build()
    response = search(client, "marichage serre", nature="ressource")
    assert cards(response) == ["Maraîchage sous serre"]
    assert "Rien ne correspond exactement" in text(response)
    link = soup(response).select_one(".search-notice--try a")
    assert plain(link.get_text()) == "« maraîchage serre »"
    assert "nature=ressource" in link["href"]


def test_quotes_keep_the_order_and_a_dash_leaves_out(client, build):
    make_resource(title="Taille de haie")
    make_resource(title="Haie de taille")
    build()
    assert cards(search(client, '"taille de haie"')) == ["Taille de haie"]
    assert len(cards(search(client, "taille haie"))) == 2
    assert cards(search(client, "taille -haie")) == []
    assert cards(search(client, 'haie -"taille de haie"')) == ["Haie de taille"]


def test_words_of_a_file_lead_to_its_record_and_the_file_is_named(client, build):
    record = make_resource(title="Sécurité")
    item = make_file(record, label="Consignes")
    RecordFile.objects.filter(pk=item.pk).update(
        text="Où se trouve l’extincteur <b>rouge</b> ?", text_state=TextState.READ
    )
    build()
    response = search(client, "extincteurs")
    assert cards(response) == ["Sécurité"]
    assert "Dans le fichier « Consignes (PDF) »" in text(response)
    extract = soup(response).select_one(".card mark")
    assert extract.get_text() == "extincteur"
    assert "&lt;b&gt;rouge" in response.content.decode()


def test_pages_of_the_site_are_found_with_a_nature_of_their_own(client, build):
    make_page(ContentPage, title="Mentions légales", slug="mentions-legales")
    make_resource(title="Mentions obligatoires")
    build()
    response = search(client, "mentions")
    assert set(cards(response)) == {"Mentions légales", "Mentions obligatoires"}
    assert counts(response, "nature") == {"Ressource": 1, "Page du site": 1}
    assert cards(search(client, "mentions", nature="page")) == ["Mentions légales"]
    assert cards(search(client, "mentions", nature="page", acces="public")) == []


@pytest.mark.parametrize(
    "typed",
    ["AFEST", "c'est quoi une afest", "définition AFEST", "action de formation en situation"],
)
def test_a_known_term_gets_its_definition(client, build, typed):
    make_page(GlossaryPage, slug="glossaire")
    GlossaryEntry.objects.create(
        term="AFEST",
        expansion="Action de formation en situation",
        definition="Apprendre sur place.",
    )
    build()
    assert "Apprendre sur place." in text(search(client, typed), ".answer")


def test_another_word_gets_no_definition(client, build):
    GlossaryEntry.objects.create(term="AFEST", definition="Apprendre sur place.")
    build()
    assert soup(search(client, "afest séance")).select(".answer") == []


def test_the_code_of_a_competency_leads_straight_to_it(client, build):
    publish(make_referential(title="Espaces verts", tree=make_tree(competencies=3)))
    competency = Competency.objects.order_by("position")[1]
    build()
    for typed in (competency.code.lower(), competency.code.replace("A", "A ", 1)):
        card = soup(search(client, typed)).select_one(".results .card a")
        assert card["href"].endswith(f"/competences/{competency.code}/"), typed


def test_competencies_and_words_are_results_with_a_nature_of_their_own(client, build):
    make_page(GlossaryPage, slug="glossaire")
    GlossaryEntry.objects.create(term="Binette", definition="Un outil pour faire les joints.")
    GlossaryEntry.objects.create(term="Truelle", definition="On prend la binette ou la truelle.")
    publish(make_referential(title="Jardin", tree=make_tree(competencies=1)))
    Competency.objects.update(label="Manier la binette")
    build()
    response = search(client, "binette")
    assert "Un outil pour faire" in text(response, ".answer")
    assert counts(response, "nature") == {"Compétence": 1, "Mot du glossaire": 1}
    assert cards(search(client, "binette", nature="glossaire")) == ["Truelle"]
    assert cards(search(client, "binette", tri="titre", nature="competence")) == [
        "A1.1.1 Manier la binette"
    ]


def test_without_index_the_page_says_it_searches_simply(client, tmp_path, settings):
    make_site()
    make_resource(title="Livret de suivi")
    response = search(client, "livret")
    assert cards(response) == ["Livret de suivi"]
    assert "Recherche simplifiée" in text(response)


def test_suggestions_are_grouped_by_kind_and_forgive_accents(client, build):
    make_page(GlossaryPage, slug="glossaire")
    make_resource(title="Évaluer au départ")
    GlossaryEntry.objects.create(term="Évaluation initiale", definition="Au départ.")
    build()
    assert suggested(client, "eval") == {
        "Ressources": ["Évaluer au départ"],
        "Glossaire": ["Évaluation initiale"],
    }


@pytest.mark.parametrize("typed", ["", "e", "  ", "\x00\x00", "%%%", '"', "zzzz"])
def test_nothing_worth_suggesting_suggests_nothing(client, build, typed):
    make_resource(title="Évaluer")
    build()
    assert suggested(client, typed) == {}


def test_quality_is_measured_and_can_be_required(build, tmp_path, capsys):
    make_resource(title="Taille de haie", slug="taille-de-haie")
    build()
    path = tmp_path / "requetes.yaml"
    entry = "- {{query: {}, who: encadrant, kind: exact, answers: [/ressources/taille-de-haie/]}}\n"
    path.write_text(entry.format("taille haies") + entry.format("introuvable"))
    said = io.StringIO()
    call_command("search_quality", path, stdout=said)
    assert "« introuvable »" in said.getvalue()
    assert "50.0%" in said.getvalue()
    with pytest.raises(CommandError, match="succès@3"):
        call_command("search_quality", path, minimum=95.0, stdout=said)


def test_an_unreadable_set_of_queries_is_refused_in_one_sentence(tmp_path):
    for content in ("- {query: seule}", "{", "- 3"):
        path = Path(tmp_path, "requetes.yaml")
        path.write_text(content)
        with pytest.raises(CommandError, match="ne se lit pas"):
            call_command("search_quality", path)
