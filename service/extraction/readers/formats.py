"""The formats that are read, each recognised by its content, never by a file's name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read.

    Attributes:
        recognises: Tells by the bytes of a document whether it is of this format.
        read: Reads such a document. Raises what `read` of this module raises.
    """

    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, ParagraphCues], SourceText]


def begins_with(signature: bytes) -> Callable[[bytes], bool]:
    """A test of whether a document begins with these bytes."""
    return lambda data: data.startswith(signature)


FORMATS: tuple[Format, ...] = (
    Format(begins_with(ZIP_SIGNATURE), read_docx),
    Format(begins_with(PDF_SIGNATURE), read_pdf),
    Format(is_doc, read_doc),
    Format(is_html, read_html),
)
"""The formats that their bytes show, the first that fits counting: add a format here.

What none of them recognises is text: XML, or plain.
"""
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
    reader = next((each.read for each in FORMATS if each.recognises(data)), _read_text)
    source = reader(data, cues)
    if len(source.blocks) > MAXIMUM_BLOCKS:
        raise DocumentTooLarge(f"{len(source.blocks)} paragraphs; the limit is {MAXIMUM_BLOCKS}")
    return source


def _read_text(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read XML, or plain text.

    Raises UnsupportedFormat where the first bytes show another format.
    """
    for signature, name in _UNSUPPORTED:
        if data.startswith(signature):
            raise UnsupportedFormat(f"{name} cannot be read")
    text = decode(data)
    if _XML.match(text):
        return read_akn(data, cues)
    source = read_plain_text(text, cues)
    if not source.blocks:
        raise EmptyDocument("there is no text in it")
    return source
