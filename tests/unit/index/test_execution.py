"""Answers from columns of a few hundred rows, each way of counting and meeting against plain loops.

What engines answer is fixed by the contract tests, on a dozen paragraphs; here there are enough
rows for every shortcut that depends on sizes.
"""

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import (
    And,
    Boost,
    DateRange,
    Every,
    FacetRequest,
    Field,
    HasValue,
    Interval,
    InvalidCursor,
    Not,
    Or,
    Query,
    SearchRequest,
    Sort,
    TextField,
    Unit,
    Word,
)
from index.execution import facet_counts, row_lists
from index.execution import snapshot as snapshots
from index.execution.patterns import Occurrences, Pattern
from index.execution.search import execute_search
from index.execution.snapshot import Snapshot
from index.storage.paragraph_rows import ParagraphRow, build_columns

WORDS = {"w1": 0.9, "w2": 0.4, "w3": 0.1, "w4": 0.01}
"""Words of a query, and in which part of the rows they occur."""

COUNTED = (Field.OPERATIVE_VERB, Field.CITES, Field.SPONSOR, Field.ORGAN)


@dataclass(frozen=True)
class Corpus:
    """Rows in plain values, and how often each word occurs in them."""

    rows: list[ParagraphRow]
    live: list[bool]
    words: dict[str, dict[int, int]]
    snapshot: Snapshot

    def find(self, pattern: Pattern) -> Occurrences:
        sample = self.words[pattern.query_terms[0].terms[0]]
        found = [row for row in sample if self.rows[row].analyser == pattern.analyser]
        counts = [float(sample[row]) for row in found]
        return Occurrences(np.array(found, dtype=np.int32), np.array(counts))


def make_corpus(seed: int, *, deleted: bool, ids_ascending: bool = True) -> Corpus:
    random = np.random.default_rng(seed)
    sample: list[ParagraphRow] = []
    for document in range(60):
        shared = {
            str(Field.SPONSOR): values(random, "S", 40, 6),
            str(Field.ORGAN): values(random, "O", 4, 1),
        }
        day = int(random.choice([0, *range(744_000, 744_900, 50)]))
        # Two documents of one resolution, in two languages.
        resolution = document // 2 if seed % 2 else document
        for position in range(int(random.integers(1, 12))):
            sample.append(
                ParagraphRow(
                    id=len(sample) + 1,
                    resolution_id=1_000 - resolution,
                    day=day,
                    sort_symbol=f"A/{resolution % 7}",
                    position=position,
                    analyser="fr" if document % 2 else "en",
                    lengths=(int(random.integers(1, 40)), 5),
                    facets={
                        **shared,
                        str(Field.OPERATIVE_VERB): values(random, "V", 5, 1),
                        str(Field.CITES): values(random, "C", 300, 3),
                    },
                )
            )
    if not ids_ascending:
        ids = random.permutation(len(sample)) + 1
        sample = [replace(row, id=int(number)) for row, number in zip(sample, ids, strict=True)]
    live = [not deleted or bool(random.random() < 0.8) for _ in sample]
    words = {
        word: {
            row: int(random.integers(1, 4)) for row in range(len(sample)) if random.random() < share
        }
        for word, share in WORDS.items()
    }
    middle = len(sample) // 3
    segments = [build_columns(sample[:middle]), build_columns(sample[middle:])]
    columns = Snapshot.join(segments, np.array(live) if deleted else None, "g")
    return Corpus(sample, live, words, columns)


def values(random: np.random.Generator, name: str, kinds: int, most: int) -> tuple[str, ...]:
    return tuple(f"{name}{n}" for n in random.integers(0, kinds, random.integers(0, most + 1)))


CORPORA = {
    (seed, deleted): make_corpus(seed, deleted=deleted, ids_ascending=seed < 2)
    for seed in range(3)
    for deleted in (False, True)
}


def plain_score(corpus: Corpus, query: Query | None, row: int) -> float | None:
    if query is None or isinstance(query, Every):
        return 0.0
    if isinstance(query, Word):
        return plain_bm25(corpus, query.text, row)
    if isinstance(query, HasValue):
        return 0.0 if query.value in corpus.rows[row].facets.get(query.field, ()) else None
    if isinstance(query, DateRange):
        return 0.0 if is_dated(corpus.rows[row], query.first, query.last) else None
    if isinstance(query, Boost):
        score = plain_score(corpus, query.clause, row)
        return None if score is None else score * query.factor
    if isinstance(query, Not):
        return 0.0 if plain_score(corpus, query.clause, row) is None else None
    assert isinstance(query, And | Or)
    scores = [plain_score(corpus, clause, row) for clause in query.clauses]
    found = [score for score in scores if score is not None]
    if not found or (isinstance(query, And) and len(found) < len(scores)):
        return None
    return sum(found)


def plain_bm25(corpus: Corpus, word: str, row: int) -> float | None:
    count = corpus.words[word].get(row)
    if not count:
        return None
    alike = [
        number
        for number, each in enumerate(corpus.rows)
        if each.analyser == corpus.rows[row].analyser and corpus.live[number]
    ]
    matching = sum(number in corpus.words[word] for number in alike)
    mean = sum(corpus.rows[number].lengths[0] for number in alike) / len(alike)
    idf = math.log(1 + (len(alike) - matching + 0.5) / (matching + 0.5))
    return idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * corpus.rows[row].lengths[0] / mean))


def is_dated(row: ParagraphRow, first: date | None, last: date | None) -> bool:
    days = (first or date.min).toordinal(), (last or date.max).toordinal()
    return row.day != 0 and days[0] <= row.day <= days[1]


def passes(row: ParagraphRow, request: SearchRequest, but: Field | None = None) -> bool:
    dated = request.date_from is None or is_dated(row, request.date_from, None)
    return dated and all(
        name is but or wanted & set(row.facets.get(name, ()))
        for name, wanted in request.filters.items()
    )


def unit_of(row: ParagraphRow, unit: Unit) -> int:
    return row.id if unit is Unit.PARAGRAPH else row.resolution_id


def key_of(row: ParagraphRow, score: float, sort: Sort) -> tuple[float | str, ...]:
    late = math.inf if row.day == 0 else row.day
    keys: dict[Sort, tuple[float | str, ...]] = {
        Sort.RELEVANCE: (-round(score, 6),),
        Sort.NEWEST: (-row.day,),
        Sort.OLDEST: (late,),
        Sort.SYMBOL: (row.sort_symbol, row.position),
    }
    return (*keys[sort], row.id)


def plain_facet(found: list[ParagraphRow], request: SearchRequest, name: Field) -> dict[str, int]:
    counted = {
        (value, unit_of(row, request.unit))
        for row in found
        if passes(row, request, name)
        for value in row.facets.get(name, ())
    }
    return dict(Counter(value for value, _ in counted))


def check(corpus: Corpus, request: SearchRequest) -> None:
    result = execute_search(request, corpus.snapshot, corpus)
    scores = {
        corpus.rows[number].id: score
        for number, live in enumerate(corpus.live)
        if live and (score := plain_score(corpus, request.query, number)) is not None
    }
    matching = [row for row in corpus.rows if row.id in scores]
    found = [row for row in matching if passes(row, request)]
    assert result.total == len({unit_of(row, request.unit) for row in found})
    ordered = sorted(found, key=lambda row: key_of(row, scores[row.id], request.sort))
    best: dict[int, int] = {}
    for row in ordered:
        best.setdefault(unit_of(row, request.unit), row.id)
    expected = list(best.values())
    assert [hit.id for hit in result.hits] == expected[: request.limit]
    matches = Counter(unit_of(row, request.unit) for row in found)
    for hit in result.hits:
        assert hit.score == round(scores[hit.id], 6)
        number = hit.id if request.unit is Unit.PARAGRAPH else hit.resolution_id
        assert hit.matches == matches[number]
    if result.hits:
        middle = result.hits[len(result.hits) // 2]
        rest = execute_search(replace(request, after=middle.position), corpus.snapshot, corpus).hits
        after = expected.index(middle.id) + 1
        assert [hit.id for hit in rest] == expected[after : after + request.limit]
    for each in result.facets:
        counts = plain_facet(matching, request, each.field)
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:7]
        chosen = sorted(request.filters.get(each.field, ()))
        ranked += [(v, counts.get(v, 0)) for v in chosen if v not in dict(ranked)]
        ranked.sort(key=lambda pair: (-pair[1], pair[0]))
        assert [(count.value, count.count) for count in each.counts] == ranked
        assert each.distinct == len(counts)
    periods = {
        (date.fromordinal(row.day).replace(day=1), unit_of(row, request.unit))
        for row in found
        if row.day
    }
    assert {each.start: each.count for each in result.histogram} == Counter(
        start for start, _ in periods
    )


LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.builds(Word, st.sampled_from(sorted(WORDS))),
    st.builds(HasValue, st.just(Field.OPERATIVE_VERB), st.sampled_from(["V1", "V9"])),
    st.builds(HasValue, st.just(Field.SPONSOR), st.sampled_from(["S3", "S5"])),
    st.just(DateRange(date(2038, 6, 1), None)),
    st.just(Every()),
)
TREES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Boost, inner, st.sampled_from([0.5, 2.0])),
    ),
    max_leaves=5,
)
CHOICES = {
    Field.OPERATIVE_VERB: ["V0", "V1", "V2"],
    Field.SPONSOR: [f"S{number}" for number in range(40)],
    Field.ORGAN: ["O1", "O2", "unheard of"],
}
REQUESTS = st.builds(
    SearchRequest,
    query=st.none() | TREES,
    filters=st.dictionaries(st.sampled_from(sorted(CHOICES)), st.none(), max_size=3).flatmap(
        lambda names: st.fixed_dictionaries(
            {name: st.frozensets(st.sampled_from(CHOICES[name]), min_size=1) for name in names}
        )
    ),
    date_from=st.sampled_from([None, date(2038, 1, 1), date(2039, 1, 1)]),
    unit=st.sampled_from(Unit),
    sort=st.sampled_from(Sort),
    limit=st.sampled_from([1, 5, 30, 1_000]),
    facets=st.just([FacetRequest(name, 7) for name in COUNTED]),
    histogram=st.just(Interval.MONTH),
)
WAYS: dict[str, dict[str, int]] = {
    "as measured": {},
    "look up few": {"_SEARCH_RATIO": 1, "_EXPANDING": 0, "_MANY_VALUES": 0},
    "pass over all": {"_SEARCH_RATIO": 10**6, "_EXPANDING": 10**6, "_MARKS_EACH": 0},
}


@pytest.mark.parametrize("way", sorted(WAYS))
@settings(max_examples=60, deadline=None)
@given(corpus=st.sampled_from(sorted(CORPORA)), request=REQUESTS)
def test_agree_with_plain_loops(way: str, corpus: tuple[int, bool], request: SearchRequest) -> None:
    with pytest.MonkeyPatch.context() as patching:
        for name, border in WAYS[way].items():
            (module,) = [
                each for each in (row_lists, facet_counts, snapshots) if hasattr(each, name)
            ]
            patching.setattr(module, name, border)
        sample = CORPORA[corpus]
        # A snapshot of its own: the caches of the other would answer.
        fresh = Snapshot(sample.snapshot.generation, sample.snapshot.columns, sample.snapshot.live)
        check(replace(sample, snapshot=fresh), request)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("query", [None, Word("w2")])
def test_positions_of_numbers_beyond_reach_are_refused(sort: Sort, query: Query | None) -> None:
    corpus = CORPORA[0, False]
    request = SearchRequest(query=query, sort=sort, limit=1)
    *position, _ = execute_search(request, corpus.snapshot, corpus).hits[0].position
    with pytest.raises(InvalidCursor):
        execute_search(replace(request, after=(*position, 10**400)), corpus.snapshot, corpus)
    far = execute_search(replace(request, after=(*position, 2**62)), corpus.snapshot, corpus)
    assert far.total > 1


@pytest.mark.parametrize("query", [None, Word("w2")])
def test_nothing_comes_after_what_is_no_number(query: Query | None) -> None:
    corpus = CORPORA[0, False]
    result = execute_search(
        SearchRequest(query=query, after=(math.nan, 1)), corpus.snapshot, corpus
    )
    assert result.hits == ()


def test_cached_counts_are_those_of_the_request() -> None:
    corpus = CORPORA[1, True]
    request = SearchRequest(
        query=Word("w2"), facets=[FacetRequest(name) for name in COUNTED], limit=3
    )
    first = execute_search(request, corpus.snapshot, corpus)
    second = execute_search(
        replace(request, after=first.hits[-1].position), corpus.snapshot, corpus
    )
    other = execute_search(replace(request, unit=Unit.RESOLUTION), corpus.snapshot, corpus)
    assert second.facets is first.facets
    assert second.hits != first.hits
    assert other.facets != first.facets
    assert TextField.TEXT in {name for _, name in corpus.snapshot.statistics}
