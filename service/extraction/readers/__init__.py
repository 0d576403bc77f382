"""Readers: bytes to blocks of text. The reader is picked by content, never by a file's name."""

from service.extraction.readers.formats import read

__all__ = ["read"]
