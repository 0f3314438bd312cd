"""« Cette version est-elle en vigueur ? »: the answer to a printed code, which leaks nothing."""

import pytest

from catalogue.models import SheetEdition
from catalogue.sheets.content import content_of, edition_of
from catalogue.sheets.standing import differences
from tests.builders import expire, make_monograph, make_resource, make_user, publish
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def printed(page) -> str:
    """The address that a sheet of this record bears today."""
    edition = edition_of(page, content_of(page))
    return edition.standing_url.partition("/en-vigueur")[2].join(("/en-vigueur", ""))


def said(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    assert response["Cache-Control"] == "private, no-store"
    return text(response, "main").replace("\u00a0", " ")


def test_a_version_in_force_says_so_with_its_date_and_the_way_to_the_record(client):
    page = make_resource(title="Tailler une haie")
    words = said(client, printed(page))
    assert "Oui, cette version est en vigueur." in words
    assert "Tailler une haie" in words
    assert "Celle du" in words


def test_a_code_is_read_whatever_its_case(client):
    assert "Oui" in said(client, printed(make_resource()).lower())


def test_publishing_the_same_words_again_keeps_it_in_force(client):
    page = make_resource()
    address = printed(page)
    publish(page)
    assert "Oui" in said(client, address)


def test_a_version_that_has_changed_says_what_changed_in_words(client):
    page = make_monograph(levers=["Un chef présent"], results=["Dix embauches"])
    address = printed(page)
    page.levers, page.results, page.perspectives = [], ["Douze embauches"], ["Recommencer"]
    publish(page)
    words = said(client, address)
    assert "n’est plus à jour" in words
    assert "Changé : Les résultats" in words
    assert "Ajouté : Et après" in words
    assert "Retiré : Ce qui aide : je coche" in words
    assert "L’essentiel" not in words


def test_a_replaced_record_leads_to_the_other(client):
    other = make_resource(title="La nouvelle fiche")
    page = make_resource()
    address = printed(page)
    page.state, page.replaced_by = "replaced", other
    publish(page)
    words = said(client, address)
    assert "remplacée" in words
    assert "Lire : La nouvelle fiche" in words


def test_the_replacement_is_not_named_to_who_may_not_know_of_it(client):
    other = make_resource(title="Fiche secrète", access_level="members", hide_notice=True)
    page = make_resource(state="replaced", replaced_by=other)
    assert "secrète" not in said(client, printed(page))


@pytest.mark.parametrize("act", ["unpublish", "expire", "delete"])
def test_a_withdrawn_record_says_so(client, act):
    page = make_resource(title="Ancienne fiche")
    address = printed(page)
    expire(page) if act == "expire" else getattr(page, act)()
    words = said(client, address)
    assert "a été retirée" in words
    assert "Lire" not in words


@pytest.mark.parametrize("act", [None, "unpublish", "delete"])
def test_a_hidden_record_is_as_unknown_as_no_record(client, act):
    page = make_resource(title="Fiche cachée", access_level="members", hide_notice=True)
    address = printed(page)
    if act:
        getattr(page, act)()
    assert said(client, address, 404) == said(client, "/en-vigueur/AAAAAAAAAA/", 404)


def test_who_may_open_a_hidden_record_is_answered(client):
    page = make_resource(access_level="members", hide_notice=True)
    client.force_login(make_user("member"))
    assert "Oui" in said(client, printed(page))


def test_parts_of_a_reserved_body_are_named_to_nobody_else(client):
    page = make_monograph(access_level="members", results=["Dix"])
    address = printed(page)
    page.results = ["Douze"]
    publish(page)
    assert "Les résultats" not in said(client, address)
    client.force_login(make_user("member"))
    assert "Les résultats" in said(client, address)


@pytest.mark.parametrize("code", ["x", "A" * 300, "🙂", "'; DROP", "%00"])
def test_any_other_code_is_unknown(client, code):
    assert client.get(f"/en-vigueur/{code}/").status_code in (400, 404)


def test_an_experimental_rule_says_its_period(client):
    page = make_resource(state="experimental", period_note="règle de 2013-2015")
    assert "règle de 2013-2015" in said(client, printed(page))


def test_codes_are_never_the_same():
    first, second = make_resource(), make_resource()
    printed(first), printed(second)
    assert len(set(SheetEdition.objects.values_list("code", flat=True))) == 2


def test_parts_that_only_changed_places_are_said_so():
    assert differences([["A", "1"], ["B", "2"]], [["B", "2"], ["A", "1"]]) == [
        "L’ordre des parties a changé."
    ]
