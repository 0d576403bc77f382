"""How much one search may look at."""

from dataclasses import dataclass

from index.errors import QueryTooCostly

MAX_WORK = 100_000_000
"""Entries of lists that one search may look at: about a second. The commonest word of a million
paragraphs has one million."""


@dataclass(slots=True)
class Work:
    """What is left of it in one search."""

    left: int = MAX_WORK

    def add(self, entries: int) -> None:
        """Count entries that are about to be looked at. Raises QueryTooCostly."""
        self.left -= entries
        if self.left < 0:
            raise QueryTooCostly(
                "the words of the query stand in too many places to look at; ask for rarer ones"
            )
