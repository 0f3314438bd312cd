"""Text and Markdown files."""

import re
from pathlib import Path

from monographs.importing.document import Block, ImportRefused, Nature, SourceDocument

_HEADING = re.compile(r"(#{1,6})\s+(.*)")


def read(path: Path, extension: str) -> SourceDocument:
    """One block a line: what joins lines together is a question of sense, asked later."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    blocks = tuple(_block(line, extension) for line in text.splitlines() if line.strip())
    if not blocks:
        raise ImportRefused("Ce fichier est vide : il n’y a rien à importer.")
    return SourceDocument(blocks, extension, structured=extension == "md")


def _block(line: str, extension: str) -> Block:
    heading = _HEADING.fullmatch(line.strip()) if extension == "md" else None
    if heading:
        return Block(heading[2], Nature.HEADING, len(heading[1]))
    return Block(line)
