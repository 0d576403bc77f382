"""How well rows answer a query: BM25, by language.

A word is rare or common, and a text long or short, among texts of its language. Clauses on values
and negations add nothing.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.execution.matcher import InLanguage, Postings, match, standing
from index.execution.row_lists import Rows, meeting_places, places_of
from index.execution.snapshot import SATURATION, Table
from index.fields import TextField
from index.query import And, Boost, Or, Query, TextClause

Scores = npt.NDArray[np.float64]

SCORE_DECIMALS = 6
"""Scores are rounded so that engines that add in another order agree, and cursors are short."""


@dataclass(frozen=True, eq=False, slots=True)
class Scoring:
    """The scores of a query in one state of an index."""

    query: Query | None
    table: Table
    postings: Postings

    @property
    def ranks(self) -> bool:
        """Whether any row can have a score other than 0."""
        return self.query is not None and _ranks(self.query)

    def of(self, rows: Rows) -> Scores:
        """Scores of rows (ascending) that the query finds, not rounded. Raises QueryTooCostly."""
        if self.query is None:
            return np.zeros(len(rows))
        return score(self.query, rows, self.table, self.postings, found=True)


def score(
    query: Query, rows: Rows, table: Table, postings: Postings, *, found: bool = False
) -> Scores:
    """What a clause adds to the scores of these rows (ascending): 0 where it does not find them.

    `found` says that it is known to find them all, which spares asking. Raises QueryTooCostly.
    """
    if isinstance(query, TextClause):
        return _score_words(query, rows, table, postings, found=found)
    if not _ranks(query):
        return np.zeros(len(rows))
    if isinstance(query, Boost):
        return score(query.clause, rows, table, postings, found=found) * query.factor
    if isinstance(query, And) and not found:
        # Some of these rows may fulfil it in part only.
        scores = np.zeros(len(rows))
        places, _ = meeting_places(rows, match(query, table, postings), len(table))
        scores[places] = score(query, rows.take(places), table, postings, found=True)
        return scores
    clauses = query.clauses if isinstance(query, And | Or) else ()
    parts = [
        score(clause, rows, table, postings, found=found and isinstance(query, And))
        for clause in clauses
        if _ranks(clause)
    ]
    return reduce(np.add, parts)


def rarity(texts: int, holding: int) -> float:
    """The weight of a clause that stands in so many of the texts of a language."""
    return float(np.log1p((texts - holding + 0.5) / (holding + 0.5)))


def _ranks(query: Query) -> bool:
    if isinstance(query, And | Or):
        return any(_ranks(clause) for clause in query.clauses)
    if isinstance(query, Boost):
        return _ranks(query.clause)
    return isinstance(query, TextClause)


def _score_words(
    query: TextClause, rows: Rows, table: Table, postings: Postings, *, found: bool
) -> Scores:
    languages = standing(query, table, postings).languages
    if found and len(languages) == 1:
        # Usual, and dear otherwise: all rows asked for are among those of one language.
        language = languages[0]
        counts = language.counts
        if len(rows) < len(language.rows):
            counts = counts.take(places_of(rows, language.rows, len(table)))
        return _bm25(language, rows, counts, query.field, table)
    scores = np.zeros(len(rows))
    for language in languages:
        places, held = meeting_places(rows, language.rows, len(table))
        counts = language.counts.take(held)
        scores[places] = _bm25(language, rows.take(places), counts, query.field, table)
    return scores


def _bm25(
    language: InLanguage,
    rows: Rows,
    counts: npt.NDArray[np.float64],
    field: TextField,
    table: Table,
) -> Scores:
    texts = table.statistics[language.analyser, field].texts
    # In place: at 40,000 rows, new memory for each step would take longer than the steps.
    damped = table.damping[language.analyser, field].take(table.lengths(rows, field))
    damped += counts
    scores: Scores = counts * (rarity(texts, len(language.rows)) * (SATURATION + 1))
    scores /= damped
    return scores
