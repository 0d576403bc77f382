"""Small PDF documents written by hand, in Courier: a character of size 10 is 6 points wide."""

import re
import zlib
from collections.abc import Sequence

LEFT, INDENT, TOP, PITCH = 100.0, 124.0, 720.0, 12.0
WIDTH = 60
"""Characters of a full line of the text."""
_FONTS = {"plain": "Courier", "italic": "Courier-Oblique", "bold": "Courier-Bold"}
_STYLED = re.compile(r"\*\*(.+?)\*\*|_(.+?)_|\^(.+?)\^")


def at(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 10,
    font: str = "plain",
    mode: int = 0,
    turn: tuple[int, int, int, int] = (1, 0, 0, 1),
) -> bytes:
    """A text object whose base line begins at x, y; `mode` 3 is invisible."""
    shown = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    matrix = " ".join(map(str, (*turn, x, y)))
    name = list(_FONTS).index(font)
    return b"BT /F%d %s Tf %d Tr %s Tm (%s) Tj ET\n" % (
        name,
        str(size).encode(),
        mode,
        matrix.encode(),
        shown,
    )


def line(y: float, text: str, *, x: float = LEFT, size: float = 10) -> bytes:
    """A line with marks in it: `_italic_`, `**bold**`, `^raised^`."""
    drawn, position = b"", 0
    for match in [*_STYLED.finditer(text), None]:
        plain = text[position : match.start() if match else len(text)]
        if plain:
            drawn += at(x, y, plain, size=size)
            x += 0.6 * size * len(plain)
        if match:
            position = match.end()
            inner = match[1] or match[2] or match[3]
            if match[3]:
                drawn += at(x, y + 0.34 * size, inner, size=0.65 * size)
                x += 0.6 * 0.65 * size * len(inner)
            else:
                drawn += at(x, y, inner, size=size, font="bold" if match[1] else "italic")
                x += 0.6 * size * len(inner)
    return drawn


def paragraphs(*texts: str, top: float = TOP, x: float = LEFT, indent: float = INDENT) -> bytes:
    """Paragraphs of lines: the lines of each are given, a blank half line between paragraphs."""
    drawn, y = b"", top
    for text in texts:
        for position, one in enumerate(text.split("\n")):
            drawn += line(y, one, x=x if position else indent)
            y -= PITCH
        y -= PITCH / 2
    return drawn


def footnotes(*texts: str, top: float = 120) -> bytes:
    """A rule and footnotes in smaller type, each with its marker, from `top` down."""
    drawn = at(LEFT, top, "_" * 18, size=8)
    for position, text in enumerate(texts):
        drawn += line(top - 11 * (position + 1), text, size=8)
    return drawn


def pdf(*pages: bytes, extra: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """A document of pages; `extra` are further objects, `trailer` more entries of the trailer."""
    count = len(pages)
    first = 3 + len(_FONTS)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(count))
    fonts = b" ".join(b"/F%d %d 0 R" % (index, 3 + index) for index in range(len(_FONTS)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
    ]
    objects += [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        % name.encode()
        for name in _FONTS.values()
    ]
    for index, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << %s >> >> >>" % (first + 2 * index + 1, fonts)
        )
        packed = zlib.compress(content)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
    return _file([*objects, *extra], trailer)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start
