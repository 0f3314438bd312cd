"""What people ask is counted by day, never told of anybody, and never disturbs a search."""

import logging
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.models import AskedQuery
from portal.searching.asked import record

pytestmark = pytest.mark.django_db


def counted() -> dict[str, tuple[int, int]]:
    return {row.words: (row.asked, row.found) for row in AskedQuery.objects.all()}


def test_searches_of_a_day_are_added_up_with_the_last_number_of_results():
    record("Livret de suivi", 12)
    record("  livret   DE suivi ", 13)
    record("jury", 0)
    assert counted() == {"livret de suivi": (2, 13), "jury": (1, 0)}


def test_another_day_is_another_line():
    record("jury", 1)
    AskedQuery.objects.update(day=timezone.localdate() - timedelta(days=1))
    record("jury", 2)
    assert sorted(AskedQuery.objects.values_list("asked", "found")) == [(1, 1), (1, 2)]


def test_nothing_but_the_day_the_words_and_two_numbers_is_kept():
    fields = {field.name for field in AskedQuery._meta.get_fields()}
    assert fields == {"id", "day", "words", "asked", "found"}
    assert AskedQuery._meta.get_field("day").get_internal_type() == "DateField"


@pytest.mark.parametrize(
    "typed",
    [
        "jean.dupont@example.org",
        "jean＠example.org",
        "jean arobase example",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "0612345678",
        "٠٦١٢٣٤٥٦٧٨",
        "siret 123 456 789 00012",
        "12345678900012",
        "1 84 12 59 350 123 45",
        "dossier 123456",
        "dupont né le 12/03/1985",
        "12 03 85",
        "livret " * 400,
        "",
        " \t\n",
        "\0",
    ],
)
def test_what_looks_personal_or_says_nothing_is_not_kept(typed):
    record(typed, 3)
    assert counted() == {}


@pytest.mark.parametrize(
    "typed", ["rncp39794", "a1203", "ev1.2.3", "2013-2015", "cqp 2025", "o1 o2", "35 heures"]
)
def test_codes_and_years_are_kept(typed):
    record(typed, 1)
    assert counted() == {typed: (1, 1)}


def test_long_words_are_cut():
    record("livret de suivi " * 20, 0)
    (words,) = counted()
    assert len(words) <= 80 and words.startswith("livret de suivi livret")


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE portal_askedquery; --", "\ud800", "a\0b", "é" * 90]
)
def test_any_text_is_harmless(typed):
    record(typed, -5)
    assert all(found == 0 for _asked, found in counted().values())


def test_a_read_only_database_is_logged_and_forgotten(caplog):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        with caplog.at_level(logging.WARNING):
            record("jury", 1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert "could not be counted" in caplog.text
    assert counted() == {}


def test_a_failure_leaves_the_surrounding_work_usable(monkeypatch):
    monkeypatch.setattr("portal.searching.asked._UPSERT", "INSERT INTO nowhere VALUES (%s, %s, %s)")
    with transaction.atomic():
        record("jury", 1)
        AskedQuery.objects.create(day=timezone.localdate(), words="après", asked=1)
    assert counted() == {"après": (1, 0)}


def test_the_usual_patience_of_the_database_comes_back():
    def patience() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    before = patience()
    record("jury", 1)
    assert patience() == before > 1000
