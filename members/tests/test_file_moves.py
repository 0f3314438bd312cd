"""The structure moves its file: confirmed, once, never from a stale page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.agreement.machine import REASON_LENGTH
from members.agreement.offering import ACTIONS
from members.models import Agreement, JournalEntry, SectionReview, State
from members.models.agreement import Verdict
from tests.structures import fill, make_agreement, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WORDS = "L’immersion est signée depuis lundi."


def make_file(state: str) -> tuple[Agreement, Client]:
    agreement = fill(make_agreement(state=state))
    client = Client()
    client.force_login(make_referent(agreement.structure))
    return agreement, client


def place(agreement, action: str) -> str:
    args = [agreement.structure.slug, agreement.reference, action]
    return reverse("members:file_move", args=args)


def state_of(agreement) -> str:
    agreement.refresh_from_db()
    return agreement.state


def test_submitting_is_confirmed_then_said():
    agreement, client = make_file(State.DRAFT)
    page = client.get(place(agreement, "deposer")).content.decode()
    assert "Vous ne pourrez plus le modifier" in page
    assert state_of(agreement) == State.DRAFT
    done = client.post(place(agreement, "deposer"), {"version": 1})
    assert state_of(agreement) == State.SUBMITTED
    html = client.get(done.url).content.decode()
    assert "Dossier déposé" in html and "Rien à faire pour l’instant" in html


def test_a_second_click_and_a_stale_page_are_refused_and_change_nothing():
    agreement, client = make_file(State.DRAFT)
    client.post(place(agreement, "deposer"), {"version": 1})
    for version in ("1", "", "x", "9" * 30):
        again = client.post(place(agreement, "deposer"), {"version": version})
        assert again.status_code == 409 and "Rien n’a été" in again.content.decode()
    assert JournalEntry.objects.count() == 1
    # A move that the state does not offer leads back to the file.
    assert client.get(place(agreement, "deposer")).status_code == 302


def test_an_incomplete_file_is_not_submitted_and_each_gap_is_a_link():
    agreement = make_agreement(state=State.DRAFT)
    client = Client()
    client.force_login(make_referent(agreement.structure))
    for answer in (
        client.get(place(agreement, "deposer")),
        client.post(place(agreement, "deposer"), {"version": 1}),
    ):
        html = answer.content.decode()
        assert "/network/#question-companies" in html and "/pieces/#question-planning" in html
    assert answer.status_code == 409
    assert state_of(agreement) == State.DRAFT


def test_sending_back_tells_what_was_asked_and_not_touched():
    agreement, client = make_file(State.MORE_ASKED)
    Agreement.objects.update(state_since=timezone.now())
    SectionReview.objects.create(
        agreement=agreement, section="planning", verdict=Verdict.TO_COMPLETE, comment="Quand ?"
    )
    html = client.get(place(agreement, "renvoyer")).content.decode()
    assert "Vous n’avez rien changé ici" in html
    assert client.post(place(agreement, "renvoyer"), {"version": 1}).status_code == 302
    assert state_of(agreement) == State.UNDER_REVIEW


def test_before_a_refusal_the_structure_reads_why_until_when_and_answers_once():
    agreement, client = make_file(State.REFUSAL_PLANNED)
    JournalEntry.objects.create(
        act="move", agreement=agreement, to_state=State.REFUSAL_PLANNED, reason="Pas de salle."
    )
    for address in (
        place(agreement, "observations"),
        place(agreement, "x").replace("action/x/", ""),
    ):
        html = client.get(address).content.decode()
        assert "Pas de salle." in html and "Observations attendues jusqu’au" in html
    empty = client.post(place(agreement, "observations"), {"version": 1, "reason": " \n"})
    assert empty.status_code == 422 and "Écrivez vos observations" in empty.content.decode()
    client.post(place(agreement, "observations"), {"version": 1, "reason": WORDS})
    assert state_of(agreement) == State.CONTESTED
    assert JournalEntry.objects.first().reason == WORDS
    again = client.post(place(agreement, "observations"), {"version": 1, "reason": "Autre mot."})
    assert again.status_code == 409 and "Autre mot." in again.content.decode()


def test_after_the_date_one_may_still_write_and_is_told_to_hurry():
    agreement, client = make_file(State.REFUSAL_PLANNED)
    Agreement.objects.update(state_since=timezone.now() - timedelta(days=40))
    html = client.get(place(agreement, "x").replace("action/x/", "")).content.decode()
    assert "est passée" in html
    client.post(place(agreement, "observations"), {"version": 1, "reason": WORDS})
    assert state_of(agreement) == State.CONTESTED


def test_long_observations_are_not_cut_behind_ones_back():
    agreement, client = make_file(State.REFUSAL_PLANNED)
    long = "é" * (REASON_LENGTH + 1)
    answer = client.post(place(agreement, "observations"), {"version": 1, "reason": long})
    assert answer.status_code == 422 and long in answer.content.decode()
    assert state_of(agreement) == State.REFUSAL_PLANNED


def test_a_session_that_ends_keeps_the_observations():
    agreement, _client = make_file(State.REFUSAL_PLANNED)
    answer = Client().post(place(agreement, "observations"), {"version": 1, "reason": WORDS})
    html = answer.content.decode()
    assert answer.status_code == 401 and WORDS in html and agreement.structure.name not in html
    assert state_of(agreement) == State.REFUSAL_PLANNED


@pytest.mark.parametrize("action", ACTIONS)
def test_no_move_is_made_without_the_security_token(action):
    agreement = fill(make_agreement(state=State.DRAFT))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_referent(agreement.structure))
    answer = strict.post(place(agreement, action), {"version": 1, "reason": WORDS})
    assert answer.status_code == 403
    assert state_of(agreement) == State.DRAFT


def test_a_demand_is_abandoned_and_the_next_one_starts_from_its_answers():
    agreement, client = make_file(State.SUBMITTED)
    assert (
        "Abandonner la demande"
        in client.get(place(agreement, "x").replace("action/x/", "")).content.decode()
    )
    client.post(place(agreement, "abandonner"), {"version": 1})
    assert state_of(agreement) == State.ABANDONED
    files = reverse("members:files", args=[agreement.structure.slug])
    client.post(files)
    assert agreement.structure.agreements.get(state=State.DRAFT).answers.count() == 6
