"""What every engine of the comparison can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from index import Field, IndexedParagraph, SearchRequest
from service.evaluation.comparison.rival_terms import Terms

TOP = 20
"""Hits of a page, and values listed of a facet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared: the total, how many hits were shown, and the counts of each facet.

    Counts are the highest ones, in falling order: which of two equally frequent values comes last
    on the list is each engine's own affair.
    """

    total: int
    shown: int
    counts: Mapping[Field, tuple[int, ...]]


class Engine(Protocol):
    """An opened engine. Its requests are prepared before, and not timed."""

    def prepare(self, request: SearchRequest) -> Any:  # noqa: ANN401
        """The request as this engine takes it."""
        ...

    def run(self, asked: Any) -> Any:  # noqa: ANN401
        """Total, top 20 with highlights, counts of all facets: this is what is timed."""
        ...

    def answer(self, found: Any) -> Answer:  # noqa: ANN401
        """What `run` gave, to be compared."""
        ...

    def forget(self) -> None:
        """Drop cached answers, so that no request is free."""
        ...

    def close(self) -> None:
        """Let everything go."""
        ...


class Maker(Protocol):
    """How an engine is built and opened in a folder of its own."""

    def build(self, folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
        """Build it in the folder, which exists and contains what `terms` saved."""
        ...

    def open(self, folder: Path) -> Engine:
        """Open what was built."""
        ...

    def size(self, folder: Path) -> int:
        """Bytes on the disk."""
        ...


def bytes_in(folder: Path) -> int:
    """The size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def highest(counts: Iterable[int]) -> tuple[int, ...]:
    """The highest counts above 0, at most as many as are listed."""
    return tuple(sorted((each for each in counts if each > 0), reverse=True)[:TOP])
