"""A fixed mix of searches, drawn from the paragraphs themselves with a fixed seed.

The mix follows what people ask: one frequent word, several words, a phrase, a prefix, filters
alone, words with filters, and several values chosen in three fields.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index import FacetRequest, Field, SearchRequest, Unit, parse_query

SHARES: Mapping[str, int] = {
    "word": 30,
    "words": 50,
    "phrase": 30,
    "filters": 30,
    "words and filters": 40,
    "prefix": 20,
    "several choices": 20,
}
"""How many searches of each kind; 220 in all."""

FACETS = (Field.OPERATIVE_VERB, Field.CITED_BODY, Field.SPONSOR, Field.ORGAN, Field.YEAR)
"""The facets that every search asks for, counted over all its matches."""

_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class DrawnSearch:
    """One search of the mix and the kind it belongs to."""

    kind: str
    request: SearchRequest


def draw(
    texts: Sequence[str], values: Mapping[Field, Sequence[str]], *, seed: int = 20_051_124
) -> list[DrawnSearch]:
    """The mix, shuffled; the same for the same paragraphs. Raises ValueError without texts."""
    if not texts:
        raise ValueError("no paragraphs to draw searches from")
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    source = _Source(texts, values, chance)
    drawn = [
        DrawnSearch(kind, source.request(kind))
        for kind, share in SHARES.items()
        for _ in range(share)
    ]
    chance.shuffle(drawn)
    return drawn


class _Source:
    def __init__(
        self, texts: Sequence[str], values: Mapping[Field, Sequence[str]], chance: random.Random
    ) -> None:
        self._words = [_WORD.findall(text.lower()) for text in texts]
        self._values = {field: each for field, each in values.items() if each}
        self._chance = chance
        self._frequent = _frequent(self._words)

    def request(self, kind: str) -> SearchRequest:
        text = {
            "word": self._word,
            "words": self._several,
            "phrase": self._phrase,
            "prefix": self._prefix,
            "words and filters": self._several,
            "several choices": self._word,
        }.get(kind)
        choices = {"filters": (2, 1), "words and filters": (2, 1), "several choices": (3, 2)}
        fields, each = choices.get(kind, (0, 0))
        return SearchRequest(
            query=parse_query(text()) if text else None,
            filters=self._filters(fields, each),
            facets=tuple(FacetRequest(field) for field in FACETS),
            unit=Unit.PARAGRAPH,
        )

    def _word(self) -> str:
        return self._chance.choice(self._frequent)

    def _several(self) -> str:
        words = self._paragraph(3)
        return " ".join(self._chance.sample(words, min(len(words), self._chance.choice((2, 3)))))

    def _phrase(self) -> str:
        words = self._paragraph(4)
        length = self._chance.choice((2, 3))
        start = self._chance.randrange(len(words) - length + 1)
        return '"' + " ".join(words[start : start + length]) + '"'

    def _prefix(self) -> str:
        return self._word()[: self._chance.choice((3, 4, 5))] + "*"

    def _paragraph(self, least: int) -> list[str]:
        fitting = [
            words for words in self._chance.choices(self._words, k=50) if len(words) >= least
        ]
        return fitting[0] if fitting else self._frequent[:least] * least

    def _filters(self, fields: int, each: int) -> dict[Field, frozenset[str]]:
        chosen = self._chance.sample(sorted(self._values), min(fields, len(self._values)))
        return {
            field: frozenset(
                self._chance.sample(self._values[field], min(each, len(self._values[field])))
            )
            for field in chosen
        }


def _frequent(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    """Words of 5 to 50 % of the paragraphs; all words where there are too few of those."""
    seen = Counter(word for words in paragraphs for word in set(words))
    most = max(seen.values(), default=1)
    frequent = sorted(word for word, count in seen.items() if 0.05 <= count / most <= 0.5)
    return frequent or sorted(seen)
