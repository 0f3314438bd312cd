"""Each move of a file is told to those it concerns, with what comes next and by when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from members.agreement import machine
from members.agreement.machine import Actor
from members.agreement.rules import ANSWER_DAYS, CONTEST_DAYS, REVIEW_DAYS
from members.agreement.transitions import ALL, BY_NAME
from members.models import Agreement, OutgoingMail, State
from members.permissions import Quality
from tests.structures import fill, join, make_agreement, make_certifier, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TOLD_TO_CERTIFIERS = {"submit", "send_back", "contest", "abandon", "expire"}
REASON = "Parce que <b>c’est</b> écrit."


class Told:
    """A file with two référents, a member and two certifiers; what each was sent."""

    def __init__(self, state: str):
        self.agreement = fill(make_agreement(state=state))
        structure = self.agreement.structure
        self.referents = [make_referent(structure), make_referent(structure)]
        self.member = join(structure)
        self.certifiers = [make_certifier(), make_certifier()]
        self.insider = join(structure, make_certifier())
        Agreement.objects.update(submitted_at=timezone.now())

    def move(self, name: str, reason: str = REASON) -> None:
        transition = BY_NAME[name]
        actor = {
            Quality.REFERENT: Actor(self.referents[0]),
            Quality.CERTIFIER: Actor(self.certifiers[0]),
            Quality.SYSTEM: machine.SYSTEM,
        }[transition.by]
        self.agreement.refresh_from_db()
        machine.move(self.agreement.pk, name, actor, version=self.agreement.version, reason=reason)


def sent_to(user) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=user.email))


def in_days(days: int) -> str:
    return date_format(timezone.localdate() + timedelta(days=days), "j F Y")


@pytest.mark.parametrize("name", [move.name for move in ALL])
def test_each_move_is_told_once_to_the_right_people(name):
    transition = BY_NAME[name]
    told = Told(transition.sources[0])
    if name == "expire":
        Agreement.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    if name == "refuse":
        Agreement.objects.update(state_since=timezone.now() - timedelta(days=60))
    told.move(name)
    for user in told.referents:
        (mail,) = sent_to(user)
        assert mail.subject.startswith(transition.done)
        assert f"/agrement/{told.agreement.reference}/" in mail.text
        assert "LA SUITE" in mail.text and "&lt;b&gt;" not in mail.text
        assert (REASON in mail.text) == (transition.by == Quality.CERTIFIER)
        assert "<b>c’est</b>" not in mail.html
    for user in told.certifiers:
        assert len(sent_to(user)) == (name in TOLD_TO_CERTIFIERS)
    # Neither a member, nor a certifier who belongs to the structure.
    assert not sent_to(told.member) and not sent_to(told.insider)


@pytest.mark.parametrize(
    ("state", "name", "days"),
    [
        (State.UNDER_REVIEW, "ask_more", ANSWER_DAYS),
        (State.UNDER_REVIEW, "plan_refusal", CONTEST_DAYS),
        (State.DRAFT, "submit", REVIEW_DAYS),
    ],
)
def test_the_mail_says_by_when(state, name, days):
    told = Told(state)
    told.move(name)
    assert in_days(days) in sent_to(told.referents[0])[0].text


def test_the_certifier_reads_the_observations_and_the_date():
    told = Told(State.REFUSAL_PLANNED)
    told.move("contest")
    text = sent_to(told.certifiers[0])[0].text
    assert REASON in text and in_days(REVIEW_DAYS) in text


def test_a_draft_abandoned_before_it_was_submitted_disturbs_no_certifier():
    told = Told(State.DRAFT)
    Agreement.objects.update(submitted_at=None)
    told.move("abandon")
    assert not sent_to(told.certifiers[0]) and len(sent_to(told.referents[0])) == 1


def test_a_refused_move_writes_no_mail():
    told = Told(State.AGREED)
    with pytest.raises(machine.Refused):
        told.move("suspend", reason="")
    assert not OutgoingMail.objects.exists()
