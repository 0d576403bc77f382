"""What every engine says of the score of one paragraph."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_corpora import FEW, QUERIES, corpora, opened, paragraph

from index import (
    And,
    Boost,
    Explanation,
    Field,
    HasValue,
    IndexedParagraph,
    Not,
    Or,
    Phrase,
    Query,
    SearchRequest,
    TextField,
    Word,
    WordWeights,
)

HELD = [
    paragraph(1, "the report the report aid", facets={Field.SPONSOR: ("JPN",)}),
    paragraph(2, "the report"),
    paragraph(3, "the aid to the offices"),
    paragraph(4, "rapports réunion", title="réunion", language="fr"),
]


def explained(engine: str, query: Query, number: int) -> Explanation:
    with opened(engine) as index:
        index.rebuild(HELD, 1)
        explanation = index.explain(query, number)
    assert explanation is not None
    return explanation


@FEW
@given(held=corpora(), queries=st.lists(QUERIES, min_size=3, max_size=6))
def test_agrees_with_what_is_found(
    engine: str, held: list[IndexedParagraph], queries: list[Query]
) -> None:
    with opened(engine) as index:
        index.rebuild(held, 1)
        for query in queries:
            hits = index.search(SearchRequest(query=query, limit=100)).hits
            scores = {hit.id: hit.score for hit in hits}
            for each in held:
                explanation = index.explain(query, each.id)
                assert explanation is not None
                assert explanation.clause == str(query)
                assert explanation.matched == (each.id in scores)
                assert explanation.score == scores.get(each.id, 0.0)


def test_words_are_weighed_in_the_language_of_the_paragraph(engine: str) -> None:
    explanation = explained(engine, Word("report"), 1)
    assert explanation == Explanation(
        clause="report",
        matched=True,
        score=round(math.log(1 + 1.5 / 2.5) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 5 / 4)), 6),
        weights=WordWeights(
            language="en", occurrences=2, holding=2, paragraphs=3, length=5, mean_length=4.0
        ),
    )


def test_titles_have_lengths_of_their_own(engine: str) -> None:
    weights = explained(engine, Word("reunion", TextField.TITLE), 4).weights
    assert weights == WordWeights(
        language="fr", occurrences=1, holding=1, paragraphs=1, length=1, mean_length=1.0
    )


@pytest.mark.parametrize("query", [Word("absent"), Phrase("aid report")])
def test_what_does_not_match_adds_nothing_and_still_has_weights(engine: str, query: Query) -> None:
    explanation = explained(engine, query, 2)
    assert (explanation.matched, explanation.score) == (False, 0.0)
    assert explanation.weights is not None
    assert (explanation.weights.occurrences, explanation.weights.holding) == (0, 0)
    assert explanation.weights.paragraphs == 3


def test_groups_show_their_parts(engine: str) -> None:
    either = Or((Word("aid"), Word("report")))
    query = And((either, HasValue(Field.SPONSOR, "JPN"), Not(Word("offices"))))
    explanation = explained(engine, Boost(query, 2.0), 1)
    group = explanation.parts[0]
    words, value, negation = group.parts
    assert explanation.matched
    assert explanation.score == pytest.approx(2 * group.score, abs=2e-6)
    assert group.score == words.score > 0
    assert words.score == pytest.approx(sum(part.score for part in words.parts), abs=2e-6)
    assert (value.matched, value.score, value.weights) == (True, 0.0, None)
    assert (negation.matched, negation.score) == (True, 0.0)
    assert not negation.parts[0].matched
    assert [part.clause for part in group.parts] == [str(clause) for clause in query.clauses]


def test_a_group_fulfilled_in_part_adds_nothing_though_its_parts_do(engine: str) -> None:
    explanation = explained(engine, And((Word("report"), Word("offices"))), 2)
    assert (explanation.matched, explanation.score) == (False, 0.0)
    assert [part.matched for part in explanation.parts] == [True, False]
    assert explanation.parts[0].score > 0


def test_a_paragraph_that_is_not_stored_has_no_explanation(engine: str) -> None:
    with opened(engine) as index:
        index.rebuild(HELD, 1)
        index.apply([], [2], 2)
        assert index.explain(Word("report"), 2) is None
        assert index.explain(Word("report"), 99) is None
