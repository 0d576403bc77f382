"""Word documents (.docx): the text as it would read with all tracked changes accepted.

Numbers that only styles and numbering definitions give are counted and put before the text, as they
are printed. Running heads are left out; but the cover page of a document of the United Nations
is in the header of its first page.
"""

from collections.abc import Iterator

from lxml import etree

from service.errors import EmptyDocument, NoTextLayer
from service.extraction.blocks import Block, SourceText
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.docx.body import BodyReader, symbol_line
from service.extraction.readers.docx.footnotes import Footnotes
from service.extraction.readers.docx.inline import InlineReader
from service.extraction.readers.docx.list_numbers import ListNumbers
from service.extraction.readers.docx.package import Package
from service.extraction.readers.docx.properties import RELATION_ID, Styles, W, switch

FORMAT = "docx"
SIGNATURE = b"PK\x03\x04"
_COVER = 40
"""Blocks among which a symbol belongs to the cover page."""


def read_docx(data: bytes, cues: ParagraphCues) -> SourceText:
    """Read a zip archive with a Word document.

    Raises UnsupportedFormat for other archives, MalformedDocument naming part and place,
    DocumentTooLarge, NoTextLayer for pages of pictures, EmptyDocument.
    """
    reader = _DocumentReader(Package(data), cues)
    blocks = reader.body()
    if not blocks:
        if reader.package.has_pictures:
            raise NoTextLayer("a Word document with pictures and no text")
        raise EmptyDocument("a Word document with no text in it")
    return SourceText(format=FORMAT, blocks=(*reader.cover(blocks), *blocks))


class _DocumentReader:
    """Reads the parts of a document that contain text."""

    def __init__(self, package: Package, cues: ParagraphCues) -> None:
        self.package = package
        self._cues = cues
        self._document = package.part(package.main)
        self._styles = Styles(package.related("styles"))

    def body(self) -> list[Block]:
        """The blocks of the main part, with its footnotes and endnotes at their marks."""
        inline = InlineReader(self._styles, self._footnotes(), self._cues)
        numbers = ListNumbers(self.package.related("numbering"), self._styles)
        reader = BodyReader(self._styles, numbers, inline, self._cues)
        reader.read(self._document)
        return reader.blocks

    def cover(self, blocks: list[Block]) -> list[Block]:
        """What is printed of the cover page in the header of the first page.

        A document that prints its symbol nowhere else, among its first `blocks`, has it in the
        running head.
        """
        cover: list[Block] = []
        for name in self._headers(first=True):
            cover = self._plain_blocks(self.package.part(name))
        if symbol_line([*cover, *blocks[:_COVER]]):
            return cover
        for name in self._headers(first=False):
            if symbol := symbol_line(self._plain_blocks(self.package.part(name))):
                return [*cover, symbol]
        return cover

    def _footnotes(self) -> Footnotes:
        settings = [*self._document.iter(W + "sectPr")]
        if (stated := self.package.related("settings")) is not None:
            settings.append(stated)
        footnotes = Footnotes(
            lambda note: " ".join(block.text for block in self._plain_blocks(note))
        )
        footnotes.define(W + "footnoteReference", self.package.related("footnotes"), settings)
        footnotes.define(W + "endnoteReference", self.package.related("endnotes"), settings)
        return footnotes

    def _headers(self, *, first: bool) -> Iterator[str]:
        """The header parts of the first section: of its first page, or of the others."""
        section = next(self._document.iter(W + "sectPr"), None)
        if section is None or (first and not switch(section, "titlePg")):
            return
        for reference in section.iterchildren(W + "headerReference"):
            name, _ = self.package.relations.get(reference.get(RELATION_ID) or "", ("", ""))
            if (reference.get(W + "type") == "first") is first and name in self.package:
                yield name

    def _plain_blocks(self, part: etree._Element) -> list[Block]:
        """The blocks of a part that has neither numbered lists nor footnotes."""
        inline = InlineReader(self._styles, None, self._cues)
        reader = BodyReader(self._styles, ListNumbers(None, self._styles), inline, self._cues)
        reader.read(part)
        return reader.blocks
