"""What people search, counted by day: words and numbers, nothing about anybody.

Words that look personal are not kept. Counting never makes a search fail, nor wait.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection, transaction
from django.utils import timezone

from portal.models.searching import ASKED_LENGTH

logger = logging.getLogger(__name__)

LONGEST_WAIT = 200  # milliseconds, when another process is writing
MAX_READ = 2_000
# An address, a long number (telephone, SIRET, social security, however cut), a date of birth.
_PERSONAL = re.compile(
    r"@|\barobase\b|\d{6}|\d(?:[\s./()_–-]*\d){8}"
    r"|(?<!\d)\d{1,2}[\s./-]\d{1,2}[\s./-](?:\d\d){1,2}(?!\d)"
)
_UPSERT = """
INSERT INTO portal_askedquery (day, words, asked, found) VALUES (%s, %s, 1, %s)
ON CONFLICT (day, words)
DO UPDATE SET asked = portal_askedquery.asked + 1, found = excluded.found
"""


def record(words: str, found: int) -> None:
    """Count one search and how many results it had. Never raises."""
    kept = _kept(words)
    if not kept:
        return
    try:
        with _hurried(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_UPSERT, [timezone.localdate(), kept, max(0, found)])
    except Error:
        logger.warning("A search could not be counted", exc_info=True)


def _kept(words: str) -> str:
    """The words as they are counted; nothing if they look personal."""
    text = unicodedata.normalize("NFKC", words[:MAX_READ]).casefold()
    if len(words) > MAX_READ or _PERSONAL.search(text):
        return ""
    readable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(readable.split())[:ASKED_LENGTH].strip()


@contextmanager
def _hurried() -> Iterator[None]:
    """Give up soon when SQLite is being written: the reader is waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
