"""Reads the tags of a PDF and says what a screen reader would miss (PDF/UA-1, in short).

Not a validator: it looks at what our pages promise. Language, title (shown in the bar of the
window), bookmarks that say the headings, headings in order, lists made of items that have a
body, tables whose cells name headers that stand in the table, drawings and links that say what
they are, fonts inside the file, and no text left outside the tags.
"""

import re
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from exports.tags import PageTags, Tag, read_pages, words_of

LANGUAGE = "fr"
# Around the text of a page (points): what stands there comes back on each page.
MARGIN = 72
# What the catalogue and the description of the file must say.
PROMISES = {
    re.compile(rb"/DisplayDocTitle\s+true"): "le titre ne s’affiche pas dans la fenêtre",
    re.compile(rb"pdfuaid:part\W+1\b|<pdfuaid:part>1<"): "le fichier ne se dit pas PDF/UA-1",
}
MOST_INFLATED = 4_000_000
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


def faults_of(data: bytes, title: str) -> list[str]:
    """What is wrong with a PDF, in words; an empty list when nothing is."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = read_pages(pdf)
        found = [
            *_document_faults(pdf, title),
            *_promise_faults(data),
            *_heading_faults(pages, pdf),
        ]
        for number, page in enumerate(pages, start=1):
            found += [f"page {number}\u00a0: {fault}" for fault in page_faults(page)]
        return found
    finally:
        pdf.close()


def pages_of(data: bytes) -> list[PageTags]:
    """The tags of each page, and what they leave out."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return read_pages(pdf)
    finally:
        pdf.close()


def tags_of(data: bytes) -> list[list[Tag]]:
    """The tags of each page."""
    return [page.tags for page in pages_of(data)]


def _document_faults(pdf, title: str) -> Iterator[str]:
    if not pdfium.FPDFCatalog_IsTagged(pdf.raw):
        yield "le document n’est pas balisé"
    if words_of(pdfium.FPDFCatalog_GetLanguage, pdf.raw) != LANGUAGE:
        yield "la langue n’est pas dite"
    if pdf.get_metadata_dict().get("Title", "") != title:
        yield "le titre n’est pas celui de la fiche"
    if not list(pdf.get_toc()):
        yield "il n’y a pas de signet"


def _promise_faults(data: bytes) -> Iterator[str]:
    """What only the bytes tell: our files hold the catalogue in a compressed stream."""
    said = data + b"\n".join(_inflated(found) for found in STREAM.findall(data))
    return (fault for promise, fault in PROMISES.items() if not promise.search(said))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, MOST_INFLATED)
    except zlib.error:
        return b""


def _heading_faults(pages: list[PageTags], pdf) -> Iterator[str]:
    """One title of level 1, no level skipped, a bookmark of the same words for each heading."""
    headings = [tag for page in pages for tag in page.all_tags() if tag.is_heading]
    levels = [int(tag.kind[1]) for tag in headings]
    if not levels or levels[0] != 1 or levels.count(1) != 1:
        yield "il faut un titre de niveau 1, et un seul, au début"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"un titre de niveau {after} suit un titre de niveau {before}"
    marks = [_bare(mark.get_title()) for mark in pdf.get_toc()]
    if len(marks) != len(levels):
        yield f"{len(levels)} titres et {len(marks)} signets"
    elif marks != [_bare(tag.words()) for tag in headings]:
        yield "les signets ne disent pas les titres, dans leur ordre"


def _bare(words: str) -> list[str]:
    """Letters and digits, sorted: lines, hyphens and spaces are cut as the page wants, and
    PDFium gives what is written from right to left in the order of the eye."""
    return sorted(re.findall(r"[^\W_]", words))


def page_faults(page: PageTags) -> Iterator[str]:
    """What is wrong with one page, its headings set apart."""
    if not page.tags:
        yield "aucune balise"
    for tag in page.all_tags():
        yield from _tag_faults(tag)
    if page.fonts_outside:
        yield "une police n’est pas dans le fichier"
    for text in page.untagged:
        if MARGIN < text.bottom and text.top < page.height - MARGIN:
            yield f"un texte hors des balises\u00a0: «\u00a0{text.words[:40]}\u00a0»"


def _tag_faults(tag: Tag) -> Iterator[str]:
    kinds = [child.kind for child in tag.tags]
    if tag.kind == "Figure" and not tag.alt:
        yield "un dessin sans texte de remplacement"
    if tag.kind == "Link" and not (tag.alt or tag.words()):
        yield "un lien qui ne dit rien"
    if tag.is_heading and not tag.words().strip():
        yield "un titre vide"
    if tag.kind == "L" and set(kinds) - {"LI", "Caption"}:
        yield "une liste qui contient autre chose que des points"
    if tag.kind == "LI" and (kinds.count("LBody") != 1 or set(kinds) - {"Lbl", "LBody", "L"}):
        yield "un point de liste sans corps, ou qui en a plusieurs"
    if tag.kind == "TR" and set(kinds) - {"TH", "TD"}:
        yield "une ligne de tableau qui contient autre chose que des cases"
    if tag.kind == "Table":
        yield from _table_faults(tag)


def _table_faults(table: Tag) -> Iterator[str]:
    """Not the number of cells: PDFium leaves out those that hold nothing."""
    cells = [tag for tag in table.walk() if tag.kind in ("TH", "TD")]
    known = {cell.name for cell in cells if cell.kind == "TH"}
    if not known:
        yield "un tableau sans en-tête"
    data = [cell for cell in cells if cell.kind == "TD"]
    if any(not cell.headers for cell in data):
        yield "une case de tableau sans en-tête"
    elif any(set(cell.headers) - known for cell in data):
        yield "une case de tableau dont l’en-tête n’est pas dans le tableau"
