"""Build an index beside the one that answers, then put it in its place.

Changes written meanwhile go to the old index as usual and to a journal; the journal is
applied to the new index, under the write lock, just before the swap: nothing is lost.
A build that dies leaves its folder and journal: the next build removes them.
"""

import json
from collections.abc import Iterable
from typing import Any

from whoosh.index import open_dir

from search.engine.documents import Document
from search.engine.locking import Lock
from search.engine.schema import Codec
from search.engine.store import BUILD_LOCK, MEMORY_MB, Store, add_documents, cancel
from search.robustness import IndexBusy, writing

START_TIMEOUT = 1.0


class Build:
    """`start`, then `add` as often as needed, then `finish` (or `cancel`)."""

    def __init__(self, store: Store):
        self.store = store
        self.lock = Lock(store.path / BUILD_LOCK)
        self._directory = store.path
        self._writer: Any = None
        self._numbers: dict[str, int] = {}
        self._superseded: list[int] = []
        self._count = 0

    def start(self) -> None:
        """Open the side folder. Raises IndexBusy if another build of this index runs."""
        store = self.store
        # Writers take this lock for an instant, to see whether a build lives.
        if not self.lock.acquire(START_TIMEOUT):
            raise IndexBusy(f"Search index {store.path} is being rebuilt already.", store.path)
        try:
            with store.lock.held(store.limits.lock_timeout):
                store.remove_unused()
                self._directory = store.new_directory()
                with writing(store.path):
                    store.journal.write_bytes(b"")
        except BaseException:
            self.cancel()
            raise

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; a key given twice keeps the last one."""
        for document in documents:
            former = self._numbers.get(document.key)
            if former is not None:
                self._superseded.append(former)
            self._numbers[document.key] = self._count
            self._count += 1
            with writing(self.store.path):
                self._writer = self._writer or self._open()
                add_documents(self._writer, [document], self.store)

    def finish(self) -> None:
        """Apply the journal and make the new index the one that answers."""
        store = self.store
        try:
            with writing(store.path):
                if self._writer is not None:
                    self._writer.commit()
                    self._writer = None
                self._remove_superseded()
            with store.lock.held(store.limits.lock_timeout):
                self._replay()
                store.swap(self._directory)
                store.journal.unlink(missing_ok=True)
                store.remove_unused()
        except BaseException:
            self.cancel()
            raise
        self.lock.release()

    def cancel(self) -> None:
        """Give up: the index that answers stays."""
        if self._writer is not None:
            cancel(self._writer)
            self._writer = None
        self.store.journal.unlink(missing_ok=True)
        self.store.remove_unused()
        self.lock.release()

    def _open(self) -> Any:
        index = open_dir(str(self._directory))
        return index.writer(_lk=False, limitmb=MEMORY_MB, codec=Codec())

    def _remove_superseded(self) -> None:
        if self._superseded:
            writer = open_dir(str(self._directory)).writer(_lk=False, codec=Codec())
            for number in self._superseded:
                writer.delete_document(number)
            writer.commit(merge=False)

    def _replay(self) -> None:
        puts: dict[str, Document] = {}
        gone: set[str] = set()
        with self.store.journal.open() as file:
            for line in file:
                if line.startswith("["):
                    document = Document.from_json(line)
                    puts[document.key] = document
                    gone.discard(document.key)
                else:
                    key = json.loads(line)
                    gone.add(key)
                    puts.pop(key, None)
        if puts or gone:
            self.store.apply(self._directory, puts, gone)
