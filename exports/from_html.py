"""Paragraphs and lists of an editor's rich text (bold, links, lists), as blocks."""

from html.parser import HTMLParser

from exports.blocks import Items, Paragraph
from exports.checks import UNPRINTABLE, Run, Text

STYLES = {"ul": "bullet", "ol": "number"}
CLOSING = ("p", "li", "h2", "h3", "h4", "div", "blockquote")


class _Reader(HTMLParser):
    """Gathers runs into paragraphs, and items into lists."""

    def __init__(self):
        super().__init__()
        self.blocks, self._runs, self._items = [], [], []
        self._bold, self._list = 0, ""

    def handle_starttag(self, tag, attrs):
        if tag in ("b", "strong"):
            self._bold += 1
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag in STYLES:
            self.flush()
            self._list = STYLES[tag]
        elif tag in CLOSING:
            self.flush()

    def handle_endtag(self, tag):
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        elif tag in STYLES:
            self.flush()
            if self._items:
                self.blocks.append(Items(tuple(self._items), self._list))
            self._items, self._list = [], ""
        elif tag in CLOSING:
            self.flush()

    def handle_data(self, data):
        text = UNPRINTABLE.sub("", data)
        if text.strip() or self._runs:
            self._runs.append(Run(" ".join(text.split("\n")), bool(self._bold)))

    def flush(self):
        """End the paragraph, or the item, being read."""
        if any(run.text.strip() for run in self._runs):
            text = Text(tuple(self._runs))
            if self._list:
                self._items.append(text)
            else:
                self.blocks.append(Paragraph(text))
        self._runs = []


def blocks_of_html(html):
    """The blocks of a rich text; anything but words, bold and lists is left out."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    reader.flush()
    if reader._items:
        reader.blocks.append(Items(tuple(reader._items), reader._list))
    return reader.blocks
