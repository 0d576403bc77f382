"""The tokens of a text that matter to citations: names of bodies, nouns, numbers, full symbols.

All patterns here are of the normal form of a text, and of notation alone: the words that join the
parts of a number come from the lexicon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from service.extraction.languages.citations import CitationLexicon
from service.extraction.languages.files import alternation

_SEGMENT: Final = r"(?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])|\([A-Z0-9.]{1,8}\)(?![a-z]))+"
_STEP: Final = rf"/(?: (?=(?:Add|Corr|Rev)\.))?{_SEGMENT}"
_ACT: Final = (
    r"(?:[A-Z.0-9]+/)*(?:RES|DEC)/(?:"
    r"\d{1,5} ?\((?:19|20)\d\d\)"
    r"|\d{1,5}(?: [A-Z])? ?\((?:E?S-)?[IVXL]+\)(?: [A-Z]\b)?"
    r"|(?:E?S-)?\d{1,4}/\d{1,5} [A-Z]\b(?!['.]))"
)
# Where one may begin: a search skips to such a character, not so to what must not come before it.
_NUMBER_OR_SYMBOL_START = re.compile(r"[A-Z\d](?<![\w/.-].)")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Z]")
_WITH_PARTS = re.compile(
    r"(?P<number>(?:E?S-)?\d+(?:/\d+)?)(?: ?(?P<before>[A-Z][^()]*?)? ?"
    r"(?P<session>\([^)]*\)))? ?(?P<after>[A-Z][^()]*)?"
)
_NUMBER = re.compile(r"\d+")
WIDEST_RANGE: Final = 60
"""Documents; a longer range of numbers or addenda is a misprint, or none at all."""
_NEVER: Final = r"(?!)"


class TokenKind(Enum):
    """What a token is."""

    BODY = auto()
    NOUN = auto()
    NUMBER = auto()
    SYMBOL = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text, as in its normal form."""

    kind: TokenKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One number out of what was printed together ("53/243 A and B"), with its own span."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Notation:
    """Patterns of numbers and symbols, with the words by which one language joins their parts.

    `part_range` is between the first and the last part of "59/46 A to C"; `addenda` follow a
    symbol ("and Add.1–3").
    """

    number_or_symbol: re.Pattern[str]
    part_range: re.Pattern[str]
    addenda: re.Pattern[str]


@cache
def _notation_of(lexicon: CitationLexicon) -> _Notation:
    joiners = lexicon.table.joiners
    and_, to = (
        f"(?:{alternation(list(words))})" if words else _NEVER
        for words in (joiners.and_, joiners.to)
    )
    volume_number = r"(?:[IVX]+|\d+[A-Z]?)"
    volume = (
        rf"\((?:Parts?|Vols?\.|Sects? ?\.) ?{volume_number}(?:(?: {and_} |-){volume_number})?\)"
    )
    # The first step is the body's letters: "ICC-ASP", "GC(66)"; no Roman figure ("decision X/2").
    symbol = (
        r"(?<![\w/.@:-])(?![IVX]+/)[A-Z]+(?:-[A-Z]{2,}|\([A-Z0-9]+\)|\.\d+)?/"
        rf"(?:{_ACT}|{_SEGMENT}(?:{_STEP})*(?: {volume}(?:{_STEP})*)?)(?![\w/]|\.\w)"
    )
    parts = rf"[A-Z]\b(?!['.])(?:(?:, | {and_} |, {and_} | {to} |-|–)[A-Z]\b(?![\w'.]))*"
    number = (
        r"(?<![\w/.-])(?<!\b\d,)(?<!\b\d\d,)(?<!\b\d\d\d,)(?:"
        r"\d{1,4} ?\((?:19|20)\d\d\)"
        rf"|\d{{1,4}} ?(?:[A-Z](?:(?:, | {and_} |-|–)[A-Z])* ?)?"
        rf"\((?:E?S-)?[IVXL]+\)(?: {parts})?"
        rf"|(?:E?S-)?\d{{1,4}}/[1-9]\d{{0,3}}(?:(?: |(?=[A-Z])){parts})?"
        r")(?![\w/%]|\.\d|-\d)"
    )
    return _Notation(
        # Numbers first: "S-10/2" has the look of a symbol too.
        number_or_symbol=re.compile(rf"(?P<number>{number})|(?P<symbol>{symbol})"),
        part_range=re.compile(rf" {to} "),
        addenda=re.compile(
            rf"(?:,| {and_}|, {and_}) (?P<name>Add|Corr|Rev|Amend)\.(?P<first>\d+)"
            rf"(?:(?:-|–)(?P<last>\d+))?(?![\w/])(?P<rest>(?:(?:,| {and_}) \d+(?![\w/]))*)"
        ),
    )


def tokenise(text: str, lexicon: CitationLexicon) -> list[Token]:
    """The tokens of a text in its normal form, in order."""
    tokens: list[Token] = []
    if _DIGIT.search(text):
        number_or_symbol = _notation_of(lexicon).number_or_symbol
        for start in _NUMBER_OR_SYMBOL_START.finditer(text):
            if tokens and start.start() < tokens[-1].end:
                continue
            if match := number_or_symbol.match(text, start.start()):
                kind = TokenKind.SYMBOL if match.lastgroup == "symbol" else TokenKind.NUMBER
                tokens.append(_token(kind, match))
    if not any(cue in text for cue in lexicon.cues):
        return tokens
    nouns = [_token(TokenKind.NOUN, match) for match in lexicon.noun_pattern.finditer(text)]
    if nouns:
        tokens += nouns
        tokens += [_token(TokenKind.BODY, match) for match in lexicon.body_pattern.finditer(text)]
        tokens.sort(key=lambda token: token.start)
    return tokens


def _token(kind: TokenKind, match: re.Match[str]) -> Token:
    return Token(kind, match.start(), match.end(), match[0])


def members_of(token: Token, lexicon: CitationLexicon) -> list[Member]:
    """The members of a number with parts ("53/243 A and B", "55/12 A to C")."""
    text, start, part_range = token.text, token.start, _notation_of(lexicon).part_range
    match = _WITH_PARTS.fullmatch(text)
    group = "before" if match and match["before"] else "after"
    if match is None or match[group] is None:
        return [Member(text, start, start + len(text))]
    letters = [
        (found[0], match.start(group) + found.start()) for found in _LETTERS.finditer(match[group])
    ]
    joined_by_dash = re.search(r"[-–]", match[group])
    if len(letters) == 1 or joined_by_dash:
        return [Member(text, start, start + len(text))]
    first_end = letters[0][1] + 1
    if group == "before":
        first_end = max(first_end, match.end("session"))
    found = [Member(_with_part(match, letters[0][0]), start, start + first_end)]
    previous = letters[0]
    for letter, place in letters[1:]:
        if part_range.fullmatch(text, previous[1] + 1, place):
            found += [
                Member(_with_part(match, chr(code)), start + previous[1], start + place + 1)
                for code in range(ord(previous[0]) + 1, ord(letter))
            ]
        found.append(Member(_with_part(match, letter), start + place, start + place + 1))
        previous = (letter, place)
    return found


def _with_part(match: re.Match[str], part: str) -> str:
    return f"{match['number']}{match['session'] or ''} {part}"


def addenda_after(text: str, end: int, lexicon: CitationLexicon) -> Iterator[Member]:
    """The addenda named after a symbol that ends at `end`: "Add.1" of "A/HRC/42/46 and Add.1".

    Those of a range ("Add.1–3") span its whole expression.
    """
    addenda = _notation_of(lexicon).addenda
    while match := addenda.match(text, end):
        name, first, end = match["name"], int(match["first"]), match.end()
        last = min(int(match["last"] or first), first + WIDEST_RANGE)
        stop = match.end("last" if match["last"] else "first")
        for number in range(first, last + 1):
            yield Member(f"{name}.{number}", match.start("name"), stop)
        for further in _NUMBER.finditer(text, match.start("rest"), end):
            yield Member(f"{name}.{int(further[0])}", *further.span())
