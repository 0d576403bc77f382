"""A text as tokens: its words, in lower case, with the kind of break before each.

Text in brackets and quotation marks gives no tokens: no verb in it has the acting body as its
subject. Offsets stay those of the text. Positions are indexes of tokens, spans of tokens half-open.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

SPACE: Final = " "
COMMA: Final = ","
SEMICOLON: Final = ";"
COLON: Final = ":"
STOP: Final = "."
DASH: Final = "–"

# In a group, so that splitting gives the words as well as what is between them.
_WORD: Final = re.compile(r"([^\W_]+(?:[-‑’'/][^\W_]+)*)")
# The same for a text of these characters alone, for which it is faster.
_ASCII_WORD: Final = re.compile(r"([A-Za-z0-9]+(?:[-'/][A-Za-z0-9]+)*)")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”")
_BREAKS: Final = re.compile(r"[,;:.!?–—…“”()]")
_OPENING_QUOTE: Final = re.compile(r"\s*[“\"]")
_KINDS: Final = {
    "—": DASH, "!": STOP, "?": STOP, "…": STOP, "“": SPACE, "”": SPACE, "(": DASH, ")": DASH,
}  # fmt: skip
# The strongest break of several is the one that counts: "(2001); and" is a semicolon.
_STRENGTH: Final = {SPACE: 0, COMMA: 1, DASH: 2, COLON: 3, SEMICOLON: 4, STOP: 5}


@dataclass(slots=True)
class Tokens:
    """The words of a text, lower case, with offsets, and the kind of break before each.

    Attributes:
        text: The text as printed.
        words: Its words, in lower case, with one kind of hyphen and apostrophe.
        starts: The offset in `text` where each word begins.
        ends: The offset behind each word.
        breaks: What comes before each word: `SPACE`, `COMMA`, `STOP` …
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[str]

    @classmethod
    def of(cls, text: str) -> "Tokens":
        """Cut a text into tokens."""
        pieces = (_ASCII_WORD if text.isascii() else _WORD).split(_mask(text))
        edges = list(accumulate(map(len, pieces)))
        words = pieces[1::2]
        between = [SPACE if gap == SPACE else _between(gap) for gap in pieces[2:-1:2]]
        # One call for all: each word is folded by itself, for a line break ends its context.
        folded = "\n".join(words).lower().replace("‑", "-").replace("'", "’")
        return cls(
            text=text,
            words=folded.split("\n") if words else words,
            starts=edges[:-1:2],
            ends=edges[1::2],
            breaks=[SPACE, *between] if words else [],
        )

    def __len__(self) -> int:
        return len(self.words)

    def is_capitalised(self, at: int) -> bool:
        """Whether a word begins with a capital letter in the text."""
        return self.text[self.starts[at]].isupper()

    def phrase(self, start: int, end: int) -> str:
        """The words of a span, as a lexicon writes a phrase."""
        return SPACE.join(self.words[start:end])

    def has_phrase(self, phrase: tuple[str, ...], start: int) -> bool:
        """Whether the words of a phrase begin at a position, with nothing but spaces inside."""
        end = start + len(phrase)
        if tuple(self.words[start:end]) != phrase:
            return False
        return all(brk == SPACE for brk in self.breaks[start + 1 : end])

    def break_at(self, at: int) -> str:
        """The break before a word; at the end of the tokens, what closes the text."""
        if at < len(self.words):
            return self.breaks[at]
        return _break(self.text[self.ends[at - 1] :])

    def with_abbreviations(self, abbreviations: frozenset[str]) -> "Tokens":
        """The tokens of the same text, where the point of an abbreviation ends no sentence.

        Args:
            abbreviations: The words before such a point, as they are printed: "Mr".
        """
        joined: list[str] | None = None
        if STOP in self.breaks:
            for at, brk in enumerate(self.breaks):
                if brk == STOP and self._printed(at - 1) in abbreviations:
                    joined = joined or self.breaks.copy()
                    joined[at] = SPACE
        return (
            self
            if joined is None
            else Tokens(self.text, self.words, self.starts, self.ends, joined)
        )

    def _printed(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]]


class Phrases:
    """Phrases of one or more words, found where they begin or where they end; the longest wins."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        split = [tuple(phrase.split()) for phrase in phrases]
        for phrase in sorted(split, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def length_at(self, tokens: Tokens, start: int) -> int:
        """How many words the phrase takes that begins at a position; 0 where none does."""
        if start >= len(tokens.words):
            return 0
        for phrase in self._by_first.get(tokens.words[start], ()):
            if len(phrase) == 1 or tokens.has_phrase(phrase, start):
                return len(phrase)
        return 0

    def length_before(self, tokens: Tokens, end: int) -> int:
        """How many words the phrase takes that ends before a position; 0 where none does."""
        for phrase in self._by_last.get(tokens.words[end - 1], ()):
            start = end - len(phrase)
            if len(phrase) == 1 or (start >= 0 and tokens.has_phrase(phrase, start)):
                return len(phrase)
        return 0


def _mask(text: str) -> str:
    """The text with insertions blanked out, at the same length."""
    opening = _OPENING_QUOTE.match(text)
    start = opening.end() if opening else 0
    if not any(mark in text for mark in "([“"):
        return text
    return " " * start + _ASIDE.sub(lambda match: " " * len(match[0]), text[start:])


@lru_cache(maxsize=1024)
def _between(gap: str) -> str:
    """The break in a gap between two words; a point alone is inside a number: "2.5"."""
    return SPACE if gap == STOP else _break(gap)


@lru_cache(maxsize=1024)
def _break(gap: str) -> str:
    found = SPACE
    for mark in _BREAKS.findall(gap):
        kind = _KINDS.get(mark, mark)
        if _STRENGTH[kind] > _STRENGTH[found]:
            found = kind
    return found
