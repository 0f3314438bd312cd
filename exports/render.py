"""Files to take away, made from a document description.

A description is one entry of the ``documents`` list of a resource: a label, formats, an
orientation, and either ``content`` (a list of blocks, see ``exports.reading``) or
``sheets`` (see ``exports.sheets``). Nothing here knows the database or the other rooms.

    document = Document.from_dict(description)      # raises DocumentError, in French
    meta = Meta(title="Livret de suivi", publisher="…", licence_label="CC BY-SA 4.0",
                version="1.0", date=datetime.date(2026, 9, 1))
    data = render(document, meta, "pdf")            # bytes

Texts know ``**gras**`` and nothing else: any other sign is printed as it stands. The same
description and meta always give the same bytes, so a file can be cached by its digest.
"""

from exports.checks import DocumentError
from exports.document import Document, Meta
from exports.odt import render_odt
from exports.pdf import render_pdf
from exports.sheets_ods import render_ods
from exports.sheets_xlsx import render_xlsx
from exports.word import render_docx

MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
WRITERS = {
    "pdf": render_pdf,
    "docx": render_docx,
    "odt": render_odt,
    "xlsx": render_xlsx,
    "ods": render_ods,
}


def render(document: Document, meta: Meta, fmt: str) -> bytes:
    """Return the file of ``document`` in the format ``fmt``, one of ``document.formats``."""
    if fmt not in document.formats:
        known = ", ".join(document.formats)
        raise DocumentError(f"Format «\u00a0{fmt}\u00a0» non prévu. Formats prévus\u00a0: {known}.")
    return WRITERS[fmt](document, meta)


__all__ = ["MIME_TYPES", "Document", "DocumentError", "Meta", "render"]
