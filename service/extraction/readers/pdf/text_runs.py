"""PDFium's characters as text runs: words of one font with their place on the page.

Coordinates are points, y upwards, turned so that the text of the page runs to the right.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_WORD: Final = re.compile(r"[^\s\x00]+")
_LONGEST_FONT_NAME: Final = 200
_ITALIC_FLAG: Final = 1 << 6
_BOLD_FLAG: Final = 1 << 18
_BOLD_WEIGHT: Final = 600
_ITALIC_NAME: Final = re.compile(rb"italic|oblique|(?<=[-,])(?:bd)?it\b", re.IGNORECASE)
_BOLD_NAME: Final = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}
"""What PDFium writes for a hyphen that it takes for a soft one."""
_FARTHEST: Final = 20_000.0
"""Points; no page is larger, and places that are not numbers are not on it either."""
_SLANT: Final = 0.05
"""Text farther from the upright than this (as a slope) is a stamp or a watermark."""


class FontStyle(NamedTuple):
    """How a text run is printed: size in points, italics, weight."""

    size: float
    italic: bool
    bold: bool


class TextRun(NamedTuple):
    """Words of one font style on one line; `spaced` says that a space comes before them."""

    text: str
    left: float
    right: float
    y: float
    font: FontStyle
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """What a text object says of its characters.

    `turn` counts quarter turns of its direction; None for what is slanted or not printed at all.
    """

    font: FontStyle
    turn: int | None


def read_text_runs(text_page: pdfium.PdfTextPage) -> list[TextRun]:
    """The text runs of a page, in the order of its content.

    What runs in other directions than most is left out, and so is invisible text.
    """
    found = list(_Reader(text_page).text_runs())
    turns = Counter[int]()
    for turn, run in found:
        turns[turn] += len(run.text)
    upright = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
    return [run for turn, run in found if turn == upright]


class _Reader:
    """Goes through the characters of a page with as few calls to PDFium as will do."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._raw = text_page.raw
        object_of = _numbers("FPDFText_GetTextObject", ctypes.c_int)
        self._address = partial(object_of, ctypes.cast(self._raw, ctypes.c_void_p))
        self._font_of = _numbers("FPDFTextObj_GetFont")
        self._text = _characters(text_page)
        self._styles: dict[int | None, _Style] = {}
        self._faces: dict[int | None, tuple[bool, bool]] = {}
        self._matrix = pdfium_c.FS_MATRIX()
        self._box = pdfium_c.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def text_runs(self) -> Iterator[tuple[int, TextRun]]:
        """Each text run with the quarter turns of its direction."""
        for start, end, address in self._spans():
            style = self._style(start, address)
            if style.turn is not None:
                run = self._text_run(start, end, style)
                if all(abs(place) < _FARTHEST for place in (run.left, run.right, run.y)):
                    yield style.turn, run

    def _spans(self) -> Iterator[tuple[int, int, int | None]]:
        """Start, end and text object of each span of characters that belong together."""
        start, end, current = 0, 0, None
        for match in _WORD.finditer(self._text):
            first, last = match.span()
            address = self._address(first)
            follows = end > start and address == current and first == end + 1
            if not (follows and self._text[end] == " " and self._address(end) == current):
                if end > start:
                    yield start, end, current
                start, current = first, address
            if last - first > 1 and self._address(last - 1) != address:
                for at in range(first + 1, last):
                    if (other := self._address(at)) != current:
                        yield start, at, current
                        start, current = at, other
            end = last
        if end > start:
            yield start, end, current

    def _is_spaced(self, start: int) -> bool:
        """Whether a space comes before a character that is in the text, not only on the page."""
        if start == 0 or self._text[start - 1] != " ":
            return False
        return not pdfium_c.FPDFText_IsGenerated(self._raw, start - 1)

    def _style(self, index: int, address: int | None) -> _Style:
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._read_style(index, address)
        return style

    def _read_style(self, index: int, address: int | None) -> _Style:
        matrix = self._matrix
        pdfium_c.FPDFText_GetMatrix(self._raw, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
        font = self._font_of(address) if address else None
        face = self._faces.get(font)
        if face is None:
            face = self._faces[font] = _face(self._raw, index)
        points = min(max(abs(size), 1.0), _FARTHEST) if math.isfinite(size) else 1.0
        hidden = address is not None and _is_invisible(address)
        turn = None if hidden else _turn(matrix.a, matrix.b)
        return _Style(FontStyle(round(points, 2), *face), turn)

    def _text_run(self, start: int, end: int, style: _Style) -> TextRun:
        pdfium_c.FPDFText_GetCharOrigin(self._raw, start, self._x, self._y)
        pdfium_c.FPDFText_GetLooseCharBox(self._raw, end - 1, self._box)
        x, y, box = self._x.value, self._y.value, self._box
        left, base, right = (
            (x, y, box.right),
            (y, -x, box.top),
            (-x, -y, -box.left),
            (-y, x, -box.bottom),
        )[style.turn or 0]
        text = self._text[start:end].translate(_HYPHENS)
        return TextRun(text, left, max(left, right), base, style.font, self._is_spaced(start))


@cache
def _numbers(name: str, *arguments: type) -> Callable[..., int | None]:
    """A function of PDFium that gives pointers as numbers, which are quick to compare."""
    function = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, *arguments)(function)


def _is_invisible(address: int) -> bool:
    """Whether a text object is not printed: a machine's reading of the picture over it."""
    text_object = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object)
    return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _characters(text_page: pdfium.PdfTextPage) -> str:
    """One code point for each of PDFium's characters."""
    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium_c.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


def _face(raw: object, index: int) -> tuple[bool, bool]:
    """Whether the font of a character is italic, and whether it is bold."""
    name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(raw, index, name, _LONGEST_FONT_NAME, flags)
    weight = pdfium_c.FPDFText_GetFontWeight(raw, index)
    italic = flags.value & _ITALIC_FLAG or _ITALIC_NAME.search(name.value)
    bold = weight >= _BOLD_WEIGHT or flags.value & _BOLD_FLAG or _BOLD_NAME.search(name.value)
    return bool(italic), bool(bold)


def _turn(a: float, b: float) -> int | None:
    """The direction of text in quarter turns; None where it is slanted."""
    length = math.hypot(a, b)
    if not length or not math.isfinite(length):
        return 0
    if abs(b) <= _SLANT * length:
        return 0 if a > 0 else 2
    if abs(a) <= _SLANT * length:
        return 1 if b > 0 else 3
    return None
