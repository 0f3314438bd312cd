"""What the weekly mail holds: lists, filters and words choose; what it costs."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Record
from members.following import digest
from members.models import OutgoingMail, SavedSearch
from members.tests.following import (
    FRIDAY,
    MONDAY,
    make_follower,
    make_news,
    make_search,
    send,
    told,
)
from tests import search_index
from tests.builders import make_monograph, make_support, make_user
from tests.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


def test_filters_and_lists_choose():
    user = make_user("without_rights")
    make_search(user, "support=maraichage", within="ressource")
    gardens = [make_support("Maraîchage")]
    make_news(title="Oui", supports=gardens)
    make_news(title="Autre support", supports=[make_support("Cuisine")])
    other = make_monograph(title="Autre liste", supports=gardens)
    Record.objects.filter(pk=other.pk).update(last_published_at=FRIDAY)
    send()
    assert re.findall(r"\* (.+) \(", told(user)) == ["Oui"]


def test_term_that_has_gone_does_not_become_the_whole_bank():
    user = make_follower(query="")
    SavedSearch.objects.filter(user=user).update(query="support=disparu")
    make_news(title="Sans rapport")
    send()
    assert told(user) == ""


def test_record_is_told_once_and_the_others_are_behind_a_link(monkeypatch):
    monkeypatch.setattr(digest, "SHOWN", 2)
    user = make_user("without_rights")
    make_search(user, "support=maraichage")
    make_search(user, "")
    for rank in range(4):
        make_news(title=f"Jardin {rank}", supports=[make_support("Maraîchage")])
    send()
    words = plain(told(user))
    assert words.count("* Jardin") == 2
    assert "Et 2 de plus : " in words
    assert "/recherche/" in words


def test_one_mail_holds_everything_that_a_person_follows():
    user = make_user("without_rights")
    for support in ("Maraîchage", "Cuisine"):
        make_search(user, f"support={make_support(support).slug}")
        make_news(title=f"Fiche {support}", supports=[make_support(support)])
    send()
    words = told(user)
    assert "Fiche Maraîchage" in words
    assert "Fiche Cuisine" in words


def test_title_with_markup_stays_text():
    make_follower()
    make_news(title="<b>Gras</b> & l’autre")
    send()
    written = OutgoingMail.objects.get()
    assert "<b>Gras</b> & l’autre" in written.text
    assert "&lt;b&gt;Gras" in written.html


def test_words_are_searched_in_what_this_person_may_read(tmp_path):
    readers = {reader: make_user(reader) for reader in ("without_rights", "member")}
    record = make_news(title="Fiche", purpose="Tailler une charmille", access_level="members")
    make_news(title="Autre", purpose="Peindre un mur")
    for user in readers.values():
        make_search(user, "q=charmilles")
    with search_index.index_in(search_index.build(tmp_path / "index")):
        send()
    assert record.title in told(readers["member"])
    assert "Autre" not in told(readers["member"])
    assert told(readers["without_rights"]) == ""


def test_words_wait_for_an_index_that_does_not_answer(tmp_path, clock):
    user = make_follower(query="q=charmille")
    other = make_follower()
    make_news(title="La charmille")
    assert "Remis à plus tard, le temps que la recherche réponde : 1." in send()
    assert told(user) == ""
    assert "charmille" in told(other)
    clock.shift(timedelta(hours=1))
    with search_index.index_in(search_index.build(tmp_path / "index")):
        send()
    assert "La charmille" in told(user)


# The cost


def cost(people: int) -> int:
    """Queries to write the mails of this many people, with three searches each."""
    SavedSearch.objects.all().delete()
    OutgoingMail.objects.all().delete()
    for _ in range(people):
        user = make_user("member")
        for query in ("support=maraichage", "support=cuisine", ""):
            make_search(user, query)
    with CaptureQueriesContext(connection) as queries:
        send()
    assert OutgoingMail.objects.count() == people
    return len(queries)


def test_each_person_costs_a_bounded_number_of_queries():
    for rank in range(30):
        make_news(supports=[make_support(("Maraîchage", "Cuisine")[rank % 2])])
    one, six = cost(1), cost(6)
    print(f"\nqueries: {one} for one person, {six} for six")
    assert (six - one) / 5 <= 20


def test_nothing_new_costs_next_to_nothing_for_everybody():
    for _ in range(5):
        make_follower()
    with CaptureQueriesContext(connection) as queries:
        send(dry_run=True)
    assert len(queries) <= 10
