"""Plain text: lines to paragraphs, page artifacts and footnotes taken out."""

from service.extraction.readers.plain_text.document import read_paragraphs, read_text

__all__ = ["read_paragraphs", "read_text"]
