"""Text folded for comparison, with the way back to the original.

Folding removes what differs between sources without meaning anything: case, accents (also the
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
class FoldedText:
    """`text` is folded; `offsets[i]` is the offset in `source` that `text[i]` came from."""

    source: str
    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The part of the source that became `text[start:end]`, without outer space."""
        if start >= end:
            return ""
        stop = self.offsets[end] if end < len(self.offsets) else len(self.source)
        return " ".join(self.source[self.offsets[start] : stop].replace("*", " ").split())

    def cut(self, end: int) -> "FoldedText":
        """The part before `end` of the folded text."""
        stop = self.offsets[end] if end < len(self.offsets) else len(self.source)
        return FoldedText(self.source[:stop], self.text[:end], self.offsets[:end])


def fold(source: str) -> FoldedText:
    """Fold a text; white space is reduced to single spaces, and there is none after a hyphen."""
    letters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(source):
        for letter in _fold_character(character):
            if letter == " " and (not letters or letters[-1] in " -"):
                continue
            letters.append(letter)
            offsets.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return FoldedText(source, "".join(letters), tuple(offsets))


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
