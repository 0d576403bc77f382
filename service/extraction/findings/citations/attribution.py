"""Attribution: which body's resolutions a noun means, by the words before and after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from service.extraction.findings.citations.symbol_resolution import organ_of_report
from service.extraction.findings.citations.tokens import Token, TokenKind
from service.extraction.languages.citations import CitationLexicon, CitedBody, ShortName

_SENTENCE_END = re.compile(r"[a-z0-9)”\"]\.\d{0,3} (?=[A-Z“][a-z])")
_REACH: Final = 80


class AttributionKind(Enum):
    """How a noun says whose it is."""

    NAMED = auto()  # "Security Council resolution", "Council resolution"
    ELSEWHERE = auto()  # of a body without a series here
    OWN = auto()  # "its resolution", of the acting body
    NONE = auto()  # nothing is said


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said of a noun.

    `start` is where the words that say it begin; `body` is who is named, where somebody is.
    """

    kind: AttributionKind
    start: int
    body: CitedBody = None


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two places."""
    return _SENTENCE_END.search(text, max(0, start - 2), end + 2) is None


def is_introduced(text: str, start: int, noun: int, lexicon: CitationLexicon) -> bool:
    """Whether the noun is introduced as part of what was spoken of before ("…, including")."""
    return lexicon.table.attribution.including.search(text, start, noun) is not None


def attribute(
    text: str, tokens: Sequence[Token], index: int, lexicon: CitationLexicon
) -> Attribution:
    """Whose resolutions the noun `tokens[index]` speaks of; the nearest words decide.

    Args:
        text: The normal form of the text.
        tokens: All tokens of the text.
        index: Which of them is the noun.
        lexicon: The words of the language.
    """
    noun, patterns = tokens[index], lexicon.table.attribution
    body = _body_before(tokens, index)
    # 1. "the Security Council's resolution"
    if body is not None and patterns.body_to_noun.fullmatch(text, body.end, noun.start):
        return _to_body(text, body, lexicon, body.start)
    # 2. "its resolution", or "the Security Council, in its resolution"
    earliest = max(0, noun.start - _REACH)
    if own := patterns.own.search(text, earliest, noun.start):
        if body is not None and patterns.body_to_own.fullmatch(text, body.end, own.start()):
            return _to_body(text, body, lexicon, own.start())
        return Attribution(AttributionKind.OWN, own.start())
    # 3. Another name before the noun
    if name := patterns.name_before.search(text, earliest, noun.start):
        return Attribution(AttributionKind.ELSEWHERE, name.start())
    # 4. "A/74/53, chap. III, resolution 42/12": of the body that reports
    report = tokens[index - 1] if index else None
    if (
        report is not None
        and report.kind is TokenKind.SYMBOL
        and patterns.in_report.fullmatch(text, report.end, noun.start)
    ):
        organ = organ_of_report(report.text)
        kind = AttributionKind.NAMED if organ else AttributionKind.ELSEWHERE
        return Attribution(kind, noun.start, organ)
    # 5. "resolutions 59/46 and 60/1 of 2 May of the General Assembly"
    if after := _body_after(text, tokens, index, lexicon):
        return _to_body(text, after, lexicon, noun.start)
    # 6. "adopted by the General Assembly, including resolution 59/46", or "her report to the
    #    Human Rights Council pursuant to resolution 34/24"
    if body is not None and (
        _is_among(text, body, noun, lexicon) or _is_mandate(text, body, noun, lexicon)
    ):
        return _to_body(text, body, lexicon, noun.start)
    return Attribution(AttributionKind.NONE, noun.start)


def _body_before(tokens: Sequence[Token], index: int) -> Token | None:
    """The body named last among the few tokens before."""
    for token in reversed(tokens[max(0, index - 3) : index]):
        if token.kind is TokenKind.BODY:
            return token
    return None


def _body_after(
    text: str, tokens: Sequence[Token], index: int, lexicon: CitationLexicon
) -> Token | None:
    """The body that follows a noun, or the numbers after it."""
    noun, patterns = tokens[index], lexicon.table.attribution
    end = noun.end
    for token in tokens[index + 1 :]:
        if token.kind is TokenKind.BODY:
            between = patterns.noun_to_body if end == noun.end else patterns.number_to_body
            return token if between.fullmatch(text, end, token.start) else None
        if token.kind is not TokenKind.NUMBER:
            return None
        end = token.end
    return None


def _is_among(text: str, body: Token, noun: Token, lexicon: CitationLexicon) -> bool:
    """Whether the noun is introduced as one of those of a body named before, in one sentence."""
    return is_introduced(text, body.end, noun.start, lexicon) and same_sentence(
        text, body.end, noun.start
    )


def _is_mandate(text: str, body: Token, noun: Token, lexicon: CitationLexicon) -> bool:
    """Whether the noun is the mandate for a report to a body named before."""
    patterns = lexicon.table.attribution
    return (
        patterns.mandate.fullmatch(text, body.end, noun.start) is not None
        and patterns.report_to.search(text, max(0, body.start - _REACH), body.start) is not None
    )


def _to_body(text: str, token: Token, lexicon: CitationLexicon, start: int) -> Attribution:
    """The attribution to a body named, unless its name is a part of another body's."""
    patterns = lexicon.table.attribution
    body = lexicon.bodies[token.text]
    elsewhere = body is None or patterns.of_another_body.match(text, token.end) is not None
    if isinstance(body, ShortName) and not elsewhere:
        # "Governing Council", "Health Assembly": another body's name ends in the short one.
        before = patterns.name_before.search(text, max(0, token.start - _REACH), token.start)
        elsewhere = before is not None
    if elsewhere:
        return Attribution(AttributionKind.ELSEWHERE, start)
    return Attribution(AttributionKind.NAMED, start, body)
