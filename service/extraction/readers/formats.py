"""Readers: bytes to blocks of text. The reader is picked by content, never by a file's name."""

import re
from collections.abc import Callable
from typing import Final

from service.errors import DocumentTooLarge, EmptyDocument, UnsupportedFormat
from service.extraction.blocks import SourceText
from service.extraction.readers.akn.document import local_name, parse_xml, read_akn
from service.extraction.readers.doc.document import is_doc, read_doc
from service.extraction.readers.docx import SIGNATURE as ZIP_SIGNATURE
from service.extraction.readers.docx import read_docx
from service.extraction.readers.html.document import is_html, read_html
from service.extraction.readers.pdf import SIGNATURE as PDF_SIGNATURE
from service.extraction.readers.pdf import read_pdf
from service.extraction.readers.plain_text.document import read_text
from service.extraction.readers.text_encoding import decode

__all__ = ["MAXIMUM_BLOCKS", "MAXIMUM_BYTES", "read"]

MAXIMUM_BYTES: Final = 20_000_000
"""The largest official XML file has 2 MB; twenty leaves room for pictures that are not read."""

MAXIMUM_BLOCKS: Final = 20_000
"""Paragraphs; the longest resolution has some 2,000."""

_READERS: Final = ((ZIP_SIGNATURE, read_docx), (PDF_SIGNATURE, read_pdf))
"""Readers of binary formats by the first bytes."""
_SIGNATURES: Final = (
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


def read(data: bytes) -> SourceText:
    """Read a document, whatever its format.

    Raises EmptyDocument, UnsupportedFormat (naming what the content is), MalformedDocument (naming
    the place), NoTextLayer or DocumentTooLarge.
    """
    source = _read(data)
    if len(source.blocks) > MAXIMUM_BLOCKS:
        raise DocumentTooLarge(f"{len(source.blocks)} paragraphs; the limit is {MAXIMUM_BLOCKS}")
    return source


def _read(data: bytes) -> SourceText:
    if len(data) > MAXIMUM_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes; the limit is {MAXIMUM_BYTES}")
    if not data.strip(b" \t\r\n\f\x00"):
        raise EmptyDocument("there is nothing in it")
    if reader := _reader(data):
        return reader(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFormat(f"{name} cannot be read")
    text = decode(data)
    if _XML.match(text):
        return _read_xml(data)
    source = read_text(text)
    if not source.blocks:
        raise EmptyDocument("there is no text in it")
    return source


def _reader(data: bytes) -> Callable[[bytes], SourceText] | None:
    """The reader of a format that its first bytes show."""
    for signature, reader in _READERS:
        if data.startswith(signature):
            return reader
    if is_doc(data):
        return read_doc
    return read_html if is_html(data) else None


def _read_xml(data: bytes) -> SourceText:
    root = parse_xml(data)
    if local_name(root) != "akomaNtoso":
        raise UnsupportedFormat(f"XML that is not Akoma Ntoso: its root is <{local_name(root)}>")
    source = read_akn(root)
    if not source.blocks:
        raise EmptyDocument("Akoma Ntoso with no text in its body")
    return source
