"""What every engine of the index must answer, in the same words for all of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_corpora import (
    FEW,
    QUERIES,
    REQUESTS,
    TEXT_LEAVES,
    answers_rightly,
    corpora,
    opened,
    paragraph,
)

from index import (
    Hit,
    IndexedParagraph,
    IndexMissing,
    InvalidCursor,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    Sort,
    TextField,
    Unit,
    Word,
    find_matches,
    open_index,
)

# Without shrinking: each example writes an index, and they are small as they are.


class TestAnswers:
    @FEW
    @given(held=corpora(), requests=st.lists(REQUESTS, min_size=4, max_size=8))
    def test_agree_with_the_plain_way(
        self, engine: str, held: list[IndexedParagraph], requests: list[SearchRequest]
    ) -> None:
        with opened(engine) as index:
            index.rebuild(held, 1)
            for request in requests:
                answers_rightly(index, held, request)

    @FEW
    @given(
        held=corpora(),
        query=st.none() | QUERIES,
        sort=st.sampled_from(Sort),
        unit=st.sampled_from(Unit),
        size=st.integers(1, 4),
    )
    def test_pages_add_up_to_everything_once(
        self,
        engine: str,
        held: list[IndexedParagraph],
        query: Query | None,
        sort: Sort,
        unit: Unit,
        size: int,
    ) -> None:
        request = SearchRequest(query=query, sort=sort, unit=unit, limit=100)
        with opened(engine) as index:
            index.rebuild(held, 1)
            whole = index.search(request)
            pages: list[Hit] = []
            after = None
            for _ in range(whole.total + 1):
                page = index.search(replace(request, limit=size, after=after))
                assert page.total == whole.total
                pages += page.hits
                if not page.hits:
                    break
                after = page.hits[-1].position
        assert tuple(pages) == whole.hits
        assert len(pages) == whole.total

    @FEW
    @given(held=corpora(), query=TEXT_LEAVES)
    def test_highlights_stand_in_every_hit_and_nowhere_else(
        self, engine: str, held: list[IndexedParagraph], query: Word | Prefix | Phrase
    ) -> None:
        query = replace(query, field=TextField.TEXT)
        with opened(engine) as index:
            index.rebuild(held, 1)
            found = {hit.id for hit in index.search(SearchRequest(query=query, limit=100)).hits}
        for each in held:
            spans = find_matches(each.text, query, each.language)
            assert bool(spans) == (each.id in found)
            assert all(0 <= start < end <= len(each.text) for start, end in spans)


class TestBeforeTheFirstBuild:
    def test_there_is_no_state_and_no_answer(self, engine: str, tmp_path: Path) -> None:
        with opened(engine, tmp_path / "not" / "there") as index:
            assert index.state() is None
            with pytest.raises(IndexMissing):
                index.search(SearchRequest())
            with pytest.raises(IndexMissing):
                index.apply([paragraph(1)], [], 1)
            assert index.rebuild([paragraph(1)], 1).paragraphs == 1


class TestCursors:
    @pytest.mark.parametrize(
        ("sort", "after"),
        [
            (Sort.RELEVANCE, ("x", 1)),
            (Sort.RELEVANCE, (1.0,)),
            (Sort.NEWEST, (1.5, 1)),
            (Sort.OLDEST, ()),
            (Sort.SYMBOL, (1, 2, 3)),
            (Sort.SYMBOL, ("A", 2)),
            (Sort.SYMBOL, ("A", "b", 3)),
        ],
    )
    def test_of_another_order_are_refused(
        self, engine: str, sort: Sort, after: tuple[str | float | int, ...]
    ) -> None:
        with opened(engine) as index:
            index.rebuild([paragraph(1)], 1)
            with pytest.raises(InvalidCursor):
                index.search(SearchRequest(sort=sort, after=after))

    def test_go_on_though_their_paragraph_is_gone(self, engine: str) -> None:
        held = [paragraph(number) for number in (3, 6, 9, 12)]
        with opened(engine) as index:
            index.rebuild(held, 1)
            for sort in (Sort.SYMBOL, Sort.OLDEST, Sort.NEWEST, Sort.RELEVANCE):
                index.apply(held, [], 2)
                first = index.search(SearchRequest(sort=sort, limit=2))
                index.apply([], [6], 3)
                after = first.hits[-1].position
                rest = index.search(SearchRequest(sort=sort, after=after))
                assert [hit.id for hit in rest.hits] == [9, 12]

    def test_go_on_though_their_symbol_is_gone(self, engine: str) -> None:
        # Ids run against symbols, so that only the place of the symbol can decide.
        held = [paragraph(9 - number, sort_symbol=symbol) for number, symbol in enumerate("ABCD")]
        with opened(engine) as index:
            index.rebuild(held, 1)
            first = index.search(SearchRequest(sort=Sort.SYMBOL, limit=2))
            index.rebuild([held[0], *held[2:]], 2)
            after = first.hits[-1].position
            rest = index.search(SearchRequest(sort=Sort.SYMBOL, after=after))
            assert [hit.id for hit in rest.hits] == [7, 6]

    def test_reach_beyond_ten_thousand(self, engine: str) -> None:
        with opened(engine) as index:
            index.rebuild((paragraph(n, "", title="") for n in range(10_050)), 1)
            request = SearchRequest(sort=Sort.OLDEST, limit=5_000)
            seen: list[int] = []
            for _ in range(3):
                hits = index.search(request).hits
                seen += [hit.id for hit in hits]
                request = replace(request, after=hits[-1].position)
            assert seen == list(range(10_050))


def test_no_such_engine_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whoosh"):
        open_index("nonesuch", tmp_path)
