"""An index for the tests of the search: built in a folder of its own, copied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from search import queue, worker
from search.engine import keeper


@contextmanager
def index_in(folder: Path) -> Iterator[Path]:
    """The site searches the index of this folder, whatever it holds."""
    default = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": folder}
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": default}):
        yield folder
    keeper.forget()


def build(folder: Path) -> Path:
    """Index everything the database holds; the queue has nothing left to do."""
    with index_in(folder):
        worker.rebuild_all()
        empty_queue()
    return folder


@contextmanager
def copy_of(built: Path, folder: Path) -> Iterator[Path]:
    """The site searches a copy of this index: what a test writes in it ends with the test."""
    shutil.copytree(built, folder)
    with index_in(folder):
        yield folder


def empty_queue() -> None:
    """Index all that waits, as the worker does between two looks."""
    while queue.drain():
        continue
