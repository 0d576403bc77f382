"""What the columns keep of one paragraph, before it has a place in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.analysis import analyse, analyser_of
from index.fields import TextField
from index.model import IndexedParagraph

UNDATED = 0
"""The day number of a paragraph without a date; day 1 is 1 January of the year 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph in plain values that any engine can store."""

    id: int
    resolution_id: int
    day: int
    sort_symbol: str
    position: int
    analyser: str
    lengths: tuple[int, ...]
    """How many places each text field has, in the order of `TextField`."""
    facets: Mapping[str, tuple[str, ...]]

    def to_values(self) -> tuple[object, ...]:
        """The row as a plain tuple, for engines to store; `Row(*values)` reads it back."""
        return (
            self.id,
            self.resolution_id,
            self.day,
            self.sort_symbol,
            self.position,
            self.analyser,
            self.lengths,
            dict(self.facets),
        )

    @classmethod
    def of(cls, paragraph: IndexedParagraph, lengths: tuple[int, ...] | None = None) -> "Row":
        """The row of a paragraph; its texts are analysed where their lengths are not known."""
        return cls(
            id=paragraph.id,
            resolution_id=paragraph.resolution_id,
            day=UNDATED if paragraph.date is None else paragraph.date.toordinal(),
            sort_symbol=paragraph.sort_symbol,
            position=paragraph.position,
            analyser=analyser_of(paragraph.language),
            lengths=_lengths(paragraph) if lengths is None else lengths,
            facets={
                str(name): tuple(values) for name, values in paragraph.facets.items() if values
            },
        )


def _lengths(paragraph: IndexedParagraph) -> tuple[int, ...]:
    texts = {TextField.TEXT: paragraph.text, TextField.TITLE: paragraph.title}
    return tuple(len(analyse(texts[name], paragraph.language)) for name in TextField)
