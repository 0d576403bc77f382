"""Word documents (.docx): the text as it would read with all tracked changes accepted.

Numbers that only styles and numbering definitions hold are counted and put before the text, as they
are printed. Running heads are left out; but the cover page of a document of the United Nations
stands in the header of its first page.
"""

from collections.abc import Iterator

from lxml import etree

from service.errors import EmptyDocument, NoTextLayer
from service.extraction.blocks import Block, SourceText
from service.extraction.readers.docx.body import BodyReader, symbol_line
from service.extraction.readers.docx.footnotes import Notes
from service.extraction.readers.docx.inline import InlineReader
from service.extraction.readers.docx.list_numbers import Numbering
from service.extraction.readers.docx.markup import RELATION_ID, W, switch
from service.extraction.readers.docx.package import Package
from service.extraction.readers.docx.properties import Styles

__all__ = ["FORMAT", "SIGNATURE", "read_docx"]

FORMAT = "docx"
SIGNATURE = b"PK\x03\x04"
_COVER = 40
"""Blocks among which a symbol belongs to the cover page."""


def read_docx(data: bytes) -> SourceText:
    """Read a zip archive that holds a Word document.

    Raises UnsupportedFormat for other archives, MalformedDocument naming part and place,
    DocumentTooLarge, NoTextLayer for pages of pictures, EmptyDocument.
    """
    package = Package(data)
    document = package.part(package.main)
    styles = Styles(package.related("styles"))
    inline = InlineReader(styles, _notes(package, document, styles))
    numbering = Numbering(package.related("numbering"), styles)
    body = BodyReader(styles, numbering, inline)
    body.read(document)
    if not body.blocks:
        if package.has_pictures:
            raise NoTextLayer("a Word document with pictures and no text")
        raise EmptyDocument("a Word document with no text in it")
    cover = _cover(package, document, styles, body.blocks)
    return SourceText(format=FORMAT, blocks=(*cover, *body.blocks))


def _notes(package: Package, document: etree._Element, styles: Styles) -> Notes:
    settings = [*document.iter(W + "sectPr")]
    if (stated := package.related("settings")) is not None:
        settings.append(stated)

    def text(note: etree._Element) -> str:
        reader = BodyReader(styles, Numbering(None, styles), InlineReader(styles, None))
        reader.read(note)
        return " ".join(block.text for block in reader.blocks)

    notes = Notes(text)
    notes.define(W + "footnoteReference", package.related("footnotes"), settings)
    notes.define(W + "endnoteReference", package.related("endnotes"), settings)
    return notes


def _cover(
    package: Package, document: etree._Element, styles: Styles, blocks: list[Block]
) -> list[Block]:
    """What is printed of the cover page in the header of the first page.

    A document that prints its symbol nowhere else has it in the running head.
    """
    cover: list[Block] = []
    for name in _headers(package, document, first=True):
        cover = _header_blocks(package, styles, name)
    if symbol_line([*cover, *blocks[:_COVER]]):
        return cover
    for name in _headers(package, document, first=False):
        if symbol := symbol_line(_header_blocks(package, styles, name)):
            return [*cover, symbol]
    return cover


def _headers(package: Package, document: etree._Element, *, first: bool) -> Iterator[str]:
    """The header parts of the first section: that of its first page, or those of the others."""
    section = next(document.iter(W + "sectPr"), None)
    if section is None or (first and not switch(section, "titlePg")):
        return
    for reference in section.iterchildren(W + "headerReference"):
        name, _ = package.relations.get(reference.get(RELATION_ID) or "", ("", ""))
        if (reference.get(W + "type") == "first") is first and name in package:
            yield name


def _header_blocks(package: Package, styles: Styles, name: str) -> list[Block]:
    reader = BodyReader(styles, Numbering(None, styles), InlineReader(styles, None))
    reader.read(package.part(name))
    return reader.blocks
