"""Make office files the same from one run to the next.

Office formats are zip archives: their entries carry the time of writing, and some writers
add the time of saving to the properties. Both are replaced by the date of the document.
"""

import io
import re
import zipfile

SAVED_AT = re.compile(
    rb"(<(?:dcterms:modified|dcterms:created|dc:date|meta:creation-date)\b[^>]*>)[^<]*(<)"
)


def settle(data, date):
    """Return the same archive with every time set to noon of ``date``."""
    stamp = (max(date.year, 1980), date.month, date.day, 12, 0, 0)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename in ("docProps/core.xml", "meta.xml"):
                zone = b"Z" if entry.filename == "docProps/core.xml" else b""
                moment = f"{date:%Y-%m-%d}T12:00:00".encode() + zone
                body = SAVED_AT.sub(rb"\g<1>" + moment + rb"\g<2>", body)
            fixed = zipfile.ZipInfo(entry.filename, stamp)
            # The first entry of an OpenDocument file must stay uncompressed.
            is_mimetype = entry.filename == "mimetype"
            fixed.compress_type = zipfile.ZIP_STORED if is_mimetype else zipfile.ZIP_DEFLATED
            archive.writestr(fixed, body)
    return target.getvalue()
