"""A mark that changes with any content, shared by every process, read without a query.

What is kept in memory (whole pages, facet values, synonyms) is kept with the mark of its
time, and made again when the mark has changed.
"""

import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import transaction


def generation() -> str:
    """The mark of this instant."""
    if settings.REDIS_URL:
        return str(caches["pages"].get("generation", 0))
    try:
        return str(_mark().stat().st_mtime_ns)
    except FileNotFoundError:
        return "0"


def content_has_changed() -> None:
    """Change the mark, once the change of content is certain."""
    transaction.on_commit(_bump)


def _bump() -> None:
    if settings.REDIS_URL:
        caches["pages"].set("generation", time.time_ns(), None)
        return
    mark = _mark()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(time.time_ns()))


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "pages.generation"
