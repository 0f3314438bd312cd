"""Fixtures of the search room. What needs models runs alone, see `test_alone.py`."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from search.engine import keeper
from search.engine.building import Build
from search.engine.documents import SEARCHED, Document
from search.engine.scoring import Evaluation
from search.engine.snapshot import Snapshot
from search.engine.store import Store
from search.french import FrenchAnalysis
from search.options import QueryLimits
from search.queries import QueryBuilder
from search.vocabulary import Vocabulary

# Other settings, another database: started by test_alone.py.
collect_ignore = ["alone"]


@pytest.fixture
def analysis() -> FrenchAnalysis:
    return FrenchAnalysis()


@pytest.fixture
def store(tmp_path: Path, analysis: FrenchAnalysis) -> Iterable[Store]:
    """An empty index, ready to be written."""
    store = Store(tmp_path / "index", analysis)
    store.reset()
    yield store
    keeper.forget()


def document(key: object, title: str, body: str = "", **fields: str) -> Document:
    """A document with a title (boost 10), a body, and other fields at boost 1."""
    searched = [("title", 10.0, [title])]
    if body:
        searched.append(("body", 1.0, [body]))
    searched += [(name, 1.0, [text]) for name, text in fields.items()]
    return Document(str(key), searched, [("title", [title])])


def keys_of(snapshot: Snapshot, scores: dict[int, float]) -> list[str]:
    """The keys found, the best score first."""
    keys = snapshot.keys(str)
    return [keys[number] for number in sorted(scores, key=lambda n: (-scores[n], keys[n]))]


def find(store: Store, query, fields: list[str] | None = None, thesaurus=None) -> list[str]:
    """The keys a query of the family finds, the best first."""
    snapshot = store.snapshot()
    names = snapshot.named(SEARCHED, fields)
    builder = QueryBuilder(store.analysis, Vocabulary(snapshot, names), thesaurus, QueryLimits())
    return keys_of(snapshot, Evaluation(snapshot, names).run(builder.build(query)))


def build(store: Store, documents: Iterable[Document]) -> None:
    """Rebuild an index with these documents."""
    made = Build(store)
    made.start()
    made.add(documents)
    made.finish()
