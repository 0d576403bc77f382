"""Whose resolutions a noun speaks of: what the words before and after it say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from service.extraction.findings.citations.tokens import Token, TokenKind
from service.extraction.languages.citations import CitationLexicon, organ_of_report

_BODY_TO_NOUN = re.compile(r"(?:'s?)?(?: [a-z-]+){0,2} ")
_BODY_TO_ITS = re.compile(
    r",? (?:[a-z]+ )?(?:in|by|through|under|with|via|to|within) "
    r"(?:[a-z0-9() ]{0,40} (?:of|in|to|by) )?"
    r"|,? (?:on|at) [\w -]{0,40},? of "
)
_INCLUDING = re.compile(
    r"\b(?:including|in particular|particularly|especially|notably|namely),? (?:inter alia,? )?$"
)
_MANDATE = re.compile(
    r"(?: as)?,? (?:submitted |presented |prepared |transmitted |made |requested )?"
    r"(?:pursuant to|in accordance with|in response to|in) (?:relevant )?"
)
_REPORT_TO = re.compile(r"\b(?:reports?|updates?)\b[^.;,]{0,60}? to the $")
_ITS = re.compile(r"\b[Ii]ts (?:own )?(?:[a-z-]+,? ){0,5}$")
_CAPITALISED = re.compile(r"(?<=[\w,'] )[A-Z][\w-]*(?:'s?)? $")
_NOUN_TO_BODY = re.compile(r" (?:adopted |taken )?(?:of|by) (?:the )?")
_NUMBER_TO_BODY = re.compile(
    r"(?:,? (?:of|on|dated) \d{1,2} \w+ \d{4})?"
    r"(?:,? (?:adopted )?(?:of|by) (?:the )?|,? [^.;]{0,150}, (?:as )?(?:adopted )?by the )"
)
# "General Assembly of the World … Organization", "Assembly of States"
_OF_ANOTHER = re.compile(r" of (?:the )?(?!United Nations\b)[A-Z]")
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


def is_introduced(text: str, start: int, noun: int) -> bool:
    """Whether the noun is introduced as part of what was spoken of before ("…, including")."""
    return _INCLUDING.search(text, start, noun) is not None


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
    return (
        _claim_of_report(text, tokens, index, lexicon)
        or _claim_after(text, tokens, index, lexicon)
        or _claim_of_members(text, body, noun, lexicon)
        or _claim_of_mandate(text, body, noun, lexicon)
        or Claim(ClaimKind.BARE, "", noun.start)
    )


def _claim_of_report(
    text: str, tokens: Sequence[Token], index: int, lexicon: CitationLexicon
) -> Claim | None:
    """ "A/74/53, chap. III, resolution 42/12": the resolution is the reporting body's."""
    noun, report = tokens[index], tokens[index - 1] if index else None
    if report is None or report.kind is not TokenKind.SYMBOL:
        return None
    if not lexicon.in_report.fullmatch(text, report.end, noun.start):
        return None
    code = organ_of_report(report.value)
    return Claim(ClaimKind.ORGAN if code else ClaimKind.ELSEWHERE, code, noun.start)


def _claim_after(
    text: str, tokens: Sequence[Token], index: int, lexicon: CitationLexicon
) -> Claim | None:
    """ "resolutions 59/46 and 60/1 of 2 May of the General Assembly": the body follows."""
    noun = tokens[index]
    end = noun.end
    for token in tokens[index + 1 :]:
        if token.kind is TokenKind.BODY:
            pattern = _NOUN_TO_BODY if end == noun.end else _NUMBER_TO_BODY
            found = pattern.fullmatch(text, end, token.start)
            return _from_body(text, token, lexicon, noun.start) if found else None
        if token.kind is not TokenKind.NUMBER:
            return None
        end = token.end
    return None


def _claim_of_members(
    text: str, body: Token | None, noun: Token, lexicon: CitationLexicon
) -> Claim | None:
    """ "adopted by the General Assembly, including resolution 59/46": the body named before."""
    if body is None or not is_introduced(text, body.end, noun.start):
        return None
    if not same_sentence(text, body.end, noun.start):
        return None
    return _from_body(text, body, lexicon, noun.start)


def _claim_of_mandate(
    text: str, body: Token | None, noun: Token, lexicon: CitationLexicon
) -> Claim | None:
    """ "her report to the Human Rights Council pursuant to resolution 34/24": who is told."""
    if body is None or not _MANDATE.fullmatch(text, body.end, noun.start):
        return None
    if not _REPORT_TO.search(text, max(0, body.start - _REACH), body.start):
        return None
    return _from_body(text, body, lexicon, noun.start)


def _nearest_body(tokens: Sequence[Token], index: int) -> Token | None:
    for token in reversed(tokens[max(0, index - 3) : index]):
        if token.kind is TokenKind.BODY:
            return token
    return None


def _from_body(text: str, body: Token, lexicon: CitationLexicon, head: int) -> Claim:
    if not body.value or _OF_ANOTHER.match(text, body.end):
        return Claim(ClaimKind.ELSEWHERE, "", head)
    if body.value in lexicon.series:
        return Claim(ClaimKind.SERIES, body.value, head)
    if body.value in lexicon.short:
        # "Governing Council", "Health Assembly": another body's name ends in the short one.
        if _CAPITALISED.search(text, max(0, body.start - _REACH), body.start):
            return Claim(ClaimKind.ELSEWHERE, "", head)
        return Claim(ClaimKind.SHORT, body.value, head)
    return Claim(ClaimKind.ORGAN, body.value, head)
