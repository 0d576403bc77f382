"""The body: paragraphs, tables and text boxes in reading order, as blocks.

A table before the text begins lays out a cover page: its cells are read one after the other. Later
tables contain data: a row is a block, as in the other formats.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, Final

from lxml import etree

from service.errors import DocumentTooLarge
from service.extraction.blocks import Block, BlockRole
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.docx.inline import InlineReader
from service.extraction.readers.docx.list_numbers import ListNumbers
from service.extraction.readers.docx.properties import (
    COMPATIBILITY,
    Styles,
    W,
    numbering_reference,
    value,
)
from service.extraction.readers.typography import BlockBuilder

MAXIMUM_BLOCKS: Final = 50_000

_LONGEST_COVER_LINE: Final = 300
_LONGEST_HEADING: Final = 250
_SYMBOL: Final = re.compile(r"[A-Z]{1,4}(?:/[A-Z0-9][\w.()-]*)+(?: \(\d{4}\))?")


class BodyReader:
    """Walks through parts of a document and gathers their blocks."""

    def __init__(
        self,
        styles: Styles,
        list_numbers: ListNumbers,
        inline: InlineReader,
        cues: ParagraphCues,
    ) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._list_numbers = list_numbers
        self._inline = inline
        self._cues = cues
        self._on_cover = True
        self._joined: list[etree._Element] = []

    def read(self, element: etree._Element) -> None:
        """Write the blocks of a part, a cell or a text box."""
        outer, self._joined = self._joined, []
        self._walk(element)
        if self._joined:
            self._paragraph_of(self._joined, numbered=False)
        self._joined = outer

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            handler = self._HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._walk(child)

    def _paragraph(self, element: etree._Element) -> None:
        self._joined.append(element)
        if not _ends_deleted(element):
            joined, self._joined = self._joined, []
            self._paragraph_of(joined, numbered=True)

    def _paragraph_of(self, elements: list[etree._Element], *, numbered: bool) -> None:
        for line in self._lines(elements, numbered=numbered):
            self._write(line)
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            self.read(box)

    def _lines(
        self, elements: list[etree._Element], *, numbered: bool, into: BlockBuilder | None = None
    ) -> list[BlockBuilder]:
        properties = elements[-1].find(W + "pPr")
        style = self._styles.paragraph_style(value(properties, "pStyle"))
        reference = numbering_reference(properties)
        label = self._list_numbers.label(reference, style) if numbered else ""
        return self._inline.read(elements, label, style.run, into)

    def _write(self, builder: BlockBuilder) -> None:
        block = builder.build()
        if block is None:
            return
        closed = len(block.text) > _LONGEST_HEADING or block.text.endswith((".", ",", ";", ":"))
        if self._inline.bold and not (self._on_cover or closed):
            block = replace(block, role=BlockRole.HEADING)
        if len(self.blocks) >= MAXIMUM_BLOCKS:
            raise DocumentTooLarge(f"more than {MAXIMUM_BLOCKS} paragraphs")
        self.blocks.append(block)
        begins = self._cues.printed_number(block.text) or self._cues.is_formula(block.text)
        if begins or len(block.text) > _LONGEST_COVER_LINE:
            self._on_cover = False

    def _table(self, element: etree._Element) -> None:
        for row in _parts(element, W + "tr"):
            cells = list(_parts(row, W + "tc"))
            if _is_deleted(row):
                continue
            if self._on_cover or len(cells) == 1:
                for cell in cells:
                    self.read(cell)
            else:
                self._data_row(cells)

    def _data_row(self, cells: list[etree._Element]) -> None:
        builder = BlockBuilder()
        for position, cell in enumerate(cells):
            if position:
                builder.add(" | ")
            for paragraph in _parts(cell, W + "p"):
                self._lines([paragraph], numbered=True, into=builder)
                builder.add(" ")
        self._inline.boxes.clear()
        if "".join(builder.pieces).strip(" |"):
            self._write(builder)

    def _alternatives(self, element: etree._Element) -> None:
        chosen = element.find(f"{COMPATIBILITY}Choice")
        chosen = element.find(f"{COMPATIBILITY}Fallback") if chosen is None else chosen
        if chosen is not None:
            self._walk(chosen)

    _HANDLERS: ClassVar[dict[object, Callable[["BodyReader", etree._Element], None]]] = {
        W + "p": _paragraph,
        W + "tbl": _table,
        COMPATIBILITY + "AlternateContent": _alternatives,
    }


_SKIPPED: Final = frozenset(W + name for name in ("sectPr", "sdtPr", "del", "moveFrom"))


def symbol_line(blocks: list[Block]) -> Block | None:
    """The first block that is a document symbol and nothing else."""
    return next((block for block in blocks if _SYMBOL.fullmatch(block.text)), None)


def _parts(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, paragraphs of a cell, also inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif (child.tag != W + "tbl" or tag == W + "p") and child.tag not in _SKIPPED:
            yield from _parts(child, tag)


def _ends_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one continues it."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(
        marks.find(W + name) is not None for name in ("del", "moveFrom")
    )


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None
