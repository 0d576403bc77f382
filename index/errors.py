"""The errors of the index.

ParagraphIndexError          index_error: any expected failure of the index
├── QuerySyntaxError         query_syntax: the text of a query is not in the query language
├── QueryTooCostly           query_too_costly: the search would take too long or too many terms
├── InvalidCursor            invalid_cursor: `after` is no position in the requested order
├── IndexMissing             index_missing: nothing has been built yet, or in another layout
├── IndexLocked              index_locked: another process is writing
└── IndexDamaged             index_damaged: files are unreadable; a rebuild repairs it
"""

from enum import StrEnum
from typing import ClassVar


class ParagraphIndexError(Exception):
    """Any expected failure of the index. `code` is stable: programs may branch on it."""

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
    """The text of a query is not in the query language.

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
    """A query would take longer, or expand to more terms, than the engine allows."""

    code = "query_too_costly"


class InvalidCursor(ParagraphIndexError):
    """`SearchRequest.after` is not a position in the requested order."""

    code = "invalid_cursor"


class IndexMissing(ParagraphIndexError):
    """No index has been built yet, or it has another layout."""

    code = "index_missing"


class IndexLocked(ParagraphIndexError):
    """Another process is writing this index."""

    code = "index_locked"


class IndexDamaged(ParagraphIndexError):
    """Files of the index are missing or unreadable. A rebuild repairs it."""

    code = "index_damaged"
