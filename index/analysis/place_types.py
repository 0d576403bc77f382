"""Numbers the kinds of places there are: texts become rows of small numbers.

Two places are of one type when texts with the same analyser have the same terms there. A corpus has
many places and few types, so an index keeps the numbers, and what terms mean once.
"""

from index.analysis.languages import analyser_of
from index.analysis.places import analyse

Type = tuple[str, tuple[str, ...]]
"""An analyser, and the terms of a place of its texts."""


class PlaceTypes:
    """The types of places seen so far, numbered from 0 in the order in which they came."""

    def __init__(self) -> None:
        self.types: list[Type] = []
        self._numbers: dict[Type, int] = {}

    def number(self, text: str, language: str) -> list[int]:
        """The number of the type of each place of a text, in reading order."""
        analyser = analyser_of(language)
        return [self._number((analyser, place.terms)) for place in analyse(text, language)]

    def _number(self, place_type: Type) -> int:
        number = self._numbers.setdefault(place_type, len(self.types))
        if number == len(self.types):
            self.types.append(place_type)
        return number
