"""« Agréments »: what waits, for whom, since when, and the next thing to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import StructureType
from members.agreement import machine
from members.agreement.machine import Actor
from members.agreement.rules import ANSWER_DAYS, CONTEST_DAYS, REVIEW_DAYS
from members.models import Agreement, Reminder, State, Structure
from tests.builders import make_support, make_user
from tests.reading import soup, text
from tests.structures import (
    fill,
    join,
    make_agreement,
    make_certifier,
    make_department,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/admin/agrements/"


@pytest.fixture
def certifier(client):
    user = make_certifier()
    client.force_login(user)
    return user


def days(number: int) -> timedelta:
    return timedelta(days=number)


def make_old(state: str, number: int, **fields) -> Agreement:
    """A file in this state for so many days."""
    return make_agreement(state=state, state_since=timezone.now() - days(number), **fields)


def rows(client, query: str = "") -> dict[str, list[str]]:
    """Group → its lines as one reads them."""
    page = soup(client.get(ADDRESS + query))
    return {
        section["id"]: [line.get_text(" ", strip=True) for line in section.select("tbody tr")]
        for section in page.select("section.desk-section")
    }


def only_group(client) -> tuple[str, str]:
    found = [(group, line) for group, lines in rows(client).items() for line in lines]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("state", "group", "action"),
    [
        (State.SUBMITTED, "nouveaux", "Prendre en instruction"),
        (State.UNDER_REVIEW, "a-nous", "Examiner"),
        (State.CONTESTED, "a-nous", "Examiner"),
        (State.MORE_ASKED, "a-la-structure", "Relire"),
        (State.REFUSAL_PLANNED, "a-la-structure", "Relire"),
        (State.SUSPENDED, "suspendus", "Relire"),
    ],
)
def test_a_file_is_in_the_group_of_its_state_with_one_next_action(
    client, certifier, state, group, action
):
    make_agreement(state=state)
    found, line = only_group(client)
    assert found == group
    assert action in line


@pytest.mark.parametrize(
    "state", [State.DRAFT, State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.ABANDONED]
)
def test_a_file_on_which_nobody_of_ours_waits_is_not_listed(client, certifier, state):
    make_agreement(state=state)
    assert not any(rows(client).values())


def test_an_agreement_without_anything_due_is_not_listed(client, certifier):
    make_agreement(state=State.AGREED)
    assert not any(rows(client).values())


@pytest.mark.parametrize(
    ("state", "limit"),
    [
        (State.SUBMITTED, REVIEW_DAYS),
        (State.UNDER_REVIEW, REVIEW_DAYS),
        (State.CONTESTED, REVIEW_DAYS),
        (State.MORE_ASKED, ANSWER_DAYS),
    ],
)
def test_what_waits_too_long_is_marked_the_day_after_the_limit(client, certifier, state, limit):
    file = make_old(state, limit)
    assert "en retard" not in only_group(client)[1]
    Agreement.objects.filter(pk=file.pk).update(state_since=timezone.now() - days(limit + 1))
    line = only_group(client)[1]
    assert "en retard" in line
    assert f"{limit + 1} jours" in line


def test_a_planned_refusal_comes_back_to_us_when_the_structure_did_not_answer(client, certifier):
    file = make_old(State.REFUSAL_PLANNED, CONTEST_DAYS)
    assert only_group(client)[0] == "a-la-structure"
    Agreement.objects.filter(pk=file.pk).update(state_since=timezone.now() - days(CONTEST_DAYS + 1))
    group, line = only_group(client)
    assert group == "a-nous"
    assert "Décider" in line


@pytest.mark.parametrize(
    ("left", "listed", "late"), [(61, False, False), (60, True, False), (-1, True, True)]
)
def test_a_visit_is_listed_sixty_days_before_and_marked_when_overdue(
    client, certifier, left, listed, late
):
    make_agreement(visit_due=timezone.localdate() + days(left))
    lines = rows(client)["visites"]
    assert bool(lines) == listed
    assert any("en retard" in line for line in lines) == late


def test_the_next_action_of_a_visit_follows_its_day(client, certifier):
    today = timezone.localdate()
    file = make_agreement(visit_due=today + days(10))
    for planned, action in (
        (None, "Prévoir la visite"),
        (today + days(3), "Changer la date"),
        (today, "Écrire le compte rendu"),
    ):
        Agreement.objects.filter(pk=file.pk).update(visit_planned=planned)
        assert action in rows(client)["visites"][0]
    Agreement.objects.filter(pk=file.pk).update(visit_done=today)
    assert rows(client)["visites"] == []


def test_an_agreement_that_ends_leads_to_its_renewal(client, certifier):
    structure = make_structure()
    file = make_agreement(structure, valid_until=timezone.localdate() + days(180))
    assert "À inviter" in rows(client)["fins"][0]
    Reminder.objects.create(agreement=file, what=Reminder.INVITATION)
    assert "Invitée à renouveler" in rows(client)["fins"][0]
    renewal = fill(machine.open_file(structure, make_referent(structure)))
    assert "en préparation" in rows(client)["fins"][0]
    Agreement.objects.filter(pk=renewal.pk).update(state=State.ABANDONED)
    assert "Invitée à renouveler" in rows(client)["fins"][0]
    Agreement.objects.update(valid_until=timezone.localdate() + days(181))
    assert rows(client)["fins"] == []


def test_files_of_closed_structures_are_not_listed(client, certifier):
    make_agreement(state=State.SUBMITTED)
    Structure.objects.update(is_active=False)
    assert not any(rows(client).values())


def test_filters_narrow_the_list_and_unknown_values_narrow_nothing(client, certifier):
    other = StructureType.objects.create(label="Entreprise d’insertion", slug="ei")
    marne = make_department("51", "Marne")
    here = make_structure(department=marne, structure_type=other)
    support = make_support("Maraîchage")
    here.supports.add(support)
    make_agreement(here, State.SUBMITTED)
    make_agreement(state=State.SUBMITTED)
    for query in (f"?departement={marne.pk}", f"?support={support.pk}", f"?type={other.pk}"):
        lines = rows(client, query)["nouveaux"]
        assert len(lines) == 1
        assert here.name in lines[0]
    for query in ("?departement=999999", "?type=%27", "?support=abc&type="):
        assert len(rows(client, query)["nouveaux"]) == 2


def test_taking_a_file_up_is_one_click(client, certifier):
    file = make_agreement(state=State.SUBMITTED)
    form = soup(client.get(ADDRESS)).select_one("#nouveaux form")
    version = form.select_one("[name=version]")["value"]
    answer = client.post(form["action"], {"version": version})
    assert answer["Location"] == f"{ADDRESS}{file.reference}/"
    file.refresh_from_db()
    assert file.state == State.UNDER_REVIEW


def test_nobody_is_offered_an_action_on_the_file_of_their_own_structure(client, certifier):
    structure = make_structure()
    join(structure, certifier)
    make_agreement(structure, State.SUBMITTED)
    line = rows(client)["nouveaux"][0]
    assert "une autre personne décide" in line
    assert "Prendre" not in line


def test_the_menu_says_how_many_files_wait_for_us(client, certifier):
    for state in (State.SUBMITTED, State.UNDER_REVIEW, State.MORE_ASKED, State.AGREED):
        make_agreement(state=state)
    make_old(State.REFUSAL_PLANNED, CONTEST_DAYS + 1)
    # The menu is data of a script, where accents are written in code.
    assert "ments (3)" in client.get("/admin/").content.decode()


def test_the_first_screen_says_what_waits(client, certifier):
    make_old(State.SUBMITTED, REVIEW_DAYS + 1)
    assert "Nouveaux dossiers : 1, dont 1 en retard" in text(client.get("/admin/"))


def test_the_number_of_queries_does_not_depend_on_the_number_of_files(
    client, certifier, django_assert_max_num_queries
):
    def fill_list(number: int) -> None:
        for state in (State.SUBMITTED, State.UNDER_REVIEW, State.SUSPENDED):
            for _ in range(number):
                make_agreement(state=state)
        for _ in range(number):
            soon = timezone.localdate() + days(20)
            make_agreement(visit_due=soon, valid_until=soon)

    fill_list(1)
    client.get(ADDRESS)
    with django_assert_max_num_queries(60) as first:
        client.get(ADDRESS)
    fill_list(4)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(ADDRESS)


@pytest.mark.parametrize("who", ["editor", "member", "accredited", "without_rights"])
def test_the_list_opens_to_nobody_else(client, who):
    client.force_login(make_user(who))
    assert client.get(ADDRESS).status_code in (302, 403)


def test_taking_up_needs_the_page_to_be_fresh(client, certifier):
    file = make_agreement(state=State.SUBMITTED)
    referent = Actor(make_referent(file.structure))
    machine.move(file.pk, "abandon", referent, version=1)
    answer = client.post(f"{ADDRESS}{file.reference}/decision/take_up/", {"version": 1})
    assert answer.status_code == 409
    assert "« Abandonné »" in answer.content.decode()


def test_the_certifier_finds_the_guide_and_is_not_offered_to_write_records(client, certifier):
    home = text(client.get("/admin/"))
    assert "Ajouter une ressource" not in home
    guide = text(client.get("/admin/guide/certificateur/"))
    assert "Personne ne décide du dossier d’une structure à laquelle il appartient" in guide
