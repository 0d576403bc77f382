"""A PDF from bytes to blocks, within limits."""

from contextlib import closing
from threading import Lock
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from service.errors import DocumentTooLarge, EmptyDocument, MalformedDocument, NoTextLayer
from service.extraction.blocks import Block, SourceText
from service.extraction.readers.pdf.blocks import BlockWriter
from service.extraction.readers.pdf.footnotes import FootnoteReader
from service.extraction.readers.pdf.lines import Line, body_size, lines_of, words_of
from service.extraction.readers.pdf.page_artifacts import without_furniture
from service.extraction.readers.pdf.paragraphs import printed_paragraphs
from service.extraction.readers.pdf.text_runs import Piece, page_pieces

FORMAT: Final = "pdf"
SIGNATURE: Final = b"%PDF-"
MAXIMUM_PAGES: Final = 1_000
MAXIMUM_CHARACTERS: Final = 5_000_000

_LEAST_TEXT: Final = 40
"""Characters of a page; the picture of a page may carry a stamp or a number in type."""
_DEEPEST_FORM: Final = 3
_ONE_AT_A_TIME: Final = Lock()
"""PDFium is not made for threads."""


def read_pdf(data: bytes) -> SourceText:
    """Read a PDF document.

    Raises MalformedDocument (broken or encrypted, naming the page), DocumentTooLarge, NoTextLayer
    for pages of pictures, EmptyDocument.
    """
    with _ONE_AT_A_TIME:
        pages, pictures = _pages(data)
    if pictures > len(pages) / 2:
        raise NoTextLayer(
            f"{pictures} of {len(pages)} pages are pictures without text of their own"
        )
    lines = without_furniture([lines_of(pieces) for pieces in pages])
    blocks = _blocks(lines)
    if not blocks:
        raise EmptyDocument("a PDF document with no text in it")
    return SourceText(format=FORMAT, blocks=tuple(blocks))


def _pages(data: bytes) -> tuple[list[list[Piece]], int]:
    """The pieces of each page, and how many pages show something, but next to no text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise MalformedDocument(f"PDFium cannot open it: {error}") from error
    with closing(document):
        count = len(document)
        if count > MAXIMUM_PAGES:
            raise DocumentTooLarge(f"{count} pages; the limit is {MAXIMUM_PAGES}")
        pages, pictures, characters = [], 0, 0
        for index in range(count):
            pieces, is_picture = _page(document, index)
            characters += sum(len(piece.text) for piece in pieces)
            if characters > MAXIMUM_CHARACTERS:
                raise DocumentTooLarge(
                    f"more than {MAXIMUM_CHARACTERS} characters", place=f"page {index + 1}"
                )
            pages.append(pieces)
            pictures += is_picture
    return pages, pictures


def _page(document: pdfium.PdfDocument, index: int) -> tuple[list[Piece], bool]:
    """The pieces of a page, and whether it shows something, but next to no text."""
    place = f"page {index + 1}"
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
            if text_page.count_chars() > MAXIMUM_CHARACTERS:
                raise DocumentTooLarge(f"more than {MAXIMUM_CHARACTERS} characters", place=place)
            pieces = page_pieces(text_page)
            written = sum(len(piece.text) for piece in pieces)
            is_picture = written < _LEAST_TEXT and _shows(page, pictures_only=written > 0)
    except pdfium.PdfiumError as error:
        raise MalformedDocument(f"PDFium cannot read it: {error}", place=place) from error
    return pieces, is_picture


def _shows(page: pdfium.PdfPage, *, pictures_only: bool) -> bool:
    """Whether anything is drawn on a page, or any picture."""
    kinds = [pdfium_c.FPDF_PAGEOBJ_IMAGE] if pictures_only else None
    return next(page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM), None) is not None


def _blocks(pages: list[list[Line]]) -> list[Block]:
    words = words_of(pages)
    reader = FootnoteReader(body_size(pages), words)
    writer = BlockWriter(words)
    written = (writer.block(paragraph) for paragraph in printed_paragraphs(reader.pages(pages)))
    return [block for block in written if block is not None]
