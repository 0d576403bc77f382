"""Numbers the kinds of places there are: texts become rows of small numbers.

Two places are of one type when texts with the same analyser have the same terms there. A corpus has
many places and few types, so an index keeps the numbers, and what terms mean once.
"""

from functools import partial
from itertools import chain

from index.analysis.stemmers import analyser_of
from index.analysis.tokenizer import pieces
from index.analysis.tokens import ByPiece, Terms, cut

Type = tuple[str, Terms]
"""An analyser, and the terms of a place of its texts."""


class PlaceTypes:
    """The types of places seen so far, numbered from 0 in the order in which they came.

    One thread at a time.
    """

    def __init__(self) -> None:
        self.types: list[Type] = []
        self._numbers: dict[Type, int] = {}
        self._by_piece: dict[tuple[str, bool], ByPiece[tuple[int, ...]]] = {}

    def number(self, text: str, language: str) -> list[int]:
        """The number of the type of each place of a text, in reading order."""
        kind = analyser_of(language), text.isupper()
        if kind not in self._by_piece:
            self._by_piece[kind] = ByPiece(partial(self._number_piece, *kind))
        return list(chain.from_iterable(map(self._by_piece[kind].__getitem__, pieces(text))))

    def _number_piece(self, analyser: str, shouted: bool, piece: str) -> tuple[int, ...]:
        places = cut(analyser, shouted, piece)
        return tuple(self._number((analyser, terms)) for _, _, terms in places)

    def _number(self, place_type: Type) -> int:
        number = self._numbers.setdefault(place_type, len(self.types))
        if number == len(self.types):
            self.types.append(place_type)
        return number
