"""The journal keeps acts: the code and the database refuse to rewrite them."""

import pytest
from django.db import DatabaseError, connection, transaction

from members import journal
from members.models import Act, JournalEntry
from members.models.journal import AppendOnly
from tests.structures import make_person, make_structure

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> JournalEntry:
    return journal.record(
        Act.JOINED, structure=make_structure(), actor=make_person(), quality="membre"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: JournalEntry.objects.update(reason="Autre"),
        lambda entry: JournalEntry.objects.filter(pk=entry.pk).delete(),
    ],
    ids=["save", "delete", "update many", "delete many"],
)
def test_code_refuses_to_rewrite_the_journal(entry, change):
    with pytest.raises(AppendOnly):
        change(entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE members_journalentry SET reason = 'autre'",
        "UPDATE members_journalentry SET quality = ''",
        "DELETE FROM members_journalentry",
    ],
)
def test_database_itself_refuses_to_rewrite_the_journal(entry, statement):
    with (
        pytest.raises(DatabaseError, match="ne se corrige"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert JournalEntry.objects.get().act == Act.JOINED


def test_deleting_an_account_forgets_the_person_and_keeps_the_act(entry):
    entry.actor.delete()
    kept = JournalEntry.objects.get()
    assert (kept.actor, kept.quality) == (None, "membre")


def test_an_act_cannot_be_given_to_somebody_else(entry):
    other = make_person()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE members_journalentry SET actor_id = %s", [other.pk])
