"""Text folded for comparison, with the way back to the original.

Folding takes away what differs between sources without meaning anything: case, accents (also the
combining dot of "TÜRKİYE"), kinds of apostrophe, hyphen and space, bold marks, soft hyphens.
"""

import unicodedata
from dataclasses import dataclass

_SAME = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "\u00ad": "", "\u200b": "", "\ufeff": "", "ı": "i", "ø": "o", "ł": "l",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; `places[i]` is the offset in `source` that `text[i]` came from."""

    source: str
    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """What stands in the source for `text[start:end]`, without outer space."""
        if start >= end:
            return ""
        stop = self.places[end] if end < len(self.places) else len(self.source)
        return " ".join(self.source[self.places[start] : stop].replace("*", " ").split())

    def cut(self, end: int) -> "Folded":
        """The part before `end` of the folded text."""
        stop = self.places[end] if end < len(self.places) else len(self.source)
        return Folded(self.source[:stop], self.text[:end], self.places[:end])


def fold(source: str) -> Folded:
    """Fold a text; white space is reduced to single spaces, and none stands after a hyphen."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(source):
        for letter in _fold_character(character):
            if letter == " " and (not letters or letters[-1] in " -"):
                continue
            letters.append(letter)
            places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return Folded(source, "".join(letters), tuple(places))


def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(
        _SAME.get(letter, letter)
        for letter in plain
        if not unicodedata.combining(letter) and not letter.isspace()
    )
