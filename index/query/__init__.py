"""The query language: text in, a frozen tree out. `docs/query-language.md` describes it."""

from index.query.ast import (
    And,
    Boost,
    DateRange,
    Every,
    Fuzzy,
    HasValue,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    TextClause,
    ValueClause,
    Wildcard,
    Word,
)
from index.query.parser import parse_query

__all__ = [
    "And",
    "Boost",
    "DateRange",
    "Every",
    "Fuzzy",
    "HasValue",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Range",
    "TextClause",
    "ValueClause",
    "Wildcard",
    "Word",
    "parse_query",
]
