"""The formats that are read, each recognised by its content, never by a file's name."""

import re
from collections.abc import Callable
from typing import Final

from service.errors import DocumentTooLarge, EmptyDocument, UnsupportedFormat
from service.extraction.blocks import SourceText
from service.extraction.readers.akn import read_akn
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.decoder import decode
from service.extraction.readers.doc import is_doc, read_doc
from service.extraction.readers.docx import SIGNATURE as ZIP_SIGNATURE
from service.extraction.readers.docx import read_docx
from service.extraction.readers.html import is_html, read_html
from service.extraction.readers.pdf import SIGNATURE as PDF_SIGNATURE
from service.extraction.readers.pdf import read_pdf
from service.extraction.readers.plain_text import read_plain_text

MAXIMUM_BYTES: Final = 20_000_000
"""The largest official XML file has 2 MB; twenty leaves room for pictures that are not read."""

MAXIMUM_BLOCKS: Final = 20_000
"""Paragraphs; the longest resolution has some 2,000."""

_READERS: Final = ((ZIP_SIGNATURE, read_docx), (PDF_SIGNATURE, read_pdf))
"""Readers of binary formats by the first bytes."""
_UNSUPPORTED: Final = (
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file that is no Word document"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_XML = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<!--|<[A-Za-z_][\w.:-]*[\s/>])")


def read(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read a document of any known format.

    Args:
        data: The bytes of the document.
        cues: What readers must know of the languages that it may be written in.

    Raises:
        EmptyDocument: There is no text in it.
        UnsupportedFormat: The content is of another format, which the error names.
        MalformedDocument: The content is broken; the error names the place.
        NoTextLayer: There are pictures of pages, and no text.
        DocumentTooLarge: A limit is exceeded.
    """
    if len(data) > MAXIMUM_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes; the limit is {MAXIMUM_BYTES}")
    if not data.strip(b" \t\r\n\f\x00"):
        raise EmptyDocument("there is nothing in it")
    reader = _binary_reader(data)
    source = reader(data, cues) if reader else _read_text(data, cues)
    if len(source.blocks) > MAXIMUM_BLOCKS:
        raise DocumentTooLarge(f"{len(source.blocks)} paragraphs; the limit is {MAXIMUM_BLOCKS}")
    return source


def _binary_reader(data: bytes) -> Callable[[bytes, ParagraphCues], SourceText] | None:
    """The reader of a format that its first bytes show.

    Raises UnsupportedFormat where they show a format that is not read.
    """
    for signature, reader in _READERS:
        if data.startswith(signature):
            return reader
    if is_doc(data):
        return read_doc
    if is_html(data):
        return read_html
    for signature, name in _UNSUPPORTED:
        if data.startswith(signature):
            raise UnsupportedFormat(f"{name} cannot be read")
    return None


def _read_text(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read XML, or plain text."""
    text = decode(data)
    if _XML.match(text):
        return read_akn(data, cues)
    source = read_plain_text(text, cues)
    if not source.blocks:
        raise EmptyDocument("there is no text in it")
    return source
