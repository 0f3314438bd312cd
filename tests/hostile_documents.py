"""Documents built to harm whoever reads them."""

import io
import zipfile
import zlib

from tests.builders import PDF
from tests.documents import raw_word

LINE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format


def locked_pdf() -> bytes:
    """A PDF whose trailer says that a password is needed, with keys that fit none."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    return PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/ID[<00><00>]/Encrypt " + lock)


def locked_zip(whole: bytes) -> bytes:
    """An archive whose members say they are encrypted."""
    data = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{rank} "{f"&l{rank - 1};" * 10}">' for rank in range(1, 10))
    prologue = f'<!DOCTYPE a [<!ENTITY l0 "ha"> {entities}]>'
    return raw_word(LINE("&l9;"), prologue)


def bomb(name: str, begin: str, repeated: str, end: str, size: int, **others: str) -> bytes:
    """A tiny archive whose part is huge."""
    piece = repeated * (1_000_000 // len(repeated))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in others.items():
            archive.writestr(other, text)
        with archive.open(name, "w") as member:
            member.write(begin.encode())
            for _time in range(size // len(piece)):
                member.write(piece.encode())
            member.write(end.encode())
    return buffer.getvalue()


def pdf_of(content: bytes, pages: bytes = b"/Kids[3 0 R]/Count 1") -> bytes:
    """A PDF of one page whose content is packed."""
    packed = zlib.compress(content, 9)
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    return b"\n".join(
        (
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages" + pages + b">>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources"
            + font
            + b">>endobj",
            b"4 0 obj<</Filter/FlateDecode/Length %d>>stream" % len(packed),
            packed,
            b"endstream endobj",
            b"trailer<</Root 1 0 R>>",
            b"%%EOF",
        )
    )
