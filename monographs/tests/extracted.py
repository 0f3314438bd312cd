"""Reading documents made for a test, in the words of the demonstration."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from monographs.importing.document import Block, Nature, SourceDocument
from monographs.importing.extracting import read_document

HEADING, ITEM, PARAGRAPH = Nature.HEADING, Nature.ITEM, Nature.PARAGRAPH
CELL, NOTE = Nature.CELL, Nature.NOTE


@cache
def summaries() -> list[str]:
    """Paragraphs of three or four lines."""
    corpus = Path(settings.BASE_DIR, "portal/demo/corpus/monographies.yaml")
    return [one["resume"] for one in yaml.safe_load(corpus.read_text("utf-8"))["monographies"]]


def document(folder: Path, name: str, data: bytes | str) -> SourceDocument:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path)


def said(document: SourceDocument) -> list[tuple[Nature, str]]:
    """What each block is, and says."""
    return [(block.nature, block.text) for block in document.blocks]


def texts(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks]


def block_of(document: SourceDocument, text: str) -> Block:
    return next(block for block in document.blocks if block.text == text)
