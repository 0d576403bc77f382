"""Term expansion: words of a query that match many terms of an index.

They are prefixes, words with wildcards, and words that may be misspelt.
"""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz.distance import OSA

MAX_EXPANSION = 5_000
"""To how many terms of an index a word of a query may be expanded."""

_WILDCARD = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class PrefixExpansion:
    """All terms with this prefix."""

    prefix: str

    def accepts(self, term: str) -> bool:
        """Whether a term is one of them."""
        return term.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class WildcardExpansion:
    """All terms that fit a pattern: `?` is any one character, `*` any number of them, or none."""

    pattern: str

    @property
    def prefix(self) -> str:
        """The prefix that all these terms have."""
        return _WILDCARD.split(self.pattern, maxsplit=1)[0]

    def accepts(self, term: str) -> bool:
        """Whether a term is one of them."""
        return _compiled(self.pattern).match(term) is not None


@dataclass(frozen=True, slots=True)
class FuzzyExpansion:
    """All terms with a prefix that are at most `distance` edits away from a word.

    An edit adds, drops or changes a character, or swaps two neighbours.
    """

    prefix: str
    word: str
    distance: int

    def accepts(self, term: str) -> bool:
        """Whether a term is one of them."""
        return term.startswith(self.prefix) and is_similar(term, self.word, self.distance)


Expansion: TypeAlias = PrefixExpansion | WildcardExpansion | FuzzyExpansion
"""Every term of an index that has the `prefix` and that `accepts` accepts; the prefix only saves an
engine from trying all terms."""


def is_similar(one: str, other: str, distance: int) -> bool:
    """Whether at most `distance` edits lead from one word to another."""
    return OSA.distance(one, other, score_cutoff=distance) <= distance


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))
