"""Reads the tags of a PDF and says what a screen reader would miss (PDF/UA-1, in short).

Not a validator: it looks at what our pages promise. Language, title, bookmarks, headings in
order, lists made of items, tables whose cells have headers, drawings that say what they show,
and no text left outside the tags.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

LANGUAGE = "fr"


@dataclass
class Tag:
    """One tag: its type, alternative text, attributes that matter, and what it holds."""

    kind: str
    alt: str = ""
    has_headers: bool = False
    tags: list["Tag"] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        yield self
        for tag in self.tags:
            yield from tag.walk()


def faults_of(data: bytes, title: str) -> list[str]:
    """What is wrong with a PDF, in words; an empty list when nothing is."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = [_page_tags(page) for page in pdf]
        found = [*_document_faults(pdf, title), *_heading_faults(pages, pdf)]
        for number, tags in enumerate(pages, start=1):
            found += [f"page {number}\u00a0: {fault}" for fault in _tag_faults(tags)]
        return found
    finally:
        pdf.close()


def tags_of(data: bytes) -> list[list[Tag]]:
    """The tags of each page."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_page_tags(page) for page in pdf]
    finally:
        pdf.close()


def _document_faults(pdf, title: str) -> Iterator[str]:
    if not pdfium.FPDFCatalog_IsTagged(pdf.raw):
        yield "le document n’est pas balisé"
    if _text(pdfium.FPDFCatalog_GetLanguage, pdf.raw) != LANGUAGE:
        yield "la langue n’est pas dite"
    if pdf.get_metadata_dict().get("Title", "") != title:
        yield "le titre n’est pas celui de la fiche"
    if not list(pdf.get_toc()):
        yield "il n’y a pas de signet"


def _heading_faults(pages: list[list[Tag]], pdf) -> Iterator[str]:
    """One title of level 1, no level skipped, a bookmark for each heading."""
    levels = [
        int(tag.kind[1])
        for tags in pages
        for top in tags
        for tag in top.walk()
        if len(tag.kind) == 2 and tag.kind[0] == "H" and tag.kind[1].isdigit()
    ]
    if not levels or levels[0] != 1 or levels.count(1) != 1:
        yield "il faut un titre de niveau 1, et un seul, au début"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"un titre de niveau {after} suit un titre de niveau {before}"
    if len(list(pdf.get_toc())) != len(levels):
        yield f"{len(levels)} titres et {len(list(pdf.get_toc()))} signets"


def _tag_faults(tags: list[Tag]) -> Iterator[str]:
    if not tags:
        yield "aucune balise"
    for top in tags:
        for tag in top.walk():
            if tag.kind == "Figure" and not tag.alt:
                yield "un dessin sans texte de remplacement"
            if tag.kind == "L" and {child.kind for child in tag.tags} - {"LI", "Caption"}:
                yield "une liste qui contient autre chose que des points"
            if tag.kind == "Table":
                yield from _table_faults(tag)


def _table_faults(table: Tag) -> Iterator[str]:
    cells = [tag for tag in table.walk() if tag.kind in ("TH", "TD")]
    if not any(cell.kind == "TH" for cell in cells):
        yield "un tableau sans en-tête"
    if any(cell.kind == "TD" and not cell.has_headers for cell in cells):
        yield "une case de tableau sans en-tête"


def _page_tags(page) -> list[Tag]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        children = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(count))
        return [_read(child) for child in children if child]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _read(element) -> Tag:
    tag = Tag(
        _text(pdfium.FPDF_StructElement_GetType, element),
        _text(pdfium.FPDF_StructElement_GetAltText, element),
        _lists(element, b"Headers"),
    )
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            tag.tags.append(_read(child))
    return tag


def _lists(element, name: bytes) -> bool:
    """Whether an attribute is a list that holds something."""
    for i in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, i)
        value = attributes and pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)
        if value and pdfium.FPDF_StructElement_Attr_CountChildren(value) > 0:
            return True
    return False


def _text(read, *given) -> str:
    """What a reader of the library writes, as UTF-16."""
    size = read(*given, None, 0)
    if not size:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*given, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
