"""Makes the leaves of the tree: what one token asks of the field that it stands in."""

from datetime import date

from index.errors import QuerySyntaxError, SyntaxFault
from index.fields import DATE, Field, TextField
from index.query.ast import (
    Boost,
    DateRange,
    Every,
    Fuzzy,
    HasValue,
    Phrase,
    Prefix,
    Query,
    Range,
    Wildcard,
    Word,
)
from index.query.ranges import RANGE_SIGN, read_period, read_range
from index.query.word_tokens import Kind, Token

OPERANDS = (
    Kind.WORD,
    Kind.PREFIX,
    Kind.WILDCARD,
    Kind.FUZZY,
    Kind.EVERY,
    Kind.PHRASE,
    Kind.PHRASE_PREFIX,
)


def read_operand(token: Token, field: str | None) -> Query:
    """What an operand asks. Raises QuerySyntaxError."""
    return boosted(_unboosted(token, field), token)


def boosted(clause: Query, token: Token) -> Query:
    """The clause with the boost that its last token has, if any."""
    return clause if token.factor is None else Boost(clause, token.factor)


def _unboosted(token: Token, field: str | None) -> Query:
    if token.kind is Kind.EVERY:
        if field is not None:
            raise QuerySyntaxError("“*” alone finds everything, without a field", token.position)
        return Every()
    if field is None or field in frozenset(TextField):
        return _words(token, TextField(field or TextField.TEXT))
    if token.distance is not None or token.kind is Kind.WILDCARD:
        raise QuerySyntaxError(
            f"“{field}:” has values: no distances, no “?”, “*” only at the end", token.position
        )
    return _period(token) if field == DATE else _values(token, Field(field))


def _words(token: Token, field: TextField) -> Query:
    if token.kind is Kind.WORD:
        return Word(token.text, field)
    if token.kind is Kind.PREFIX:
        return Prefix(token.text, field)
    if token.kind is Kind.WILDCARD:
        return Wildcard(token.text, field)
    if token.kind is Kind.FUZZY:
        return Fuzzy(token.text, field, token.distance or 1)
    if token.kind is Kind.PHRASE_PREFIX:
        raise QuerySyntaxError("“*” stands after a word, not after a quotation", token.position)
    return Phrase(token.text, field, token.distance)


def _values(token: Token, field: Field) -> HasValue | Range:
    if token.kind is Kind.WORD and RANGE_SIGN in token.text:
        return read_range(field, token.text, token.position)
    is_prefix = token.kind in (Kind.PREFIX, Kind.PHRASE_PREFIX)
    return HasValue(field, token.text, is_prefix)


def _period(token: Token) -> DateRange:
    if token.kind is not Kind.WORD:
        raise QuerySyntaxError(
            f"“{DATE}:” takes days, months or years, as {date(2019, 5, 31)}",
            token.position,
            SyntaxFault.INVALID_RANGE,
        )
    return read_period(token.text, token.position)
