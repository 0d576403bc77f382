"""Corpora, queries and requests to try engines with, and how to open one."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import index_oracle as oracle
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from index import (
    And,
    Boost,
    DateRange,
    Every,
    FacetRequest,
    Field,
    Fuzzy,
    HasValue,
    IndexedParagraph,
    Interval,
    Not,
    Or,
    ParagraphIndex,
    Phrase,
    Prefix,
    Query,
    Range,
    SearchRequest,
    SearchResult,
    Sort,
    TextField,
    Unit,
    Wildcard,
    Word,
    open_index,
)

# Without shrinking: each example writes an index, and they are small as they are.
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
VALUES: dict[Field, tuple[str, ...]] = {
    Field.SPONSOR: ("JPN", "NOR", "BRA", "FJI"),
    Field.OPERATIVE_VERB: ("request", "note", "takes note"),
    Field.SESSION: ("8", "98", "99", "S-10"),
    Field.YEAR: ("2040", "2041"),
    Field.CITES: ("S/RES/9373 (2041)", "A/RES/99/46"),
}
DAYS = (None, date(2040, 1, 31), date(2040, 12, 1), date(2041, 1, 1), date(2041, 1, 15))


@contextmanager
def opened(engine: str, folder: Path | None = None) -> Iterator[ParagraphIndex]:
    with tempfile.TemporaryDirectory() as fresh:
        index = open_index(engine, folder or Path(fresh))
        try:
            yield index
        finally:
            index.close()


def paragraph(number: int, text: str = "the report", **changes: object) -> IndexedParagraph:
    plain = IndexedParagraph(
        id=number,
        resolution_id=number // 3,
        text=text,
        title="the reports",
        language="en",
        date=date(2040, 1, 31),
        sort_symbol=f"A/RES/99/{number // 3:04}",
        position=number % 3,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@st.composite
def paragraphs(draw: st.DrawFn, number: int) -> IndexedParagraph:
    language = draw(st.sampled_from(sorted(oracle.WORDS)))
    words = sorted(oracle.WORDS[language])
    # A first word in small letters: texts all in capitals are read as if they were not.
    first = next(word for word in reversed(words) if not word.isupper())
    resolution = draw(st.integers(1, 4))
    facets = {
        name: tuple(draw(st.lists(st.sampled_from(values), max_size=3)))
        for name, values in VALUES.items()
    }
    return IndexedParagraph(
        id=number,
        resolution_id=resolution,
        text=" ".join([first, *draw(st.lists(st.sampled_from(words), max_size=8))]),
        title=first,
        language=language,
        date=draw(st.sampled_from(DAYS)),
        sort_symbol=draw(st.sampled_from(["A/RES/99/0046", "A/RES/99/0153", "S/RES/9373"])),
        position=draw(st.integers(0, 5)),
        facets=facets,
    )


@st.composite
def corpora(draw: st.DrawFn, first: int = 1) -> list[IndexedParagraph]:
    size = draw(st.integers(0, 14))
    return [draw(paragraphs(number)) for number in range(first, first + size)]


ASKED = st.sampled_from(sorted(oracle.ASKED))
MISSPELT = st.sampled_from(sorted(oracle.MISSPELT))
FIELDS = st.sampled_from(TextField)
PHRASES = st.builds(
    Phrase,
    st.lists(ASKED, min_size=1, max_size=3).map(" ".join),
    FIELDS,
    st.none() | st.integers(0, 4),
)
TEXT_LEAVES = st.one_of(
    st.builds(Word, ASKED, FIELDS),
    st.builds(Prefix, st.sampled_from(oracle.BEGINNINGS), FIELDS),
    st.builds(Wildcard, st.sampled_from(sorted(oracle.PATTERNS)), FIELDS),
    st.builds(Fuzzy, MISSPELT, FIELDS),
    st.builds(Fuzzy, MISSPELT.filter(lambda word: len(word) > 8), FIELDS, st.just(2)),
    PHRASES,
)
VALUE_LEAVES = st.one_of(
    st.builds(HasValue, st.just(Field.SPONSOR), st.sampled_from(["JPN", "jpn", "nor", "zzz"])),
    st.builds(HasValue, st.just(Field.OPERATIVE_VERB), st.just("Takes note")),
    st.builds(
        HasValue, st.just(Field.CITES), st.sampled_from(["s/res", "A/RES/99"]), st.just(True)
    ),
    st.sampled_from(
        [
            Every(),
            Range(Field.YEAR, 2041, None),
            Range(Field.YEAR, 2040, 2041),
            Range(Field.SESSION, 9, 98),
            Range(Field.SESSION, None, 99),
            Range(Field.SESSION, 10, 10),
            DateRange(date(2040, 12, 1), None),
            DateRange(date(2040, 2, 1), date(2041, 1, 1)),
            DateRange(None, date(2041, 1, 14)),
        ]
    ),
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    TEXT_LEAVES | VALUE_LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Boost, inner, st.sampled_from([0.5, 2.0, 100.0])),
    ),
    max_leaves=5,
)


@st.composite
def filters(draw: st.DrawFn) -> dict[Field, frozenset[str]]:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2, unique=True))
    return {
        name: frozenset(
            draw(st.lists(st.sampled_from([*VALUES[name], "unheard of"]), min_size=1, max_size=2))
        )
        for name in names
    }


FACETS = st.lists(
    st.builds(
        FacetRequest,
        st.sampled_from(sorted(VALUES)),
        st.integers(0, 3),
        st.none() | st.frozensets(st.sampled_from(["JPN", "NOR", "2040", "unheard of"])),
    ),
    max_size=3,
)
REQUESTS = st.builds(
    SearchRequest,
    query=st.none() | QUERIES,
    filters=filters(),
    date_from=st.sampled_from(DAYS),
    date_to=st.sampled_from(DAYS),
    unit=st.sampled_from(Unit),
    sort=st.sampled_from(Sort),
    limit=st.integers(0, 20),
    facets=FACETS,
    histogram=st.none() | st.sampled_from(Interval),
)


def answers_rightly(
    index: ParagraphIndex, held: Iterable[IndexedParagraph], request: SearchRequest
) -> SearchResult:
    """Check an answer against the oracle; generations are the engine's own."""
    result = index.search(request)
    assert replace(result, generation="") == oracle.search(held, request)
    return result
