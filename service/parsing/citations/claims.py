"""Whose resolutions a noun speaks of: what the words before and after it say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from service.parsing.citations.lexicon import CitationLexicon
from service.parsing.citations.tokens import Token, TokenKind

_BODY_TO_NOUN = re.compile(r"(?:'s?)?(?: [a-z-]+){0,2} ")
_BODY_TO_ITS = re.compile(
    r",? (?:[a-z]+ )?(?:in|by|through|under|with|via|to|within) (?:[a-z0-9() ]{0,40} (?:of|in|to|by) )?"
)
_ITS = re.compile(r"\b[Ii]ts (?:own )?(?:[a-z-]+,? ){0,5}$")
_CAPITALISED = re.compile(r"(?<=[\w,'] )[A-Z][\w-]*(?:'s?)? $")
_NOUN_TO_BODY = re.compile(r" (?:adopted |taken )?(?:of|by) (?:the )?")
_SENTENCE_END = re.compile(r"[a-z0-9)”\"]\.\d{0,3} (?=[A-Z“][a-z])")
_REACH = 80


class ClaimKind(Enum):
    """How a noun says whose it is."""

    ORGAN = auto()  # "Security Council resolution": value is the organ's code
    SHORT = auto()  # "Council resolution": value is the short name
    SERIES = auto()  # a body with a series of its own: value is its first name
    ELSEWHERE = auto()  # a body without a series here
    ITS = auto()  # "its resolution" of the acting body
    BARE = auto()  # nothing is said


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a noun; `head` is where the words that say it begin."""

    kind: ClaimKind
    value: str
    head: int


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two places."""
    return _SENTENCE_END.search(text, max(0, start - 2), end + 2) is None


def claim_on(text: str, tokens: Sequence[Token], index: int, lexicon: CitationLexicon) -> Claim:
    """What is said about the noun `tokens[index]`."""
    noun = tokens[index]
    body = _nearest_body(tokens, index)
    if body is not None and _BODY_TO_NOUN.fullmatch(text, body.end, noun.start):
        return _from_body(text, body, lexicon, body.start)
    if its := _ITS.search(text, max(0, noun.start - _REACH), noun.start):
        if body is not None and _BODY_TO_ITS.fullmatch(text, body.end, its.start()):
            return _from_body(text, body, lexicon, its.start())
        return Claim(ClaimKind.ITS, "", its.start())
    if capital := _CAPITALISED.search(text, max(0, noun.start - _REACH), noun.start):
        return Claim(ClaimKind.ELSEWHERE, "", capital.start())
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        following is not None
        and following.kind is TokenKind.BODY
        and _NOUN_TO_BODY.fullmatch(text, noun.end, following.start)
    ):
        return _from_body(text, following, lexicon, noun.start)
    return Claim(ClaimKind.BARE, "", noun.start)


def claim_after(text: str, end: int, body: Token, lexicon: CitationLexicon) -> Claim | None:
    """The claim of "… 59/46 of the General Assembly", for a number whose date ends at `end`."""
    if not re.compile(r",? (?:adopted )?(?:of|by) (?:the )?").fullmatch(text, end, body.start):
        return None
    return _from_body(text, body, lexicon, body.start)


def _nearest_body(tokens: Sequence[Token], index: int) -> Token | None:
    for token in reversed(tokens[max(0, index - 3) : index]):
        if token.kind is TokenKind.BODY:
            return token
    return None


def _from_body(text: str, body: Token, lexicon: CitationLexicon, head: int) -> Claim:
    if not body.value:
        return Claim(ClaimKind.ELSEWHERE, "", head)
    if body.value in lexicon.series:
        return Claim(ClaimKind.SERIES, body.value, head)
    if body.value in lexicon.short:
        # "Governing Council", "Health Assembly": another body's name ends in the short one.
        if _CAPITALISED.search(text, max(0, body.start - _REACH), body.start):
            return Claim(ClaimKind.ELSEWHERE, "", head)
        return Claim(ClaimKind.SHORT, body.value, head)
    return Claim(ClaimKind.ORGAN, body.value, head)
