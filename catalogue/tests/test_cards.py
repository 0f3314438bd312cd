"""The card of a record: what decides, at a glance."""

import pytest
from django.contrib.auth.models import AnonymousUser

from catalogue.cards import cards_for
from catalogue.models import Department, Record, RecordFile, Region
from tests.builders import (
    PDF,
    make_docx,
    make_file,
    make_kind,
    make_monograph,
    make_referential,
    make_resource,
    make_support,
    make_tree,
    make_user,
)
from tests.reading import links, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def card(record, user=None):
    return cards_for([Record.objects.get(pk=record.pk)], user or AnonymousUser())[0]


def test_resource_says_its_kind_its_supports_and_its_files():
    page = make_resource(resource_kind=make_kind("Grille"), supports=[make_support("Maraîchage")])
    make_file(page)
    make_file(page, "Livret", "livret.docx", make_docx())
    RecordFile.objects.update(size=240_000)
    facts = card(page).facts
    assert facts[:2] == ["Grille", "Maraîchage"]
    assert sorted(facts[2].split(", ")) == ["PDF 240\u00a0Ko", "Word 240\u00a0Ko"]


def test_replaced_file_is_not_counted_on_the_card():
    page = make_resource()
    make_file(page)
    make_file(page, data=PDF + b"\n% suite")
    assert len(card(page).facts[-1].split(", ")) == 1


def test_more_than_two_labels_are_summed_up():
    page = make_resource(supports=[make_support(name) for name in ("A", "B", "C", "D")])
    assert card(page).facts[1].endswith(" et 2 de plus")


def test_referential_says_its_support_its_competencies_and_its_version():
    page = make_referential(
        supports=[make_support("Maraîchage")], tree=make_tree(competencies=3), version="2.1"
    )
    assert card(page).facts == ["Maraîchage", "3 compétences", "Version 2.1"]


def test_referential_with_one_competency_says_it_in_the_singular():
    page = make_referential(tree=make_tree(competencies=1))
    assert card(page).facts[0] == "1 compétence"


def test_monograph_says_its_place_and_its_year():
    region = Region.objects.create(label="Hauts-de-France", code="32")
    aisne = Department.objects.create(label="Aisne", code="02", region=region)
    page = make_monograph(departments=[aisne], source_year=2012)
    assert card(page).facts == ["Aisne", "2012"]


def test_lock_shows_only_to_those_who_cannot_open():
    page = make_resource(access_level="accredited")
    assert card(page).lock == "Réservé aux structures agréées"
    assert card(page, make_user("accredited")).lock == ""


def test_state_shows_only_when_it_deserves_attention():
    assert card(make_resource()).state is None
    assert card(make_resource(state="experimental")).state["label"] == "Période expérimentale"
    assert card(make_resource(state="replaced")).state["label"] == "Remplacée"


def test_cards_keep_the_order_they_are_asked_in():
    pages = [make_resource(), make_monograph(), make_resource()]
    for order in (pages, pages[::-1]):
        records = [Record.objects.get(pk=page.pk) for page in order]
        found = [item.title for item in cards_for(records, AnonymousUser())]
        assert found == [page.title for page in order]


def test_no_record_no_card():
    assert cards_for(Record.objects.none(), AnonymousUser()) == []


def test_card_on_the_page_leads_to_the_record(client):
    page = make_resource(title="Livret", summary="Suivre pas à pas.")
    response = client.get("/ressources/")
    assert links(response, ".card")["Livret"] == page.url
    assert "Suivre pas à pas." in text(response, ".card")
