"""Plain text: lines to paragraphs, without page artifacts, and footnotes at their markers."""

from service.extraction.readers.plain_text.document import build_blocks, read_plain_text
from service.extraction.readers.plain_text.paragraphs import (
    EMPHASIS_BEGINS,
    EMPHASIS_ENDS,
    split_paragraphs,
    without_emphasis_marks,
)

__all__ = [
    "EMPHASIS_BEGINS",
    "EMPHASIS_ENDS",
    "build_blocks",
    "read_plain_text",
    "split_paragraphs",
    "without_emphasis_marks",
]
