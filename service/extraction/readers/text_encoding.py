"""Bytes to characters: UTF-8, UTF-16 by its mark, Windows-1252 where the result looks like text."""

import re

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
    """Windows-1252, if nearly all of it is what Western text is made of."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    usual = sum(1 for c in text if c.isascii() or c.isalpha() or c in "‘’“”–—…•§°«»´¨\u00a0\u00ad")
    plain = sum(1 for byte in data if 0x20 <= byte < 0x7F or byte in b"\t\r\n\f")
    return text if usual >= 0.995 * len(text) and plain >= 0.7 * len(data) else None
