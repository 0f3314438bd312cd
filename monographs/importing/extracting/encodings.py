"""The encoding of a text file, told by a careful guess."""

import codecs
import re

from monographs.importing.document import ImportRefused
from monographs.importing.extracting.collecting import MAX_CHARACTERS, TOO_LONG

NOT_TEXT = (
    "Le contenu de ce fichier n’est pas du texte. "
    "Déposez le document d’origine (PDF, DOCX, ODT) avec sa vraie extension."
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What French is written with, and what a wrong table gives in its place.
_FRENCH = re.compile("[éèêàçùâîôûëïœÉÈÀÇ’«»…€ ]")
_STRANGE = re.compile(
    "[\x80-\x9f¢£¤¥¦§¨©¬®±¶¸¹¼½¾¿×ÐÑÕÝÞßãðõýþƒ†‡‰‹›ŽžŠš∂∑∏∫Ω√≈∆◊ﬁﬂˆ˜˘˙˚˝˛ˇ─│┌┐└┘├┤┬┴┼═║╔╗╚╝░▒▓█]"
)
_TABLES = {"cp1252": "Windows", "mac-roman": "Macintosh", "cp850": "DOS"}
_TWICE = re.compile("Ã[\x80-\xbf©¨ª«´»®¯§‰€¢¹º ]|â€™|Â[«» ]")


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text and what has to be said of it, in French.

    Raises `ImportRefused` when the bytes are no text, or far too much of it.
    """
    text, remarks = _decoded(data)
    if len(text) > MAX_CHARACTERS:
        raise ImportRefused(TOO_LONG)
    controls = sum(text.count(chr(code)) for code in range(1, 32) if chr(code) not in "\t\n\r\f")
    if controls > 5 and controls > len(text) * 0.02:
        raise ImportRefused(NOT_TEXT)
    if len(_TWICE.findall(text)) > 2:
        try:
            text = text.encode("cp1252").decode("utf-8")
            remarks.append("Les accents étaient écrits deux fois : ils ont été rétablis.")
        except ValueError:
            pass
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks.append("Des caractères nuls ont été retirés.")
    if "\ufffd" in re.sub(r"(?<!\w)\ufffd", "", text):
        remarks.append("Certains caractères n’ont pas pu être lus : relisez les mots concernés.")
    return text, remarks


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), []
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, "replace"), [f"Codage deviné : {wide.upper()}."]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        tail = error.start >= len(data) - 3
    lost = data.decode("utf-8", "replace")
    letters = sum(char > "\x7f" and char != "\ufffd" for char in lost)
    if tail or letters > 20 * lost.count("\ufffd"):
        return lost, []
    name = max(_TABLES, key=lambda table: _likeness(data.decode(table, "replace")))
    return data.decode(name, "replace"), [f"Codage deviné : {_TABLES[name]}."]


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: one byte in two is null."""
    sample = data[:4000]
    if len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.2:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.2:
        return "utf-16-be"
    return ""


def _likeness(text: str) -> int:
    return len(_FRENCH.findall(text)) - 3 * len(_STRANGE.findall(text))
