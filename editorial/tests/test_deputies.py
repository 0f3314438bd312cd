"""Somebody is away: who stands in, what they may do, what is written of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageLogEntry

from editorial.reviewing.absences import candidates
from editorial.reviewing.models import Absence, ReviewTask
from editorial.reviewing.waiting import Desk
from editorial.tests.chain import (
    again,
    away,
    client_of,
    is_live,
    make_staff,
    submit,
    take,
)
from portal.groups import CERTIFIERS, REVIEWERS
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "nothing_checked")]
ME = "/admin/suivi/moi/"


@pytest.fixture
def absent():
    return make_staff("reviewer", "absente")


@pytest.fixture
def deputy():
    """An editor: of other groups, with more rights on pages than a reviewer."""
    return make_staff("editor", "remplacant")


@pytest.fixture(autouse=True)
def only_reviewers():
    """The step is the reviewers' alone: without standing in, an editor may do nothing."""
    for task in ReviewTask.objects.all():
        task.groups.set(task.groups.filter(name=REVIEWERS) or task.groups.all())


def titles(user) -> list[str]:
    return [row.title for row in Desk(again(user)).to_review]


def test_deputy_sees_and_approves_and_the_history_says_for_whom(absent, deputy):
    record = submit(make_staff("contributor"), title="À lire")
    assert titles(deputy) == []
    away(absent, deputy)
    assert titles(deputy) == ["À lire"]
    take(record, deputy)
    assert is_live(record)
    entry = PageLogEntry.objects.get(action="editorial.stood_in")
    assert entry.user == deputy
    assert entry.message == "A relu à la place de Absente"


@pytest.mark.parametrize(
    ("first", "last", "sees"),
    [(0, 0, True), (-3, 0, True), (0, 3, True), (1, 3, False), (-3, -1, False)],
)
def test_deputy_stands_in_on_the_days_said_and_no_other(absent, deputy, first, last, sees):
    submit(make_staff("contributor"), title="À lire")
    away(absent, deputy, first=first, last=last)
    assert titles(deputy) == (["À lire"] if sees else [])


def test_author_does_not_approve_by_standing_in_for_somebody(absent, deputy):
    record = submit(deputy, title="La mienne")
    away(absent, deputy)
    assert titles(deputy) == []
    assert take(record, deputy).status_code == 302
    assert not is_live(record)


def test_one_person_is_not_two_by_standing_in(absent):
    second = make_staff("reviewer", "autre")
    record = submit(make_staff("contributor"), "referentiel")
    away(absent, second)
    take(record, second)
    take(record, second)
    assert not is_live(record)


def test_deputy_who_lost_the_rights_stands_in_no_more(absent, deputy):
    submit(make_staff("contributor"))
    away(make_staff("editor", "cheffe"), deputy)
    away(absent, deputy)
    assert len(titles(deputy)) == 1
    deputy.groups.clear()
    assert titles(deputy) == []


def test_deputy_of_a_closed_account_stands_in_no_more(absent, deputy):
    submit(make_staff("contributor"))
    away(absent, deputy)
    absent.is_active = False
    absent.save()
    assert titles(deputy) == []


def test_standing_in_is_not_handed_on(absent, deputy):
    third = make_staff("editor", "troisieme")
    submit(make_staff("contributor"))
    away(absent, deputy)
    away(deputy, third)
    assert titles(third) == []


def test_only_people_with_the_same_rights_are_proposed():
    editor = make_staff("editor", "editrice")
    people = {
        group: make_staff(group, group) for group in ("editor", "administrator", "contributor")
    }
    make_staff("nobody", "dehors")
    closed = make_staff("editor", "ferme", is_active=False)
    found = candidates(editor)
    assert people["editor"] in found
    assert people["administrator"] in found
    assert people["contributor"] not in found
    assert closed not in found
    assert editor not in found


def test_reviewer_is_replaced_by_people_who_review_too(absent, deputy):
    writer, certifier = make_staff("contributor", "plume"), make_staff("nobody", "certif")
    certifier.groups.add(Group.objects.get(name=CERTIFIERS))
    other = make_staff("reviewer", "autre")
    found = candidates(absent)
    assert {deputy, other} <= set(found)
    assert not {writer, certifier} & set(found)
    away(absent, writer)
    submit(make_staff("contributor", "auteur"))
    assert titles(writer) == []


# The screen


def dates(first: int, last: int) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "formulaire": "absence",
        "starts": (today + timedelta(days=first)).isoformat(),
        "ends": (today + timedelta(days=last)).isoformat(),
    }


def test_absence_is_noted_then_cancelled():
    user, deputy = make_staff("editor"), make_staff("editor", "remplacant")
    client = client_of(user)
    answer = client.post(ME, dates(0, 3) | {"deputy": deputy.pk}, follow=True)
    assert "Remplacant vous remplace" in text(answer)
    absence = Absence.objects.get()
    client.post(f"/admin/suivi/moi/absences/{absence.pk}/")
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"starts": "", "ends": ""}, "Dites quel jour vous partez."),
        (dates(3, 1), "Le dernier jour ne peut pas venir avant le premier."),
        (dates(-5, -2), "Cette absence est déjà finie."),
        (dates(0, 2), "Vous avez déjà noté une absence à ces dates."),
        (dates(5, 9) | {"deputy": "999999"}, "Cette personne ne peut pas vous remplacer."),
        (dates(5, 9) | {"starts": "demain"}, "date valide"),
    ],
)
def test_wrong_absence_gets_a_sentence_and_keeps_what_was_typed(sent, said):
    user = make_staff("editor")
    away(user, first=0, last=1)
    answer = client_of(user).post(ME, {"formulaire": "absence"} | sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert Absence.objects.count() == 1
    assert answer.context["absence"]["ends"].value() == sent["ends"]


def test_absence_of_somebody_else_does_not_exist():
    absence = away(make_staff("editor"))
    other = client_of(make_staff("editor", "autre"))
    assert other.post(f"/admin/suivi/moi/absences/{absence.pk}/").status_code == 404
    assert Absence.objects.exists()
