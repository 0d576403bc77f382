"""The tree of a query: frozen values that print as the language they were read from.

`str(query)` is canonical text: parsing it gives an equal query.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from index.fields import Field, TextField
from index.query.lexer import MAX_DISTANCE, has_words, is_bare_prefix, is_bare_word, is_long_enough

_BARE_VALUE = re.compile(r"\w[\w./-]*")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, without white space, quotes or operators. Raises ValueError otherwise."""

    text: str
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        if not is_bare_word(self.text):
            raise ValueError(f"not a single plain word: {self.text!r}")

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin like this. `text` is without the asterisk."""

    text: str
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        if not is_bare_prefix(self.text):
            raise ValueError(f"not the beginning of a plain word: {self.text!r}")

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side; or, with `within`, in any order and near each other.

    `within` is how many other words may stand between the first and the last of them.
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
        bare = _BARE_VALUE.fullmatch(self.value) and self.value not in _OPERATORS
        value = self.value if bare else quoted(self.value)
        return f"{self.field}:{value}{'*' if self.prefix else ''}"


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


Query: TypeAlias = Word | Prefix | Phrase | HasValue | Not | And | Or


def quoted(text: str) -> str:
    """Text as it stands between quotes in the language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_quotable(text: str) -> bool:
    return has_words(text) and text == " ".join(text.split())


def _in_field(field: TextField, text: str) -> str:
    return text if field is TextField.TEXT else f"{field}:{text}"


def _grouped(clause: Query) -> str:
    return f"({clause})" if isinstance(clause, And | Or) else str(clause)
