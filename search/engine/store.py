"""One index on disk: where it is, who writes it, how it is replaced.

    <folder>/CURRENT        JSON: the folder that answers, what it was built with
    <folder>/LOCK           held by whoever writes or swaps
    <folder>/BUILD.lock     held by a rebuild, from its start to its end
    <folder>/BUILD.journal  the changes that came while a rebuild was running
    <folder>/g-…/           Whoosh's files

Readers take no lock. A swap is one `os.replace` of CURRENT: it happened or it did not.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.index import create_in, open_dir

from search.engine import keeper
from search.engine.documents import Document, encode
from search.engine.locking import Lock
from search.engine.schema import Codec, add_missing, empty_schema
from search.engine.snapshot import Snapshot
from search.french import FrenchAnalysis
from search.robustness import CORRUPT, MISSING, OUTDATED, IndexUnavailable, reading, writing

FORMAT = 1
BUILD_LOCK = "BUILD.lock"
MEMORY_MB = 64


@dataclass(frozen=True)
class Limits:
    """What bounds the work. Times in seconds, texts in characters."""

    lock_timeout: float = 10.0
    max_text: int = 1_000_000
    max_cached_postings: int = 3_000_000


class Store:
    """Reads and writes one index. Light: build one whenever one is needed."""

    def __init__(self, path: Path | str, analysis: FrenchAnalysis, limits: Limits | None = None):
        self.path = Path(path)
        self.analysis = analysis
        self.limits = limits or Limits()
        self.lock = Lock(self.path / "LOCK")
        self.journal = self.path / "BUILD.journal"

    def snapshot(self) -> Snapshot:
        """The index as it is now. Raises IndexUnavailable if it cannot answer."""
        return keeper.current(self.path, self.directory, self.limits.max_cached_postings)

    def directory(self) -> Path:
        """The folder that answers. Raises IndexUnavailable."""
        try:
            state = json.loads((self.path / "CURRENT").read_bytes())
            name, made_with = state["directory"], (state["format"], state["signature"])
        except FileNotFoundError as error:
            raise IndexUnavailable(MISSING, self.path) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable(CORRUPT, self.path) from error
        if made_with != (FORMAT, self.analysis.signature):
            raise IndexUnavailable(OUTDATED, self.path)
        return self.path / name

    def is_listening(self) -> bool:
        """Whether a write is of any use: an index never built waits for its rebuild."""
        return (self.path / "CURRENT").exists() or self.journal.exists()

    def write(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> int:
        """Put documents (a known key is replaced) and delete keys, in one commit.

        Returns how many changes were written: documents whose content is already there are
        skipped. An index never built stays so: its first rebuild reads everything anyway.
        Raises IndexBusy, IndexNotWritable, IndexUnavailable.
        """
        puts = {document.key: document for document in documents}
        gone = set(deleted) - puts.keys()
        if not (puts or gone) or not self._worth_locking(puts, gone):
            return 0
        with self.lock.held(self.limits.lock_timeout):
            self._write_journal(puts, gone)
            try:
                directory = self.directory()
            except IndexUnavailable as error:
                if error.reason == MISSING:
                    return 0
                raise
            return self.apply(directory, puts, gone)

    def reset(self) -> None:
        """Replace the index by an empty one, at once. A rebuild under way goes on."""
        with self.lock.held(self.limits.lock_timeout):
            former = _named(self.path)
            self.swap(self.new_directory())
            if former:
                shutil.rmtree(self.path / former, ignore_errors=True)

    def new_directory(self) -> Path:
        """A new folder with an empty index in it, which nobody reads yet."""
        directory = self.path / f"g-{secrets.token_hex(8)}"
        with writing(self.path):
            directory.mkdir(parents=True)
            create_in(str(directory), empty_schema())
        return directory

    def swap(self, directory: Path) -> None:
        """Make a folder the one that answers. Call with the lock."""
        state = {
            "directory": directory.name,
            "format": FORMAT,
            "signature": self.analysis.signature,
        }
        with writing(self.path):
            new = self.path / "CURRENT.new"
            new.write_text(json.dumps(state))
            os.replace(new, self.path / "CURRENT")

    def remove_unused(self) -> None:
        """Remove the folders that do not answer; readers keep what they have open.

        Call with the lock of builds: the folder of a build under way does not answer yet.
        """
        used = _named(self.path)
        for other in self.path.glob("g-*"):
            if other.name != used:
                shutil.rmtree(other, ignore_errors=True)

    def apply(self, directory: Path, puts: dict[str, Document], gone: Iterable[str]) -> int:
        """Write the changes that differ from what a folder holds. Call with the lock."""
        snapshot = keeper.opened(self.path, directory, self.limits.max_cached_postings)
        changed = [doc for doc in puts.values() if self.differs(snapshot, doc)]
        keys = [document.key for document in changed] + list(gone)
        old = [number for key in keys for number in snapshot.numbers(key)]
        if not changed and not old:
            return 0
        with reading(self.path), writing(self.path):
            writer = open_dir(str(directory)).writer(_lk=False, limitmb=MEMORY_MB, codec=Codec())
        try:
            for number in old:
                writer.delete_document(number)
            with writing(self.path):
                add_documents(writer, changed, self)
            with reading(self.path), writing(self.path):
                writer.commit()
        except BaseException:
            cancel(writer)
            raise
        return len(keys)

    def _worth_locking(self, puts: dict[str, Document], gone: set[str]) -> bool:
        """Whether some change is not there yet; saving a draft ten times changes nothing."""
        try:
            snapshot = self.snapshot()
        except IndexUnavailable as error:
            return error.reason != MISSING or self.is_listening()
        return any(self.differs(snapshot, doc) for doc in puts.values()) or any(
            snapshot.numbers(key) for key in gone
        )

    def differs(self, snapshot: Snapshot, document: Document) -> bool:
        """Whether what is indexed under a document's key is something else, or nothing."""
        return snapshot.digest(document.key) != document.digest(self.analysis.signature)

    def _write_journal(self, puts: dict[str, Document], gone: set[str]) -> None:
        """Note the changes for the rebuild under way, if there is one."""
        if not self.journal.exists():
            return
        if Lock(self.path / BUILD_LOCK).is_free():
            # The rebuild died: what it would have replayed is in the index that answers.
            self.journal.unlink(missing_ok=True)
            return
        with writing(self.path), self.journal.open("a") as file:
            file.writelines(f"{document.to_json()}\n" for document in puts.values())
            file.writelines(f"{json.dumps(key)}\n" for key in gone)


def _named(path: Path) -> str | None:
    """The folder that CURRENT names, whatever it was built with."""
    try:
        return json.loads((path / "CURRENT").read_bytes())["directory"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def add_documents(writer: Any, documents: Iterable[Document], store: Store) -> None:
    """Add documents to an open Whoosh writer, with the fields its schema lacks."""
    for document in documents:
        fields = encode(document, store.analysis, store.limits.max_text)
        # What is refused now is not the document: the schema read from the disk is damaged.
        with reading(store.path), writing(store.path):
            add_missing(writer.schema, list(fields))
            writer.add_document(**fields)


def cancel(writer: Any) -> None:
    """Give up a write; what is on disk stays as it was."""
    try:
        writer.cancel()
    except Exception:
        # Cancelling after a full disk may fail in its turn; the first error matters.
        return
