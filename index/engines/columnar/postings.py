"""The postings of all segments of a snapshot."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.analysis import Expansion
from index.engines.columnar.phrase_matcher import match_phrase, match_proximity
from index.errors import IndexDamaged
from index.execution.patterns import Occurrences, Pattern
from index.fields import TextField
from index.storage.arrays import NO_NUMBERS
from index.storage.inverted_index_reader import Frequencies, InvertedIndexReader, WorkBudget
from index.storage.segments import Segment


@dataclass(frozen=True, eq=False, slots=True)
class ColumnarPostings:
    """A `PostingsReader` of segments, for one search in one thread."""

    segments: Sequence[Segment]
    budget: WorkBudget = field(default_factory=WorkBudget)

    def find(self, pattern: Pattern) -> Occurrences:
        """See `PostingsReader.find`; removed rows are among those found."""
        found: list[Frequencies] = []
        offset = 0
        for segment in self.segments:
            try:
                rows, counts = self._find(segment.inverted_indexes[pattern.field], pattern)
            except (IndexError, ValueError) as error:
                raise IndexDamaged(f"{segment.path} can't be read: {error!r}") from error
            found.append((rows + np.int32(offset) if offset else rows, counts))
            offset += segment.rows
        if len(found) == 1:
            ((rows, counts),) = found
        else:
            rows = np.concatenate([NO_NUMBERS, *(rows for rows, _ in found)])
            counts = np.concatenate([np.zeros(0), *(counts for _, counts in found)])
        return Occurrences(rows, counts.astype(np.float64, copy=False))

    def terms(self, name: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """See `PostingsReader.terms`."""
        rows: Counter[str] = Counter()
        for segment in self.segments:
            reader = segment.inverted_indexes[name]
            for number in reader.expand(analyser, expansion):
                rows[reader.streams.dictionary.term(number)] += reader.document_frequency(number)
        return sorted(rows.items())

    def _find(self, reader: InvertedIndexReader, pattern: Pattern) -> Frequencies:
        query_terms = list(dict.fromkeys(pattern.query_terms))
        terms = {each: reader.terms(pattern.analyser, each) for each in query_terms}
        if len(pattern.query_terms) == 1:
            return reader.postings(terms[query_terms[0]], self.budget)
        types = {each: reader.types(terms[each]) for each in query_terms}
        if pattern.within is None:
            in_order = [types[each] for each in pattern.query_terms]
            return reader.as_rows(match_phrase(reader, in_order, self.budget))
        required = [(types[each], pattern.query_terms.count(each)) for each in query_terms]
        width = len(pattern.query_terms) + pattern.within
        return reader.as_rows(match_proximity(reader, required, width, self.budget))
