"""Word documents (.docx)."""

from service.extraction.readers.docx.document import SIGNATURE, read_docx

__all__ = ["SIGNATURE", "read_docx"]
