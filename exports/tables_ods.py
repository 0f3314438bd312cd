"""Tables of data as ODS, written line by line into the archive: nothing is ever computed."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from exports import palette
from exports.formulas import column_letter
from exports.tables import LAST_CHOICE_ROW, Book, Page
from exports.tables_xlsx import LISTS

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SIGN_MM = 1.95
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_STYLES = (
    '<style:style style:name="Tete" style:family="table-cell">'
    f'<style:table-cell-properties fo:background-color="#{palette.GREEN_TINT}" '
    'fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Aide" style:family="table-cell"><style:table-cell-properties '
    'fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<number:date-style style:name="Jour"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="Date" style:family="table-cell" style:data-style-name="Jour"/>'
    '<number:text-style style:name="Tel"><number:text-content/></number:text-style>'
    '<style:style style:name="Texte" style:family="table-cell" style:data-style-name="Tel"/>'
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{MIME}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)
_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
    "<dc:title>{}</dc:title><dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
)


def render_ods(book: Book) -> bytes:
    """The whole file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("meta.xml", _META.format(escape(book.title)))
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for part in _content(book):
                content.write(part.encode())
    return target.getvalue()


def _content(book: Book) -> Iterable[str]:
    pages = [*book.pages]
    if book.lists:
        pages.append(Page(LISTS, [32] * len(book.lists), book.list_rows))
    widths = sorted(
        {*(item.width for item in book.headings), *(w for p in pages for w in p.widths)}
    )
    yield f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
    yield _STYLES
    for width in widths:
        yield (
            f'<style:style style:name="c{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * _SIGN_MM:.0f}mm"/>'
            "</style:style>"
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield from _rules(book)
    yield from _lines(book)
    for page in pages:
        yield from _page(page)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _rules(book: Book) -> Iterable[str]:
    """Choices of the columns that have some."""
    if not book.lists:
        return
    yield "<table:content-validations>"
    for name in book.lists:
        column, last = book.place_of(name)
        letter = column_letter(column)
        condition = f"of:cell-content-is-in-list([${LISTS}.${letter}$2:.${letter}${last}])"
        yield (
            f'<table:content-validation table:name="choix{column}" '
            f'table:condition="{condition}" table:allow-empty-cell="true" '
            'table:display-list="unsorted"><table:error-message table:display="true" '
            'table:message-type="stop"><text:p>Choisissez une valeur de la liste.</text:p>'
            "</table:error-message></table:content-validation>"
        )
    yield "</table:content-validations>"


def _lines(book: Book) -> Iterable[str]:
    """The sheet of the lines; blank rows offer the choices too."""
    yield f"<table:table table:name={quoteattr(book.name)}>"
    for item in book.headings:
        style = ' table:default-cell-style-name="Texte"' if item.as_text else ""
        yield f'<table:table-column table:style-name="c{item.width}"{style}/>'
    titles = "".join(_cell(item.title, "Tete") for item in book.headings)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row>"
    yield "</table:table-header-rows>"
    ruled = [
        f' table:content-validation-name="choix{book.place_of(item.choices)[0]}"'
        if item.choices
        else ""
        for item in book.headings
    ]
    count = 0
    for row in book.rows:
        cells = (_cell(value, "", rule) for value, rule in zip(row, ruled, strict=True))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
        count += 1
    blank = max(1, LAST_CHOICE_ROW - 1 - count)
    cells = "".join(_cell("", "", rule) for rule in ruled)
    yield f'<table:table-row table:number-rows-repeated="{blank}">{cells}</table:table-row>'
    yield "</table:table>"


def _page(page: Page) -> Iterable[str]:
    yield f"<table:table table:name={quoteattr(page.name)}>"
    for width in page.widths:
        yield f'<table:table-column table:style-name="c{width}"/>'
    for number, row in enumerate(page.rows):
        cells = "".join(_cell(value, "Aide" if number else "Tete") for value in row)
        yield f"<table:table-row>{cells}</table:table-row>"
    yield "</table:table>"


def _cell(value, style: str = "", rule: str = "") -> str:
    """One cell; a text is never taken for anything else."""
    style = "Date" if hasattr(value, "year") else style
    named = f' table:style-name="{style}"' if style else ""
    if value is None or value == "":
        return f"<table:table-cell{named}{rule}/>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in value.split("\n"))
        kind = "string"
    elif hasattr(value, "year"):
        kind = f'date" office:date-value="{value.isoformat()}'
        lines = f"<text:p>{value:%d/%m/%Y}</text:p>"
    else:
        kind, lines = f'float" office:value="{value}', f"<text:p>{value}</text:p>"
    return f'<table:table-cell{named}{rule} office:value-type="{kind}">{lines}</table:table-cell>'


def _text(line: str) -> str:
    """Spaces are kept one by one: the format would make one of several."""
    spaced = re.sub("^ | $|(?<= ) ", "<text:s/>", escape(line))
    return spaced.replace("\t", "<text:tab/>")
