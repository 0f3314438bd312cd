"""The project's own files, as text and as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "search",
    "catalogue",
    "resources",
    "referentials",
    "monographs",
    "members",
    "editorial",
    "portal",
    "exports",
)
# What running, testing and installing leave beside the sources.
NOT_OURS = {
    ".git",
    ".venv",
    "var",
    "__pycache__",
    ".hypothesis",
    ".ruff_cache",
    ".pytest_cache",
    ".env",
    "node_modules",
}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            found.append(path)
    return tuple(found)


def named(*suffixes: str) -> list[Path]:
    return [path for path in files() if path.suffix in suffixes]


def name(path: Path) -> str:
    """Its name from the root of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    """Its text; empty for fonts, images and other bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def python(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Python files of the rooms, without their tests and migrations unless asked."""
    kept = []
    for path in named(".py"):
        parts = path.relative_to(ROOT).parts
        if parts[0] not in ROOMS:
            continue
        if ("tests" in parts and not tests) or ("migrations" in parts and not migrations):
            continue
        kept.append(path)
    return kept


@cache
def templates() -> tuple[Path, ...]:
    return tuple(path for path in files() if name(path).startswith("templates/"))


def imported_rooms(path: Path) -> set[str]:
    """Rooms that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found & set(ROOMS)


def functions(path: Path) -> list[tuple[str, int]]:
    """Every function of a file, with its number of lines."""
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
