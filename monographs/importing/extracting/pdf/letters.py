"""Letters of a page, and where they stand."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from monographs.importing.extracting.pdf.drawings import Rule, drawings_of

# A page that holds more is a drawing, or hostile.
MAX_LETTERS = 40_000
# Codes that PDFium gives for a hyphen that ends a line.
_HYPHENS = (0x02, 0xFFFE, 0xAD, 0x2010)
_HEAVY = ("bold", "black", "heavy", "semibold", "demi")
_DRAWINGS = ("wingdings", "webdings", "dingbats")
# In heights of letters: a word ends, a run ends.
_WORD_GAP = 0.28
RUN_GAP = 0.75


@dataclass
class Run:
    """Letters of one line that follow each other. Points, from the top left of the page."""

    text: str
    x0: float
    x1: float
    # Where the letters stand.
    y: float
    size: float
    bold: bool
    # A whole table, that stands for its runs.
    table: object = None


@dataclass(slots=True)
class _Letter:
    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    # A space stands before it; it is a call of note.
    apart: bool = False
    call: bool = False


@dataclass
class Page:
    """What a page shows. Points, from its top left."""

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    # Letters written vertically or askew, left out.
    turned: int = 0


def read_page(source: pypdfium2.PdfPage, number: int) -> Page:
    """Letters, rules and images of a page. Raises `PdfiumError` when it cannot be read."""
    left, bottom, right, top = source.get_bbox()
    page = Page(number, right - left, top - bottom)
    page.rules, page.images = drawings_of(source)
    textpage = source.get_textpage()
    try:
        letters = _Letters(source, textpage)
        page.runs = _runs(_once(letters.found), _uprights(page))
        page.turned = letters.turned
        if letters.lying:
            page.width, page.height, page.rules = page.height, page.width, []
    finally:
        textpage.close()
    return page


class _Letters:
    """Letters in the order of the file, upright ones only, each with the look of its text."""

    def __init__(self, source: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage):
        self.found: list[_Letter] = []
        self.turned = 0
        self._page = textpage.raw
        self._looks: dict[int, tuple[float, bool, bool]] = {}
        self._left, self._bottom, right, top = source.get_bbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._turn = self._usual_turn()
        self.lying = self._turn in (1, 3)
        apart = False
        high = 0
        for index in range(min(raw.FPDFText_CountChars(self._page), MAX_LETTERS)):
            code = raw.FPDFText_GetUnicode(self._page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            char = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else ""
            if not char.strip("\x00 \t\r\n\xa0\u2002\u2003\u2009\u202f"):
                apart = True
                continue
            letter = self._letter(index, char, apart)
            apart = False
            if letter:
                self._place(letter)

    def _angle(self, index: int) -> int:
        """Where a letter is turned to, in quarters of a turn; -1 when it is askew."""
        degrees = math.degrees(raw.FPDFText_GetCharAngle(self._page, index)) % 360
        return round(degrees / 90) % 4 if (degrees + 5) % 90 < 10 else -1

    def _usual_turn(self) -> int:
        """Where most letters are turned to: a page may lie on its side."""
        count = min(raw.FPDFText_CountChars(self._page), MAX_LETTERS)
        angles = Counter(self._angle(index) for index in range(0, count, max(1, count // 300)))
        del angles[-1]
        return angles.most_common(1)[0][0] if angles else 0

    def _letter(self, index: int, char: str, apart: bool) -> _Letter | None:
        if self._angle(index) != self._turn:
            self.turned += 1
            return None
        sides = [ctypes.c_double() for _side in range(4)]
        foot = [ctypes.c_double() for _axis in range(2)]
        raw.FPDFText_GetCharBox(self._page, index, *sides)
        raw.FPDFText_GetCharOrigin(self._page, index, *foot)
        left, right, bottom, top = (side.value for side in sides)
        ends = self._upright(left, bottom)[0], self._upright(right, top)[0]
        x0, x1 = min(ends), max(ends)
        _x, y = self._upright(foot[0].value, foot[1].value)
        size, bold, dingbat = self._look(index)
        if dingbat and char.isalnum():
            # The letter by which a font of drawings calls its bullet.
            char = "•"
        if not all(map(math.isfinite, (x0, x1, y, size))) or x1 < x0:
            return None
        return _Letter(char, x0, max(x1, x0 + 0.1), y, size, bold, apart)

    def _upright(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file on the page as it is seen, from its top left."""
        x, y = x - self._left, y - self._bottom
        if self._turn == 3:
            return y, x
        if self._turn == 2:
            return self._width - x, y
        if self._turn == 1:
            return self._height - y, self._width - x
        return x, self._height - y

    def _look(self, index: int) -> tuple[float, bool, bool]:
        """Height in points, weight, whether it is a font of drawings; asked once by text."""
        text = raw.FPDFText_GetTextObject(self._page, index)
        key = ctypes.cast(text, ctypes.c_void_p).value or 0
        if key not in self._looks:
            self._looks[key] = self._asked(index, text)
        return self._looks[key]

    def _asked(self, index: int, text) -> tuple[float, bool, bool]:
        matrix = raw.FS_MATRIX()
        size = raw.FPDFText_GetFontSize(self._page, index)
        if raw.FPDFText_GetMatrix(self._page, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        name = ctypes.create_string_buffer(200)
        raw.FPDFText_GetFontInfo(self._page, index, name, 200, ctypes.c_int())
        named = name.value.decode("utf-8", "replace").casefold()
        heavy = raw.FPDFText_GetFontWeight(self._page, index) >= 600
        # Letters both filled and outlined: the bold of programs without a bold font.
        outlined = bool(text) and raw.FPDFTextObj_GetTextRenderMode(text) == 2
        bold = heavy or outlined or any(word in named for word in _HEAVY)
        return abs(size) or 1.0, bold, any(word in named for word in _DRAWINGS)

    def _place(self, letter: _Letter) -> None:
        """Keep a letter; a small raised one goes on the line that it follows."""
        last = self.found[-1] if self.found else None
        if last and letter.size < last.size * 0.8 and 0 <= letter.x0 - last.x1 < last.size:
            rise = (last.y - letter.y) / last.size
            if 0.12 < rise < 0.75:
                letter.call = letter.char.isdigit() and not last.char.isdigit()
                letter.y, letter.size = last.y, last.size
        elif last and last.call and letter.char.isdigit() and letter.size < last.size:
            letter.call, letter.y, letter.size = True, last.y, last.size
        self.found.append(letter)


def _once(letters: list[_Letter]) -> list[_Letter]:
    """Each letter once: a false bold or a shadow writes it twice at one place."""
    seen: dict[tuple[str, int, int], list[_Letter]] = {}
    kept: list[_Letter] = []
    for letter in letters:
        column, row = int(letter.x0 // 8), int(letter.y // 8)
        around = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((letter.char, column + dx, row + dy), ())
        )
        # Both letters of « ff » stand at the place of their one sign.
        ligature = letter.char in "ft" and kept and kept[-1].char == letter.char
        if ligature or not any(_same_place(letter, other) for other in around):
            kept.append(letter)
            seen.setdefault((letter.char, column, row), []).append(letter)
    return kept


def _same_place(one: _Letter, other: _Letter) -> bool:
    near = 0.12 * max(one.size, other.size)
    return abs(one.x0 - other.x0) < near and abs(one.y - other.y) < near


def _uprights(page: Page) -> list[tuple[float, float, float]]:
    """Vertical rules: x, then from where to where."""
    return sorted({(x0, y0, y1) for x0, y0, x1, y1 in page.rules if x1 - x0 < 3 < y1 - y0})[:600]


def _runs(letters: list[_Letter], uprights: list[tuple[float, float, float]]) -> list[Run]:
    """Runs of letters, line by line, from the top; a rule between two letters parts them."""
    return [run for line in _lines(letters) for run in _line_runs(line, uprights)]


def _lines(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    line: list[_Letter] = []
    for letter in sorted(letters, key=lambda one: (one.y, one.x0)):
        if line and letter.y - line[0].y > 0.25 * min(letter.size, line[-1].size):
            yield sorted(line, key=lambda one: one.x0)
            line = []
        line.append(letter)
    if line:
        yield sorted(line, key=lambda one: one.x0)


def _line_runs(line: list[_Letter], uprights: list) -> Iterator[Run]:
    group: list[_Letter] = []
    y = line[0].y - line[0].size * 0.3
    walls = [x for x, begin, end in uprights if begin < y < end]
    for letter in line:
        gap = letter.x0 - group[-1].x1 if group else 0
        wall = gap > 1 and any(group[-1].x1 < x < letter.x0 for x in walls)
        initial = group and not 0.55 < letter.size / group[-1].size < 1.8
        if group and (wall or initial or gap > RUN_GAP * max(letter.size, group[-1].size)):
            yield _run(group)
            group = []
        group.append(letter)
    if group:
        yield _run(group)


def _run(letters: list[_Letter]) -> Run:
    pieces: list[str] = []
    for rank, letter in enumerate(letters):
        before = letters[rank - 1] if rank else None
        gap = before and letter.x0 - before.x1
        # The space that the file writes counts when the letters do stand apart.
        if before and (gap > _WORD_GAP * letter.size or letter.apart and gap > -0.1 * letter.size):
            pieces.append(" ")
        if letter.call and not (before and before.call):
            pieces.append(" [")
        pieces.append(letter.char)
        if letter.call and not (rank + 1 < len(letters) and letters[rank + 1].call):
            pieces.append("]")
    text = _tight("".join(pieces))
    size = max(letter.size for letter in letters)
    bold = sum(letter.bold for letter in letters) * 2 > len(letters)
    y = max(letters, key=lambda one: one.size).y
    return Run(text, letters[0].x0, max(one.x1 for one in letters), y, size, bold)


def _tight(text: str) -> str:
    """« O B J E C T I F S » → « OBJECTIFS »: letters set apart for show."""
    words = text.split(" ")
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    return "".join(words) if len(words) > 4 and single == len(words) else text
