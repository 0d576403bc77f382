"""Explains the score of one paragraph: what each clause of a query adds to it."""

from dataclasses import dataclass

import numpy as np

from index.execution.matcher import match, match_words
from index.execution.patterns import PostingsReader
from index.execution.row_lists import Rows
from index.execution.scorer import SCORE_DECIMALS, score
from index.execution.snapshot import Snapshot
from index.model import Explanation, WordWeights
from index.query import And, Boost, Not, Or, Query, TextClause


def explain(
    query: Query, paragraph_id: int, snapshot: Snapshot, postings: PostingsReader
) -> Explanation | None:
    """Why a paragraph has its score; None where the index lacks it. Raises QueryTooCostly."""
    row = snapshot.row_of(paragraph_id)
    return None if row is None else _Explainer(snapshot, postings, np.array([row])).explain(query)


@dataclass(frozen=True, eq=False, slots=True)
class _Explainer:
    """Explains one row, given as a list of rows."""

    snapshot: Snapshot
    postings: PostingsReader
    row: Rows

    def explain(self, query: Query) -> Explanation:
        parts = tuple(self.explain(clause) for clause in _clauses(query))
        matched = self._is_matched(query, parts)
        added = score(query, self.row, self.snapshot, self.postings) if matched else np.zeros(1)
        return Explanation(
            clause=str(query),
            matched=matched,
            score=float(np.round(added, SCORE_DECIMALS)[0]),
            weights=self._weights(query) if isinstance(query, TextClause) else None,
            parts=parts,
        )

    def _is_matched(self, query: Query, parts: tuple[Explanation, ...]) -> bool:
        if isinstance(query, Not):
            return not parts[0].matched
        if isinstance(query, Or):
            return any(part.matched for part in parts)
        if parts:
            return all(part.matched for part in parts)
        return bool(np.isin(self.row, match(query, self.snapshot, self.postings))[0])

    def _weights(self, query: TextClause) -> WordWeights:
        columns = self.snapshot.columns
        analyser = int(columns.analyser_of[columns.document_of[self.row[0]]])
        statistics = self.snapshot.statistics[analyser, query.field]
        occurrences, matching = 0, 0
        for language in match_words(query, self.snapshot, self.postings).languages:
            if language.analyser == analyser:
                matching = len(language.rows)
                occurrences = int(language.counts[language.rows == self.row[0]].sum())
        return WordWeights(
            language=columns.analysers[analyser],
            occurrences=occurrences,
            holding=matching,
            paragraphs=statistics.texts,
            length=int(self.snapshot.lengths(self.row, query.field)[0]),
            mean_length=statistics.mean_length,
        )


def _clauses(query: Query) -> tuple[Query, ...]:
    if isinstance(query, And | Or):
        return query.clauses
    return (query.clause,) if isinstance(query, Boost | Not) else ()
