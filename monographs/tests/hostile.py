"""Files that an editor may be sent by mistake or by malice, by name: (file's name, bytes)."""

import hashlib
import io
import zipfile
from functools import partial

import pypdfium2
from PIL import Image
from weasyprint import HTML

from tests.documents import WORD, raw_odt, raw_word, word, zipped
from tests.hostile_documents import LINE, bomb, laughs, locked_pdf, locked_zip, pdf_of

SHOWN = b"BT /F1 12 Tf 10 100 Td (Bonjour) Tj ET "
BODY, RUN, END = "word/document.xml", "<a><p><t>", "</t></p></a>"
SAID = LINE("Bonjour le chantier")
EXE = b"MZ\x90\x00" + bytes(range(256)) * 40
HTML_PAGE = b"<!DOCTYPE html><html><body><p>Bonjour</p></body></html>"
RTF = rb"{\rtf1\ansi Bonjour}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def whole_pdf() -> bytes:
    return HTML(string="<h1>Bonjour le chantier</h1>" + "<p>Des mots.</p>" * 40).write_pdf()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scan() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (600, 800), 200).save(buffer, "PDF")
    return buffer.getvalue()


def pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _page in range(count):
        document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def with_script() -> bytes:
    """A PDF that would run a script when it is opened."""
    action = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    return pdf_of(SHOWN).replace(b"/Type/Catalog", b"/Type/Catalog" + action)


def huge_page() -> bytes:
    return pdf_of(SHOWN).replace(b"[0 0 200 200]", b"[0 0 99999999999 99999999999]")


def outside_entity(build) -> bytes:
    prologue = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return build(prologue)


def odt_with(prologue: str, text: str) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(raw_odt(text)))
    members = {name: archive.read(name) for name in archive.namelist()}
    members["content.xml"] = prologue.encode() + members["content.xml"]
    return zipped(members)


def nested_tables(depth: int) -> bytes:
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return raw_word(opened * depth + SAID + closed * depth)


def giant_table(cell: str, cells: int) -> bytes:
    """A table of rows of a thousand cells, stored as it is: no ratio gives it away."""
    rows = f"<tr>{f'<tc>{cell}</tc>' * 1_000}</tr>" * (cells // 1_000)
    body = f"<document><body><tbl>{rows}</tbl>{SAID.replace('w:', '')}</body></document>"
    return zipped({"[Content_Types].xml": "<Types/>", BODY: body}, zipfile.ZIP_STORED)


def endless_list(depth: int) -> bytes:
    item = "<text:list><text:list-item>"
    return raw_odt(item * depth + "<text:p>Bonjour</text:p>")


def locked_odt() -> bytes:
    """As an office suite writes one: the parts are there, their content is not."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    members = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": noise()}
    return zipped(members)


def macros() -> bytes:
    members = {"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": "x", BODY: "<a/>"}
    return zipped(members)


def basic() -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "Basic/script-lc.xml": "<a/>", "content.xml": "<a/>"})


def noise() -> bytes:
    return hashlib.shake_256(b"chantier").digest(40_000)


def odt() -> bytes:
    return raw_odt("<text:p>Bonjour le chantier</text:p>")


LOCKED, BROKEN, LONG = "mot de passe", "abîmé", "trop long"
NOT_PDF, NOT_THIS, TOO_BIG = "n’est pas un PDF", "n’est pas de ce format", "démesuré"
EMPTY, ZERO, FORMAT = "aucun texte", "0 octet", "n’est pas accepté"

# What is answered → files. The answer is in the refusal.
REFUSED = {
    "locked PDF": ("f.pdf", locked_pdf, LOCKED),
    "PDF cut at once": ("f.pdf", lambda: whole_pdf()[:9], BROKEN),
    "PDF cut in half": ("f.pdf", lambda: half(whole_pdf()), BROKEN),
    "rubbish after the mark": ("f.pdf", lambda: b"%PDF-1.7\n" + b"\xff" * 500, BROKEN),
    "scan": ("f.pdf", scan, "numérisation"),
    "500 pages": ("f.pdf", partial(pages, 500), "500 pages"),
    "no page": ("f.pdf", lambda: pdf_of(SHOWN, b"/Kids[]/Count 0"), BROKEN),
    "blank page": ("f.pdf", partial(pages, 1), EMPTY),
    "program named PDF": ("f.pdf", lambda: EXE, NOT_PDF),
    "archive named PDF": ("f.pdf", lambda: zipped({"a": "b"}), NOT_PDF),
    "web page named PDF": ("f.pdf", lambda: HTML_PAGE, NOT_PDF),
    "empty PDF": ("f.pdf", bytes, ZERO),
    "stream of blanks": ("f.pdf", lambda: pdf_of(b" " * 50_000_000), EMPTY),
    "PDF named DOCX": ("f.docx", whole_pdf, NOT_THIS),
    "DOCX cut": ("f.docx", lambda: half(word("Bonjour")), NOT_THIS),
    "DOCX that is no archive": ("f.docx", lambda: b"bonjour", NOT_THIS),
    "locked members": ("f.docx", lambda: locked_zip(word("Bonjour")), NOT_THIS),
    "zip bomb": ("f.docx", lambda: bomb(BODY, RUN, "a", END, 100_000_000), TOO_BIG),
    "10,000 members": ("f.docx", lambda: zipped({f"m{n}": "" for n in range(10_000)}, 0), TOO_BIG),
    "entity from outside": (
        "f.docx",
        lambda: outside_entity(partial(raw_word, LINE("&x;"))),
        BROKEN,
    ),
    "billion laughs": ("f.docx", laughs, BROKEN),
    "100,000 levels": ("f.docx", lambda: raw_word("<w:p>" * 100_000), LONG),
    "tables in tables": ("f.docx", partial(nested_tables, 60), LONG),
    "a million empty cells": ("f.docx", partial(giant_table, "<p/>", 1_000_000), LONG),
    "500,000 full cells": (
        "f.docx",
        partial(giant_table, "<p><r><t>a</t></r></p>", 500_000),
        LONG,
    ),
    "DOCX with macros": ("f.docx", macros, "macros"),
    "DOCM": ("f.docm", lambda: word("Bonjour"), "macros"),
    "old Word named DOCX": ("f.docx", lambda: OLE, LOCKED),
    "RTF named DOCX": ("f.docx", lambda: RTF, NOT_THIS),
    "DOCX without a word": ("f.docx", lambda: word("", " "), EMPTY),
    "DOCX, not XML": ("f.docx", lambda: zipped({BODY: "<document<>"}), BROKEN),
    "one paragraph of 2 MB": ("f.docx", lambda: raw_word(LINE(noise().hex() * 30)), LONG),
    "ODT cut": ("f.odt", lambda: half(odt()), NOT_THIS),
    "ODT with a password": ("f.odt", locked_odt, LOCKED),
    "locked ODT": ("f.odt", lambda: locked_zip(odt()), NOT_THIS),
    "entity from outside, ODT": (
        "f.odt",
        lambda: outside_entity(lambda prologue: odt_with(prologue, "<text:p>&x;</text:p>")),
        BROKEN,
    ),
    "laughs, ODT": (
        "f.odt",
        lambda: odt_with('<!DOCTYPE a [<!ENTITY l "ha">]>', "<text:p>&l;</text:p>"),
        BROKEN,
    ),
    "lists in lists": ("f.odt", partial(endless_list, 100_000), BROKEN),
    "ODT with macros": ("f.odt", basic, "macros"),
    "DOCX named ODT": ("f.odt", lambda: word("Bonjour"), NOT_THIS),
    "empty text": ("f.txt", bytes, ZERO),
    "only spaces": ("f.txt", lambda: b" \n\t\r\n" * 500, EMPTY),
    "only nulls": ("f.txt", lambda: b"\x00" * 5_000, EMPTY),
    "one line of 5 MB": ("f.txt", lambda: b"mot " * 1_250_000, LONG),
    "20 MB of text": ("f.txt", lambda: b"mot " * 5_000_000, "maximum"),
    "noise": ("f.txt", noise, "pas du texte"),
    "program named text": ("f.txt", lambda: EXE, "programme"),
    "PDF named text": ("f.txt", whole_pdf, "un PDF"),
    "web page named text": ("f.txt", lambda: HTML_PAGE, "page web"),
    "RTF named Markdown": ("f.md", lambda: RTF, "RTF"),
    "old Word named text": ("f.txt", lambda: OLE, ".doc"),
    "spreadsheet": ("f.xlsx", lambda: word("Bonjour"), FORMAT),
    "no extension": ("fiche", lambda: b"Bonjour", FORMAT),
    "two extensions": ("fiche.pdf.exe", whole_pdf, FORMAT),
}

# What reads all the same → files. The words are in the blocks.
READ = {
    "PDF with a script": ("f.pdf", with_script, "Bonjour"),
    "pages that hold themselves": (
        "f.pdf",
        lambda: pdf_of(SHOWN, b"/Kids[2 0 R 3 0 R]/Count 2"),
        "Bonjour",
    ),
    "a billion pages": ("f.pdf", lambda: pdf_of(SHOWN, b"/Kids[3 0 R]/Count 1000000000"), ""),
    "huge page": ("f.pdf", huge_page, "Bonjour"),
    "100,000 drawings": ("f.pdf", lambda: pdf_of(SHOWN + b"1 1 9 9 re S " * 100_000), "Bonjour"),
    "drawn over and over": ("f.pdf", lambda: pdf_of(SHOWN * 100_000), "Bonjour"),
    "30,000 lines": ("f.txt", lambda: b"a\n" * 30_000, "a a"),
    "part that climbs out": (
        "f.docx",
        lambda: zipped({"../../x": "x", BODY: raw_body(SAID)}),
        "Bonjour",
    ),
    "remarks and tags": (
        "f.md",
        lambda: b"<script>alert(1)</script>\n# Bonjour\n<b>x</b>",
        "Bonjour",
    ),
    "script in a text": ("f.txt", lambda: b"Bonjour <script>alert(1)</script>", "<script>"),
    "nulls between words": ("f.txt", lambda: b"Bonjour\x00 le\x00 chantier", "Bonjour le"),
    "UTF-16 that does not say so": ("f.txt", lambda: "Bonjour l’été".encode("utf-16-le"), "l’été"),
    "Macintosh": ("f.txt", lambda: ("L’été des élèves, où ça ? " * 9).encode("mac-roman"), "où ça"),
    "DOS": ("f.txt", lambda: ("Les élèves à l'école, où ça ? " * 9).encode("cp850"), "élèves"),
    "accents written twice": (
        "f.txt",
        lambda: ("élèves à l’école " * 5).encode().decode("cp1252").encode(),
        "élèves à l’école",
    ),
    "Arabic": ("f.txt", lambda: "مرحبا بالورشة".encode(), "مرحبا"),
    "emoji": ("f.txt", lambda: "🌱 Bonjour 👷🏽‍♀️ le chantier".encode(), "Bonjour"),
    "brackets without end": ("f.md", lambda: b"Bonjour " + b"[" * 100_000, "Bonjour"),
    "marks without end": ("f.md", lambda: b"Bonjour " + b"*_" * 50_000, "Bonjour"),
    "hyphens without end": ("f.txt", lambda: b"Bonjour\n" + b"a-\n" * 30_000, "Bonjour"),
}


def raw_body(body: str) -> str:
    return f'<w:document xmlns:w="{WORD}">{body}</w:document>'
