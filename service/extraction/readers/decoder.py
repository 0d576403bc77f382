"""Decodes bytes: by a byte order mark, a declared encoding, or else as UTF-8 or Windows-1252."""

import codecs
import re
from typing import Final

from service.errors import UnsupportedFormat

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}\bencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")

_PAGE_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PAGE_ENCODING = re.compile(
    rb"<meta\b[^>]{0,200}\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_PAGE_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}\bencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_AS_BROWSERS_READ: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""Pages that declare Latin 1 contain Windows quotation marks; browsers read them so."""
_BEGINNING_BYTES: Final = 4096


def decode(data: bytes) -> str:
    """The characters of a text file. Raises UnsupportedFormat where the content is not text."""
    text = _by_mark(data)
    if text is None:
        text = _try(data, "utf-8")
    if text is None:
        declared = _XML_ENCODING.match(data)
        text = _try(data, declared[1].decode("ascii")) if declared else _windows(data)
    if text is None:
        raise UnsupportedFormat("it is not text in UTF-8, UTF-16 or Windows-1252")
    if found := _CONTROL.search(text):
        raise UnsupportedFormat(
            f"binary content: control character U+{ord(found[0]):04X} at character {found.start()}"
        )
    return text


def decode_beginning(data: bytes) -> str:
    """The first characters of what may be a page, for a look at its tags."""
    encoding = next((name for mark, name in _PAGE_MARKS if data.startswith(mark)), "latin-1")
    return data[:_BEGINNING_BYTES].decode(encoding, "replace").lstrip("ï»¿")


def decode_html(data: bytes) -> str:
    """The characters of a page: by its mark, its own word, as UTF-8, or else Windows-1252."""
    for mark, encoding in _PAGE_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _PAGE_XML_ENCODING.match(data) or _PAGE_ENCODING.search(data[:_BEGINNING_BYTES])
    names = [declared[1].decode("ascii", "replace")] if declared else []
    for name in (*names, "utf-8"):
        try:
            # A page that can be read as ASCII cannot be UTF-16, even if it declares so.
            found = codecs.lookup(name).name
            if not found.startswith(("utf-16", "utf-32")):
                return data.decode(_AS_BROWSERS_READ.get(found, found))
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _windows(data: bytes) -> str | None:
    """Windows-1252, if nearly all of its characters are of Western text."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    usual = sum(1 for c in text if c.isascii() or c.isalpha() or c in "‘’“”–—…•§°«»´¨\u00a0\u00ad")
    plain = sum(1 for byte in data if 0x20 <= byte < 0x7F or byte in b"\t\r\n\f")
    return text if usual >= 0.995 * len(text) and plain >= 0.7 * len(data) else None
