"""A list of records: words, order, pages, and what to do when nothing is found."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from catalogue import listing
from catalogue.models import Device, Keyword, Record
from tests.builders import make_monograph, make_resource, make_support
from tests.reading import cards, links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def titles(client, query: str = "") -> list[str]:
    return cards(client.get(f"/recherche/?{query}"))


def make_titled(*names: str, **fields) -> None:
    for name in names:
        make_resource(title=name, **fields)


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)


# Order


def test_newest_come_first_unless_asked_otherwise(client):
    make_titled("Ancienne", "Récente")
    past = timezone.now() - timedelta(days=9)
    Record.objects.filter(title="Ancienne").update(first_published_at=past)
    assert titles(client) == titles(client, "tri=inconnu") == ["Récente", "Ancienne"]


def test_titles_are_sorted_as_in_a_french_index(client):
    make_titled("Zone", "Échelle", "étape", "Eau", "Œuvre", "Outil")
    assert titles(client, "tri=titre") == ["Eau", "Échelle", "étape", "Œuvre", "Outil", "Zone"]


def test_undated_sources_come_last_when_sorted_by_year(client):
    make_titled("Sans année")
    make_titled("Vieille", source_year=2012)
    make_titled("Neuve", source_year=2025)
    assert titles(client, "tri=annee") == ["Neuve", "Vieille", "Sans année"]


def test_records_to_review_first_and_those_without_date_last(client):
    make_titled("Jamais")
    make_titled("Plus tard", review_by=date(2030, 1, 1))
    make_titled("Bientôt", review_by=date(2027, 1, 1))
    assert titles(client, "tri=revision") == ["Bientôt", "Plus tard", "Jamais"]


def test_chosen_order_shows_in_the_form(client):
    make_resource()
    chosen = soup(client.get("/recherche/?tri=titre")).select("#filtres-tri option[selected]")
    assert [option["value"] for option in chosen] == ["titre"]


# Pages


@pytest.mark.usefixtures("pages_of_two")
def test_every_record_is_on_one_page_and_one_only(client):
    make_titled("A", "B", "C", "D", "E")
    Record.objects.update(first_published_at=timezone.now())
    found = [titles(client, f"page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(sum(found, [])) == ["A", "B", "C", "D", "E"]


@pytest.mark.usefixtures("pages_of_two")
def test_page_beyond_the_end_shows_the_last_one(client):
    make_titled("A", "B", "C")
    response = client.get("/recherche/?tri=titre&page=99")
    assert cards(response) == ["C"]
    assert "Page 2 sur 2" in text(response, ".pager")


@pytest.mark.usefixtures("pages_of_two")
def test_page_number_that_makes_no_sense_shows_the_first_page(client):
    make_titled("A", "B", "C")
    for number in ("", "abc", "0", "-1", "1.5", "²", "٢", "9" * 30, "%00", "1e3"):
        assert titles(client, f"tri=titre&page={number}") == ["A", "B"], number


@pytest.mark.usefixtures("pages_of_two")
def test_links_to_other_pages_keep_words_filters_and_order(client):
    make_titled("A", "B", "C", "D", "E")
    query = "q=r%C3%A9sum%C3%A9&nature=ressource&tri=titre"
    page = soup(client.get(f"/recherche/?{query}&page=2"))
    following = parse_qs(urlsplit(page.select_one("a[rel=next]")["href"]).query)
    first = parse_qs(urlsplit(page.select_one("a[rel=prev]")["href"]).query)
    assert following == {
        "q": ["résumé"],
        "nature": ["ressource"],
        "tri": ["titre"],
        "page": ["3"],
    }
    assert "page" not in first


def test_short_list_has_no_page_links(client):
    make_resource()
    assert not soup(client.get("/recherche/")).select(".pager")


# Names


def test_total_agrees_with_the_number(client):
    make_titled("Une")
    assert "1 ressource" in text(client.get("/ressources/"), "#resultats-compte")
    make_titled("Deux")
    assert "2 ressources" in text(client.get("/ressources/"), "#resultats-compte")
    assert "0 monographie" in text(client.get("/monographies/"), "#resultats-compte")


@pytest.mark.usefixtures("pages_of_two")
def test_title_of_the_page_tells_words_filters_and_page(client):
    make_titled("A", "B", "C", supports=[make_support()])
    response = client.get("/ressources/?q=r%C3%A9sum%C3%A9&support=maraichage&page=2")
    title = text(response, "title")
    assert title.startswith("Ressources : « résumé », Maraîchage, page 2 sur 2")


def test_list_of_a_kind_holds_this_kind_only(client):
    make_resource(title="Livret")
    make_monograph(title="Récit")
    assert cards(client.get("/ressources/")) == ["Livret"]
    assert cards(client.get("/monographies/")) == ["Récit"]
    assert sorted(titles(client)) == ["Livret", "Récit"]


# Words


def test_every_word_must_be_in_the_notice(client):
    make_titled("Tailler une haie", "Tailler un rosier")
    assert titles(client, "q=tailler+haie") == ["Tailler une haie"]
    assert titles(client, "q=haie%20%20%0A%20TAILLER") == ["Tailler une haie"]
    assert titles(client, "q=tailler+tracteur") == []


def test_words_are_looked_for_in_summary_keywords_and_terms(client):
    device = Device.objects.create(label="Action de formation", acronym="AFEST")
    page = make_resource(summary="Au potager.", supports=[make_support()], devices=[device])
    page.keywords.set([Keyword.objects.create(name="binage")])
    page.save()
    make_titled("Autre")
    for word in ("potager", "binage", "maraîch", "afest", "formation"):
        assert titles(client, f"q={word}") == [page.title], word


def test_words_of_the_body_of_a_reserved_record_are_never_found(client):
    make_resource(title="Réservée", access_level="members", how_to_use=["Secret de fabrication"])
    assert titles(client, "q=secret") == []
    assert titles(client, "q=réservée") == ["Réservée"]


def test_percent_and_underscore_are_plain_characters(client):
    make_titled("Cent", "100 % gagnant", "snake_case")
    assert titles(client, "q=%25") == ["100 % gagnant"]
    assert titles(client, "q=_") == ["snake_case"]


def test_words_typed_stay_in_the_field_and_are_escaped(client):
    response = client.get("/recherche/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert soup(response).select_one("#filtres-q")["value"] == "<script>alert(1)</script>"
    assert b"<script>alert" not in response.content


# Nothing found


def test_empty_list_offers_to_drop_each_filter_in_one_click(client):
    make_resource(title="Livret", supports=[make_support()])
    make_monograph(title="Récit")
    response = client.get("/recherche/?nature=monographie&support=maraichage&q=résumé")
    assert cards(response) == []
    ways = links(response, ".empty")
    assert cards(client.get(ways["Sans « Maraîchage »"])) == ["Récit"]
    assert cards(client.get(ways["Sans « Monographie »"])) == ["Livret"]
    assert ways["Voir toute la banque"] == "/recherche/"


def test_dropping_the_words_keeps_the_filters(client):
    make_resource(title="Livret", supports=[make_support()])
    make_resource(title="Autre")
    ways = links(client.get("/recherche/?support=maraichage&q=introuvable"), ".empty")
    assert cards(client.get(ways["Sans les mots « introuvable »"])) == ["Livret"]


def test_empty_bank_says_so_in_the_words_of_the_kind(client):
    assert "Aucun référentiel ne correspond" in text(client.get("/referentiels/"), ".empty")
