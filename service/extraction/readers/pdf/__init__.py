"""PDF documents with a text layer: paragraphs from characters and their places.

The steps, each in a module: `text_runs` (PDFium's characters), `lines`, `page_artifacts` (running
heads and page numbers go), `footnotes`, `paragraphs`, `blocks` (with notes at their markers).
"""

from service.extraction.readers.pdf.document import SIGNATURE, read_pdf

__all__ = ["SIGNATURE", "read_pdf"]
