"""Says what each clause of a query adds to the score of one paragraph."""

from dataclasses import dataclass

import numpy as np

from index.execution.matcher import Postings, match, standing
from index.execution.row_lists import Rows
from index.execution.scorer import SCORE_DECIMALS, score
from index.execution.snapshot import Table
from index.model import Explanation, WordWeights
from index.query import And, Boost, Not, Or, Query, TextClause


def explain(
    query: Query, paragraph_id: int, table: Table, postings: Postings
) -> Explanation | None:
    """Why a paragraph has its score; None where it is not held. Raises QueryTooCostly."""
    row = table.row_of(paragraph_id)
    return None if row is None else _Explaining(table, postings, np.array([row])).of(query)


@dataclass(frozen=True, eq=False, slots=True)
class _Explaining:
    """The one row that is explained, as a list of rows."""

    table: Table
    postings: Postings
    row: Rows

    def of(self, query: Query) -> Explanation:
        parts = tuple(self.of(clause) for clause in _clauses(query))
        matched = self._is_found(query, parts)
        added = score(query, self.row, self.table, self.postings) if matched else np.zeros(1)
        return Explanation(
            clause=str(query),
            matched=matched,
            score=float(np.round(added, SCORE_DECIMALS)[0]),
            weights=self._weights(query) if isinstance(query, TextClause) else None,
            parts=parts,
        )

    def _is_found(self, query: Query, parts: tuple[Explanation, ...]) -> bool:
        if isinstance(query, Not):
            return not parts[0].matched
        if isinstance(query, Or):
            return any(part.matched for part in parts)
        if parts:
            return all(part.matched for part in parts)
        return bool(np.isin(self.row, match(query, self.table, self.postings))[0])

    def _weights(self, query: TextClause) -> WordWeights:
        columns = self.table.columns
        analyser = int(columns.analyser_of[columns.document_of[self.row[0]]])
        statistics = self.table.statistics[analyser, query.field]
        occurrences, holding = 0, 0
        for language in standing(query, self.table, self.postings).languages:
            if language.analyser == analyser:
                holding = len(language.rows)
                occurrences = int(language.counts[language.rows == self.row[0]].sum())
        return WordWeights(
            language=columns.analysers[analyser],
            occurrences=occurrences,
            holding=holding,
            paragraphs=statistics.texts,
            length=int(self.table.lengths(self.row, query.field)[0]),
            mean_length=statistics.mean_length,
        )


def _clauses(query: Query) -> tuple[Query, ...]:
    if isinstance(query, And | Or):
        return query.clauses
    return (query.clause,) if isinstance(query, Boost | Not) else ()
