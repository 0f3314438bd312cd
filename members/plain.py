"""What people type or paste, made safe to keep and to read."""

import re
import unicodedata

# Control characters, halves of characters, non-characters, and what turns the direction of a
# text: it would let a sentence lie about itself.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def plain_text(typed: str) -> str:
    """The same words, composed (NFC), one sort of line end, nothing invisible that harms."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSAFE.sub("", lines)).strip()


def plain_line(typed: str) -> str:
    """The same on one line, runs of spaces collapsed."""
    return " ".join(plain_text(typed).split())
