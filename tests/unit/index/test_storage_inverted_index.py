"""Postings, phrases and proximity in inverted indexes, checked against plain loops."""

from collections import Counter
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.storage.inverted_index_reader
import index.storage.inverted_index_writer
from index import IndexedParagraph, QueryTooCostly, TextField
from index.analysis import FuzzyExpansion, PrefixExpansion, QueryTerm, WildcardExpansion, analyse
from index.engines.columnar.postings import ColumnarPostings
from index.execution.patterns import Pattern, phrase_starts, proximity_spans
from index.storage.inverted_index_reader import WorkBudget
from index.storage.segments import (
    Segment,
    SegmentBuilder,
    SegmentContent,
    merge_contents,
    open_segment,
    write_segment,
)
from index.storage.token_streams import TextLocator

LETTERS = ("alb", "bola", "cub", "dag")
QUERY_TERMS = (
    QueryTerm(("alb",)),
    QueryTerm(("bola", "cub")),
    QueryTerm(("alb", "cub")),
    QueryTerm(("nowher",)),
    QueryTerm(("dag",), (PrefixExpansion("al"), PrefixExpansion("=a"))),
    QueryTerm(expansions=(WildcardExpansion("*b"),)),
    QueryTerm(expansions=(FuzzyExpansion("c", "cab", 1),)),
)
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=12).map(" ".join)
PATTERNS = st.builds(
    Pattern,
    st.sampled_from(TextField),
    st.sampled_from(["en", "other", "zh"]),
    st.lists(st.sampled_from(QUERY_TERMS), min_size=1, max_size=4).map(tuple),
    st.none() | st.integers(0, 6),
)


def paragraph(number: int, text: str, title: str = "", language: str = "en") -> IndexedParagraph:
    return IndexedParagraph(number, 1, text, title, language, None, "A", number)


def content(paragraphs: list[IndexedParagraph]) -> SegmentContent:
    return SegmentBuilder(1_000, 1_000).take(iter(paragraphs))


def opened(folder: Path, made: SegmentContent, name: str = "one.segment") -> Segment:
    write_segment(folder / name, made)
    return open_segment(folder / name)


def expected_counts(sample: list[IndexedParagraph], pattern: Pattern) -> dict[int, float]:
    """How often a pattern occurs in each row, computed from the tokens of its text."""
    found: dict[int, float] = {}
    for row, each in enumerate(sample):
        if each.language != pattern.analyser:
            continue
        text = each.text if pattern.field is TextField.TEXT else each.title
        tokens = analyse(text, each.language)
        positions = [
            [token.position for token in tokens if query_term.matches(token)]
            for query_term in pattern.query_terms
        ]
        if len(pattern.query_terms) == 1:
            (query_term,) = pattern.query_terms
            terms = Counter(
                term
                for token in tokens
                for term in token.terms
                if query_term.matches(token._replace(terms=(term,)))
            )
            count = max(terms.values(), default=0)
        elif pattern.within is None:
            count = len(phrase_starts(positions))
        else:
            count = len(proximity_spans(positions, pattern.query_terms, pattern.within))
        if count:
            found[row] = count
    return found


@pytest.mark.parametrize(("at_once", "sparse"), [(1, 1_000_000), (7, 1), (4_000_000, 1)])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_patterns_are_found_where_they_occur(
    at_once: int, sparse: int, data: st.DataObject
) -> None:
    pieces = data.draw(st.lists(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), max_size=3))
    languages = st.sampled_from(["en", "other", "zh"])
    sample = [
        [
            paragraph(100 * part + number, text, title, data.draw(languages))
            for number, (text, title) in enumerate(piece)
        ]
        for part, piece in enumerate(pieces, 1)
        if piece
    ]
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(index.storage.inverted_index_writer, "_SLICE", at_once)
        patch.setattr(index.storage.inverted_index_reader, "_SPARSE", sparse)
        segments = [
            opened(Path(folder), content(each), f"{number}.segment")
            for number, each in enumerate(sample)
        ]
        live = [
            data.draw(st.lists(st.booleans(), min_size=len(e), max_size=len(e))) for e in sample
        ]
        remaining = [
            p
            for e, mask in zip(sample, live, strict=True)
            for p, on in zip(e, mask, strict=True)
            if on
        ]
        merged = []
        if remaining:
            parts = [
                (each.content, np.array(mask)) for each, mask in zip(segments, live, strict=True)
            ]
            merged = [opened(Path(folder), merge_contents(parts), "merged.segment")]
        for pattern in data.draw(st.lists(PATTERNS, min_size=4, max_size=4)):
            for of_segments, paragraphs in (
                (segments, [each for piece in sample for each in piece]),
                (merged, remaining),
            ):
                found = ColumnarPostings(of_segments).find(pattern)
                assert found.rows.dtype == np.int32
                assert found.counts.dtype == np.float64
                assert dict(
                    zip(found.rows.tolist(), found.counts.tolist(), strict=True)
                ) == expected_counts(paragraphs, pattern)
                assert found.rows.tolist() == sorted(found.rows.tolist())


@given(
    positions=st.lists(
        st.lists(st.integers(0, 9), max_size=6).map(lambda each: sorted(set(each))),
        min_size=2,
        max_size=3,
    ),
    within=st.integers(0, 5),
)
def test_proximity_spans_are_the_shortest(positions: list[list[int]], within: int) -> None:
    query_terms = QUERY_TERMS[: len(positions)]
    spans = {(min(choice), max(choice)) for choice in product(*positions)}
    shortest = {
        (first, last)
        for first, last in spans
        if last - first < len(query_terms) + within
        and not any(
            first <= other[0] and other[1] <= last and other != (first, last) for other in spans
        )
    }
    assert sorted(proximity_spans(positions, query_terms, within)) == sorted(shortest)


@given(sizes=st.lists(st.sampled_from([0, 0, 1, 3, 63, 64, 65, 200]), max_size=12))
def test_each_position_is_of_the_text_that_has_it(sizes: list[int]) -> None:
    starts = np.cumsum([0, *sizes], dtype=np.int32)
    positions = np.arange(starts[-1], dtype=np.int32)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    assert TextLocator.build(starts).texts_at(positions).tolist() == owners.tolist()


def test_terms_of_different_analysers_differ(tmp_path: Path) -> None:
    segment = opened(tmp_path, content([paragraph(1, "en"), paragraph(2, "alb", language="es")]))
    postings = ColumnarPostings([segment])
    assert postings.terms(TextField.TEXT, "en", PrefixExpansion("")) == [("en", 1)]
    assert postings.terms(TextField.TEXT, "es", WildcardExpansion("*")) == [("alb", 1)]
    assert postings.terms(TextField.TEXT, "e", PrefixExpansion("")) == []


def test_terms_come_with_their_document_frequencies(tmp_path: Path) -> None:
    titles = ["dag dag", "dag dag", "dags", "alb"]
    sample = [paragraph(number, "cub", title) for number, title in enumerate(titles)]
    postings = ColumnarPostings([opened(tmp_path, content(sample))])
    assert postings.terms(TextField.TITLE, "en", PrefixExpansion("d")) == [("dag", 3)]
    assert postings.terms(TextField.TITLE, "en", PrefixExpansion("=")) == [("=dags", 1)]
    assert postings.terms(TextField.TITLE, "en", FuzzyExpansion("a", "alp", 1)) == [("alb", 1)]


def test_expansions_to_too_many_terms_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.inverted_index_reader, "MAX_EXPANSION", 2)
    segment = opened(tmp_path, content([paragraph(1, "albo albu alba cub")]))
    postings = ColumnarPostings([segment])
    assert [term for term, _ in postings.terms(TextField.TEXT, "en", WildcardExpansion("*b"))] == [
        "cub"
    ]
    for expansion in (
        PrefixExpansion("alb"),
        WildcardExpansion("al?*"),
        FuzzyExpansion("a", "alb", 1),
    ):
        with pytest.raises(QueryTooCostly, match="more than 2 words begin with “a"):
            postings.find(Pattern(TextField.TEXT, "en", (QueryTerm(expansions=(expansion,)),)))


@pytest.mark.parametrize(
    ("query_terms", "within", "cost"),
    [
        (QUERY_TERMS[:1], None, 3),
        ((QueryTerm(("alb", "cub")),), None, 6),
        ((QueryTerm(("alb",)), QueryTerm(("cub",))), None, 6),
        ((QueryTerm(("alb",)), QueryTerm(("cub",))), 3, 6),
    ],
)
def test_work_is_limited(
    tmp_path: Path, query_terms: tuple[QueryTerm, ...], within: int | None, cost: int
) -> None:
    sample = [paragraph(number, "alb cub") for number in range(3)]
    segment = opened(tmp_path, content(sample))
    pattern = Pattern(TextField.TEXT, "en", query_terms, within)
    assert len(ColumnarPostings([segment], WorkBudget(cost)).find(pattern).rows) == 3
    with pytest.raises(QueryTooCostly, match="too many places"):
        ColumnarPostings([segment], WorkBudget(cost - 1)).find(pattern)
