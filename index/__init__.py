"""The full-text index of paragraphs: a library that knows nothing of the service.

`open_index` gives a `ParagraphIndex`; `parse_query` reads the query language; `find_matches` says
what of a text a query found. `docs/query-language.md` describes the language.
"""

from index.engines import ENGINES, open_index
from index.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    InvalidCursor,
    ParagraphIndexError,
    QuerySyntaxError,
    QueryTooCostly,
    SyntaxFault,
)
from index.fields import Field, TextField
from index.highlight import find_matches
from index.model import (
    FacetCount,
    FacetRequest,
    FacetResult,
    HistogramBucket,
    Hit,
    IndexedParagraph,
    IndexState,
    Interval,
    ParagraphIndex,
    SearchRequest,
    SearchResult,
    Sort,
    Unit,
)
from index.query import And, HasValue, Not, Or, Phrase, Prefix, Query, Word, parse_query

__all__ = [
    "ENGINES",
    "And",
    "FacetCount",
    "FacetRequest",
    "FacetResult",
    "Field",
    "HasValue",
    "HistogramBucket",
    "Hit",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexState",
    "IndexedParagraph",
    "Interval",
    "InvalidCursor",
    "Not",
    "Or",
    "ParagraphIndex",
    "ParagraphIndexError",
    "Phrase",
    "Prefix",
    "Query",
    "QuerySyntaxError",
    "QueryTooCostly",
    "SearchRequest",
    "SearchResult",
    "Sort",
    "SyntaxFault",
    "TextField",
    "Unit",
    "Word",
    "find_matches",
    "open_index",
    "parse_query",
]
