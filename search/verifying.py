"""Does the index hold what the database holds? What differs is asked for, and written down.

Keys are compared one and all; contents on a sample, drawn anew each time.
"""

import random
from dataclasses import dataclass

from search import queue
from search.backend import WhooshSearchBackend
from search.indexing import WhooshIndex
from search.models import IndexChange
from search.rebuilding import models_of

SAMPLE = 200


@dataclass(frozen=True)
class Verdict:
    """What was found in one index; all in numbers of objects."""

    name: str
    indexed: int
    missing: int
    extra: int
    looked_at: int
    different: int


def verify(backend: WhooshSearchBackend, sample: int = SAMPLE) -> list[Verdict]:
    """Compare each index that answers with the database; the others wait for their rebuild."""
    return [
        _verify(backend, index, sample) for index in backend.all_indexes() if index.status() == "ok"
    ]


def _verify(backend: WhooshSearchBackend, index: WhooshIndex, sample: int) -> Verdict:
    indexed = index.keys()
    stored = {
        key
        for model in models_of(backend, index)
        for key in model.get_indexed_objects().order_by().values_list("pk", flat=True)
    }
    # What is in the queue is known to differ: the worker will come to it.
    known = _waiting(index)
    missing, extra = stored - indexed - known, indexed - stored - known
    common = sorted((stored & indexed) - known)
    drawn = random.sample(common, min(sample, len(common)))
    different = index.stale(queue.objects_of(index.root, drawn))
    wrong = [*missing, *extra, *different]
    if wrong:
        queue.ask(index.root, wrong)
    return Verdict(index.name, len(indexed), len(missing), len(extra), len(drawn), len(different))


def _waiting(index: WhooshIndex) -> set:
    lines = IndexChange.objects.filter(model=index.name).values_list("object_id", flat=True)
    return {index.convert(key) for key in lines}
