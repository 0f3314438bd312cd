"""PDF files: letters, then columns, then passages."""

from pathlib import Path

import pypdfium2

from catalogue.filetext.hyphens import words_of
from monographs.importing.document import Block, ImportRefused, Nature
from monographs.importing.extracting.collecting import (
    BROKEN,
    EMPTY,
    MAX_PAGES,
    Collected,
)
from monographs.importing.extracting.lines import mended
from monographs.importing.extracting.pdf.furniture import without_furniture
from monographs.importing.extracting.pdf.letters import Page, read_page
from monographs.importing.extracting.pdf.order import zones
from monographs.importing.extracting.pdf.passages import (
    Look,
    blocks_of,
    levelled,
    look_of,
)
from monographs.importing.extracting.pdf.printed import printed_blocks
from monographs.importing.extracting.pdf.rows import gather_aligned, lines_of, parts_of
from monographs.importing.extracting.pdf.tables import Table, gather_tables

LOCKED = (
    "Ce PDF est protégé par un mot de passe : il n’a pas pu être lu. "
    "Demandez une copie sans mot de passe."
)
SCANNED = (
    "Ce PDF est une numérisation : ses pages sont des images, sans texte à reprendre. "
    "Demandez le fichier d’origine (Word, ODT), ou saisissez la fiche à la main."
)


def read(path: Path, found: Collected) -> bool:
    """Blocks of a PDF, in the order of reading."""
    pages = _pages(path, found)
    runs = [run for page in pages for run in page.runs]
    if not any(char.isalnum() for run in runs for char in run.text):
        raise ImportRefused(SCANNED if any(page.images for page in pages) else EMPTY)
    look = look_of(runs)
    dropped = without_furniture(pages, look.body)
    if dropped:
        found.remark("Les hauts et bas de page, répétés, ont été retirés.")
    _remark(pages, found)
    look = Look(look.body, _step(pages, look), words_of("\n".join(run.text for run in runs)))
    for page in pages:
        gather_tables(page)
    for block in printed_blocks(pages, look, found) or _laid_out(pages, look, found):
        found.add(block)
    return False


def _laid_out(pages: list[Page], look: Look, found: Collected) -> list[Block]:
    blocks: list[Block] = []
    for page in pages:
        found.check_time()
        blocks += _page_blocks(page, look)
    return levelled(mended(blocks), look.body)


def _pages(path: Path, found: Collected) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ImportRefused(LOCKED if "password" in str(error).lower() else BROKEN) from error
    if len(document) > MAX_PAGES:
        raise ImportRefused(
            f"Ce PDF compte {len(document)} pages : {MAX_PAGES} au plus sont lues. "
            "Enregistrez à part les pages de la fiche, puis déposez ce fichier."
        )
    pages, broken = [], []
    for number in range(len(document)):
        found.check_time()
        try:
            pages.append(read_page(document[number], number + 1))
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
    if broken and not pages or not len(document):
        raise ImportRefused(BROKEN)
    if broken:
        found.remark(f"Pages illisibles, laissées de côté : {_numbers(broken)}.")
    return pages


def _remark(pages: list[Page], found: Collected) -> None:
    turned = [page.number for page in pages if page.turned > 2]
    if turned:
        found.remark(f"Du texte vertical ou penché a été ignoré, page {_numbers(turned)}.")
    pictures = [page.number for page in pages if page.images and not page.runs]
    if pictures:
        found.remark(f"Pages qui ne sont qu’une image, sans texte à lire : {_numbers(pictures)}.")


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "")


def _step(pages: list[Page], look: Look) -> float:
    """The usual distance between the feet of two lines of the text that begin together."""
    steps = []
    for page in pages:
        # Columns side by side do not stand on the same lines.
        body = sorted(
            (round(run.x0 / 4), run.y)
            for run in page.runs
            if abs(run.size - look.body) < look.body * 0.08
        )
        steps += [
            round(b - a, 1)
            for (left, a), (other, b) in zip(body, body[1:], strict=False)
            if left == other and look.body * 0.9 < b - a < look.body * 2.2
        ]
    steps.sort()
    return steps[len(steps) // 3] if steps else look.body * 1.2


def _page_blocks(page: Page, look: Look) -> list[Block]:
    """The passages of a page, its tables at their place."""
    gather_aligned(page)
    blocks: list[Block] = []
    for zone in zones(page.runs):
        for part in parts_of(zone.runs):
            if isinstance(part, Table):
                blocks += _cells(part, look, page.number)
            else:
                blocks += blocks_of(part, look, page.number, zone.column)
    return blocks


def _cells(table: Table, look: Look, page: int) -> list[Block]:
    blocks = []
    for (row, cell), runs in sorted(table.cells.items()):
        for block in blocks_of(lines_of(runs), look, page, 0):
            nature = Nature.CELL if block.nature == Nature.PARAGRAPH else block.nature
            blocks.append(Block(**{**block.__dict__, "nature": nature, "row": row, "cell": cell}))
    return blocks
