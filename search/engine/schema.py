"""What Whoosh is told to write: postings ready-made (no analyzer of its own runs), packed."""

from array import array
from itertools import accumulate
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3PostingsWriter


class Packed(formats.Format):
    """The value of a posting is bytes of ours, of any length but never empty."""

    posting_size = -1

    def __init__(self) -> None:
        self.field_boost = 1.0
        self.options: dict = {}


class Terms(fields.FieldType):
    """A field whose value is a list of (term, frequency, weight, value)."""

    def __init__(self) -> None:
        super().__init__(Packed(), None, scorable=True)

    def index(self, value: list, **kwargs: Any) -> list:
        """The value as it is."""
        return value


class BlockWriter(W3PostingsWriter):
    """Writes the values of a block as two byte strings: half the size, three times faster."""

    def _mini_values(self) -> tuple[bytes, bytes] | None:
        if not self._values:
            return None
        return array("I", map(len, self._values)).tobytes(), b"".join(self._values)


class BlockMatcher(W3LeafMatcher):
    """Reads what `BlockWriter` writes."""

    def _read_values(self) -> None:
        if self._data is None:
            self._read_data()
        packed = self._data[2]
        # A field without values has none to give.
        self._values = Values(packed) if packed else (None,) * self._blocklength


class Values:
    """The values of a block, one a posting."""

    def __init__(self, packed: tuple[bytes, bytes]):
        lengths = array("I")
        lengths.frombytes(packed[0])
        self._ends = [0, *accumulate(lengths)]
        self._bytes = packed[1]

    def __getitem__(self, at: int) -> bytes:
        return self._bytes[self._ends[at] : self._ends[at + 1]]

    def __len__(self) -> int:
        return len(self._ends) - 1


class Codec(W3Codec):
    """Whoosh's own with our blocks, and without shortest and longest fields: nobody asks."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> BlockWriter:
        """What writes the postings of one segment."""
        return BlockWriter(
            dbfile,
            blocklimit=self._blocklimit,
            byteids=byteids,
            compression=self._compression,
            inlinelimit=self._inlinelimit,
        )

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> BlockMatcher:
        """What reads the postings of one term."""
        offset, length = terminfo.extent()
        return BlockMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


def empty_schema() -> fields.Schema:
    """The fields every document has: its key, and the digest of its content."""
    return fields.Schema(key=fields.ID(sortable=True), hash=fields.COLUMN(columns.VarBytesColumn()))


def add_missing(schema: fields.Schema, names: list[str]) -> None:
    """Add the text fields that the schema does not know yet."""
    for name in names:
        if name not in schema:
            schema.add(name, Terms())
