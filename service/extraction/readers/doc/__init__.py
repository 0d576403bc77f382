"""Word 97 documents, by way of an installed converter."""

from service.extraction.readers.doc.document import is_doc, read_doc

__all__ = ["is_doc", "read_doc"]
