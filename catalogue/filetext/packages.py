"""Zip packages of XML parts, read as a stream: nothing is unpacked on disk or kept whole."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from lxml import etree

from catalogue.filetext.keeping import Enough, Unreadable

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200_000_000
_CHUNK = 65_536


class Timed(Protocol):
    """Whatever raises once the time is over."""

    def check_time(self) -> None: ...


class Package:
    """A document made of parts. Raises `Unreadable` when it is no archive."""

    def __init__(self, path: Path, kept: Timed):
        self.kept = kept
        self._left = MAX_UNPACKED
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(str(error)) from error
        self._names = self._archive.namelist()
        if len(self._names) > MAX_MEMBERS:
            raise Unreadable("too many members")

    def names(self, pattern: str) -> list[str]:
        """Parts whose whole name matches, `slide2` before `slide10`."""
        return sorted(
            (name for name in dict.fromkeys(self._names) if re.fullmatch(pattern, name)),
            key=lambda name: (len(name), name),
        )

    def parse(self, name: str, target: "Part") -> None:
        """Send the elements and the texts of a part to `target`; a missing part is empty.

        What stands before a mistake in the XML has been sent when `Unreadable` is raised.
        """
        if name not in self._names:
            return
        # No DTD, no entity, no network, no giant node, no tree in memory.
        parser = etree.XMLParser(
            target=target,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for chunk in self._chunks(name):
                parser.feed(chunk)
            parser.close()
        except etree.LxmlError as error:
            raise Unreadable(str(error)) from error

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(name) as member:
                while chunk := member.read(_CHUNK):
                    self._left -= len(chunk)
                    self.kept.check_time()
                    if self._left < 0:
                        raise Enough
                    yield chunk
        except Enough:
            raise
        # A damaged or locked member makes the reader fail in many ways (zlib, struct, LZMA…).
        except Exception as error:
            raise Unreadable(str(error)) from error


class Part:
    """What a parser tells us. Names of elements come without their namespace."""

    def doctype(self, *_names) -> None:
        """No office document has one; the dangerous files do."""
        raise Unreadable("a DTD")

    def start(self, tag: str, attributes) -> None:
        self.open_element(local(tag), attributes)

    def end(self, tag: str) -> None:
        self.close_element(local(tag))

    def data(self, text: str) -> None:
        self.add_text(text)

    def close(self) -> None: ...

    def open_element(self, name: str, attributes) -> None: ...

    def close_element(self, name: str) -> None: ...

    def add_text(self, text: str) -> None: ...


def local(tag: str) -> str:
    """`{namespace}p` → `p`; strict and transitional files differ by their namespaces only."""
    return tag.rpartition("}")[2]


def attribute(attributes, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in attributes.items() if local(key) == name), "")
