"""Who may see what, by every channel: the heart of the suite.

Three tables say it; everything below them only asks the site and compares.
"""

from importlib import import_module

import pytest
from django.test import Client

from tests import access_channels as channels
from tests import builders
from tests.access_world import KINDS, LEVELS, Case, World, words
from tests.structures import open_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

# 1. Who opens what: body and files.
OPENS = """
                 public   members   accredited   editors
anonymous        yes      -         -            -
without_rights   yes      -         -            -
member           yes      yes       -            -
accredited       yes      yes       yes          -
editor           yes      yes       yes          yes
"""
# Who does not open a record still sees its notice (title, summary, terms), with a lock,
# unless the editor hides it: then nothing says that it exists. A draft, an expired or a
# withdrawn record does not exist for anybody.

# 2. What each channel says, and of which kinds. « notice »: of the records one may know of.
# « opened »: only of those one opens. « strangers »: the same as for a stranger, whoever asks.
CHANNELS = """
home                   all           notice
lists                  all           notice
search                 all           notice
search_words           all           notice
search_in_bodies       all           nothing
facets                 all           notice
index_facets           with_theme    notice
filtered               resource      notice
related                all           notice
practices              monograph     notice
tools                  resource      notice
served_competencies    referential   opened
competency_page        resource      notice
cqp_tools              resource      notice
site_map               all           notice
sitemap_xml            all           strangers
rss                    all           strangers
atom                   all           strangers
place_map              monograph     notice
members_home           all           reserved
"""

# 3. What each number counts.
NUMBERS = """
total                  all           notice
support_count          all           notice
level_counts           all           notice
format_count           all           notice
competency_marks       resource      notice
cqp_total              resource      notice
members_total          all           reserved
"""


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


HEADER, *ROWS = table(OPENS)
READERS = {
    name: {level for level, mark in zip(HEADER, marks, strict=True) if mark == "yes"}
    for name, *marks in ROWS
}


def opens(reader: str, case: Case) -> bool:
    return case.state == "live" and case.level in READERS[reader]


def knows(reader: str, case: Case) -> bool:
    return case.state == "live" and (not case.hidden or opens(reader, case))


def expected_cases(world: World, reader: str, kinds: str, says: str) -> list[Case]:
    several = {"all": KINDS, "with_theme": ("resource", "monograph")}
    cases = world.of_kind(*several.get(kinds, [kinds]))
    keep = {
        "notice": lambda case: knows(reader, case),
        "opened": lambda case: opens(reader, case),
        "strangers": lambda case: knows("anonymous", case),
        "reserved": lambda case: opens(reader, case) and case.level != "public",
        "nothing": lambda case: False,
    }[says]
    return [case for case in cases if keep(case)]


@pytest.fixture(scope="module")
def world(module_data) -> World:
    return World()


@pytest.fixture
def browser(world, reader) -> channels.Browser:
    return browser_of(world, reader)


def browser_of(world: World, reader: str) -> channels.Browser:
    client = Client()
    if world.readers[reader].is_authenticated:
        client.force_login(world.readers[reader])
    return channels.Browser(client)


@pytest.fixture
def long_lists(monkeypatch):
    """Every list long enough to show the whole table on one page."""
    set_lengths(monkeypatch, 1000)


def set_lengths(monkeypatch, length: int) -> None:
    """Give every number of items to show, in the modules that list records, one value."""
    for name in (
        "catalogue.listing",
        "catalogue.feeds",
        "catalogue.related",
        "members.home.views",
        "portal.presenting",
    ):
        for constant, value in vars(import_module(name)).items():
            if constant.isupper() and type(value) is int:
                monkeypatch.setattr(f"{name}.{constant}", length)


def test_the_table_names_every_level_and_reader(world):
    assert HEADER == list(LEVELS)
    assert list(READERS) == list(world.readers)


@pytest.mark.usefixtures("long_lists")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("channel", "kinds", "says"), table(CHANNELS))
def test_channel_says_what_the_reader_may_know_and_nothing_else(
    world, browser, reader, channel, kinds, says
):
    if channel == "members_home" and reader == "anonymous":
        assert words(browser.get("/espace-membres/", status=302)) == set()
        return
    said = words(getattr(channels, channel)(browser, world))
    cases = expected_cases(world, reader, kinds, says)
    allowed = {case.title for case in cases}
    if says == "opened":
        allowed |= {case.part("tree") for case in cases}
    report(world, said, allowed)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("number", "kinds", "counts"), table(NUMBERS))
def test_number_counts_only_what_the_reader_may_know(world, browser, reader, number, kinds, counts):
    if number == "members_total" and reader == "anonymous":
        return
    expected = len(expected_cases(world, reader, kinds, counts))
    assert getattr(channels, number)(browser, world) == expected


@pytest.mark.usefixtures("long_lists")
def test_kept_pages_never_carry_to_one_reader_what_another_may_see(world, settings):
    """The whole-page cache on: the most powerful reader first, then the stranger, twice."""
    settings.PAGE_CACHE_SECONDS = 300
    for reader in (*reversed(READERS), *READERS):
        browser = browser_of(world, reader)
        for channel, kinds, says in table(CHANNELS):
            if channel in ("home", "lists", "facets", "related", "site_map", "rss", "place_map"):
                said = words(getattr(channels, channel)(browser, world))
                cases = expected_cases(world, reader, kinds, says)
                report(world, said, {case.title for case in cases})


def test_records_opened_to_one_person_show_to_that_person_on_every_channel(world, monkeypatch):
    """Whatever their level: those of the editors, drafts and expired ones stay closed."""
    guest = builders.make_user("without_rights")
    opened = [case for case in world.cases if case.level != "public"][::3]
    open_to(guest, *(world.records[case] for case in opened))
    inside = {case for case in opened if case.state == "live" and case.level != "editors"}
    assert {case.hidden for case in inside} == {True, False}
    monkeypatch.setitem(globals(), "opens", lambda reader, case: case in inside | public(world))
    client = Client()
    client.force_login(guest)
    browser = channels.Browser(client)
    for number, kinds, counts in table(NUMBERS):
        expected = len(expected_cases(world, "guest", kinds, counts))
        assert getattr(channels, number)(browser, world) == expected, number
    set_lengths(monkeypatch, 1000)
    for channel, kinds, says in table(CHANNELS):
        cases = expected_cases(world, "guest", kinds, says)
        allowed = {case.title for case in cases}
        if says == "strangers":
            allowed = {case.title for case in world.cases if knows_stranger(case)}
        if says == "opened":
            allowed |= {case.part("tree") for case in cases}
        report(world, words(getattr(channels, channel)(browser, world)), allowed)


def public(world: World) -> set[Case]:
    return {case for case in world.cases if case.state == "live" and case.level == "public"}


def knows_stranger(case: Case) -> bool:
    return case.state == "live" and (not case.hidden or case.level == "public")


def report(world: World, said: set[str], allowed: set[str]) -> None:
    """Compare, and name the records concerned in plain words."""
    leaked = [f"{word}: {_case_of(world, word)}" for word in sorted(said - allowed)]
    missing = [f"{word}: {_case_of(world, word)}" for word in sorted(allowed - said)]
    assert not leaked, f"Given away: {leaked}"
    assert not missing, f"Should have been shown: {missing}"


def _case_of(world: World, word: str) -> Case:
    return world.cases[int("".join(filter(str.isdigit, word))) - 1]
