"""A PDF from bytes to blocks, within limits."""

from contextlib import closing
from threading import Lock
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from service.errors import DocumentTooLarge, EmptyDocument, MalformedDocument, NoTextLayer
from service.extraction.blocks import SourceText
from service.extraction.readers.cues import ParagraphCues
from service.extraction.readers.pdf.blocks import BlockWriter
from service.extraction.readers.pdf.footnotes import FootnoteReader
from service.extraction.readers.pdf.lines import body_size, lines_of, words_of
from service.extraction.readers.pdf.page_artifacts import remove_page_artifacts
from service.extraction.readers.pdf.paragraphs import printed_paragraphs
from service.extraction.readers.pdf.text_runs import TextRun, read_text_runs

FORMAT: Final = "pdf"
SIGNATURE: Final = b"%PDF-"
MAXIMUM_PAGES: Final = 1_000
MAXIMUM_CHARACTERS: Final = 5_000_000

_LEAST_TEXT: Final = 40
"""Characters of a page; the picture of a page may carry a stamp or a number in type."""
_DEEPEST_FORM: Final = 3
_ONE_AT_A_TIME: Final = Lock()
"""PDFium is not made for threads."""


def read_pdf(data: bytes, cues: ParagraphCues) -> SourceText:
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
    lines = remove_page_artifacts([lines_of(runs) for runs in pages], cues)
    words = words_of(lines)
    body = FootnoteReader(body_size(lines), words, cues).pages(lines)
    writer = BlockWriter(words, cues)
    written = (writer.block(paragraph) for paragraph in printed_paragraphs(body, cues))
    blocks = tuple(block for block in written if block is not None)
    if not blocks:
        raise EmptyDocument("a PDF document with no text in it")
    return SourceText(format=FORMAT, blocks=blocks)


def _pages(data: bytes) -> tuple[list[list[TextRun]], int]:
    """The text runs of each page, and how many pages show something, but next to no text."""
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
            runs, is_picture = _page(document, index)
            characters += sum(len(run.text) for run in runs)
            if characters > MAXIMUM_CHARACTERS:
                raise DocumentTooLarge(
                    f"more than {MAXIMUM_CHARACTERS} characters", place=f"page {index + 1}"
                )
            pages.append(runs)
            pictures += is_picture
    return pages, pictures


def _page(document: pdfium.PdfDocument, index: int) -> tuple[list[TextRun], bool]:
    """The text runs of a page, and whether it shows something, but next to no text."""
    place = f"page {index + 1}"
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
            if text_page.count_chars() > MAXIMUM_CHARACTERS:
                raise DocumentTooLarge(f"more than {MAXIMUM_CHARACTERS} characters", place=place)
            runs = read_text_runs(text_page)
            written = sum(len(run.text) for run in runs)
            is_picture = written < _LEAST_TEXT and _shows(page, pictures_only=written > 0)
    except pdfium.PdfiumError as error:
        raise MalformedDocument(f"PDFium cannot read it: {error}", place=place) from error
    return runs, is_picture


def _shows(page: pdfium.PdfPage, *, pictures_only: bool) -> bool:
    """Whether anything is drawn on a page, or any picture."""
    kinds = [pdfium_c.FPDF_PAGEOBJ_IMAGE] if pictures_only else None
    return next(page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM), None) is not None
