"""What the tests of the search share: an index of their own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from catalogue.models import Record
from search.engine import keeper


@contextmanager
def index_of(folder: Path, pages: Iterable[Page]) -> Iterator[None]:
    """The site's search, its index in `folder`, holding these pages."""
    default = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": folder}
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": default}):
        backend = get_search_backend()
        backend.reset_indexes()
        for page in pages:
            backend.add_bulk(type(page), [page])
        yield
        keeper.forget()


def found(query: str) -> set[str]:
    """Titles of the records found, all words needed."""
    results = get_search_backend().search(query, Record.objects.all(), operator="and")
    return {record.title for record in results}
