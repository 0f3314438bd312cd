"""In which order the files of tests run, and which stay together in one process."""

import pytest
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser/"
# Longest first, so that all processes end together. One migrates, then drives the browser;
# meanwhile the others run what needs no table, then the longest files.
FIRST = (
    BROWSER,
    "tests/test_postgresql.py",
    "search/tests/test_alone.py",
    "exports/tests/test_render.py",
    "monographs/tests/test_hostile_files.py",
    "portal/tests/test_demo.py",
    "tests/test_every_address.py",
    "tests/test_access_doors.py",
    "tests/test_search_access.py",
    "tests/test_hostile_input.py",
    "tests/test_search_oracles.py",
    "tests/test_access_matrix.py",
    "catalogue/tests/test_admin_screens.py",
    "editorial/tests/test_staleness.py",
    "tests/test_query_budgets.py",
    "tests/test_kills.py",
    "monographs/tests/test_recognising.py",
    "editorial/tests/test_gate.py",
    "editorial/tests/test_proposing_desk.py",
    "editorial/tests/test_workflows.py",
    "editorial/tests/test_sheets_round_trip.py",
)


def rank(name: str) -> int:
    """The place of a test, by its name: those of `FIRST`, then the others as they come."""
    ranks = (number for number, first in enumerate(FIRST) if name.startswith(first))
    return next(ranks, len(FIRST))


class FilesInTurn(LoadFileScheduling):
    """Each file runs whole in one process; all those of the browser run in the same one.

    The site that they visit is then served once, and what it imported and kept serves to all.
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> FilesInTurn | None:
    """What `--dist loadfile` does here."""
    return FilesInTurn(config, log) if config.getvalue("dist") == "loadfile" else None
