"""Where words stand in all segments of one state of an index."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.analysis import Expansion
from index.engines.columnar.phrase_matching import near_each_other, one_after_the_other
from index.errors import IndexDamaged
from index.execution.matcher import Occurrences, Pattern
from index.fields import TextField
from index.storage.inverted_index_reader import Found, Lookup
from index.storage.segments import Segment
from index.storage.work import Work


@dataclass(frozen=True, eq=False, slots=True)
class ColumnarPostings:
    """Postings of all segments, for one search in one thread."""

    segments: Sequence[Segment]
    work: Work = field(default_factory=Work)

    def find(self, pattern: Pattern) -> Occurrences:
        """The rows in which a pattern stands, removed ones among them. Raises QueryTooCostly."""
        found: list[Found] = []
        offset = 0
        for segment in self.segments:
            try:
                rows, counts = self._find(segment.lookups[pattern.field], pattern)
            except (IndexError, ValueError) as error:
                raise IndexDamaged(f"{segment.path} can't be read: {error!r}") from error
            found.append((rows + np.int32(offset) if offset else rows, counts))
            offset += segment.rows
        if len(found) == 1:
            ((rows, counts),) = found
        else:
            rows = np.concatenate([np.zeros(0, dtype=np.int32), *(rows for rows, _ in found)])
            counts = np.concatenate([np.zeros(0), *(counts for _, counts in found)])
        return Occurrences(rows, counts.astype(np.float64, copy=False))

    def terms(self, name: TextField, analyser: str, expansion: Expansion) -> list[tuple[str, int]]:
        """The terms that an expansion stands for, ascending, and how many rows hold each; rows
        removed since the last merge are counted, too. Raises QueryTooCostly."""
        rows: Counter[str] = Counter()
        for segment in self.segments:
            lookup = segment.lookups[name]
            for number in lookup.expand(analyser, expansion):
                rows[lookup.texts.dictionary.term(number)] += lookup.frequency(number)
        return sorted(rows.items())

    def _find(self, lookup: Lookup, pattern: Pattern) -> Found:
        slots = list(dict.fromkeys(pattern.slots))
        terms = {slot: lookup.terms(pattern.analyser, slot) for slot in slots}
        if len(pattern.slots) == 1:
            return lookup.holding(terms[slots[0]], self.work)
        types = {slot: lookup.types(terms[slot]) for slot in slots}
        if pattern.within is None:
            found = one_after_the_other(lookup, [types[slot] for slot in pattern.slots], self.work)
        else:
            wanted = [(types[slot], pattern.slots.count(slot)) for slot in slots]
            span = len(pattern.slots) + pattern.within
            found = near_each_other(lookup, wanted, span, self.work)
        return lookup.as_rows(found)
