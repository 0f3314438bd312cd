"""What is written without a model signal is announced to the search, or listed here."""

import ast
from collections.abc import Iterator

from wagtail.search.index import get_indexed_models

from tests import source

# function → why the index need not be told there.
SILENT = {
    "catalogue/merging.py:_move_uses": "the term that stays is saved next: its records follow",
    "catalogue/merging.py:_move_links": "the term that stays is saved next: its records follow",
    "catalogue/models/files.py:_supersede_former": "the new version is saved next, for its record",
    "catalogue/reading_files.py:_keep": "read_and_keep announces the whole batch",
    # Productions and selections.
    "catalogue/productions/making.py:claim": "documents made on demand are not searched",
    "catalogue/productions/making.py:take_back": "documents made on demand are not searched",
    "catalogue/productions/making.py:beat": "documents made on demand are not searched",
    "catalogue/productions/making.py:__call__": "documents made on demand are not searched",
    "catalogue/productions/making.py:_fail": "documents made on demand are not searched",
    "catalogue/productions/making.py:_keep": "documents made on demand are not searched",
    "catalogue/productions/ordering.py:restart": "documents made on demand are not searched",
    "catalogue/productions/ordering.py:cancel": "documents made on demand are not searched",
    "catalogue/sheets/making.py:claim": "the making of a document: nothing of a page changes",
    "catalogue/rewriting.py:everywhere": "older versions of a page are not searched",
    "catalogue/rewriting.py:_online": "the number of a chosen term: no text of the page changes",
    # Reviews and freshness.
    "editorial/reviewing/digest.py:_choices": "choices of mails are not searched",
    "editorial/reviewing/digest.py:_write": "choices of mails are not searched",
    "editorial/reviewing/personal.py:forget": "absences and verifications are not searched",
    "editorial/reviewing/personal.py:forget_names": "verifications are not searched",
    "editorial/reviewing/unsubscribing.py:unsubscribe": "choices of mails are not searched",
    "editorial/checking/keeping.py:check": "links are not searched",
    "editorial/checking/keeping.py:_write": "findings are not searched",
    "editorial/publishing/withdrawing.py:propose": "tombstones are not searched",
    "portal/contacting.py:note_departure": "messages are not searched",
    "portal/french_names.py:say_it_in_french": "roots of the trees, which no search finds",
    "portal/management/commands/requeue_tasks.py:handle": "tasks are not searched",
    "portal/benching/corpus.py:store": "a throw-away bank, indexed whole when it is made",
    "portal/benching/corpus.py:finish": "a throw-away bank, indexed whole when it is made",
    "portal/demo/structure_loader.py:_accept_everything": "files of the members’ area",
    # Spreadsheets: the imports and their lines; what they write goes through its own models.
    "editorial/sheets/keeping.py:forget_values": "imports are not searched",
    "editorial/sheets/running.py:simulate": "lines of imports are not searched",
    "editorial/sheets/running.py:apply": "lines of imports are not searched",
    "editorial/sheets/running.py:undo": "lines of imports are not searched",
    "editorial/sheets/running.py:_undo_lines": "lines of imports are not searched",
    "editorial/sheets/running.py:run": "lines of imports are not searched",
    "editorial/sheets/running.py:_progress": "imports are not searched",
    "editorial/sheets/tasks.py:ask": "imports are not searched",
    "editorial/sheets/views.py:keep": "lines of imports are not searched",
    # Recueils.
    "editorial/compiling/composing.py:touch": "recueils are not searched",
    "editorial/compiling/composing.py:_append": "recueils are not searched",
    "editorial/compiling/composing.py:move": "recueils are not searched",
    "editorial/compiling/composing.py:file_under": "recueils are not searched",
    "search/queue.py:ask": "the queue itself",
    "search/queue.py:retry_now": "the queue itself",
    "search/queue.py:_put_off": "the queue itself",
}
BULK = ("bulk_create", "bulk_update")


def is_silent_write(call: ast.Call) -> bool:
    """`update(name=…)` of a queryset, not `update({…})` of a dictionary."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "update":
        return bool(call.keywords) and not call.args
    return call.func.attr in BULK


def announces(function: ast.AST) -> bool:
    """Whether it sends `content_changed` or asks the queue."""
    return any(
        ast.unparse(call.func) in ("content_changed.send", "ask", "queue.ask")
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    )


def silent_writers() -> Iterator[str]:
    for path in source.named(".py"):
        name = source.name(path)
        # Nothing of the members’ area is searched (see the test below).
        if not name.startswith(source.ROOMS) or name.startswith("members/"):
            continue
        if "/tests/" in name or "/migrations/" in name:
            continue
        for function in ast.walk(ast.parse(source.text(path))):
            if isinstance(function, ast.FunctionDef) and not announces(function):
                calls = (call for call in ast.walk(function) if isinstance(call, ast.Call))
                if any(map(is_silent_write, calls)):
                    yield f"{name}:{function.name}"


def test_bulk_writes_are_announced_to_the_search():
    assert sorted(set(silent_writers()) - SILENT.keys()) == []


def test_list_of_silent_writes_holds_nothing_that_is_gone():
    assert sorted(SILENT.keys() - set(silent_writers())) == []


def test_nothing_of_the_members_area_is_searched():
    assert [model for model in get_indexed_models() if model._meta.app_label == "members"] == []
