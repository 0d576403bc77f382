"""Readers: bytes to blocks of text. The reader is picked by content, never by a file's name."""

from service.extraction.readers.formats import MAXIMUM_BLOCKS, MAXIMUM_BYTES, read

__all__ = ["MAXIMUM_BLOCKS", "MAXIMUM_BYTES", "read"]
