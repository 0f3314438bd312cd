"""A reserved record changes nothing, to the byte, for those who may not read it."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from catalogue.models import RecordFile
from tests import builders, search_index
from tests.builders import make_resource, publish
from tests.search_doors import Answer
from tests.search_world import give_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

# Open words, and reserved ones that look like them: nobody must learn that these exist.
OPEN = "jardinage, confidentiel, maraichage, menuiserie, tabouret, tabouretx, vitrine"
RESERVED = (
    "tardinage jardinagee jardinnage confidentielles confidantiel maraichagee taboureti "
    "tabouretu tabouretw tabourety tabouretz tabourett motsecretx vitrins vitrinq"
)
ASKED = (
    "motsecretx",
    "motsecret",
    "jardinage motsecretx",
    "jardinage -motsecretx",
    '"motsecretx jardinage"',
    "tardinage",
    "jardinnage",
    "jardinag",
    "jardynage",
    "confidentieles",
    "confidentiele",
    "confidantiel",
    "tabouretv",
    "taboure",
    "vitrinz",
    "maraichagee",
    "maraichagé menuiserie",
    "menuiserie tardinage",
    "-tardinage",
    "nomcache",
    "nomcach",
    "commun",
    "menuiserietardinage",
    "menuiserietabouret",
)


PATHS = ("/recherche/", "/recherche/suggestions/", "/ressources/")


@pytest.fixture(scope="module")
def bank(module_data):
    """Open records; the same words kept from everybody are added by each test."""
    builders.make_site()
    for word in OPEN.split(", "):
        make_resource(title=f"Sur {word}", purpose=f"Tout sur {word}, en commun.")


@pytest.fixture(scope="module")
def usual(bank, tmp_path_factory) -> dict[tuple[str, str], str]:
    """What a stranger is answered when nothing is reserved."""
    with search_index.index_in(search_index.build(tmp_path_factory.mktemp("usual") / "search")):
        return answers(Client())


def answers(client: Client, paths: tuple[str, ...] = PATHS) -> dict[tuple[str, str], str]:
    """Whole pages and whole lists of suggestions, but for the token of a form."""
    return {
        (path, words): re.sub(r'name="csrf\w+" value="\w+"', "", Answer(client, words, path).html)
        for words in ASKED
        for path in paths
    }


@pytest.mark.parametrize("state", ["hidden", "draft", "withdrawn", "expired", "deleted"])
def test_record_that_one_may_not_know_of_changes_no_answer(usual, tmp_path, state):
    record = make_resource(
        title="Nomcache commun",
        purpose=RESERVED,
        access_level="editors" if state == "hidden" else "public",
        hide_notice=state == "hidden",
        live=state != "draft",
    )
    give_text(builders.make_file(record), RESERVED)
    with search_index.index_in(search_index.build(tmp_path / "with")):
        put_away(record, state)
        assert_same(usual, answers(Client(), PATHS if state == "hidden" else PATHS[:1]))


def put_away(record, state: str) -> None:
    """The index still holds it: nothing was drained since."""
    if state == "withdrawn":
        record.unpublish()
    elif state == "expired":
        builders.expire(record)
    elif state == "deleted":
        record.delete()


def assert_same(before: dict, after: dict) -> None:
    assert [asked for asked in after if before[asked] != after[asked]] == []


@pytest.mark.parametrize("reader", ["anonymous", "member"])
def test_body_and_files_of_a_reserved_record_change_no_answer(bank, tmp_path, reader):
    record = make_resource(title="Réservée", purpose="Rien.", access_level="accredited")
    item = give_text(builders.make_file(record), "Rien.")
    client = Client()
    if reader == "member":
        client.force_login(builders.make_user("member"))
    with search_index.index_in(search_index.build(tmp_path / "without")):
        before = answers(client)
    record.purpose = RESERVED
    publish(record)
    give_text(item, RESERVED)
    with search_index.index_in(search_index.build(tmp_path / "with")):
        assert_same(before, answers(client))
    assert RecordFile.objects.with_text().get(pk=item.pk).text == RESERVED
    assert Page.objects.filter(title="Réservée", live=True).exists()
