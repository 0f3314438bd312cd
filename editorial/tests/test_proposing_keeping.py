"""How long proposals are kept, and who is told before they go."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from editorial.proposing.models import Proposal, State
from editorial.tests.proposing import Contributor, age, decide, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
MONTH, YEAR = timedelta(days=31), timedelta(days=366)


def purge() -> None:
    call_command("purge", verbosity=0)


def test_a_link_nobody_opened_goes_in_a_month(contributor):
    contributor.begin()
    purge()
    assert Proposal.objects.count() == 1
    age(Proposal.objects.get(), touched_at=MONTH)
    purge()
    assert not Proposal.objects.exists()


def test_a_forgotten_draft_is_announced_then_erased(contributor):
    contributor.fill(contributor.begin())
    proposal = Proposal.objects.get()
    age(proposal, touched_at=timedelta(days=200), created_at=YEAR)
    purge()
    assert Proposal.objects.exists()
    call_command("warn_proposals", verbosity=0)
    call_command("warn_proposals", verbosity=0)
    assert [mail.subject for mail in contributor.mails()].count(
        "Votre proposition sera bientôt effacée"
    ) == 1
    purge()
    assert Proposal.objects.exists()
    age(proposal, warned_at=timedelta(days=22), touched_at=timedelta(days=200))
    purge()
    assert not Proposal.objects.exists()


def test_one_answer_keeps_an_announced_draft(contributor):
    home = contributor.begin()
    contributor.fill(home)
    age(Proposal.objects.get(), touched_at=timedelta(days=200), warned_at=timedelta(days=22))
    contributor.write(home, "why", context="Je suis là.")
    purge()
    assert Proposal.objects.get().warned_at is None


def test_what_was_refused_goes_after_a_year(contributor, editor):
    _home, proposal = sent(contributor)
    decide(editor, proposal, "refuser", reason="Déjà racontée.")
    purge()
    assert Proposal.objects.exists()
    age(proposal, state_since=YEAR)
    purge()
    assert not Proposal.objects.exists()


def test_the_address_of_an_accepted_proposal_goes_after_a_year(contributor, editor):
    _home, proposal = sent(contributor)
    decide(editor, proposal, "accepter")
    age(proposal, state_since=YEAR)
    purge()
    proposal.refresh_from_db()
    assert proposal.email == ""
    assert proposal.state == State.ACCEPTED
    contributor.ask()
    home = contributor.links()[0]
    assert "Retirer cet accord" in Contributor().client.get(home).content.decode()


def test_the_privacy_page_and_ones_data_say_it(contributor, client):
    from members.privacy.inventory import data_of
    from members.privacy.retention import all_rules
    from tests.structures import make_person

    sent(contributor)
    names = {rule.name for rule in all_rules()}
    assert {"Propositions en brouillon", "Adresses des propositions"} <= names
    (row,) = data_of(make_person(contributor.address))["Pratiques proposées"]
    assert row["pratique"] == "Un carnet de photos"
