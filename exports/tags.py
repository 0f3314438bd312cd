"""The tags of a PDF and the words they hold, read page by page with PDFium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium


@dataclass
class Tag:
    """One tag: its type, alternative text, what it holds; for a cell, its name and headers."""

    kind: str
    alt: str = ""
    name: str = ""
    headers: list[str] = field(default_factory=list)
    text: str = ""
    tags: list["Tag"] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return len(self.kind) == 2 and self.kind[0] == "H" and self.kind[1].isdigit()

    def walk(self) -> Iterator["Tag"]:
        yield self
        for tag in self.tags:
            yield from tag.walk()

    def words(self) -> str:
        """All that is read under this tag, in the order of reading."""
        return "".join(tag.text for tag in self.walk())


@dataclass
class Piece:
    """One run of text on a page: its words, its place (points from the foot)."""

    words: str
    bottom: float
    top: float


@dataclass
class PageTags:
    """A page: its tags, what no tag holds, and whether a font is missing from the file."""

    height: float
    tags: list[Tag] = field(default_factory=list)
    untagged: list[Piece] = field(default_factory=list)
    fonts_outside: bool = False

    def all_tags(self) -> Iterator[Tag]:
        for top in self.tags:
            yield from top.walk()


def read_pages(pdf) -> list[PageTags]:
    """Every page of an open document."""
    return [_read_page(page) for page in pdf]


def _read_page(page) -> PageTags:
    found = PageTags(page.get_height())
    pieces = _pieces(page, found)
    said = {number: "".join(piece.words for piece in here) for number, here in pieces.items()}
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if tree:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        children = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(count))
        found.tags = [_read_tag(child, said) for child in children if child]
        pdfium.FPDF_StructTree_Close(tree)
    # Reading a tag takes its words away: what is left is held by none.
    found.untagged = [piece for number in said for piece in pieces[number] if piece.words.strip()]
    return found


def _pieces(page, found: PageTags) -> dict[int, list[Piece]]:
    """The runs of text of a page, by the number of their mark; -1 for those without."""
    pieces: dict[int, list[Piece]] = {}
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        each = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(each) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        font = pdfium.FPDFTextObj_GetFont(each)
        found.fonts_outside |= not pdfium.FPDFFont_GetIsEmbedded(font)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top)
        words = words_of(pdfium.FPDFTextObj_GetText, each, text_page)
        number = pdfium.FPDFPageObj_GetMarkedContentID(each)
        pieces.setdefault(number, []).append(Piece(words, bottom.value, top.value))
    pdfium.FPDFText_ClosePage(text_page)
    return pieces


def _read_tag(element, said: dict[int, str]) -> Tag:
    tag = Tag(
        words_of(pdfium.FPDF_StructElement_GetType, element),
        words_of(pdfium.FPDF_StructElement_GetAltText, element),
        words_of(pdfium.FPDF_StructElement_GetID, element),
    )
    for i in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
        number = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)
        tag.text += said.pop(number, "") if number >= 0 else ""
    if tag.kind in ("TH", "TD"):
        _read_cell(element, tag)
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            tag.tags.append(_read_tag(child, said))
    return tag


def _read_cell(element, tag: Tag) -> None:
    """The headers that a cell names."""
    for i in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, i)
        if not attributes:
            continue
        heads = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"Headers")
        count = pdfium.FPDF_StructElement_Attr_CountChildren(heads) if heads else 0
        for j in range(max(count, 0)):
            head = pdfium.FPDF_StructElement_Attr_GetChildAtIndex(heads, j)
            tag.headers.append(_string_of(head))


def _string_of(value) -> str:
    size = ctypes.c_ulong()
    room = (ctypes.c_ushort * 128)()
    pdfium.FPDF_StructElement_Attr_GetStringValue(value, room, ctypes.sizeof(room), size)
    return bytes(room)[: size.value].decode("utf-16-le").rstrip("\0")


def words_of(read, *given) -> str:
    """What a reader of the library writes, as UTF-16."""
    size = read(*given, None, 0)
    if not size:
        return ""
    room = (ctypes.c_ushort * (size // 2))()
    read(*given, room, size)
    return bytes(room).decode("utf-16-le", "replace").rstrip("\0")
