"""What is indexed: a key and texts. And how it becomes what Whoosh writes."""

import hashlib
import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from struct import Struct
from typing import Any

from search.french import FrenchAnalysis

# Kinds of fields in the files: terms to search, words to complete.
SEARCHED, COMPLETED = "s", "a"
GAP = 100
MAX_SURFACE = 255


def searched_name(path: str, boost: float) -> str:
    """The name of a searched field: it carries its boost, so the files describe themselves."""
    return f"{SEARCHED}~{path}~{boost:g}"


def completed_name(path: str) -> str:
    """The name of a field of words to complete."""
    return f"{COMPLETED}~{path}"


def path_of(name: str) -> str:
    """The declared path in the name of a field."""
    return name.split("~")[1]


def boost_of(name: str) -> float:
    """The boost a searched field carries, 1 for the other kinds."""
    pieces = name.split("~")
    return float(pieces[2]) if len(pieces) > 2 else 1.0


@dataclass(frozen=True)
class Document:
    """The texts of one object. `searched` has a path (`title`, `authors__name`), a boost."""

    key: str
    searched: list[tuple[str, float, list[str]]] = field(default_factory=list)
    completed: list[tuple[str, list[str]]] = field(default_factory=list)

    def digest(self, signature: str) -> bytes:
        """16 bytes that change when the texts, the boosts or the analysis change."""
        content = json.dumps([signature, self.searched, self.completed])
        return hashlib.blake2b(content.encode(), digest_size=16).digest()

    def to_json(self) -> str:
        """One line for the journal of a rebuild."""
        return json.dumps([self.key, self.searched, self.completed])

    @classmethod
    def from_json(cls, line: str) -> "Document":
        """From such a line."""
        key, searched, completed = json.loads(line)
        return cls(
            key,
            [(path, boost, texts) for path, boost, texts in searched],
            [(path, texts) for path, texts in completed],
        )


Postings = list[tuple[bytes, int, float, bytes]]


def encode(document: Document, analysis: FrenchAnalysis, max_text: int) -> dict[str, Any]:
    """What Whoosh writes: field name → (term, frequency, weight, value) of each term."""
    fields: dict[str, Any] = {
        "key": document.key,
        "hash": document.digest(analysis.signature),
    }
    for path, boost, texts in document.searched:
        texts = [text[:max_text] for text in texts]
        fields[searched_name(path, boost)] = _searched(texts, analysis)
    for path, texts in document.completed:
        fields[completed_name(path)] = _completed([text[:max_text] for text in texts], analysis)
    return fields


def _searched(texts: list[str], analysis: FrenchAnalysis) -> Postings:
    """Terms with their positions; two texts of one field stand far from each other."""
    places: dict[str, list[int]] = {}
    surfaces: dict[str, str] = {}
    base = 0
    for text in texts:
        last = base
        for term, position, surface in analysis.terms(text):
            last = base + position
            if term in places:
                places[term].append(last)
            else:
                places[term] = [last]
                surfaces[term] = surface
        base = last + GAP
    return [
        (term.encode(), len(found), float(len(found)), _pack(surfaces[term], found))
        for term, found in places.items()
    ]


def _completed(texts: list[str], analysis: FrenchAnalysis) -> Postings:
    counts: dict[str, int] = {}
    surfaces: dict[str, str] = {}
    for text in texts:
        for folded, surface, _ in analysis.words(text):
            if folded:
                counts[folded] = counts.get(folded, 0) + 1
                surfaces[folded] = surface
    return [
        (folded.encode(), count, float(count), _pack(surfaces[folded], ()))
        for folded, count in counts.items()
    ]


def _pack(surface: str, places: Iterable[int]) -> bytes:
    """What is written with a term: the word as it stands in the text, then its positions."""
    written = surface.encode()
    if len(written) > MAX_SURFACE:
        written = b""
    return bytes((len(written),)) + written + array("I", places).tobytes()


def surface_in(value: bytes) -> str:
    """The word as it stands in the text."""
    return value[1 : 1 + value[0]].decode()


def positions_in(value: bytes) -> tuple[int, ...]:
    """The positions of a term in one field of one document."""
    start = 1 + value[0]
    number = (len(value) - start) // 4
    read = _READ[number] if number < len(_READ) else Struct(f"={number}I").unpack_from
    return read(value, start)


# Most words stand a few times in a text.
_READ = [Struct(f"={number}I").unpack_from for number in range(64)]
