"""A fixed mix of searches, drawn from the paragraphs themselves with a fixed seed.

The mix follows what people ask: one frequent word, several words, a phrase, a prefix, filters
alone, words with filters, and several values chosen in three fields.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index import FacetRequest, Field, IndexedParagraph, SearchRequest, Unit, parse_query

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

SEED = 20_051_124

FACETS = (Field.OPERATIVE_VERB, Field.CITED_BODY, Field.SPONSOR, Field.ORGAN, Field.YEAR)
"""The facets of every search, counted over all its matches."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIDE_BY_SIDE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_FREQUENT_VALUES = 50


@dataclass(frozen=True, slots=True)
class DrawnSearch:
    """One search of the mix and the kind it belongs to."""

    kind: str
    request: SearchRequest


def draw(paragraphs: Sequence[IndexedParagraph], *, seed: int = SEED) -> list[DrawnSearch]:
    """The mix, shuffled; the same for the same paragraphs. Raises ValueError without any.

    Words that belong together come from one paragraph, and so does one value of each filter, so
    that few searches find nothing.
    """
    if not paragraphs:
        raise ValueError("no paragraphs to draw searches from")
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    source = _Source(paragraphs, chance)
    drawn = [
        DrawnSearch(kind, source.request(kind))
        for kind, share in SHARES.items()
        for _ in range(share)
    ]
    chance.shuffle(drawn)
    return drawn


class _Source:
    def __init__(self, paragraphs: Sequence[IndexedParagraph], chance: random.Random) -> None:
        self._paragraphs = paragraphs
        self._chance = chance
        self._frequent = _frequent(_words(each) for each in paragraphs)
        self._values = {field: _frequent_values(paragraphs, field) for field in FACETS}

    def request(self, kind: str) -> SearchRequest:
        paragraph = self._paragraph(kind)
        text = {
            "word": self._word,
            "words": self._several,
            "phrase": self._phrase,
            "prefix": self._prefix,
            "words and filters": self._one_or_two,
            "several choices": self._one,
        }.get(kind)
        fields, each = {
            "filters": (self._chance.choice((1, 2, 3)), 2),
            "words and filters": (2, 2),
            "several choices": (3, 3),
        }.get(kind, (0, 0))
        return SearchRequest(
            query=parse_query(text(paragraph)) if text else None,
            filters=self._filters(paragraph, fields, each),
            facets=tuple(FacetRequest(field) for field in FACETS),
            unit=Unit.PARAGRAPH,
        )

    def _paragraph(self, kind: str) -> IndexedParagraph:
        """A paragraph to draw from; of some, the first that has all that the kind needs."""
        fields = {"filters": 3, "words and filters": 2, "several choices": 3}.get(kind, 0)
        some = self._chance.choices(self._paragraphs, k=50)
        fitting = (
            each
            for each in some
            if len(_fields(each)) >= fields and _SIDE_BY_SIDE.search(each.text.lower())
        )
        return next(fitting, some[0])

    def _word(self, _: IndexedParagraph) -> str:
        return self._chance.choice(self._frequent)

    def _prefix(self, paragraph: IndexedParagraph) -> str:
        return self._word(paragraph)[: self._chance.choice((3, 4, 5))] + "*"

    def _several(self, paragraph: IndexedParagraph) -> str:
        return self._some(paragraph, self._chance.choice((2, 3)))

    def _one_or_two(self, paragraph: IndexedParagraph) -> str:
        return self._some(paragraph, self._chance.choice((1, 2)))

    def _one(self, paragraph: IndexedParagraph) -> str:
        return self._some(paragraph, 1)

    def _some(self, paragraph: IndexedParagraph, count: int) -> str:
        words = sorted(_words(paragraph)) or self._frequent
        return " ".join(self._chance.sample(words, min(len(words), count)))

    def _phrase(self, paragraph: IndexedParagraph) -> str:
        runs = _SIDE_BY_SIDE.findall(paragraph.text.lower())
        words = self._chance.choice(runs).split(" ") if runs else [self._word(paragraph)]
        length = min(len(words), self._chance.choice((2, 3)))
        start = self._chance.randrange(len(words) - length + 1)
        return '"' + " ".join(words[start : start + length]) + '"'

    def _filters(
        self, paragraph: IndexedParagraph, fields: int, each: int
    ) -> dict[Field, frozenset[str]]:
        present = _fields(paragraph)
        chosen = self._chance.sample(present, min(fields, len(present)))
        return {
            field: frozenset(
                [
                    self._chance.choice(paragraph.facets[field]),
                    *self._chance.choices(self._values[field], k=each - 1),
                ]
            )
            for field in chosen
        }


def _words(paragraph: IndexedParagraph) -> set[str]:
    return set(_WORD.findall(paragraph.text.lower()))


def _fields(paragraph: IndexedParagraph) -> list[Field]:
    return [field for field in FACETS if paragraph.facets.get(field)]


def _frequent_values(paragraphs: Iterable[IndexedParagraph], field: Field) -> list[str]:
    counted = Counter(value for each in paragraphs for value in each.facets.get(field, ()))
    ranked = sorted(counted, key=lambda value: (-counted[value], value))
    return ranked[:_FREQUENT_VALUES]


def _frequent(paragraphs: Iterable[set[str]]) -> list[str]:
    """Words of 5 to 50 % of the paragraphs; all words where there are too few of those."""
    seen: Counter[str] = Counter()
    count = 0
    for count, words in enumerate(paragraphs, 1):  # noqa: B007 - how many there were
        seen.update(words)
    frequent = sorted(word for word, each in seen.items() if 0.05 <= each / count <= 0.5)
    return frequent or sorted(seen) or ["the"]
