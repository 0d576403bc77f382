"""The pieces of a text that matter to citations: names of bodies, nouns, numbers, full symbols."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from service.extraction.languages.citations import CitationLexicon

# Typographic variants that would break patterns, replaced one for one so that offsets hold.
_ONE_FOR_ONE: Final = {
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n\r\v\f", " "),
    **dict.fromkeys("\u2010\u2011\u2012", "-"),
    "\u2019": "'",
}

_SEGMENT = r"(?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])|\([A-Z0-9.]{1,8}\)(?![a-z]))+"
_VOLUME = (
    r"\((?:Parts?|Vols?\.|Sects? ?\.) ?(?:[IVX]+|\d+[A-Z]?)(?:(?: and |-)(?:[IVX]+|\d+[A-Z]?))?\)"
)
_STEP = rf"/(?: (?=(?:Add|Corr|Rev)\.))?{_SEGMENT}"
_ACT = (
    r"(?:[A-Z.0-9]+/)*(?:RES|DEC)/(?:"
    r"\d{1,5} ?\((?:19|20)\d\d\)"
    r"|\d{1,5}(?: [A-Z])? ?\((?:E?S-)?[IVXL]+\)(?: [A-Z]\b)?"
    r"|(?:E?S-)?\d{1,4}/\d{1,5} [A-Z]\b(?!['.]))"
)
# The first step is the body's letters: "ICC-ASP", "GC(66)", but no Roman figure ("decision X/2").
_FULL_SYMBOL = (
    r"(?<![\w/.@:-])(?![IVX]+/)[A-Z]+(?:-[A-Z]{2,}|\([A-Z0-9]+\)|\.\d+)?/"
    rf"(?:{_ACT}|{_SEGMENT}(?:{_STEP})*(?: {_VOLUME}(?:{_STEP})*)?)(?![\w/]|\.\w)"
)
_PARTS = r"[A-Z]\b(?!['.])(?:(?:, | and |, and | to |-|–)[A-Z]\b(?![\w'.]))*"
_NUMBER = (
    r"(?<![\w/.-])(?<!\b\d,)(?<!\b\d\d,)(?<!\b\d\d\d,)(?:"
    r"\d{1,4} ?\((?:19|20)\d\d\)"
    rf"|\d{{1,4}} ?(?:[A-Z](?:(?:, | and |-|–)[A-Z])* ?)?\((?:E?S-)?[IVXL]+\)(?: {_PARTS})?"
    rf"|(?:E?S-)?\d{{1,4}}/[1-9]\d{{0,3}}(?:(?: |(?=[A-Z])){_PARTS})?"
    r")(?![\w/%]|\.\d|-\d)"
)
# Numbers first: "S-10/2" has the look of a symbol too.
_NUMBER_OR_SYMBOL = re.compile(rf"(?P<number>{_NUMBER})|(?P<symbol>{_FULL_SYMBOL})")
# Where one may begin: a search skips to such a character, not so to what must not stand before it.
_NUMBER_OR_SYMBOL_START = re.compile(r"[A-Z\d](?<![\w/.-].)")
_DIGIT = re.compile(r"\d")


class TokenKind(Enum):
    """What a piece is."""

    BODY = auto()
    NOUN = auto()
    NUMBER = auto()
    SYMBOL = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `value` is the body's code, the noun's kind, or the text itself."""

    kind: TokenKind
    start: int
    end: int
    value: str


def fold(text: str) -> str:
    """The text with spaces, hyphens and apostrophes made plain, of the same length."""
    # Several times as fast as `translate`, for most of these are in hardly any text.
    for printed, plain in _ONE_FOR_ONE.items():
        text = text.replace(printed, plain)
    return text


def tokenise(text: str, lexicon: CitationLexicon | None) -> list[Token]:
    """The tokens of a folded text in order; without a lexicon, symbols alone."""
    tokens: list[Token] = []
    if _DIGIT.search(text):
        for start in _NUMBER_OR_SYMBOL_START.finditer(text):
            if tokens and start.start() < tokens[-1].end:
                continue
            if match := _NUMBER_OR_SYMBOL.match(text, start.start()):
                kind = TokenKind.SYMBOL if match.lastgroup == "symbol" else TokenKind.NUMBER
                tokens.append(Token(kind, match.start(), match.end(), match[0]))
    if lexicon is None:
        return [token for token in tokens if token.kind is TokenKind.SYMBOL]
    if not any(cue in text for cue in lexicon.cues):
        return tokens
    nouns = [
        Token(TokenKind.NOUN, match.start(), match.end(), lexicon.nouns[match[0].lower()])
        for match in lexicon.noun.finditer(text)
    ]
    if nouns:
        tokens += nouns
        tokens += [
            Token(TokenKind.BODY, match.start(), match.end(), lexicon.bodies[match[0]])
            for match in lexicon.names.finditer(text)
        ]
        tokens.sort(key=lambda token: token.start)
    return tokens
