"""What the tests of the followed searches share: a Monday, records of a day, a follower."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from django.core.management import call_command

from catalogue.models import Record
from members.following import asked, saving
from members.models import OutgoingMail, SavedSearch, User
from tests.builders import make_resource, make_user
from tests.reading import plain

PARIS = ZoneInfo("Europe/Paris")
# A Monday, one hour after digests are due; the week before it.
MONDAY = datetime(2026, 11, 23, 8, tzinfo=PARIS)
FRIDAY, LAST_MONDAY = MONDAY - timedelta(days=3), MONDAY - timedelta(days=7)


def send(**options) -> str:
    """Run the command of the weekly mail; what it says."""
    out = StringIO()
    call_command("send_digests", stdout=out, **options)
    return plain(out.getvalue())


def make_search(
    user: User, query: str = "", *, within: str = "", followed: bool = True, since=LAST_MONDAY
) -> SavedSearch:
    """A search kept by this person, followed since the Monday before."""
    from django.http import QueryDict

    wanted = asked.read(within, QueryDict(query))
    search, _new = saving.keep(user, wanted, query or "Tout", followed=followed)
    SavedSearch.objects.filter(pk=search.pk).update(news_since=since)
    search.refresh_from_db()
    return search


def make_news(day: datetime = FRIDAY, *, first: datetime | None = None, **fields) -> Record:
    """A resource published this day (first published another day: updated)."""
    record = make_resource(**fields)
    rows = Record.objects.filter(pk=record.pk)
    rows.update(last_published_at=day, first_published_at=first or day)
    return record


def make_follower(reader: str = "without_rights", query: str = "", **options) -> User:
    """Somebody who follows one search."""
    user = make_user(reader)
    make_search(user, query, **options)
    return user


def told(user: User) -> str:
    """The text of the only mail written to this person; nothing without any."""
    mails = OutgoingMail.objects.filter(to=user.email)
    assert mails.count() < 2
    return mails.first().text if mails else ""
