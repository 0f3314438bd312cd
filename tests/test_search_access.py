"""Who finds what: every door of the search, every reader; then after each change of access."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from catalogue.models import Record
from members.models import RecordRequest
from portal.groups import EDITORS
from tests import search_index
from tests.builders import expire, publish
from tests.search_doors import INSIDE, Answer, of_all, of_each
from tests.search_world import CASES, Case, SearchWorld
from tests.structures import open_to
from tests.test_access_matrix import READERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

PUBLIC, HIDDEN = Case(0, "public", False), Case(3, "members", True)
CLOSED = Case(4, "accredited", False)
MEMBERS_ONLY, EDITED = Case(2, "members", False), Case(7, "editors", True)


@pytest.fixture(scope="module")
def built(module_data, tmp_path_factory):
    world = SearchWorld()
    return world, search_index.build(tmp_path_factory.mktemp("built") / "search")


@pytest.fixture
def world(built, tmp_path) -> SearchWorld:
    world, folder = built
    with search_index.copy_of(folder, tmp_path / "search"):
        yield world


def client_of(world: SearchWorld, reader: str) -> Client:
    client = Client()
    if world.readers[reader].is_authenticated:
        client.force_login(world.readers[reader])
    return client


def compare(said: dict[str, set[Case]], opened: set[Case], known: set[Case]) -> None:
    """Each door speaks of what it should, and of nothing else."""
    for door, cases in said.items():
        allowed = opened if door in INSIDE else known
        if door == "not excluded":
            # Excluding a word of the body leaves out what one reads, and says nothing else.
            allowed = known - opened
        assert {str(case) for case in cases} == {str(case) for case in allowed}, door


@pytest.mark.parametrize("reader", READERS)
def test_search_says_what_the_reader_may_know_and_nothing_else(world, reader):
    client = client_of(world, reader)
    opened = {case for case in CASES if case.level in READERS[reader]}
    known = opened | {case for case in CASES if not case.hidden}
    compare(of_all(client), opened, known)


@pytest.mark.parametrize("reader", ["anonymous", "member", "editor"])
@pytest.mark.parametrize("case", [PUBLIC, MEMBERS_ONLY, HIDDEN, EDITED], ids=str)
def test_words_of_one_record_lead_only_those_who_may_to_it(world, reader, case):
    opened = {case} if case.level in READERS[reader] else set()
    known = opened if case.hidden else {case}
    compare(of_each(client_of(world, reader), [case]), opened, known)


@pytest.mark.parametrize("reader", ["anonymous", "editor"])
def test_definition_does_not_depend_on_who_asks(world, reader):
    answer = Answer(client_of(world, reader), "tutorat")
    assert "Accompagner au travail" in answer.text("main")


# Changes: what they do, then who opens and who knows of the record afterwards.


def both(world: SearchWorld, case: Case) -> list[Record]:
    pages = (world.records[case], world.referentials[case])
    return [type(page).objects.get(pk=page.pk) for page in pages]


def level(name: str, hidden: bool = False):
    def change(pages: list[Record], world: SearchWorld) -> None:
        for page in pages:
            page.access_level, page.hide_notice = name, hidden
            publish(page)

    return change


def unpublish(pages: list[Record], world: SearchWorld) -> None:
    for page in pages:
        page.unpublish()


def run_out(pages: list[Record], world: SearchWorld) -> None:
    """By the clock alone: no job has run."""
    for page in pages:
        expire(page)


def delete(pages: list[Record], world: SearchWorld) -> None:
    for page in pages:
        page.delete()


def rewritten_by_hand(pages: list[Record], world: SearchWorld) -> None:
    """Straight in the database, as no code of ours does."""
    Record.objects.filter(pk__in=[page.pk for page in pages]).update(access_level="editors")


def leave(pages: list[Record], world: SearchWorld) -> None:
    world.readers["member"].memberships.all().delete()


def join_editors(pages: list[Record], world: SearchWorld) -> None:
    world.readers["member"].groups.add(Group.objects.get(name=EDITORS))


def deactivate(pages: list[Record], world: SearchWorld) -> None:
    type(world.readers["member"]).objects.filter(pk=world.readers["member"].pk).update(
        is_active=False
    )


ALL, MEMBER, NOBODY = {"anonymous", "member"}, {"member"}, set()


def opened_to_member(pages, world):
    open_to(world.readers["member"], *pages)


def opened_then_past(pages, world):
    opened_to_member(pages, world)
    RecordRequest.objects.update(expires_at=timezone.now())


def opened_then_edited(pages, world):
    opened_to_member(pages, world)
    Record.objects.filter(pk__in=[page.pk for page in pages]).update(access_level="editors")


CHANGES = {
    "raised": (PUBLIC, level("members"), MEMBER, ALL),
    "raised above": (MEMBERS_ONLY, level("editors"), NOBODY, ALL),
    "raised and hidden": (PUBLIC, level("members", True), MEMBER, MEMBER),
    "lowered": (HIDDEN, level("public"), ALL, ALL),
    "hidden": (MEMBERS_ONLY, level("members", True), MEMBER, MEMBER),
    "shown": (HIDDEN, level("members"), MEMBER, ALL),
    "unpublished": (PUBLIC, unpublish, NOBODY, NOBODY),
    "expired": (PUBLIC, run_out, NOBODY, NOBODY),
    "deleted": (PUBLIC, delete, NOBODY, NOBODY),
    "written by hand": (PUBLIC, rewritten_by_hand, NOBODY, ALL),
    "membership lost": (HIDDEN, leave, NOBODY, NOBODY),
    "membership gained": (EDITED, join_editors, MEMBER, MEMBER),
    "opened to one person": (CLOSED, opened_to_member, MEMBER, ALL),
    "opened for a time that is past": (CLOSED, opened_then_past, NOBODY, ALL),
    "opened, then kept for editors": (CLOSED, opened_then_edited, NOBODY, ALL),
    "account closed": (HIDDEN, deactivate, NOBODY, NOBODY),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_acts_on_the_next_search_and_once_indexed(world, name):
    case, change, opening, knowing = CHANGES[name]
    clients = {reader: client_of(world, reader) for reader in ("anonymous", "member")}
    change(both(world, case), world)
    for readers in (("anonymous", "member"), ("member",)):
        for reader in readers:
            client = clients[reader]
            said = of_each(client, [case])
            opened = {case} if reader in opening else set()
            compare(said, opened, {case} if reader in knowing else set())
        search_index.empty_queue()


def test_what_comes_back_is_found_again(world):
    pages = both(world, PUBLIC)
    unpublish(pages, world)
    search_index.empty_queue()
    for page in pages:
        publish(page)
    search_index.empty_queue()
    compare(of_each(Client(), [PUBLIC]), {PUBLIC}, {PUBLIC})


def test_moved_page_is_found_at_its_new_address(world):
    page = both(world, PUBLIC)[0]
    page.slug = "ailleurs"
    publish(page)
    answer = Answer(Client(), PUBLIC.word("body"))
    assert "/ressources/ailleurs/" in answer.html
    assert PUBLIC.word("title") not in "".join(
        link for link in answer.html.split('"') if link.startswith("/ressources/fiche")
    )


def test_draft_of_a_published_page_is_not_searched(world):
    page = both(world, PUBLIC)[0]
    page.purpose = "Un quondidrafx qui attend."
    page.save_revision(log_action=False)
    search_index.empty_queue()
    compare(of_each(Client(), [PUBLIC]), {PUBLIC}, {PUBLIC})
    assert Answer(client_of(world, "editor"), "quondidrafx").total() == 0
