"""The addresses written in a record."""

import html
import re

from editorial.checking.findings import Piece

_IN_TEXT = re.compile(r"https?://[^\s<>\"«»]+", re.I)
_IN_HTML = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"', re.I)
_INNER = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"', re.I)
# What ends a sentence does not belong to the address before.
_TRAIL = ".,;:!?)’'»…"
LONGEST = 500


def addresses(piece: Piece) -> list[str]:
    """Addresses of other sites in a piece, each once."""
    found = [html.unescape(address) for address in _IN_HTML.findall(piece.html)]
    found += [address.rstrip(_TRAIL) for address in _IN_TEXT.findall(piece.text)]
    return [address for address in dict.fromkeys(found) if len(address) <= LONGEST]


def inner_pages(piece: Piece) -> list[int]:
    """Keys of the pages of the site that a piece leads to."""
    return [int(key) for key in _INNER.findall(piece.html)]
