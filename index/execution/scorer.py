"""Scores rows by BM25, by language.

Frequencies of words and mean lengths are those of texts of one language. Clauses on values and
negations add nothing.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.execution.matcher import LanguageMatches, match, match_words
from index.execution.patterns import PostingsReader
from index.execution.row_lists import Rows, indices_of, intersection_indices
from index.execution.snapshot import SATURATION, Snapshot
from index.fields import TextField
from index.query import And, Boost, Or, Query, TextClause

Scores = npt.NDArray[np.float64]

SCORE_DECIMALS = 6
"""Scores are rounded so that engines that add in another order agree, and cursors are short."""


@dataclass(frozen=True, eq=False, slots=True)
class Scorer:
    """Scores rows for one query."""

    query: Query | None
    snapshot: Snapshot
    postings: PostingsReader

    @property
    def has_scores(self) -> bool:
        """Whether any row can have a score other than 0."""
        return self.query is not None and _has_scores(self.query)

    def score(self, rows: Rows) -> Scores:
        """Scores of rows (ascending) that the query finds, not rounded. Raises QueryTooCostly."""
        if self.query is None:
            return np.zeros(len(rows))
        return score(self.query, rows, self.snapshot, self.postings, found=True)


def score(
    query: Query, rows: Rows, snapshot: Snapshot, postings: PostingsReader, *, found: bool = False
) -> Scores:
    """What a clause adds to the scores of these rows (ascending): 0 where it does not match.

    `found` says that it is known to match them all, which saves work. Raises QueryTooCostly.
    """
    if isinstance(query, TextClause):
        return _score_words(query, rows, snapshot, postings, found=found)
    if not _has_scores(query):
        return np.zeros(len(rows))
    if isinstance(query, Boost):
        return score(query.clause, rows, snapshot, postings, found=found) * query.factor
    if isinstance(query, And) and not found:
        # Some of these rows may match a part of it only.
        scores = np.zeros(len(rows))
        indices, _ = intersection_indices(rows, match(query, snapshot, postings), len(snapshot))
        scores[indices] = score(query, rows.take(indices), snapshot, postings, found=True)
        return scores
    clauses = query.clauses if isinstance(query, And | Or) else ()
    parts = [
        score(clause, rows, snapshot, postings, found=found and isinstance(query, And))
        for clause in clauses
        if _has_scores(clause)
    ]
    return reduce(np.add, parts)


def inverse_document_frequency(texts: int, matching: int) -> float:
    """The weight of a clause that matches so many of the texts of a language."""
    return float(np.log1p((texts - matching + 0.5) / (matching + 0.5)))


def _has_scores(query: Query) -> bool:
    if isinstance(query, And | Or):
        return any(_has_scores(clause) for clause in query.clauses)
    if isinstance(query, Boost):
        return _has_scores(query.clause)
    return isinstance(query, TextClause)


def _score_words(
    query: TextClause, rows: Rows, snapshot: Snapshot, postings: PostingsReader, *, found: bool
) -> Scores:
    languages = match_words(query, snapshot, postings).languages
    if found and len(languages) == 1:
        # The usual case, and the other way is slow: all rows are among those of one language.
        language = languages[0]
        counts = language.counts
        if len(rows) < len(language.rows):
            counts = counts.take(indices_of(rows, language.rows, len(snapshot)))
        return _bm25(language, rows, counts, query.field, snapshot)
    scores = np.zeros(len(rows))
    for language in languages:
        indices, in_language = intersection_indices(rows, language.rows, len(snapshot))
        counts = language.counts.take(in_language)
        scores[indices] = _bm25(language, rows.take(indices), counts, query.field, snapshot)
    return scores


def _bm25(
    language: LanguageMatches,
    rows: Rows,
    counts: npt.NDArray[np.float64],
    field: TextField,
    snapshot: Snapshot,
) -> Scores:
    texts = snapshot.statistics[language.analyser, field].texts
    # In place: at 40,000 rows, new memory for each step would take longer than the steps.
    damped = snapshot.damping[language.analyser, field].take(snapshot.lengths(rows, field))
    damped += counts
    scores: Scores = counts * (
        inverse_document_frequency(texts, len(language.rows)) * (SATURATION + 1)
    )
    scores /= damped
    return scores
