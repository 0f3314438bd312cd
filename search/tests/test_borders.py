"""This room could be published alone, and Whoosh replaced in one place."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[1]
PROJECT = ROOM.parent
FILES = sorted(ROOM.rglob("*.py"))
OTHER_ROOMS = {
    folder.name
    for folder in PROJECT.iterdir()
    if (folder / "__init__.py").exists() and folder != ROOM
}


def imported(path: Path) -> set[str]:
    """The packages a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOM)))
def test_no_file_imports_another_room(path):
    assert not imported(path) & OTHER_ROOMS


def test_only_the_engine_imports_whoosh():
    users = {path.relative_to(ROOM).parts[0] for path in FILES if "whoosh" in imported(path)}
    assert users <= {"engine", "tests"}


def test_the_engine_knows_neither_django_nor_the_family():
    for path in (ROOM / "engine").glob("*.py"):
        assert not imported(path) & {"django", "modelsearch", "wagtail"}


def test_dangerous_whoosh_calls_are_absent():
    """See docs/search.md: stale documents, ignored limits, user input in a query parser."""
    for path in (ROOM / "engine").glob("*.py"):
        text = path.read_text()
        for call in (".refresh(", "groupedby", "qparser", "QueryParser", "AsyncWriter"):
            assert call not in text
