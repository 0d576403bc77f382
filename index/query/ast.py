"""The tree of a query: frozen values that print as the language they were read from.

`str(query)` is canonical text: parsing it gives an equal query.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from index.fields import DATE, NUMBERED, Field, TextField
from index.query.lexer import MAX_DISTANCE, reads_as
from index.query.word_tokens import (
    BOOST_DECIMALS,
    MAX_BOOST,
    OPERATORS,
    TokenKind,
    has_words,
    is_long_enough,
    takes_boost,
)

MAX_NUMBER = 999_999
_NUMBER = re.compile(r"[0-9]{1,9}")
_BARE_VALUE = re.compile(r"(?!.*\.\.)\w[\w./-]*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, without white space, quotes or operators. Raises ValueError otherwise."""

    text: str
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        if not reads_as(TokenKind.WORD, self.text):
            raise ValueError(f"not a single plain word: {self.text!r}")

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin like this. `text` is without the asterisk."""

    text: str
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        if not reads_as(TokenKind.PREFIX, self.text, "*"):
            raise ValueError(f"not the beginning of a plain word: {self.text!r}")

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}*")


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All words of this pattern: `?` is any one character, `*` are any, none included."""

    text: str
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        if not reads_as(TokenKind.WILDCARD, self.text):
            raise ValueError(f"not a word with wildcards: {self.text!r}")

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, and all words that are at most so many edits away and have its first letter."""

    text: str
    field: TextField = TextField.TEXT
    distance: int = 1

    def __post_init__(self) -> None:
        if not reads_as(TokenKind.FUZZY, self.text, f"~{self.distance}"):
            raise ValueError(f"not a word for {self.distance} edits: {self.text!r}")

    def __str__(self) -> str:
        edits = "~" if self.distance == 1 else f"~{self.distance}"
        return _in_field(self.field, self.text + edits)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side; or, with `within`, in any order and near each other.

    `within` is how many other words may be between the first and the last of them.
    """

    text: str
    field: TextField = TextField.TEXT
    within: int | None = None

    def __post_init__(self) -> None:
        if not _is_quotable(self.text):
            raise ValueError(f"not words between single blanks: {self.text!r}")
        if self.within is not None and not 0 <= self.within <= MAX_DISTANCE:
            raise ValueError(f"not a distance: {self.within}")

    def __str__(self) -> str:
        near = "" if self.within is None else f"~{self.within}"
        return _in_field(self.field, quoted(self.text) + near)


@dataclass(frozen=True, slots=True)
class HasValue:
    """A field of the paragraph has this value, or one that begins like it; case does not matter."""

    field: Field
    value: str
    prefix: bool = False

    def __post_init__(self) -> None:
        if not _is_quotable(self.value) or (self.prefix and not is_long_enough(self.value)):
            raise ValueError(f"not a value, or the beginning of one: {self.value!r}")

    def __str__(self) -> str:
        bare = _BARE_VALUE.fullmatch(self.value) and self.value not in OPERATORS
        value = self.value if bare else quoted(self.value)
        return f"{self.field}:{value}{'*' if self.prefix else ''}"


@dataclass(frozen=True, slots=True)
class Range:
    """A field has a number within these, both included; None is open. One of them is given.

    `NUMBERED` are the fields that have numbers.
    """

    field: Field
    first: int | None
    last: int | None

    def __post_init__(self) -> None:
        numbers = [number for number in (self.first, self.last) if number is not None]
        if not numbers or sorted(numbers) != numbers or self.field not in NUMBERED:
            raise ValueError(f"not a range: {self.first} to {self.last} of {self.field}")
        if numbers[0] < 0 or numbers[-1] > MAX_NUMBER:
            raise ValueError(f"numbers are between 0 and {MAX_NUMBER}")

    def __str__(self) -> str:
        first, last = ("" if each is None else each for each in (self.first, self.last))
        return f"{self.field}:{first}..{last}"

    def holds(self, value: str) -> bool:
        """Whether a value is a number within the range."""
        if not _NUMBER.fullmatch(value):
            return False
        number = int(value)
        return (self.first or 0) <= number and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Dated within these days, both included; None is open. One of them is given."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        days = [day for day in (self.first, self.last) if day is not None]
        if not days or sorted(days) != days:
            raise ValueError(f"not a period: {self.first} to {self.last}")

    def __str__(self) -> str:
        first, last = ("" if each is None else each for each in (self.first, self.last))
        return f"{DATE}:{first}..{last}"


@dataclass(frozen=True, slots=True)
class Every:
    """Everything."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Boost:
    """What the clause finds, with its score multiplied."""

    clause: "Query"
    factor: float

    def __post_init__(self) -> None:
        if not 0 < self.factor <= MAX_BOOST or round(self.factor, BOOST_DECIMALS) != self.factor:
            raise ValueError(f"not a boost: {self.factor}")

    def __str__(self) -> str:
        bare = isinstance(self.clause, Phrase | Every) or (
            isinstance(self.clause, TextClause) and takes_boost(self.clause.text)
        )
        return f"{self.clause if bare else f'({self.clause})'}^{self.factor:g}"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the clause does not find."""

    clause: "Query"

    def __str__(self) -> str:
        return f"NOT {_grouped(self.clause)}"


@dataclass(frozen=True, slots=True)
class And:
    """What all clauses find. There are at least two."""

    clauses: "tuple[Query, ...]"

    def __post_init__(self) -> None:
        if len(self.clauses) < 2:
            raise ValueError("AND joins at least two clauses")

    def __str__(self) -> str:
        return " ".join(_grouped(clause) for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Or:
    """What any clause finds. There are at least two."""

    clauses: "tuple[Query, ...]"

    def __post_init__(self) -> None:
        if len(self.clauses) < 2:
            raise ValueError("OR joins at least two clauses")

    def __str__(self) -> str:
        return " OR ".join(_grouped(clause) for clause in self.clauses)


TextClause: TypeAlias = Word | Prefix | Wildcard | Fuzzy | Phrase
"""A clause that looks for words in one text field."""

ValueClause: TypeAlias = HasValue | Range | DateRange | Every
"""A clause that matches or not, without a score."""

Query: TypeAlias = TextClause | ValueClause | Boost | Not | And | Or


def quoted(text: str) -> str:
    """A text between quotes, as the language writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_quotable(text: str) -> bool:
    return has_words(text) and text == " ".join(text.split())


def _in_field(field: TextField, text: str) -> str:
    return text if field is TextField.TEXT else f"{field}:{text}"


def _grouped(clause: Query) -> str:
    return f"({clause})" if isinstance(clause, And | Or) else str(clause)
