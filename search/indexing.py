"""The family's index and rebuilder, on top of a store. One index a family of models.

A family is a root model and the models that inherit from it by multi-table inheritance:
they share their primary keys, hence one document an object.
"""

from collections.abc import Callable, Hashable, Iterable

from django.db.models import Model
from modelsearch.backends.base import BaseIndex, BaseSearchBackend

from search.engine.building import Build
from search.engine.members import numbers_of
from search.engine.store import Store
from search.extraction import documents_of
from search.options import Options
from search.robustness import IndexUnavailable


class WhooshIndex(BaseIndex):
    """The index of one family of models."""

    def __init__(self, backend: BaseSearchBackend, root: type[Model], options: Options):
        super().__init__(backend)
        self.root = root
        self.name = root._meta.label_lower
        self.store = Store(options.path / self.name, options.analysis, options.limits)

    def __str__(self) -> str:
        return self.name

    def get_key(self) -> str:
        """The name of the root model: one index each."""
        return self.name

    @property
    def convert(self) -> Callable[[str], Hashable]:
        """What turns a document's key into a primary key."""
        return self.root._meta.pk.to_python

    def status(self) -> str:
        """ "ok", or why the index cannot answer: "missing", "outdated", "corrupt"."""
        try:
            self.store.snapshot().keys(self.convert)
        except IndexUnavailable as error:
            return error.reason
        return "ok"

    def count(self) -> int:
        """How many objects are indexed. Raises IndexUnavailable."""
        return self.store.snapshot().count

    def keys(self) -> set[Hashable]:
        """The primary keys that are indexed. Raises IndexUnavailable."""
        snapshot = self.store.snapshot()
        keys = snapshot.keys(self.convert)
        return {keys[number] for number in numbers_of(snapshot.alive, snapshot.size)}

    def stale(self, items: Iterable[Model]) -> list[Hashable]:
        """The keys of those whose content is not what is indexed. Raises IndexUnavailable."""
        snapshot = self.store.snapshot()
        return [
            self.convert(document.key)
            for document in documents_of(items)
            if self.store.differs(snapshot, document)
        ]

    def reset(self) -> None:
        """Empty the index, at once."""
        self.store.reset()

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Index objects; those whose content did not change cost no write.

        Raises IndexBusy, IndexNotWritable, IndexUnavailable.
        """
        if model.get_search_fields():
            self.write(items)

    def write(self, items: Iterable[Model], gone: Iterable[Hashable] = ()) -> None:
        """Index objects and forget keys, in one commit. Raises the same errors."""
        if self.store.is_listening():
            self.store.write(documents_of(items), [str(key) for key in gone])

    def delete_item(self, item: Model) -> None:
        """Forget an object. Raises IndexBusy, IndexNotWritable, IndexUnavailable."""
        self.write((), [item.pk])


class BuildingIndex(WhooshIndex):
    """What a rebuild fills: the same index, in a side folder."""

    def __init__(self, index: WhooshIndex, options: Options):
        super().__init__(index.backend, index.root, options)
        self.build = Build(self.store)

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Add objects; a failure gives the rebuild up, the old index stays."""
        try:
            self.build.add(documents_of(items))
        except BaseException:
            self.build.cancel()
            raise


class AtomicRebuilder:
    """Builds beside; the site answers from the old index until `finish`."""

    def __init__(self, index: WhooshIndex):
        self.building = BuildingIndex(index, index.backend.options)

    def start(self) -> WhooshIndex:
        """Raises IndexBusy if another rebuild of this index is running."""
        self.building.build.start()
        return self.building

    def finish(self) -> None:
        """Let the new index answer. Raises IndexBusy, IndexNotWritable."""
        self.building.build.finish()


class Rebuilder:
    """Empties the index, then fills it: less disk, but searches find little meanwhile."""

    def __init__(self, index: WhooshIndex):
        self.index = index

    def start(self) -> WhooshIndex:
        """Empty the index."""
        self.index.reset()
        return self.index

    def finish(self) -> None:
        """Nothing is left to do."""
