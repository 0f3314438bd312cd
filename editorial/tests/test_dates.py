"""Dates of publication and of withdrawal really come, and readers see it at once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from catalogue.models import RemovedRecord
from editorial.tests.records import good_resource
from portal.management.commands.background import MINUTE, TIMETABLE
from search.models import IndexChange
from tests.builders import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def run(settings, django_capture_on_commit_callbacks):
    """The background's command, with kept pages in force."""
    settings.PAGE_CACHE_SECONDS = 300

    def command():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("publish_scheduled")

    return command


def announced(record, **moments):
    """Publish with dates, as the editor does."""
    for name, moment in moments.items():
        setattr(record, name, moment)
    record.save_revision().publish(user=make_user("editor"))
    return record


def a_moment_ago():
    return timezone.now() - timedelta(seconds=1)


def test_a_page_announced_is_there_when_its_moment_has_come(client, run):
    tomorrow = timezone.now() + timedelta(days=1)
    record = announced(good_resource(slug="annoncee"), go_live_at=tomorrow)
    run()
    assert client.get("/ressources/annoncee/").status_code == 404
    assert "Carnet de semis" not in client.get("/ressources/").content.decode()
    Revision.objects.for_instance(record).update(approved_go_live_at=a_moment_ago())
    content = record.get_latest_revision().content | {"go_live_at": a_moment_ago().isoformat()}
    Revision.objects.for_instance(record).update(content=content)
    IndexChange.objects.all().delete()
    run()
    assert client.get("/ressources/annoncee/").status_code == 200
    assert IndexChange.objects.filter(object_id=str(record.pk)).exists()
    # The list had been kept: what was kept is forgotten.
    assert "Carnet de semis" in client.get("/ressources/").content.decode()


def test_a_page_that_expires_leaves_its_tombstone(client, run):
    record = announced(
        good_resource(slug="passagere"), expire_at=timezone.now() + timedelta(days=1)
    )
    assert client.get("/ressources/passagere/").status_code == 200
    assert "Carnet de semis" in client.get("/ressources/").content.decode()
    Page.objects.filter(pk=record.pk).update(expire_at=a_moment_ago())
    IndexChange.objects.all().delete()
    run()
    assert IndexChange.objects.filter(object_id=str(record.pk)).exists()
    assert client.get("/ressources/passagere/").status_code == 410
    assert "Carnet de semis" not in client.get("/ressources/").content.decode()
    assert RemovedRecord.objects.get().path == "/ressources/passagere/"
    assert Page.objects.get(pk=record.pk).expired


def test_a_page_that_expires_proposes_the_one_that_replaces_it(client, run):
    follower = good_resource(live=True, title="La suivante")
    record = announced(
        good_resource(slug="passagere", replaced_by=follower),
        expire_at=timezone.now() + timedelta(days=1),
    )
    Page.objects.filter(pk=record.pk).update(expire_at=a_moment_ago())
    run()
    assert "La suivante" in client.get("/ressources/passagere/").content.decode()


def test_what_the_checks_would_stop_today_is_not_stopped_at_its_hour(client, run):
    """It was checked the day the date was set: nobody is there to mend it at night."""
    record = announced(
        good_resource(slug="annoncee"), go_live_at=timezone.now() + timedelta(days=1)
    )
    content = record.get_latest_revision().content
    content |= {"go_live_at": a_moment_ago().isoformat(), "licence": None}
    Revision.objects.for_instance(record).update(
        approved_go_live_at=a_moment_ago(), content=content
    )
    run()
    assert client.get("/ressources/annoncee/").status_code == 200


def test_the_background_looks_at_dates_every_minute():
    every = {name: seconds for name, seconds, _first in TIMETABLE}
    assert every["publish_scheduled"] <= MINUTE
