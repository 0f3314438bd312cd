"""The tables of the tests: migrated once, however many processes run them.

Migrating takes as long as hundreds of tests. The first process that needs tables migrates for
real and leaves a copy in a file; the others start from it. Django then migrates them in their
turn, and finds nothing left to do.
"""

import fcntl
import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.db import connection

# How Django names, in a process, a database of tests that is in memory.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def shared_folder(tmp_path_factory) -> Path:
    """A temporary folder of this run, the same for all its processes."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory) -> Path:
    """Where the migrated tables are, once `django_db_setup` is done."""
    return shared_folder(tmp_path_factory) / "tables.sqlite3"


@pytest.fixture(scope="session")
def turn(tables_file) -> Iterator[ExitStack]:
    """What is held while the database is made: one process at a time, and its tables."""
    with ExitStack() as held:
        yield held


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tables_file, turn):
    """Before the database is made: wait for our turn, take what another process left."""
    lock = turn.enter_context(tables_file.with_suffix(".lock").open("w"))
    fcntl.flock(lock, fcntl.LOCK_EX)
    # In memory, tables last as long as one connection: this one waits for Django's.
    tables = turn.enter_context(closing(sqlite3.connect(IN_MEMORY, uri=True)))
    if tables_file.exists():
        with closing(sqlite3.connect(tables_file)) as left:
            left.backup(tables)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tables_file, turn):
    """Once the database is made: leave a copy to the others, and our turn."""
    if not tables_file.exists():
        with django_db_blocker.unblock():
            connection.cursor().execute(f"VACUUM INTO '{tables_file}'")
    turn.close()
    gc.collect()
    gc.freeze()
