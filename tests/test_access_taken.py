"""Who may take what away: selections, archives and long documents, for every kind of reader.

The words of the access matrix (tests/access_world.py) are looked for in every byte of what a
selection of all its records gives.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from catalogue.productions.ordering import order
from catalogue.selection import archive
from catalogue.selection.codes import written
from catalogue.sheets import making
from tests.access_world import Case, World, words
from tests.archives import opened, order_archive, take_archive
from tests.productions import make_all
from tests.test_access_matrix import READERS, browser_of, knows, opens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]


@pytest.fixture(scope="module")
def world(module_data) -> Iterator[World]:
    """Sheets are written plain: what they say can be read in their bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "WRITERS", dict.fromkeys(making.WRITERS, plain_sheet))
        yield World()


def plain_sheet(content, edition) -> tuple[bytes, None]:
    return repr(content).encode(), None


def records(world: World) -> list:
    return [world.records[case] for case in world.cases]


def said_by(held: dict[str, bytes]) -> set[str]:
    return set().union(*(words(name.encode() + b" " + data) for name, data in held.items()))


def notices(world: World, reader: str) -> set[str]:
    return {case.title for case in world.cases if knows(reader, case)}


def bodies(world: World, reader: str, parts: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for case in filter(lambda case: opens(reader, case), world.cases):
        found |= case.body if "sheet" in parts else set()
        found |= {case.part("file")} if "file" in parts else set()
    return found


@pytest.mark.parametrize("reader", READERS)
def test_a_selection_says_the_notices_one_may_know_and_nothing_else(world, reader):
    address = f"/selection/?f={written(record.pk for record in records(world))}"
    assert words(browser_of(world, reader).get(address)) == notices(world, reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("parts", [("file", "sheet"), ("file",), ("sheet",)])
def test_an_archive_holds_what_one_opens_and_says_what_one_knows(world, reader, parts):
    client = browser_of(world, reader).client
    held = take_archive(client, *records(world), files="file" in parts, sheets="sheet" in parts)
    expected = notices(world, reader) | bodies(world, reader, parts)
    assert said_by(held) == expected


@pytest.mark.parametrize("maker", READERS)
def test_an_archive_made_for_one_is_given_to_no_other(world, maker):
    page = order_archive(browser_of(world, maker).client, *records(world))
    make_all()
    for reader in READERS:
        answer = browser_of(world, reader).client.get(f"{page}fichier")
        if maker == "anonymous" or reader == maker:
            # What nobody in particular asked for holds what everybody may read.
            expected = notices(world, maker) | bodies(world, maker, ("file", "sheet"))
            assert said_by(opened(answer.getvalue())) == expected, reader
        else:
            assert answer.status_code == 404, reader
            assert words(answer.content) == set(), reader


@pytest.mark.parametrize("reader", READERS)
def test_the_page_of_a_document_names_no_record(world, reader, monkeypatch):
    """Its progress does, to whoever may know them: the one for whom it is made."""
    client, seen = browser_of(world, reader).client, []
    page = order_archive(client, *records(world))
    stranger = Client()
    pack = archive._pack

    def spied(stored, packing, report):
        def look(done, total, sentence):
            report(done, total, sentence)
            seen.append((client.get(page), stranger.get(page)))

        pack(stored, packing, look)

    monkeypatch.setattr(archive, "_pack", spied)
    make_all()
    mine = set().union(*(words(answer.content) for answer, _other in seen))
    theirs = set().union(*(words(answer.content) for _mine, answer in seen))
    assert mine <= notices(world, reader)
    assert theirs <= notices(world, "anonymous")


def closed_since(world: World) -> Iterator[tuple[Case, object]]:
    for case in world.cases:
        if case.state == "live" and case.level == "public" and not case.hidden:
            yield case, world.records[case]


@pytest.mark.parametrize(
    "change",
    [
        {"access_level": "editors"},
        {"access_level": "editors", "hide_notice": True},
        {"live": False},
    ],
)
def test_what_was_closed_after_the_making_is_not_given(world, change):
    client = Client()
    case, record = next(closed_since(world))
    page = order_archive(client, record, world.sharing)
    make_all()
    type(record).objects.filter(pk=record.pk).update(**change)
    again = client.get(f"{page}fichier")
    assert words(again.content) == set()
    make_all()
    said = said_by(opened(client.get(f"{page}fichier").getvalue()))
    is_known = change == {"access_level": "editors"}
    assert said == ({case.title} if is_known else set())
    type(record).objects.filter(pk=record.pk).update(
        access_level="public", hide_notice=False, live=True
    )


def test_two_readers_who_ask_the_same_never_share_what_one_only_may_open(world):
    demand = {"f": written(record.pk for record in records(world)), "files": True, "sheets": True}
    asked = [order(archive.KIND, demand, world.readers[reader], "Tout") for reader in READERS]
    assert len({production.pk for production in asked}) == len(READERS)
