"""Reminders: each thing once, in one mail a day; agreements that are over end by themselves."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from members.agreement.rules import ANSWER_DAYS, CONTEST_DAYS, REVIEW_DAYS
from members.models import (
    Act,
    Agreement,
    JournalEntry,
    OutgoingMail,
    Reminder,
    State,
    Structure,
    User,
)
from tests.reading import text
from tests.structures import (
    join,
    make_agreement,
    make_certifier,
    make_person,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def today():
    return timezone.localdate()


def remind(*options: str) -> str:
    said = io.StringIO()
    call_command("remind_agreements", *options, stdout=said)
    return said.getvalue()


def mails() -> dict[str, str]:
    """Address → the words of its mails."""
    found: dict[str, str] = {}
    for mail in OutgoingMail.objects.order_by("pk"):
        found[mail.to] = found.get(mail.to, "") + mail.text
    return found


def next_day() -> None:
    """Yesterday’s reminders are of yesterday."""
    Reminder.objects.update(at=timezone.now() - days(1))


@pytest.mark.parametrize("left", [181, 180, 60, 15, 0])
def test_the_end_of_an_agreement_is_told_to_the_referents_from_six_months_before(left):
    file = make_agreement(valid_until=today() + days(left), visit_done=today())
    referent = make_referent(file.structure)
    join(file.structure)
    remind()
    assert set(mails()) == ({referent.email} if left <= 180 else set())


def test_each_threshold_is_told_once_and_missed_ones_are_not_told_late():
    file = make_agreement(valid_until=today() + days(100), visit_done=today())
    make_referent(file.structure)
    told = []
    for left in (100, 99, 60, 59, 15, 14, 0):
        Agreement.objects.filter(pk=file.pk).update(valid_until=today() + days(left))
        remind()
        next_day()
        told.append(OutgoingMail.objects.count())
    assert told == [1, 1, 2, 2, 3, 3, 3]


def test_a_structure_whose_renewal_is_submitted_is_not_pressed():
    file = make_agreement(valid_until=today() + days(50), visit_done=today())
    make_referent(file.structure)
    renewal = make_agreement(file.structure, State.SUBMITTED, renews=file)
    remind()
    assert mails() == {}
    Agreement.objects.filter(pk=renewal.pk).update(state=State.DRAFT)
    remind()
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("left", "words"),
    [(61, ""), (60, "à faire avant"), (15, "à faire avant"), (-1, "en retard")],
)
def test_certifiers_are_told_of_visits_due_and_overdue(left, words):
    make_agreement(visit_due=today() + days(left))
    certifier = make_certifier()
    remind()
    assert (words in mails()[certifier.email]) if words else mails() == {}


@pytest.mark.parametrize(
    ("state", "limit"),
    [
        (State.SUBMITTED, REVIEW_DAYS),
        (State.UNDER_REVIEW, REVIEW_DAYS),
        (State.CONTESTED, REVIEW_DAYS),
        (State.MORE_ASKED, ANSWER_DAYS),
        (State.REFUSAL_PLANNED, CONTEST_DAYS),
    ],
)
def test_certifiers_are_told_once_of_what_waits_too_long(state, limit):
    file = make_agreement(state=state, state_since=timezone.now() - days(limit))
    certifier = make_certifier()
    remind()
    assert mails() == {}
    Agreement.objects.filter(pk=file.pk).update(state_since=timezone.now() - days(limit + 1))
    for _ in range(3):
        remind()
        next_day()
    assert mails()[certifier.email].count(f"dossier {file.reference}") == 1
    Agreement.objects.filter(pk=file.pk).update(state_since=timezone.now() - days(limit + 9))
    remind()
    assert mails()[certifier.email].count(f"dossier {file.reference}") == 2


def test_the_structure_is_told_too_when_it_must_answer():
    late = timezone.now() - days(ANSWER_DAYS + 1)
    file = make_agreement(state=State.MORE_ASKED, state_since=late)
    referent = make_referent(file.structure)
    remind()
    assert "attend vos compléments" in mails()[referent.email]


def test_everything_due_goes_in_one_mail_a_person_a_day():
    late = timezone.now() - days(REVIEW_DAYS + 1)
    make_agreement(state=State.UNDER_REVIEW, state_since=late)
    make_agreement(visit_due=today() + days(3))
    first, second = make_certifier(), make_certifier()
    remind()
    assert OutgoingMail.objects.count() == 2
    for person in (first, second):
        assert mails()[person.email].count("/admin/agrements/") == 2
    make_agreement(visit_due=today() + days(3))
    remind()
    assert OutgoingMail.objects.count() == 2
    next_day()
    remind()
    assert OutgoingMail.objects.count() == 4


def test_nothing_is_sent_when_nothing_is_new():
    make_agreement()
    make_certifier()
    assert "rien de nouveau" in remind()
    assert mails() == {}


def test_nobody_is_told_about_the_file_of_their_own_structure_as_a_certifier():
    file = make_agreement(visit_due=today())
    inside = make_certifier()
    join(file.structure, inside)
    remind()
    assert mails() == {}
    outside = make_certifier()
    remind()
    assert set(mails()) == {outside.email}


def test_what_nobody_could_be_told_is_told_when_somebody_comes():
    file = make_agreement(valid_until=today() + days(10), visit_done=today())
    remind()
    assert not Reminder.objects.exists()
    make_referent(file.structure)
    remind()
    assert len(mails()) == 1


def test_inactive_accounts_and_those_who_have_every_right_by_nature_receive_nothing():
    file = make_agreement(visit_due=today(), valid_until=today() + days(10))
    gone, referent = make_certifier(), make_referent(file.structure)
    User.objects.filter(pk__in=[gone.pk, referent.pk]).update(is_active=False)
    make_person(is_superuser=True)
    remind()
    assert mails() == {}


def test_a_closed_structure_is_reminded_of_nothing():
    file = make_agreement(visit_due=today(), valid_until=today() + days(10))
    make_referent(file.structure)
    make_certifier()
    Structure.objects.update(is_active=False)
    remind()
    assert mails() == {}


@pytest.mark.parametrize("state", [State.AGREED, State.SUSPENDED])
def test_an_agreement_ends_the_day_after_its_last_day(state):
    file = make_agreement(state=state, valid_until=today())
    remind()
    file.refresh_from_db()
    assert file.state == state
    Agreement.objects.filter(pk=file.pk).update(valid_until=today() - days(1))
    assert "Terminé" in remind()
    file.refresh_from_db()
    assert file.state == State.EXPIRED
    entry = JournalEntry.objects.get(transition="expire")
    assert (entry.actor, entry.quality) == (None, "le portail")
    assert "Terminé" not in remind()


def test_a_dry_run_says_what_would_be_done_and_does_nothing():
    over = make_agreement(valid_until=today() - days(1))
    make_agreement(visit_due=today())
    certifier = make_certifier()
    said = remind("--dry-run")
    assert over.reference in said
    assert certifier.email in said
    over.refresh_from_db()
    assert over.state == State.AGREED
    assert not OutgoingMail.objects.exists()
    assert not Reminder.objects.exists()


def test_queries_do_not_grow_with_the_files(django_assert_max_num_queries):
    make_certifier()
    make_agreement(visit_due=today())
    with django_assert_max_num_queries(60) as first:
        remind("--dry-run")
    for _ in range(6):
        file = make_agreement(visit_due=today(), valid_until=today() + days(3))
        make_referent(file.structure)
    with django_assert_max_num_queries(len(first.captured_queries)):
        remind("--dry-run")


# The renewal campaign

CAMPAIGN = "/admin/agrements/renouvellements/"


@pytest.fixture
def certifier(client):
    user = make_certifier()
    client.force_login(user)
    return user


def test_one_button_invites_those_not_told_yet_once(client, certifier):
    structures = [make_structure() for _ in range(3)]
    referents = [make_referent(structure) for structure in structures]
    for structure in structures[:2]:
        make_agreement(structure, valid_until=today() + days(100))
    make_agreement(structures[2], valid_until=today() + days(300))
    page = client.get(CAMPAIGN)
    assert "Inviter les 2 structures" in text(page)
    for _ in range(2):
        assert client.post(CAMPAIGN, {"mois": "6"}).status_code == 302
    assert set(mails()) == {referents[0].email, referents[1].email}
    assert OutgoingMail.objects.count() == 2
    assert JournalEntry.objects.filter(act=Act.MAIL).count() == 2
    client.post(CAMPAIGN, {"mois": "12"})
    assert OutgoingMail.objects.count() == 3


def test_one_structure_may_be_invited_alone(client, certifier):
    files = [make_agreement(valid_until=today() + days(100)) for _ in range(2)]
    for file in files:
        make_referent(file.structure)
    client.post(CAMPAIGN, {"mois": "6", "only": files[0].reference})
    assert Reminder.objects.get().agreement == files[0]


def test_nobody_is_invited_when_the_renewal_is_under_way_or_nobody_reads(client, certifier):
    asked = make_agreement(valid_until=today() + days(100))
    make_referent(asked.structure)
    make_agreement(asked.structure, State.DRAFT, renews=asked)
    make_agreement(valid_until=today() + days(100))
    page = text(client.get(CAMPAIGN))
    assert "En préparation" in page
    assert "1 structure sans référent·e" in page
    client.post(CAMPAIGN, {"mois": "6"})
    assert mails() == {}


def test_an_invitation_does_not_hold_back_the_reminders_of_the_day(client, certifier):
    file = make_agreement(valid_until=today() + days(10), visit_done=today())
    make_referent(file.structure)
    client.post(CAMPAIGN, {})
    remind()
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("months", ["", "0", "-1", "x", "7", "9" * 30])
def test_a_period_that_is_not_offered_is_six_months(client, certifier, months):
    answer = client.get(CAMPAIGN, {"mois": months})
    assert answer.context["months"] == 6
