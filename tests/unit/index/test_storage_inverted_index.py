"""Lists of words and places, looked up in arrays: against the plain way, over texts of letters."""

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
from index.analysis import Beginning, Fuzzy, Slot, Wildcard, analyse
from index.engines.columnar.postings import ColumnarPostings
from index.execution.matcher import Pattern, stands_at, stands_near
from index.storage.ranks import Ranks
from index.storage.segments import (
    Content,
    Gathering,
    Segment,
    merge_contents,
    open_segment,
    write_segment,
)
from index.storage.work import Work

LETTERS = ("alb", "bola", "cub", "dag")
SLOTS = (
    Slot(("alb",)),
    Slot(("bola", "cub")),
    Slot(("alb", "cub")),
    Slot(("nowher",)),
    Slot(("dag",), (Beginning("al"), Beginning("=a"))),
    Slot(expansions=(Wildcard("*b"),)),
    Slot(expansions=(Fuzzy("c", "cab", 1),)),
)
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=12).map(" ".join)
PATTERNS = st.builds(
    Pattern,
    st.sampled_from(TextField),
    st.sampled_from(["en", "other", "zh"]),
    st.lists(st.sampled_from(SLOTS), min_size=1, max_size=4).map(tuple),
    st.none() | st.integers(0, 6),
)


def paragraph(number: int, text: str, title: str = "", language: str = "en") -> IndexedParagraph:
    return IndexedParagraph(number, 1, text, title, language, None, "A", number)


def content(paragraphs: list[IndexedParagraph]) -> Content:
    return Gathering(1_000, 1_000).take(iter(paragraphs))


def opened(folder: Path, made: Content, name: str = "one.segment") -> Segment:
    write_segment(folder / name, made)
    return open_segment(folder / name)


def plainly(held: list[IndexedParagraph], pattern: Pattern) -> dict[int, float]:
    """How often a pattern stands in each row, worked out from the places of its text."""
    found: dict[int, float] = {}
    for row, each in enumerate(held):
        if each.language != pattern.analyser:
            continue
        text = each.text if pattern.field is TextField.TEXT else each.title
        places = analyse(text, each.language)
        answers = [
            [place.number for place in places if slot.accepts(place)] for slot in pattern.slots
        ]
        if len(pattern.slots) == 1:
            (slot,) = pattern.slots
            terms = Counter(
                term
                for place in places
                for term in place.terms
                if slot.accepts(place._replace(terms=(term,)))
            )
            count = max(terms.values(), default=0)
        elif pattern.within is None:
            count = len(stands_at(answers))
        else:
            count = len(stands_near(answers, pattern.slots, pattern.within))
        if count:
            found[row] = count
    return found


@pytest.mark.parametrize(("at_once", "sparse"), [(1, 1_000_000), (7, 1), (4_000_000, 1)])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_patterns_are_found_where_they_stand(
    at_once: int, sparse: int, data: st.DataObject
) -> None:
    pieces = data.draw(st.lists(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), max_size=3))
    languages = st.sampled_from(["en", "other", "zh"])
    held = [
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
            for number, each in enumerate(held)
        ]
        live = [data.draw(st.lists(st.booleans(), min_size=len(e), max_size=len(e))) for e in held]
        kept = [
            p
            for e, mask in zip(held, live, strict=True)
            for p, on in zip(e, mask, strict=True)
            if on
        ]
        merged = []
        if kept:
            parts = [
                (each.content, np.array(mask)) for each, mask in zip(segments, live, strict=True)
            ]
            merged = [opened(Path(folder), merge_contents(parts), "merged.segment")]
        for pattern in data.draw(st.lists(PATTERNS, min_size=4, max_size=4)):
            for of_segments, paragraphs in (
                (segments, [each for piece in held for each in piece]),
                (merged, kept),
            ):
                found = ColumnarPostings(of_segments).find(pattern)
                assert found.rows.dtype == np.int32
                assert found.counts.dtype == np.float64
                assert dict(
                    zip(found.rows.tolist(), found.counts.tolist(), strict=True)
                ) == plainly(paragraphs, pattern)
                assert found.rows.tolist() == sorted(found.rows.tolist())


@given(
    answers=st.lists(
        st.lists(st.integers(0, 9), max_size=6).map(lambda each: sorted(set(each))),
        min_size=2,
        max_size=3,
    ),
    within=st.integers(0, 5),
)
def test_stretches_are_the_shortest(answers: list[list[int]], within: int) -> None:
    slots = SLOTS[: len(answers)]
    stretches = {(min(choice), max(choice)) for choice in product(*answers)}
    shortest = {
        (first, last)
        for first, last in stretches
        if last - first < len(slots) + within
        and not any(
            first <= other[0] and other[1] <= last and other != (first, last) for other in stretches
        )
    }
    assert sorted(stands_near(answers, slots, within)) == sorted(shortest)


@given(sizes=st.lists(st.sampled_from([0, 0, 1, 3, 63, 64, 65, 200]), max_size=12))
def test_each_place_is_of_the_text_that_has_it(sizes: list[int]) -> None:
    starts = np.cumsum([0, *sizes], dtype=np.int32)
    places = np.arange(starts[-1], dtype=np.int32)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    assert Ranks.of(starts).texts_at(places).tolist() == owners.tolist()


def test_words_are_told_apart_by_analyser(tmp_path: Path) -> None:
    segment = opened(tmp_path, content([paragraph(1, "en"), paragraph(2, "alb", language="es")]))
    postings = ColumnarPostings([segment])
    assert postings.terms(TextField.TEXT, "en", Beginning("")) == [("en", 1)]
    assert postings.terms(TextField.TEXT, "es", Wildcard("*")) == [("alb", 1)]
    assert postings.terms(TextField.TEXT, "e", Beginning("")) == []


def test_terms_come_with_the_rows_that_hold_them(tmp_path: Path) -> None:
    titles = ["dag dag", "dag dag", "dags", "alb"]
    held = [paragraph(number, "cub", title) for number, title in enumerate(titles)]
    postings = ColumnarPostings([opened(tmp_path, content(held))])
    assert postings.terms(TextField.TITLE, "en", Beginning("d")) == [("dag", 3)]
    assert postings.terms(TextField.TITLE, "en", Beginning("=")) == [("=dags", 1)]
    assert postings.terms(TextField.TITLE, "en", Fuzzy("a", "alp", 1)) == [("alb", 1)]


def test_what_too_many_words_answer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.inverted_index_reader, "MAX_EXPANSION", 2)
    segment = opened(tmp_path, content([paragraph(1, "albo albu alba cub")]))
    postings = ColumnarPostings([segment])
    assert [term for term, _ in postings.terms(TextField.TEXT, "en", Wildcard("*b"))] == ["cub"]
    for expansion in (Beginning("alb"), Wildcard("al?*"), Fuzzy("a", "alb", 1)):
        with pytest.raises(QueryTooCostly, match="more than 2 words begin with “a"):
            postings.find(Pattern(TextField.TEXT, "en", (Slot(expansions=(expansion,)),)))


@pytest.mark.parametrize(
    ("slots", "within", "cost"),
    [
        (SLOTS[:1], None, 3),
        ((Slot(("alb", "cub")),), None, 6),
        ((Slot(("alb",)), Slot(("cub",))), None, 6),
        ((Slot(("alb",)), Slot(("cub",))), 3, 6),
    ],
)
def test_work_is_limited(
    tmp_path: Path, slots: tuple[Slot, ...], within: int | None, cost: int
) -> None:
    held = [paragraph(number, "alb cub") for number in range(3)]
    segment = opened(tmp_path, content(held))
    pattern = Pattern(TextField.TEXT, "en", slots, within)
    assert len(ColumnarPostings([segment], Work(cost)).find(pattern).rows) == 3
    with pytest.raises(QueryTooCostly, match="too many places"):
        ColumnarPostings([segment], Work(cost - 1)).find(pattern)
