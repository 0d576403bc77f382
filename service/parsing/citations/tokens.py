"""The pieces of a text that matter to citations: names of bodies, nouns, numbers, full symbols."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from service.parsing.citations.lexicon import CitationLexicon

# Typographic variants that would break patterns, replaced one for one so that offsets hold.
_ONE_FOR_ONE: Final = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n\r\v\f", " "),
        **dict.fromkeys("\u2010\u2011\u2012", "-"),
        "\u2019": "'",
    }
)

_SEGMENT = r"(?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])|\([A-Z0-9.]{1,8}\)(?![a-z]))+"
_VOLUME = r"\((?:Parts?|Vols?\.|Sects?\.) ?(?:[IVX]+|\d+)(?:(?: and |-)(?:[IVX]+|\d+))?\)"
_FULL_SYMBOL = (
    r"(?<![\w/.@:-])[A-Z]+(?:[-(][A-Z0-9]+\)?)?/"
    rf"(?:(?:[A-Z.0-9]+/)*(?:RES|DEC)/\d{{1,5}}(?: ?\((?:19|20)\d\d\)|(?: [A-Z])? ?\((?:E?S-)?[IVXL]+\)(?: [A-Z]\b)?|/\d+ [A-Z]\b)"
    rf"|{_SEGMENT}(?:/{_SEGMENT})*(?: {_VOLUME}(?:/{_SEGMENT})*)?)(?![\w/])"
)
_PARTS = r"[A-Z]\b(?!['.])(?:(?:, | and |, and | to |-|–)[A-Z]\b(?![\w'.]))*"
_NUMBER = (
    r"(?<![\w/.,-])(?:"
    r"\d{1,4} ?\((?:19|20)\d\d\)"
    rf"|\d{{1,4}} ?(?:[A-Z](?:(?:, | and |-|–)[A-Z])* ?)?\((?:E?S-)?[IVXL]+\)(?: {_PARTS})?"
    rf"|(?:E?S-)?\d{{1,4}}/[1-9]\d{{0,3}}(?:(?: |(?=[A-Z])){_PARTS})?"
    r")(?![\w/%]|\.\d|-\d)"
)
_SYMBOL_OR_NUMBER = re.compile(rf"(?P<symbol>{_FULL_SYMBOL})|(?P<number>{_NUMBER})")
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
    return text.translate(_ONE_FOR_ONE)


def tokenise(text: str, lexicon: CitationLexicon | None) -> list[Token]:
    """The tokens of a folded text in order; without a lexicon, symbols alone."""
    tokens: list[Token] = []
    if _DIGIT.search(text):
        for match in _SYMBOL_OR_NUMBER.finditer(text):
            kind = TokenKind.SYMBOL if match.lastgroup == "symbol" else TokenKind.NUMBER
            tokens.append(Token(kind, match.start(), match.end(), match[0]))
    if lexicon is None:
        return [token for token in tokens if token.kind is TokenKind.SYMBOL]
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
