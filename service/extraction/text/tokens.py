"""A paragraph as words with what stands between them.

Text in brackets and quotation marks is left out: no verb in it has the acting body as its subject.
Offsets stay those of the paragraph text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# In a group, so that splitting gives the words as well as what stands between them.
_WORD = re.compile(r"([^\W_]+(?:[-‑’'/][^\W_]+)*)")
_ASCII_WORD = re.compile(r"([A-Za-z0-9]+(?:[-'/][A-Za-z0-9]+)*)")
"""The same for a text of these characters alone, for which it is faster."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”")
_BREAKS = re.compile(r"[,;:.!?–—…“”()]")
_OPENING_QUOTE = re.compile(r"\s*[“\"]")

SPACE = " "
COMMA = ","
SEMICOLON = ";"
COLON = ":"
STOP = "."
DASH = "–"
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr", "St", "No", "Nos", "vs"})
_KINDS = {"—": DASH, "!": STOP, "?": STOP, "…": STOP, "“": SPACE, "”": SPACE, "(": DASH, ")": DASH}
# The strongest break of several is the one that counts: "(2001); and" is a semicolon.
_STRENGTH = {SPACE: 0, COMMA: 1, DASH: 2, COLON: 3, SEMICOLON: 4, STOP: 5}


@dataclass(slots=True)
class Words:
    """The words of a text, lower case, with offsets, and the kind of break before each."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[str]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Cut a text into words."""
        pieces = (_ASCII_WORD if text.isascii() else _WORD).split(_mask(text))
        edges = list(accumulate(map(len, pieces)))
        words = pieces[1::2]
        between = [SPACE if gap == SPACE else _between(gap) for gap in pieces[2:-1:2]]
        if STOP in between and not _TITLES.isdisjoint(words):
            _join_titles(words, between)
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

    def capitalised(self, at: int) -> bool:
        """Whether the word begins with a capital letter in the text."""
        return self.text[self.starts[at]].isupper()

    def has(self, phrase: tuple[str, ...], at: int) -> bool:
        """Whether a phrase stands at a word, with nothing but spaces inside."""
        end = at + len(phrase)
        return (
            tuple(self.words[at:end]) == phrase
            and end <= len(self.words)
            and all(self.breaks[i] == SPACE for i in range(at + 1, end))
        )

    def break_after(self, at: int) -> str:
        """The break that follows a word; at the end of the text what closes it."""
        if at + 1 < len(self.words):
            return self.breaks[at + 1]
        return _break(self.text[self.ends[at] :])


def _mask(text: str) -> str:
    """The text with asides blanked out, at the same length."""
    opening = _OPENING_QUOTE.match(text)
    start = opening.end() if opening else 0
    if not any(mark in text for mark in "([“"):
        return text
    return " " * start + _ASIDE.sub(lambda match: " " * len(match[0]), text[start:])


def _join_titles(words: list[str], between: list[str]) -> None:
    """The point after a title divides no sentences: "Mr. Sow"."""
    for at, brk in enumerate(between):
        if brk == STOP and words[at] in _TITLES:
            between[at] = SPACE


@lru_cache(maxsize=1024)
def _between(gap: str) -> str:
    """The break in a gap between two words; a point alone stands inside a number: "2.5"."""
    return SPACE if gap == STOP else _break(gap)


@lru_cache(maxsize=1024)
def _break(between: str) -> str:
    found = SPACE
    for mark in _BREAKS.findall(between):
        kind = _KINDS.get(mark, mark)
        if _STRENGTH[kind] > _STRENGTH[found]:
            found = kind
    return found
