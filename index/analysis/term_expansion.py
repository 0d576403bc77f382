"""Words of a query that stand for many terms of an index: beginnings, patterns, near spellings."""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz.distance import OSA

MAX_EXPANSION = 5_000
"""How many terms of an index a word of a query may stand for."""

_WILDCARD = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class Beginning:
    """All terms that begin like this."""

    prefix: str

    def accepts(self, term: str) -> bool:
        """Whether it stands for a term."""
        return term.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All terms of this pattern: `?` is any one character, `*` are any, none included."""

    pattern: str

    @property
    def prefix(self) -> str:
        """How all these terms begin."""
        return _WILDCARD.split(self.pattern, maxsplit=1)[0]

    def accepts(self, term: str) -> bool:
        """Whether it stands for a term."""
        return _compiled(self.pattern).match(term) is not None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All terms that begin like `prefix` and are at most so many edits away from a word.

    An edit adds, drops or changes a character, or swaps two neighbours.
    """

    prefix: str
    word: str
    distance: int

    def accepts(self, term: str) -> bool:
        """Whether it stands for a term."""
        return term.startswith(self.prefix) and is_near(term, self.word, self.distance)


Expansion: TypeAlias = Beginning | Wildcard | Fuzzy
"""A value that stands for every term of an index that starts with its `prefix` and that it
`accepts`; the prefix only saves an engine from trying all terms."""


def is_near(one: str, other: str, distance: int) -> bool:
    """Whether at most so many edits lead from one word to another."""
    return OSA.distance(one, other, score_cutoff=distance) <= distance


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))
