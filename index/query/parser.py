"""Reads the query language: recursive descent over the tokens, one function for each rule."""

from index.errors import QuerySyntaxError, SyntaxFault
from index.query.ast import And, Not, Or, Query
from index.query.lexer import tokenise
from index.query.operands import OPERANDS, boosted, read_operand
from index.query.word_tokens import QueryToken, TokenKind

MAX_LENGTH = 2_000
MAX_DEPTH = 16
MAX_CLAUSES = 64

_STARTS = (*OPERANDS, TokenKind.FIELD, TokenKind.NOT, TokenKind.OPEN)


def parse_query(text: str) -> Query:
    """Read a query. Raises QuerySyntaxError, and nothing else, for any text."""
    if len(text) > MAX_LENGTH:
        raise QuerySyntaxError(
            f"a query has at most {MAX_LENGTH} characters", MAX_LENGTH, SyntaxFault.TOO_LONG
        )
    return _Parser(list(tokenise(text))).query()


class _Parser:
    def __init__(self, tokens: list[QueryToken]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._clauses = 0

    def query(self) -> Query:
        if self._token.kind is TokenKind.END:
            raise QuerySyntaxError("there is nothing to look for", 0, SyntaxFault.EMPTY)
        query = self._alternatives(None)
        last = self._take()
        if last.kind is not TokenKind.END:
            raise QuerySyntaxError(_unexpected(last), last.position)
        return query

    @property
    def _token(self) -> QueryToken:
        """The token ahead, which no rule has taken yet."""
        return self._tokens[self._next]

    def _take(self) -> QueryToken:
        token = self._token
        self._next += 1
        return token

    def _alternatives(self, field: str | None) -> Query:
        clauses = [self._conjunction(field)]
        while self._token.kind is TokenKind.OR:
            self._take()
            clauses.append(self._conjunction(field))
        return clauses[0] if len(clauses) == 1 else Or(tuple(clauses))

    def _conjunction(self, field: str | None) -> Query:
        clauses = [self._clause(field)]
        while self._token.kind is TokenKind.AND or self._token.kind in _STARTS:
            if self._token.kind is TokenKind.AND:
                self._take()
            clauses.append(self._clause(field))
        return clauses[0] if len(clauses) == 1 else And(tuple(clauses))

    def _clause(self, field: str | None) -> Query:
        token = self._take()
        if token.kind in OPERANDS:
            self._count(token)
            return read_operand(token, field)
        if token.kind not in _STARTS:
            raise QuerySyntaxError(_unexpected(token), token.position)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QuerySyntaxError(
                f"a query nests at most {MAX_DEPTH} deep", token.position, SyntaxFault.TOO_DEEP
            )
        clause = self._nested(token, field)
        self._depth -= 1
        return clause

    def _nested(self, token: QueryToken, field: str | None) -> Query:
        if token.kind is TokenKind.NOT:
            return Not(self._clause(field))
        if token.kind is TokenKind.FIELD:
            return self._in_field(token, field)
        clause = self._alternatives(field)
        if self._token.kind is not TokenKind.CLOSE:
            raise QuerySyntaxError(
                "the parenthesis is not closed", token.position, SyntaxFault.UNCLOSED
            )
        return boosted(clause, self._take())

    def _in_field(self, token: QueryToken, field: str | None) -> Query:
        if field is not None:
            raise QuerySyntaxError(f"“{token.text}:” stands inside “{field}:”", token.position)
        value_at = token.position + len(token.text) + 1
        if self._token.position != value_at:
            raise QuerySyntaxError(f"“{token.text}:” has no value after it", value_at)
        if self._token.kind in (TokenKind.AND, TokenKind.OR, TokenKind.NOT, TokenKind.FIELD):
            raise QuerySyntaxError(_unexpected(self._token), self._token.position)
        return self._clause(token.text)

    def _count(self, token: QueryToken) -> None:
        self._clauses += 1
        if self._clauses > MAX_CLAUSES:
            raise QuerySyntaxError(
                f"a query has at most {MAX_CLAUSES} clauses",
                token.position,
                SyntaxFault.TOO_MANY_CLAUSES,
            )


def _unexpected(token: QueryToken) -> str:
    if token.kind is TokenKind.END:
        return "something to look for is missing at the end"
    if token.kind is TokenKind.FIELD:
        return f"“{token.text}:” can't stand here"
    return f"“{token.text}” can't stand here"
