"""The query language: text in, a frozen tree out. `docs/query-language.md` describes it."""

from index.errors import QuerySyntaxError
from index.query.ast import And, HasValue, Not, Or, Phrase, Prefix, Query, Word
from index.query.parser import parse_query

__all__ = [
    "And",
    "HasValue",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "QuerySyntaxError",
    "Word",
    "parse_query",
]
