"""Word documents (.docx)."""

from service.extraction.readers.docx.document import FORMAT, SIGNATURE, read_docx

__all__ = ["FORMAT", "SIGNATURE", "read_docx"]
