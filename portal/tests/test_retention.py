"""What is kept, how long, and that it is really erased then."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from members.privacy.retention import all_rules
from portal import retention
from portal.models import AskedQuery, ContactMessage, ContentPage
from tests.builders import make_page
from tests.reading import plain, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def make_message(days: int, subject: str = "Question") -> ContactMessage:
    message = ContactMessage.objects.create(
        queue="outils", email="a@example.org", subject=subject, message="Texte"
    )
    moment = timezone.now() - timedelta(days=days)
    ContactMessage.objects.filter(pk=message.pk).update(received_at=moment)
    return message


def purge(**options) -> str:
    out = StringIO()
    call_command("purge", stdout=out, **options)
    return plain(out.getvalue())


def test_purge_erases_what_is_too_old_and_nothing_else():
    make_message(days=366)
    make_message(days=364, subject="Encore utile")
    assert "Messages de contact : 1 (effacés)" in purge()
    assert [message.subject for message in ContactMessage.objects.all()] == ["Encore utile"]
    assert "Messages de contact : 0 (effacés)" in purge()


def test_dry_run_counts_and_erases_nothing():
    make_message(days=400)
    assert "Messages de contact : 1 (seraient effacés)" in purge(dry_run=True)
    assert ContactMessage.objects.count() == 1


def test_privacy_page_says_the_durations_that_the_code_applies(client, monkeypatch):
    page = make_page(ContentPage, slug="confidentialite", title="Vos données")
    shown = text(client.get(page.url))
    for rule in all_rules():
        assert plain(f"{rule.data} {rule.duration} {rule.then}") in shown
    assert retention.CONTACT_MONTHS == 12
    other = make_page(ContentPage, slug="a-propos")
    assert "Ce que nous gardons" not in text(client.get(other.url))


def test_counted_searches_are_erased_after_thirteen_months():
    for days, words in ((400, "ancien"), (390, "récent")):
        day = timezone.localdate() - timedelta(days=days)
        AskedQuery.objects.create(day=day, words=words, asked=5)
    assert "Recherches comptées : 1 (seraient effacées)" in purge(dry_run=True)
    assert "Recherches comptées : 1 (effacées)" in purge()
    assert [row.words for row in AskedQuery.objects.all()] == ["récent"]
    assert retention.ASKED_MONTHS == 13
