"""PDF documents born digital: characters with their places become paragraphs again.

The way: `pieces` (PDFium's characters), `lines`, `furniture` (running heads and page numbers go),
`footnotes` (are taken out), `paragraphs`, `writing` (blocks with notes at their markers).
"""

from service.extraction.readers.pdf.document import FORMAT, SIGNATURE, read_pdf

__all__ = ["FORMAT", "SIGNATURE", "read_pdf"]
