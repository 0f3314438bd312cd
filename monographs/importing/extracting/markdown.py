"""Markdown files: headings, lists, tables, notes; emphasis and tags go."""

import re
from html import unescape
from pathlib import Path

from catalogue.filetext.hyphens import rejoin
from monographs.importing.document import Block, Nature
from monographs.importing.extracting import cleaning
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.encodings import decode
from monographs.importing.extracting.lines import mended, unfinished

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+→•–‣▪◦]\s+|(?P<number>\d{1,3}[.)])\s+)(?P<text>\S.*)")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_CELLS = re.compile(r"(?<!\\)\|")
_NOTE = re.compile(r"(?:<sup>\s*(\d{1,3})\s*</sup>|\[\^(\w{1,9})\]:)\s*(?=\S)")
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BOLD = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__)\s*:?\s*")
_SWAPS = (
    (re.compile(r"!\[([^\]]{0,300})\]\([^)\s]{0,2000}(?:\s[^)]{0,300})?\)"), r"\1"),
    (re.compile(r"\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s[^)]{0,300})?\)"), r"\1"),
    (re.compile(r"\[\^(\w{1,9})\]"), r" [\1]"),
    (re.compile(r"<sup>\s*(\d{1,3})\s*</sup>"), r" [\1]"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"</?[a-zA-Z][^<>]{0,500}>"), ""),
    (re.compile(r"(\*\*|__)(?=\S)"), ""),
    (re.compile(r"\*\*|(?<!\w)__|__(?!\w)"), ""),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^*_\n]{1,300})(?<=\S)[*_](?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)
_EMPTY_LINK = re.compile(r"\[[^\]]{1,300}\]\(#?\)")


def read(path: Path, found: Collected) -> bool:
    """Blocks of a Markdown file, as its marks say."""
    text, remarks = decode(path.read_bytes())
    for sentence in remarks:
        found.remark(sentence)
    if _EMPTY_LINK.search(text):
        found.remark("Des liens ne mènent nulle part : seul leur texte a été gardé.")
    for block in blocks_of(text):
        found.add(block)
    return True


def blocks_of(text: str) -> list[Block]:
    """Passages of a text that bears marks of Markdown."""
    text = _HIDDEN.sub("", cleaning.characters(text)).replace("\f", "\n")
    return mended(_Reader(text).blocks)


class _Reader:
    """One line after the other; a paragraph ends at an empty line or at another mark."""

    def __init__(self, text: str):
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._kind: tuple[Nature, int] = (Nature.PARAGRAPH, 0)
        self._row = 0
        for line in text.split("\n"):
            self._read(line)
        self._flush()

    def _read(self, line: str) -> None:
        stripped = line.strip().removeprefix(">").strip()
        if not stripped or _RULE.fullmatch(stripped):
            self._flush()
            self._row = self._row if stripped else 0
        elif heading := _HEADING.fullmatch(stripped):
            self._flush()
            self._put(heading[2], Nature.HEADING, len(heading[1]))
        elif stripped.startswith("|"):
            self._flush()
            self._table_row(stripped)
        elif note := _NOTE.match(stripped):
            self._flush()
            self._put(f"{note[1] or note[2]}. {stripped[note.end() :]}", Nature.NOTE)
        elif (item := _ITEM.fullmatch(line)) and not _BOLD.fullmatch(stripped):
            self._flush()
            number = f"{item['number']} " if item["number"] else ""
            level = 2 if len(item["indent"].expandtabs(4)) >= 2 else 1
            self._kind = (Nature.ITEM, level)
            self._lines = [number + item["text"]]
        else:
            self._lines.append(stripped)

    def _table_row(self, line: str) -> None:
        cells = [cell.strip() for cell in _CELLS.split(line.strip("|"))]
        if all(re.fullmatch(r":?-+:?|", cell) for cell in cells):
            return
        self._row += 1
        for number, cell in enumerate(cells, start=1):
            if text := plain(cell):
                self.blocks.append(Block(text, Nature.CELL, row=self._row, cell=number))

    def _flush(self) -> None:
        if self._lines:
            self._put("\n".join(self._lines), *self._kind)
        self._lines, self._kind = [], (Nature.PARAGRAPH, 0)

    def _put(self, text: str, nature: Nature, level: int = 0) -> None:
        bold = nature == Nature.PARAGRAPH and bool(_BOLD.fullmatch(text.strip()))
        text = plain(rejoin(text).replace("\n", " "))
        if not text:
            return
        last = self.blocks[-1] if self.blocks else None
        # A sentence that a change of page cut in two paragraphs, bold or not.
        if (
            last
            and nature == last.nature == Nature.PARAGRAPH
            and text[0].islower()
            and unfinished(last.text)
        ):
            self.blocks[-1] = Block(f"{last.text} {text}")
        else:
            self.blocks.append(Block(text, nature, level, bold=bold))


def plain(text: str) -> str:
    """The words of a line, without its marks nor its tags."""
    for pattern, by in _SWAPS:
        text = pattern.sub(by, text)
    return cleaning.undoubled(cleaning.words(unescape(text)))
