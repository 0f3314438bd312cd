"""Every move of a file, tried by everybody, in every state."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from catalogue.models import Support
from members.agreement import machine
from members.agreement.machine import Actor, Incomplete, Refused, Stale
from members.agreement.rules import CONTEST_DAYS
from members.agreement.table import document
from members.agreement.transitions import ALL, BY_NAME
from members.models import Act, Agreement, JournalEntry, Membership, Role, State
from members.permissions import Quality
from tests.builders import make_term, make_user
from tests.structures import (
    fill,
    join,
    make_agreement,
    make_certifier,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
READY = {"reason": "Un motif écrit."}
YESTERDAY = timedelta(days=1)


def make_file(state: str) -> Agreement:
    """A file on which every condition of every move holds but its state and its people."""
    agreement = fill(make_agreement(state=state))
    if state == State.REFUSAL_PLANNED:
        agreement.state_since = timezone.now() - timedelta(days=CONTEST_DAYS + 2)
        agreement.save()
    return agreement


def actors(agreement: Agreement) -> dict[str, Actor]:
    """One actor of each quality, and those who have none."""
    certifier_of_the_house = make_certifier()
    join(agreement.structure, certifier_of_the_house)
    people = {
        Quality.REFERENT: make_referent(agreement.structure),
        Quality.MEMBER: join(agreement.structure),
        Quality.CERTIFIER: make_certifier(),
        "référent d’une autre structure": make_referent(make_structure()),
        "certificateur membre de la structure": certifier_of_the_house,
        "éditeur": make_user("editor"),
        "personne": AnonymousUser(),
    }
    return {name: Actor(user) for name, user in people.items()} | {Quality.SYSTEM: machine.SYSTEM}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", list(BY_NAME))
def test_a_move_is_made_by_the_right_person_from_the_right_state_and_by_nobody_else(state, name):
    transition = BY_NAME[name]
    agreement = make_file(state)
    if name == "expire" and agreement.valid_until:
        agreement.valid_until = timezone.localdate() - YESTERDAY
        agreement.save()
    for who, actor in actors(agreement).items():
        allowed = who == transition.by and state in transition.sources
        lines = JournalEntry.objects.count()
        try:
            moved = machine.move(agreement.pk, name, actor, version=agreement.version, **READY)
        except Refused:
            assert not allowed
            agreement.refresh_from_db()
            assert (agreement.state, agreement.version) == (state, 1)
            assert JournalEntry.objects.count() == lines
        else:
            assert allowed
            assert (moved.state, moved.version) == (transition.target, 2)
            entry = JournalEntry.objects.get()
            assert (entry.from_state, entry.to_state) == (state, transition.target)
            assert (entry.transition, entry.quality) == (name, transition.by)
            Agreement.objects.filter(pk=agreement.pk).update(
                state=state, version=1, state_since=agreement.state_since
            )


@pytest.mark.parametrize("name", [move.name for move in ALL if move.needs_reason])
def test_a_decision_without_a_reason_is_refused(name):
    transition = BY_NAME[name]
    agreement = make_file(transition.sources[0])
    actor = actors(agreement)[transition.by]
    with pytest.raises(Refused, match="motif"):
        machine.move(agreement.pk, name, actor, version=1, reason="  \n ")


def test_an_incomplete_file_is_not_submitted_and_says_what_is_missing():
    agreement = make_agreement(state=State.DRAFT)
    referent = Actor(make_referent(agreement.structure))
    with pytest.raises(Incomplete) as refused:
        machine.move(agreement.pk, "submit", referent, version=1)
    labels = [missing.label for missing in refused.value.missing]
    assert "Comment évaluez-vous les progrès ?" in labels
    assert "Lettre d’engagement de la direction" in labels
    fill(agreement)
    assert machine.move(agreement.pk, "submit", referent, version=1).submitted_at


def test_a_page_opened_before_a_change_decides_nothing():
    agreement = make_file(State.UNDER_REVIEW)
    certifier = Actor(make_certifier())
    machine.move(agreement.pk, "agree", certifier, version=1, **READY)
    with pytest.raises(Stale, match="« Agréé »"):
        machine.move(agreement.pk, "plan_refusal", certifier, version=1, **READY)


def test_a_refusal_waits_for_the_answer_of_the_structure():
    agreement = fill(make_agreement(state=State.REFUSAL_PLANNED))
    certifier = Actor(make_certifier())
    with pytest.raises(Refused, match="observations"):
        machine.move(agreement.pk, "refuse", certifier, version=1, **READY)
    referent = Actor(make_referent(agreement.structure))
    machine.move(agreement.pk, "contest", referent, version=1, reason="Nous avons changé.")
    refused = machine.move(agreement.pk, "refuse", certifier, version=2, **READY)
    assert refused.state == State.REFUSED


@pytest.mark.parametrize(
    ("section", "verdict", "why"),
    [
        ("referents", "", "référents internes"),
        ("referents", "to_complete", "référents internes"),
        ("planning", "to_complete", "À compléter"),
    ],
)
def test_a_structure_is_agreed_once_its_referents_are_validated_and_nothing_is_to_complete(
    section, verdict, why
):
    agreement = make_file(State.UNDER_REVIEW)
    agreement.reviews.update_or_create(section=section, defaults={"verdict": verdict})
    certifier = Actor(make_certifier())
    with pytest.raises(Refused, match=why):
        machine.move(agreement.pk, "agree", certifier, version=1, **READY)
    agreement.reviews.update(verdict="accepted")
    agreed = machine.move(agreement.pk, "agree", certifier, version=1, **READY)
    assert agreed.state == State.AGREED


def test_an_agreement_lasts_three_years_and_is_visited_within_six_months():
    agreement = make_file(State.UNDER_REVIEW)
    agreed = machine.move(agreement.pk, "agree", Actor(make_certifier()), version=1, **READY)
    today = timezone.localdate()
    assert agreed.valid_from == today
    assert 3 * 365 - 2 <= (agreed.valid_until - today).days <= 3 * 365 + 1
    assert 181 <= (agreed.visit_due - today).days <= 184


def test_the_decision_keeps_the_supports_it_covers():
    agreement = make_file(State.UNDER_REVIEW)
    wanted, other = (make_term(Support, label) for label in ("Maraîchage", "Bois"))
    answer = agreement.answers.get(section="supports")
    answer.data |= {"supports": [wanted.pk, 0, "x"]}
    answer.save()
    machine.move(agreement.pk, "agree", Actor(make_certifier()), version=1, **READY)
    agreement.structure.supports.set([other])
    assert list(agreement.supports.all()) == [wanted]


def test_the_last_day_may_be_chosen_but_not_in_the_past():
    agreement = make_file(State.UNDER_REVIEW)
    certifier = Actor(make_certifier())
    today = timezone.localdate()
    with pytest.raises(Refused, match="dernier jour"):
        machine.move(agreement.pk, "agree", certifier, version=1, until=today - YESTERDAY, **READY)
    agreed = machine.move(agreement.pk, "agree", certifier, version=1, until=today, **READY)
    assert agreed.is_in_force


def test_a_renewal_starts_when_the_former_agreement_ends():
    structure = make_structure()
    referent = make_referent(structure)
    end = timezone.localdate() + timedelta(days=90)
    former = make_agreement(structure, valid_until=end)
    renewal = fill(machine.open_file(structure, referent))
    assert renewal.renews == former
    certifier = Actor(make_certifier())
    machine.move(renewal.pk, "submit", Actor(referent), version=1)
    machine.move(renewal.pk, "take_up", certifier, version=2)
    agreed = machine.move(renewal.pk, "agree", certifier, version=3, **READY)
    assert agreed.valid_from == end + timedelta(days=1)
    assert Agreement.objects.in_force().get() == former


def test_a_renewal_opens_six_months_before_the_end_and_keeps_the_answers():
    structure = make_structure()
    referent = make_referent(structure)
    former = fill(make_agreement(structure))
    with pytest.raises(Refused, match="à partir du"):
        machine.open_file(structure, referent)
    Agreement.objects.filter(pk=former.pk).update(
        valid_until=timezone.localdate() + timedelta(days=100)
    )
    renewal = machine.open_file(structure, referent)
    assert renewal.answers.count() == former.answers.count() > 0
    assert renewal.documents.count() == 0


def test_a_structure_has_one_file_under_way():
    structure = make_structure()
    referent = make_referent(structure)
    machine.open_file(structure, referent)
    with pytest.raises(Refused, match="déjà en cours"):
        machine.open_file(structure, referent)


def test_only_the_referent_opens_a_file():
    structure = make_structure()
    for user in (join(structure), make_certifier(), make_referent(make_structure())):
        with pytest.raises(Refused):
            machine.open_file(structure, user)
    assert not JournalEntry.objects.exists()


def test_a_referent_who_lost_the_role_or_whose_structure_closed_acts_no_more():
    agreement = make_file(State.DRAFT)
    referent = make_referent(agreement.structure)
    Membership.objects.filter(user=referent).update(role=Role.MEMBER)
    with pytest.raises(Refused):
        machine.move(agreement.pk, "submit", Actor(referent), version=1)
    Membership.objects.filter(user=referent).update(role=Role.REFERENT)
    type(agreement.structure).objects.update(is_active=False)
    with pytest.raises(Refused):
        machine.move(agreement.pk, "submit", Actor(referent), version=1)


def test_an_unknown_action_is_refused():
    agreement = make_file(State.DRAFT)
    with pytest.raises(Refused, match="n’existe pas"):
        machine.move(agreement.pk, "delete", machine.SYSTEM, version=1)


def test_opening_a_file_is_a_line_of_the_journal():
    structure = make_structure()
    agreement = machine.open_file(structure, make_referent(structure))
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.agreement, entry.structure) == (Act.OPENED, agreement, structure)


def test_the_written_rules_are_those_of_the_code():
    assert Path("docs/agrement.md").read_text(encoding="utf-8") == document(), (
        "Lancez : manage.py agreement_rules > docs/agrement.md"
    )
