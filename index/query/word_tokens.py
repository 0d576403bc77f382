"""Reads a query token that has no blanks: a plain word, or one with operators of the language.

An operator counts only where it can't be punctuation of a text that was pasted; elsewhere it stays
part of the word, and the analysis ignores it.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from index.analysis import wildcard_word
from index.analysis.tokenizer import tokenize
from index.errors import QuerySyntaxError, SyntaxFault

MIN_PREFIX = 2
MAX_WILDCARDS = 4
MAX_EDITS = 2
MAX_BOOST = 100.0
BOOST_DECIMALS = 3
FUZZY_LETTERS = {1: 4, 2: 8}
"""How many letters a word needs for so many edits."""

OPERATORS = ("AND", "OR", "NOT")

_CHARACTER = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
# One ideograph carries as much as two letters do.
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PUNCTUATION_AFTER = re.compile(r"[^\w*]+$")
_FUZZY = re.compile(r"(.*[^\W\d_])~(\d*)")
_BOOST = re.compile(r"([^^]+)\^(\d+(?:\.\d+)?)")


class TokenKind(Enum):
    """The kind of a query token."""

    WORD = auto()
    PREFIX = auto()
    WILDCARD = auto()
    FUZZY = auto()
    EVERY = auto()
    PHRASE = auto()
    PHRASE_PREFIX = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of the query language.

    `position` is its offset in the query, `text` its text without operators.

    `distance` is that of a phrase (words) or of a fuzzy word (edits); `factor` is a boost.
    """

    kind: TokenKind
    position: int
    text: str = ""
    distance: int | None = None
    factor: float | None = None


def read_word(word: str, at: int) -> QueryToken | None:
    """The token of a word; none where there is no letter or digit. Raises QuerySyntaxError."""
    if word in OPERATORS:
        return QueryToken(TokenKind[word], at, word)
    text, factor = _without_boost(word, at)
    if text == "*":
        return QueryToken(TokenKind.EVERY, at, text, None, factor)
    core = _PUNCTUATION_AFTER.sub("", text)
    if "*" in core or "?" in core:
        return _read_wildcards(text, core, at, factor)
    if (fuzzy := _FUZZY.fullmatch(text)) and tokenize(fuzzy[1])[-1][0] == "word":
        return QueryToken(TokenKind.FUZZY, at, fuzzy[1], _edits(fuzzy, at), factor)
    # Dashes, ampersands and the like between words are pasted punctuation, nothing to look for.
    return QueryToken(TokenKind.WORD, at, text, None, factor) if has_words(text) else None


def has_words(text: str) -> bool:
    """Whether there is a letter or digit to look for."""
    return _CHARACTER.search(text) is not None


def is_long_enough(text: str) -> bool:
    """Whether there are enough letters for an asterisk to follow."""
    return len(_CHARACTER.findall(text)) + len(_IDEOGRAPH.findall(text)) >= MIN_PREFIX


def check_prefix(text: str, at: int) -> None:
    """Refuse beginnings that are too short."""
    if not is_long_enough(text):
        raise QuerySyntaxError(
            f"at least {MIN_PREFIX} letters must stand before “*”", at, SyntaxFault.PREFIX_TOO_SHORT
        )


def takes_boost(text: str) -> bool:
    """Whether “^” and a number after this text are a boost: not after a number or a single letter,
    where they are a power (10^6, m^3).
    """
    if text in OPERATORS or "^" in text:
        return False
    return text == "*" or len(_LETTER.findall(text)) + len(_IDEOGRAPH.findall(text)) > 1


def factor_of(digits: str, at: int) -> float:
    """The factor of a boost. Raises QuerySyntaxError."""
    decimals = len(digits.partition(".")[2])
    factor = float(digits)
    if not 0 < factor <= MAX_BOOST or decimals > BOOST_DECIMALS:
        raise QuerySyntaxError(
            f"a boost is more than 0 and at most {MAX_BOOST:g}, with {BOOST_DECIMALS} decimals",
            at,
            SyntaxFault.BOOST_OUT_OF_RANGE,
        )
    return factor


def _without_boost(word: str, at: int) -> tuple[str, float | None]:
    boost = _BOOST.fullmatch(word)
    if boost is None or not takes_boost(boost[1]):
        return word, None
    return boost[1], factor_of(boost[2], at + boost.start(2))


def _read_wildcards(text: str, core: str, at: int, factor: float | None) -> QueryToken:
    if core.endswith("*") and not re.search(r"[?*]", core[:-1]):
        check_prefix(core[:-1], at)
        return QueryToken(TokenKind.PREFIX, at, core[:-1], None, factor)
    wild = wildcard_word(core)
    if wild is not None and is_long_enough(re.split(r"[?*]", wild)[0]):
        if sum(map(wild.count, "?*")) > MAX_WILDCARDS:
            raise QuerySyntaxError(
                f"a word has at most {MAX_WILDCARDS} wildcards", at, SyntaxFault.TOO_MANY_WILDCARDS
            )
        return QueryToken(TokenKind.WILDCARD, at, core, None, factor)
    if "*" not in core:
        return QueryToken(TokenKind.WORD, at, text, None, factor)
    check_prefix(core.partition("*")[0], at)
    raise QuerySyntaxError("“*” can't stand here in a word", at + core.index("*"))


def _edits(fuzzy: re.Match[str], at: int) -> int:
    edits = int(fuzzy[2][:3] or "1")
    if edits > MAX_EDITS:
        raise QuerySyntaxError(
            f"a word has at most {MAX_EDITS} edits after “~”",
            at + fuzzy.start(2),
            SyntaxFault.DISTANCE_TOO_LARGE,
        )
    if edits == 0:
        raise QuerySyntaxError("“~” needs 1 or 2 after it", at + fuzzy.start(2))
    if not fits_fuzzy(fuzzy[1], edits):
        raise QuerySyntaxError(
            f"at least {FUZZY_LETTERS[edits]} letters must stand before “~{fuzzy[2]}”",
            at,
            SyntaxFault.WORD_TOO_SHORT,
        )
    return edits


def fits_fuzzy(text: str, edits: int) -> bool:
    """Whether a word is long enough for so many edits."""
    _, last, _, _ = tokenize(text)[-1]
    return len(_LETTER.findall(last)) >= FUZZY_LETTERS[edits]
