"""What every engine suggests has the properties of suggestions, for any texts and query."""

from hypothesis import given
from hypothesis import strategies as st
from index_corpora import FEW, QUERIES, corpora, opened

from index import (
    And,
    Boost,
    HasValue,
    IndexedParagraph,
    Not,
    Or,
    ParagraphIndex,
    Phrase,
    Query,
    SearchRequest,
    TextField,
    Word,
    parse_query,
)
from index import Field as IndexField

MISSPELT = st.sampled_from(
    ["repotr", "eports", "REPORTT", "ofices", "the", "absent", "Reunoin", "prolferation", "orr"]
)
MISSPELT = st.one_of(
    st.builds(Word, MISSPELT, st.sampled_from(TextField)),
    st.builds(Phrase, st.lists(MISSPELT, min_size=1, max_size=3).map(" ".join)),
    st.builds(HasValue, st.just(IndexField.SPONSOR), st.sampled_from(["JPM", "nro", "JPN"])),
    st.builds(HasValue, st.just(IndexField.OPERATIVE_VERB), st.just("requests")),
)
ASKED: st.SearchStrategy[Query] = st.recursive(
    MISSPELT | QUERIES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Boost, inner, st.just(2.0)),
    ),
    max_leaves=4,
)


def found(index: ParagraphIndex, query: Query) -> set[int]:
    return {hit.id for hit in index.search(SearchRequest(query=query, limit=100)).hits}


@FEW
@given(held=corpora(), asked=st.lists(ASKED, min_size=4, max_size=8))
def test_suggestions_find_no_less_and_need_no_mending(
    engine: str, held: list[IndexedParagraph], asked: list[Query]
) -> None:
    with opened(engine) as index:
        index.rebuild(held, 1)
        for query in asked:
            suggested = index.suggest(query)
            if suggested is not None:
                assert suggested != query
                assert found(index, suggested) >= found(index, query)
                assert index.suggest(suggested) is None
                assert parse_query(str(suggested)) == suggested


@FEW
@given(held=corpora(), query=MISSPELT.filter(lambda query: len(str(query).split()) == 1))
def test_a_word_or_value_suggested_finds_something(
    engine: str, held: list[IndexedParagraph], query: Query
) -> None:
    with opened(engine) as index:
        index.rebuild(held, 1)
        suggested = index.suggest(query)
        if suggested is not None:
            assert not found(index, query)
            assert found(index, suggested)
