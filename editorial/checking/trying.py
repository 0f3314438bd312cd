"""The addresses of records, tried a few at a time; what they answered, kept with the day."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from editorial.checking import probing
from editorial.checking.models import Link, LinkState

# A run is short: other work waits behind it.
SECONDS = 40
AT_ONCE = 40
PER_SITE = 5
PAUSE = 1.0
AGAIN = {True: timedelta(days=14), False: timedelta(days=1)}
# A page may be gone for an hour: it is dead when two days agree.
TIMES = 2


def due() -> QuerySet[Link]:
    """Never tried, or tried long enough ago: sooner for those that did not answer."""
    now = timezone.now()
    fine = Q(state__in=[LinkState.ALIVE, LinkState.REFUSED])
    old = Q(checked_at__lt=now - AGAIN[True])
    return Link.objects.filter(
        Q(checked_at=None) | old | (~fine & Q(checked_at__lt=now - AGAIN[False]))
    ).order_by("checked_at", "pk")


def try_links(
    ask: Callable = probing.ask, clock: Callable = time.monotonic, wait: Callable = time.sleep
) -> int:
    """Try what is due, politely; how many were tried. Nothing where links are switched off."""
    if not settings.CHECK_LINKS:
        return 0
    ends, tried, sites = clock() + SECONDS, 0, Counter()
    for link in due()[: AT_ONCE * PER_SITE]:
        site = urlsplit(link.url).netloc
        if tried == AT_ONCE or clock() > ends:
            break
        if sites[site] == PER_SITE:
            continue
        if sites[site]:
            wait(PAUSE)
        sites[site] += 1
        note(link, ask)
        tried += 1
    return tried


def note(link: Link, ask: Callable) -> None:
    """Ask one address and keep its answer."""
    try:
        answer = ask(link.url)
    except (probing.NotPublic, ValueError):
        link.state = LinkState.REFUSED
    else:
        link.gone_times = 0 if answer.alive else link.gone_times + answer.gone
        dead = link.gone_times >= TIMES
        wrong = LinkState.DEAD if dead else LinkState.UNREACHABLE
        link.state = LinkState.ALIVE if answer.alive else wrong
    link.checked_at = timezone.now()
    link.save()
