"""Analyses texts: the tokens of a text, each with its position and the terms that find it."""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import chain
from typing import NamedTuple, TypeVar

from index.analysis.normalization import fold
from index.analysis.stemmers import analyser_of, stems
from index.analysis.tokenizer import chunks_with_starts, is_ideograph, split_chunks, tokenize

ANALYSIS_VERSION = 3
"""Raise it when terms change: indexes that were built with another version are rebuilt."""

SURFACE_MARK = "="
"""Marks the term of a word as written, to tell it from the term of its stem."""

MAX_TERM = 64
_MAX_WORD = 4 * MAX_TERM
_MAX_ACRONYM = 7
_MAX_CACHED_CHUNK = 64
_CACHED_CHUNKS = 100_000

Terms = tuple[str, ...]
TokenSpan = tuple[int, int, Terms]
"""Start and end of a token in a chunk of text, and its terms."""

TokenType = tuple[str, Terms]
"""An analyser, and the terms of a token of its texts."""

Value = TypeVar("Value")


class Token(NamedTuple):
    """A token of a text: its position among the tokens, its character offsets, and its terms."""

    position: int
    start: int
    end: int
    terms: Terms


class ChunkCache(dict[str, Value]):
    """A result for each chunk of text, computed when it is first needed.

    It caches up to 100,000 chunks of up to 64 characters (some 24 MB), and is emptied when full.
    """

    def __init__(self, compute: Callable[[str], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, chunk: str) -> Value:
        value = self._compute(chunk)
        if len(chunk) <= _MAX_CACHED_CHUNK:
            if len(self) >= _CACHED_CHUNKS:
                self.clear()
            self[chunk] = value
        return value


@lru_cache(maxsize=64)
def analyse(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of a text in reading order.

    Args:
        text: Any text.
        language: An ISO 639-1 code; languages without an analyser share one.

    >>> [token.terms for token in analyse("States, 10,000", "en")]
    [('state', '=states'), ('10000',)]
    """
    return tuple(select_tokens(text, language, _skip_none))


def select_tokens(text: str, language: str, skip: Callable[[Terms], bool]) -> list[Token]:
    """Return the tokens of a text but those whose terms `skip` accepts.

    Positions count all tokens. Where few are wanted, this takes half the time of `analyse`.
    """
    spans_of = _chunk_spans(analyser_of(language), text.isupper())
    tokens: list[Token] = []
    position = 0
    chunks, starts = chunks_with_starts(text)
    for offset, spans in zip(starts, map(spans_of.__getitem__, chunks), strict=False):
        for start, end, terms in spans:
            if not skip(terms):
                tokens.append(Token(position, offset + start, offset + end, terms))
            position += 1
    return tokens


def _skip_none(_: Terms) -> bool:
    return False


@cache
def _chunk_spans(analyser: str, in_capitals: bool) -> ChunkCache[tuple[TokenSpan, ...]]:
    return ChunkCache(partial(analyse_chunk, analyser, in_capitals))


def analyse_chunk(analyser: str, in_capitals: bool, chunk: str) -> tuple[TokenSpan, ...]:
    """Return the tokens of a chunk of text.

    `in_capitals` says that the whole text is in capitals, so that capitals mark no acronyms.
    """
    if is_ideograph(chunk[:1]):
        return ((0, len(chunk), (chunk,)),)
    return tuple(
        (start, end, terms)
        for kind, word, start, end in tokenize(chunk)
        if (terms := index_terms(kind, word.lower() if in_capitals else word, analyser))
    )


class TokenTypes:
    """Numbers token types from 0, in the order in which they are first seen.

    Two tokens are of one type when texts with the same analyser have the same terms there. A corpus
    has many tokens and few types: an index stores the numbers, and the terms of each type once.
    For one thread at a time.
    """

    def __init__(self) -> None:
        self.types: list[TokenType] = []
        self._numbers: dict[TokenType, int] = {}
        self._by_chunk: dict[tuple[str, bool], ChunkCache[tuple[int, ...]]] = {}

    def number_tokens(self, text: str, language: str) -> list[int]:
        """Return the number of the type of each token of a text, in reading order."""
        kind = analyser_of(language), text.isupper()
        if kind not in self._by_chunk:
            self._by_chunk[kind] = ChunkCache(partial(self._number_chunk, *kind))
        return list(chain.from_iterable(map(self._by_chunk[kind].__getitem__, split_chunks(text))))

    def _number_chunk(self, analyser: str, in_capitals: bool, chunk: str) -> tuple[int, ...]:
        spans = analyse_chunk(analyser, in_capitals, chunk)
        return tuple(self._number((analyser, terms)) for _, _, terms in spans)

    def _number(self, token_type: TokenType) -> int:
        number = self._numbers.setdefault(token_type, len(self.types))
        if number == len(self.types):
            self.types.append(token_type)
        return number


def index_terms(kind: str, word: str, analyser: str) -> Terms:
    """Return the terms of a raw token; none where it has nothing that can be found.

    Args:
        kind: The kind of raw token that `tokenize` gave: "word", "symbol", "number" and so on.
        word: Its text.
        analyser: The analyser of the text.
    """
    return _index_terms(kind, word[:_MAX_WORD], analyser)


@lru_cache(maxsize=100_000)
def _index_terms(kind: str, word: str, analyser: str) -> Terms:
    folded = fold(word)[:MAX_TERM]
    if not folded:
        return ()
    if kind == "symbol":
        parts = folded.split("/")
        return tuple(dict.fromkeys("/".join(parts[at:]) for at in range(len(parts))))
    if kind == "number":
        return (folded.replace(",", ""),)
    if kind == "dotted" or is_acronym(word):
        return (folded,)
    stemmed = tuple(stem[:MAX_TERM] for stem in stems(word, analyser))
    return stemmed if stemmed == (folded,) else (*stemmed, SURFACE_MARK + folded)


def is_acronym(word: str) -> bool:
    """Whether a word is short and all in capitals, and is therefore not stemmed."""
    return 2 <= len(word) <= _MAX_ACRONYM and word.isupper() and word.isalpha()
