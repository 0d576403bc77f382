"""Every kind of clause by itself: engines find and rank by it as the plain way does."""

from datetime import date

import index_oracle as oracle
from hypothesis import given
from index_corpora import FEW, answers_rightly, corpora, opened

from index import (
    Boost,
    DateRange,
    Every,
    Field,
    Fuzzy,
    HasValue,
    IndexedParagraph,
    Not,
    Phrase,
    Prefix,
    Query,
    Range,
    SearchRequest,
    TextField,
    Wildcard,
    Word,
)

ON_WORDS: list[Query] = [
    clause
    for field in TextField
    for clause in (
        *(Word(text, field) for text in oracle.ASKED),
        *(Prefix(text, field) for text in oracle.BEGINNINGS),
        *(Wildcard(text, field) for text in oracle.PATTERNS),
        *(Fuzzy(text, field) for text in oracle.MISSPELT),
        *(Fuzzy(text, field, 2) for text in oracle.MISSPELT if len(text) > 8),
        Phrase("the report", field),
        Phrase("report the", field, within=2),
    )
]
ON_VALUES: list[Query] = [
    Every(),
    HasValue(Field.SPONSOR, "jpn"),
    HasValue(Field.CITES, "a/res/99", prefix=True),
    *(Range(Field.YEAR, first, last) for first, last in [(2041, None), (None, 2040), (1, 9_999)]),
    *(Range(Field.SESSION, first, last) for first, last in [(9, 98), (10, 97), (None, 8)]),
    DateRange(date(2040, 1, 31), date(2040, 12, 1)),
    DateRange(date(2041, 1, 2), None),
    DateRange(None, date(2040, 1, 30)),
]


@FEW
@given(held=corpora())
def test_each_finds_what_it_should(engine: str, held: list[IndexedParagraph]) -> None:
    with opened(engine) as index:
        index.rebuild(held, 1)
        for clause in [*ON_WORDS, *ON_VALUES]:
            for query in (clause, Not(clause), Boost(clause, 2.5)):
                answers_rightly(index, held, SearchRequest(query=query))
