"""« Suivi éditorial »: each person's lists, the same numbers on the first screen, few queries."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.reviewing import rights, waiting
from editorial.reviewing.waiting import Desk, Waiting
from editorial.tests.chain import again, away, client_of, make_staff, submit, take
from tests.builders import make_resource
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
BOARD = "/admin/suivi/"


def told(user) -> str:
    return text(client_of(user).get(BOARD))


def test_each_sees_the_same_record_where_it_concerns_them():
    author, reviewer = make_staff("contributor"), make_staff("reviewer")
    first = make_staff("editor")
    record = submit(author, "referentiel", title="Mon référentiel")
    take(record, first)
    assert [row.title for row in Desk(reviewer).to_review] == ["Mon référentiel"]
    assert [row.title for row in Desk(author).mine] == ["Mon référentiel"]
    (row,) = Desk(first).elsewhere
    assert row.why_not == rights.SAME_PERSON
    assert Desk(reviewer).elsewhere == []
    assert "Mon référentiel" in told(reviewer)


def test_what_is_sent_back_waits_for_its_author_with_the_reason():
    author, reviewer = make_staff("contributor"), make_staff("reviewer")
    record = submit(author, title="La mienne")
    take(record, reviewer, "reject", "Il manque le métier.")
    page = told(author)
    assert "« Il manque le métier. »" in page
    assert "renvoyée par Reviewer" in page
    assert Desk(reviewer).given_back == []


def test_age_is_said_and_what_waits_too_long_is_marked():
    editor = make_staff("editor")
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        submit(make_staff("contributor"))
    (row,) = Desk(editor).to_review
    assert row.age == "attend depuis 9 jours"
    assert row.is_late
    assert "trop longtemps" in told(editor)


def test_scheduled_and_retouched_records_are_to_publish():
    editor = make_staff("editor")
    planned = make_resource(live=False, title="Bientôt")
    planned.go_live_at = timezone.now() + timedelta(days=3)
    planned.save_revision(user=editor).publish()
    retouched = make_resource(title="Retouchée")
    retouched.save_revision(user=editor)
    desk = Desk(editor)
    assert [page.draft_title for page, _day in desk.scheduled] == ["Bientôt"]
    assert [record.title for record in desk.retouched] == ["Retouchée"]
    assert desk.to_publish == 2
    assert "paraîtra toute seule" in told(editor)
    assert Desk(make_staff("reviewer")).to_publish == 0


def test_first_screen_says_the_same_numbers():
    editor = make_staff("editor")
    author = make_staff("contributor")
    for _ in range(2):
        submit(author)
    make_resource(review_by=timezone.localdate() - timedelta(days=1))
    page = text(client_of(editor).get("/admin/"))
    assert "2 fiches à relire" in page
    assert "1 fiche en ligne à vérifier" in page
    record = submit(editor)
    take(record, make_staff("reviewer"), "reject")
    assert "1 fiche à reprendre" in text(client_of(editor).get("/admin/"))


def test_another_part_plugs_in(monkeypatch):
    monkeypatch.setattr(waiting, "_sources", {})
    waiting.register_source("Propositions reçues", lambda user: [Waiting("Une idée", "/x/")])
    waiting.register_source("Imports", lambda user: [])
    editor = make_staff("editor")
    page = told(editor)
    assert "Propositions reçues" in page
    assert "Une idée" in page
    assert "Imports" not in page
    assert "Une idée" in text(client_of(editor).get("/admin/"))


def test_board_says_for_whom_one_stands_in():
    deputy = make_staff("editor", "remplacant")
    away(make_staff("editor", "absente"), deputy)
    assert "Vous remplacez Absente jusqu’au" in told(deputy)


@pytest.mark.parametrize("group", ["contributor", "reviewer"])
def test_who_does_not_publish_sees_only_their_own(group):
    user = make_staff(group)
    submit(make_staff("editor"), "monographie", title="Ailleurs")
    desk = Desk(again(user))
    assert desk.elsewhere == []
    assert "À relire par d’autres" not in told(user)


def test_number_of_queries_does_not_grow_with_what_waits():
    editor, author = make_staff("editor"), make_staff("contributor")
    deputy_of = make_staff("reviewer", "absente")
    away(deputy_of, editor)
    client = client_of(editor)
    counts = []
    for _ in range(2):
        for kind in ("ressource", "monographie", "referentiel"):
            submit(author, kind)
        make_resource().save_revision(user=author)
        client.get(BOARD)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(BOARD)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 45
