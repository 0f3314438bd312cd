"""Small documents of each format, and what the reader of files says of them."""

import io
import tempfile
import zipfile
from pathlib import Path

import docx
import odfdo
import openpyxl

from catalogue.reading_files import FileText, read_texts

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


def read(extension: str, *documents: bytes) -> FileText | list[FileText]:
    """What the reader says of one document; of each, when there are several."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{rank}.{extension}") for rank in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        found = read_texts(paths)
    return found[0] if len(found) == 1 else found


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs: str, table: list[list[str]] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        rows = document.add_table(len(table), len(table[0])).rows
        for row, texts in zip(rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def raw_word(body: str, prologue: str = "", **parts: str) -> bytes:
    """A DOCX from the XML of its body; `parts` are other parts of the folder word/."""
    document = f'{prologue}<w:document xmlns:w="{WORD}" xmlns:a="{DRAWING}">{body}</w:document>'
    named = {f"word/{name}.xml": text for name, text in parts.items()}
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | named)


def text_document(*elements: odfdo.Element) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for element in elements:
        document.body.append(element)
    return saved(document)


def raw_odt(text: str) -> bytes:
    """An ODT from the XML of its text."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw")
    )
    content = f"<office:document-content{spaces}>{text}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content})


def workbook(**sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def spreadsheet(name: str, rows: list[list]) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table(name)
    for row in rows:
        table.append(odfdo.Row())
        table.set_row_values(table.height - 1, row)
    document.body.append(table)
    return saved(document)


def slide(*paragraphs: str) -> str:
    lines = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}">{lines}</p:sld>'


def relations(**targets: tuple[str, str]) -> str:
    """Parts that another one names: identifier → (kind, target)."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{lines}</Relationships>'


def slideshow(slides: dict[str, str], order: tuple[str, ...] = (), **parts: str) -> bytes:
    """A PPTX: name of the part → slide; shown in `order` when one is given."""
    keys = {name: f"rId{number}" for number, name in enumerate(slides, start=1)}
    shown = "".join(f'<p:sldId id="256" r:id="{keys[name]}"/>' for name in order)
    members = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{LINKS}"><p:sldIdLst>{shown}'
            "</p:sldIdLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            **{key: ("slide", f"slides/{name}.xml") for name, key in keys.items()}
        ),
    }
    members |= {f"ppt/slides/{name}.xml": text for name, text in slides.items()}
    return zipped(members | parts)
