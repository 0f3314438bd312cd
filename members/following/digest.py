"""The weekly mail: what is new in the searches that a person follows, and nothing else.

Due every Monday morning; whoever was due and not served is served at the next run, so that a
site that was down on Monday writes on Tuesday. What a person may know is asked at that moment,
and again just before the mail leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from catalogue import access, facets, query_words
from catalogue.finding import holding
from catalogue.models import Record
from members.following.asked import Asked, addresses, asked_by, shown_in, url_of
from members.following.unsubscribing import headers, link
from members.mailing import send
from members.mailing.kinds import Kind
from members.models import OutgoingMail, SavedSearch, User
from search.matching import with_pks
from search.robustness import IndexUnavailable

# Monday, seven in the morning, in the time of the site.
HOUR = 7
# A page being published as we read is told next week rather than never.
SETTLING = timedelta(seconds=10)
# Records of a search in the mail; the others are behind a link.
SHOWN = 10


@dataclass(frozen=True)
class Fresh:
    """A record published or published again lately."""

    kind: str
    first: datetime
    last: datetime


@dataclass
class Section:
    """What is new in one search."""

    search: SavedSearch
    url: str
    keys: list[int] = field(default_factory=list)
    items: list[dict] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.keys) - len(self.items)


@dataclass
class Outcome:
    """What a run did, or would do."""

    mails: int = 0
    records: int = 0
    put_off: int = 0


def last_monday(now: datetime) -> datetime:
    """The last time a digest was due."""
    local = timezone.localtime(now)
    monday = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=local.weekday())
    return monday if monday <= local else monday - timedelta(days=7)


def run(*, now: datetime | None = None, at_once: bool = False, dry: bool = False) -> Outcome:
    """Write the mails that are due; `at_once` does not wait for Monday, `dry` writes nothing."""
    now = now or timezone.now()
    until = now if at_once else now - SETTLING
    slot = now if at_once else last_monday(now)
    due = SavedSearch.objects.filter(followed=True, user__is_active=True, news_since__lt=slot)
    searches = list(due.order_by("user_id", "name", "pk").select_related("user"))
    outcome = Outcome()
    if not searches:
        return outcome
    news = fresh_records(min(search.news_since for search in searches), until)
    known = addresses()
    for _user, own in groupby(searches, key=lambda search: search.user_id):
        own = list(own)
        try:
            sections = sections_of(own, news, known)
        except IndexUnavailable:
            # One mail with everything, once the index answers again.
            outcome.put_off += 1
            continue
        if sections:
            outcome.mails += 1
            outcome.records += sum(len(section.keys) for section in sections)
        if not dry:
            write(own, sections, slot, until)
    return outcome


def fresh_records(since: datetime, until: datetime) -> dict[int, Fresh]:
    """What was published between two moments, whoever may know of it."""
    rows = Record.objects.filter(last_published_at__gt=since, last_published_at__lte=until)
    columns = ("pk", "record_kind", "first_published_at", "last_published_at")
    return {pk: Fresh(*rest) for pk, *rest in rows.order_by().values_list(*columns)}


def sections_of(
    searches: list[SavedSearch], news: dict[int, Fresh], known: dict[str, str]
) -> list[Section]:
    """What is new for one person, each record once. Raises `IndexUnavailable`.

    Three queries, one for each search with words, and those of the person's rights.
    """
    user = searches[0].user
    if not news:
        return []
    visible = access.visible_to(with_pks(Record.objects.all(), news), user)
    seen = set(visible.order_by().values_list("pk", flat=True))
    sections, told = [], set()
    for search in searches:
        asked = asked_by(search)
        keys = [pk for pk in seen - told if news[pk].last > search.news_since]
        found = matching(asked, keys, news, user)
        if found:
            told |= set(found)
            found.sort(key=lambda pk: (news[pk].last, pk), reverse=True)
            url = _full(url_of(asked, known))
            sections.append(Section(search, url, found))
    _fill(sections, news, user)
    return sections


def matching(asked: Asked, keys: list[int], news: dict[int, Fresh], user) -> list[int]:
    """Those of these records that a search finds for this person."""
    kept = [pk for pk in keys if not asked.within or news[pk].kind == asked.within]
    if kept:
        kept = facets.carrying(kept, asked.selection, shown_in(asked.within))
    if kept and asked.words:
        typed = query_words.read(asked.words)
        found = holding(typed, user, with_pks(Record.objects.all(), kept))
        kept = [pk for pk in kept if pk in found]
    return kept


def _fill(sections: list[Section], news: dict[int, Fresh], user) -> None:
    """The notices of what is shown, in one query."""
    shown = [pk for section in sections for pk in section.keys[:SHOWN]]
    records = Record.objects.in_bulk(shown)
    for section in sections:
        section.items = [
            _item(records[pk], news[pk].first > section.search.news_since, user)
            for pk in section.keys[:SHOWN]
            if pk in records
        ]


def _item(record: Record, is_new: bool, user) -> dict:
    """The notice: never a word of the body."""
    lock = access.lock_of(user, record)
    return {
        "title": record.title,
        "kind": record.get_record_kind_display(),
        "summary": record.summary,
        "url": record.full_permalink,
        "is_new": is_new,
        "lock": lock.level_label if lock else "",
    }


def write(searches: list[SavedSearch], sections: list[Section], slot, until: datetime) -> None:
    """Keep the mail, and what was told, together."""
    user = searches[0].user
    keys = [pk for section in sections for pk in section.keys]
    with transaction.atomic():
        if sections:
            send(
                KIND.name,
                user.email,
                context_of(sections, user),
                key=f"{KIND.name}-{user.pk}-{slot:%Y%m%d%H%M%S}",
                headers=headers(user.pk),
                about={"user": user.pk, "searches": _keys_of(sections), "records": keys},
            )
        SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(
            news_since=until
        )


def context_of(sections: list[Section], user: User) -> dict:
    """What the templates of the mail need."""
    return {
        "name": user.first_name,
        "total": sum(len(section.keys) for section in sections),
        "sections": [
            {
                "name": section.search.name,
                "url": section.url,
                "items": section.items,
                "more": section.more,
                "stop_url": link(user.pk, section.search.pk),
            }
            for section in sections
        ],
        "stop_all_url": link(user.pk),
        "searches_url": _full(reverse("members:searches")),
    }


def still_wanted(mail: OutgoingMail) -> bool:
    """Asked just before it leaves: still followed, and all that it names may still be known."""
    about = mail.about
    user = User.objects.filter(pk=about.get("user"), is_active=True, email=mail.to).first()
    followed = SavedSearch.objects.filter(pk__in=about.get("searches", []), followed=True)
    if user is None or not followed.filter(user=user).exists():
        return False
    named = Record.objects.filter(pk__in=about["records"])
    return access.visible_to(named, user).count() == len(about["records"])


KIND = Kind("digest", "Récapitulatif de la semaine", plain=True, still_wanted=still_wanted)


def _keys_of(sections: Iterable[Section]) -> list[int]:
    return [section.search.pk for section in sections]


def _full(url: str) -> str:
    """An address with its host, as a mail needs it."""
    return url if "://" in url else settings.WAGTAILADMIN_BASE_URL + url
