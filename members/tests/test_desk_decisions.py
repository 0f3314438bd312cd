"""Deciding: a reason, a fresh page, and the visit that follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.agreement import machine
from members.agreement.machine import Actor
from members.agreement.transitions import ALL
from members.models import Act, Agreement, JournalEntry, OutgoingMail, State
from members.permissions import Quality
from tests.reading import soup, text
from tests.structures import fill, make_agreement, make_certifier, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
OURS = [move for move in ALL if move.by is Quality.CERTIFIER]
REASON = "Un motif long,\nsur deux lignes."


@pytest.fixture
def certifier(client):
    user = make_certifier()
    client.force_login(user)
    return user


def make_file(state: str = State.UNDER_REVIEW) -> Agreement:
    old = timezone.now() - timedelta(days=40)
    return fill(make_agreement(state=state, state_since=old))


def address(agreement: Agreement, name: str) -> str:
    return f"/admin/agrements/{agreement.reference}/decision/{name}/"


def decide(client, agreement: Agreement, name: str, **sent):
    return client.post(address(agreement, name), {"version": 1, "reason": REASON} | sent)


@pytest.mark.parametrize("move", OURS, ids=lambda move: move.name)
def test_each_decision_is_confirmed_then_made(client, certifier, move):
    file = make_file(move.sources[0])
    assert move.button in text(client.get(address(file, move.name)))
    assert decide(client, file, move.name).status_code == 302
    file.refresh_from_db()
    assert file.state == move.target
    entry = JournalEntry.objects.get(transition=move.name)
    assert (entry.actor, entry.reason) == (certifier, REASON if move.needs_reason else "")


@pytest.mark.parametrize("name", [move.name for move in ALL if move not in OURS])
def test_decisions_of_others_have_no_screen_here(client, certifier, name):
    assert client.get(address(make_file(), name)).status_code == 404


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_decision_without_a_reason_is_asked_again(client, certifier, reason):
    file = make_file()
    answer = decide(client, file, "plan_refusal", reason=reason)
    assert answer.status_code == 422
    assert "Écrivez le motif" in answer.content.decode()


def test_a_reason_too_long_is_not_cut(client, certifier):
    file = make_file()
    answer = decide(client, file, "plan_refusal", reason="x" * 5_001)
    assert answer.status_code == 422
    assert "x" * 5_001 in answer.content.decode()


def test_comments_are_gathered_into_the_reason_of_a_request_for_more(client, certifier):
    file = make_file()
    document = file.documents.first()
    document.verdict, document.comment = "to_complete", "Signez la lettre."
    document.save()
    file.reviews.create(section="planning", verdict="to_complete", comment="Où est la salle ?")
    file.reviews.create(section="means", verdict="accepted", comment="Très bien.")
    page = soup(client.get(address(file, "ask_more")))
    reason = page.select_one("textarea[name=reason]").get_text().strip()
    assert reason.splitlines()[0] == "Votre planning : Où est la salle ?"
    assert reason.endswith("Signez la lettre.")
    assert "Très bien" not in reason


def test_a_stale_page_is_refused_its_text_kept_and_the_next_try_goes_through(client, certifier):
    file = make_file()
    other = Actor(make_certifier())
    machine.move(file.pk, "ask_more", other, version=1, reason="Autre chose.")
    machine.move(file.pk, "send_back", Actor(make_referent(file.structure)), version=2)
    answer = decide(client, file, "plan_refusal")
    assert answer.status_code == 409
    page = soup(answer)
    assert "a changé depuis" in page.get_text()
    assert "Compléments envoyés" in page.get_text()
    assert page.select_one("textarea[name=reason]").get_text().strip() == REASON
    version = page.select_one("[name=version]")["value"]
    assert version == "3"
    assert decide(client, file, "plan_refusal", version=version).status_code == 302


def test_a_decision_come_too_late_gives_its_text_back_to_copy(client, certifier):
    file = make_file()
    machine.move(file.pk, "plan_refusal", Actor(make_certifier()), version=1, reason="Non.")
    answer = decide(client, file, "agree")
    assert answer.status_code == 409
    page = soup(answer)
    assert page.select_one("textarea[readonly]").get_text().strip() == REASON
    assert not page.select("textarea[name=reason]")


def test_a_second_click_changes_nothing_and_says_it_was_done(client, certifier):
    file = make_file()
    decide(client, file, "plan_refusal")
    answer = decide(client, file, "plan_refusal")
    assert answer.status_code == 302
    assert "C’était déjà fait" in text(client.get(answer["Location"]))
    assert JournalEntry.objects.filter(transition="plan_refusal").count() == 1


def test_what_stands_in_the_way_is_said_before_and_after(client, certifier):
    file = make_file()
    file.reviews.all().delete()
    assert "référents internes" in text(client.get(address(file, "agree")))
    answer = decide(client, file, "agree")
    assert answer.status_code == 409
    assert "référents internes" in text(answer)
    file.refresh_from_db()
    assert file.state == State.UNDER_REVIEW


def test_an_incomplete_file_says_what_is_missing(client, certifier):
    file = make_file()
    file.documents.all().delete()
    answer = decide(client, file, "agree")
    assert answer.status_code == 409
    assert "Lettre d’engagement de la direction" in text(answer)


def test_the_last_day_is_proposed_and_may_be_changed(client, certifier):
    file = make_file()
    page = soup(client.get(address(file, "agree")))
    proposed = page.select_one("[name=until]")["value"]
    assert proposed == machine.proposed_term(file)[1].isoformat()
    wanted = timezone.localdate() + timedelta(days=365)
    decide(client, file, "agree", until=wanted.isoformat())
    file.refresh_from_db()
    assert file.valid_until == wanted


@pytest.mark.parametrize(("until", "status"), [("2001-01-01", 409), ("demain", 422)])
def test_a_wrong_last_day_is_refused_in_words(client, certifier, until, status):
    file = make_file()
    answer = decide(client, file, "agree", until=until)
    assert answer.status_code == status
    assert REASON.splitlines()[0] in answer.content.decode()
    file.refresh_from_db()
    assert file.state == State.UNDER_REVIEW


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_version_that_is_none_decides_nothing(client, certifier, version):
    file = make_file()
    assert decide(client, file, "plan_refusal", version=version).status_code in (409, 422)
    file.refresh_from_db()
    assert file.version == 1


# The visit


def visit(client, file: Agreement, **sent):
    return client.post(f"/admin/agrements/{file.reference}/visite/", sent)


def test_a_visit_is_planned_and_the_structure_is_told_once(client, certifier):
    file = make_agreement()
    referent = make_referent(file.structure)
    day = timezone.localdate() + timedelta(days=12)
    sent = {"do": "plan", "plan-version": "1", "plan-day": day.isoformat()}
    assert visit(client, file, **sent).status_code == 302
    assert visit(client, file, **sent).status_code == 302
    file.refresh_from_db()
    assert file.visit_planned == day
    assert JournalEntry.objects.filter(act=Act.VISIT_PLANNED).count() == 1
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("visit_planned", referent.email)
    assert f"{day:%Y}" in mail.subject


def test_a_report_ends_the_visit(client, certifier):
    file = make_agreement()
    today = timezone.localdate().isoformat()
    sent = {"do": "report", "report-version": "1", "report-day": today, "report-report": "Bien vu."}
    assert visit(client, file, **sent).status_code == 302
    file.refresh_from_db()
    assert file.visit_report == "Bien vu."
    assert JournalEntry.objects.filter(act=Act.VISIT_DONE).count() == 1


@pytest.mark.parametrize(
    ("doing", "shift"), [("plan", -1), ("report", 1)], ids=["planned past", "done in future"]
)
def test_a_visit_on_the_wrong_side_of_today_is_refused(client, certifier, doing, shift):
    file = make_agreement()
    day = timezone.localdate() + timedelta(days=shift)
    sent = {"do": doing, f"{doing}-version": "1", f"{doing}-day": day.isoformat()}
    answer = visit(client, file, **sent, **{"report-report": "Texte gardé."})
    assert answer.status_code == 422
    file.refresh_from_db()
    assert (file.visit_planned, file.visit_done) == (None, None)


def test_a_report_on_an_agreement_withdrawn_meanwhile_is_given_back(client, certifier):
    file = make_agreement()
    machine.move(file.pk, "withdraw", Actor(make_certifier()), version=1, reason="Fin.")
    sent = {
        "do": "report",
        "report-version": "1",
        "report-day": timezone.localdate().isoformat(),
        "report-report": "Un texte à garder.",
    }
    answer = visit(client, file, **sent)
    assert answer.status_code == 409
    assert "Un texte à garder." in answer.content.decode()
