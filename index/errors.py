"""The errors of the index.

ParagraphIndexError          index_error: any failure that the index foresees
├── QuerySyntaxError         query_syntax: the text of a query breaks the language; has a place
├── QueryTooCostly           query_too_costly: answering would take too long or too many words
├── InvalidCursor            invalid_cursor: `after` is no position of the order asked for
├── IndexMissing             index_missing: nothing has been built yet, or in an older layout
├── IndexLocked              index_locked: another writer is at work
└── IndexDamaged             index_damaged: files are unreadable; a rebuild mends it
"""

from enum import StrEnum
from typing import ClassVar


class ParagraphIndexError(Exception):
    """Any failure that the index foresees. `code` is stable: programs may branch on it."""

    code: ClassVar[str] = "index_error"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class SyntaxFault(StrEnum):
    """What is wrong with the text of a query."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_CLAUSES = "too_many_clauses"
    PREFIX_TOO_SHORT = "prefix_too_short"
    WORD_TOO_SHORT = "word_too_short"
    TOO_MANY_WILDCARDS = "too_many_wildcards"
    DISTANCE_TOO_LARGE = "distance_too_large"
    BOOST_OUT_OF_RANGE = "boost_out_of_range"
    NOT_ORDERED = "not_ordered"
    INVALID_RANGE = "invalid_range"
    UNKNOWN_FIELD = "unknown_field"
    UNEXPECTED = "unexpected"
    UNCLOSED = "unclosed"


class QuerySyntaxError(ParagraphIndexError):
    """The text of a query breaks the language.

    `position` counts characters from 0; it may equal the length of the text (something is missing
    at the end).
    """

    code = "query_syntax"

    def __init__(
        self, message: str, position: int, fault: SyntaxFault = SyntaxFault.UNEXPECTED
    ) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.fault = fault

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.message, self.position, self.fault))


class QueryTooCostly(ParagraphIndexError):
    """A query would take longer, or stand for more words, than the engine allows."""

    code = "query_too_costly"


class InvalidCursor(ParagraphIndexError):
    """`SearchRequest.after` is not a position in the order that the request asks for."""

    code = "invalid_cursor"


class IndexMissing(ParagraphIndexError):
    """No index has been built yet, or the one there has an older layout."""

    code = "index_missing"


class IndexLocked(ParagraphIndexError):
    """Another writer is at work on this index."""

    code = "index_locked"


class IndexDamaged(ParagraphIndexError):
    """Files of the index are missing or unreadable. Rebuilding mends it."""

    code = "index_damaged"
