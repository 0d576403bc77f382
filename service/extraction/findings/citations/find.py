"""Citations in one text: numbers and symbols, each given to the body that adopted it.

Numbers hang on a noun ("resolutions 59/46, 60/1 and …"); who adopted them is said before the noun
("Security Council", "its", "Council"), after it ("of the Commission on Human Rights"), or left to
the number's shape. The span of a citation is the shortest that names the document: the number
with its year or part ("1373 (2001)", "59/46"), or the full symbol.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from service.extraction.findings.citations import symbol_resolution
from service.extraction.findings.citations.attribution import (
    Claim,
    ClaimKind,
    claim_on,
    is_introduced,
    same_sentence,
)
from service.extraction.findings.citations.pinpoints import Beside, look_after, look_before
from service.extraction.findings.citations.tokens import Token, TokenKind, fold, tokenise
from service.extraction.languages.citations import CitationLexicon, lexicon_for
from service.model import Citation, CitationKind, Language, Organ, Symbol

COMMISSIONS: Final = frozenset(organ for organ in Organ if organ.symbol_prefix.startswith("E/CN."))
ORGANS: Final = {organ.value: organ for organ in Organ}
_LONGEST_GAP: Final = 400
_WIDEST_RANGE: Final = 60
_NEAREST_BODIES: Final = 8

_TO_FIRST_NUMBER = re.compile(r":?(?: Nos?\.)? [(“\"]?")
_TO_MEMBER = re.compile(
    r"(?:[,;/–-]|\b(?:and|or|to|including|particular|both|namely|inter alia|as))[ (]*$|^ $"
)
_OTHER_NUMBERING = re.compile(
    r"\b(?:Nos?|vol|art|comments?|recommendations?|pp?|sect|chap)\.? $", re.IGNORECASE
)
_RANGE = re.compile(r" to |–| – ")
_SUFFIX = re.compile(r"/(?:Add|Corr|Amend)\.\d+$")
_ADDENDA = re.compile(
    r"(?:,| and|, and) (?P<name>Add|Corr|Rev|Amend)\.(?P<first>\d+)"
    r"(?:(?:-|–)(?P<last>\d+))?(?![\w/])(?P<rest>(?:(?:,| and) \d+(?![\w/]))*)"
)


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What is known before a text is read.

    `acting_body` is whose "its" it is; `antecedents` are the symbols last cited together, which
    "that resolution" refers to; `commission` is the commission last named in full; `where` goes
    into the citations ("text", or a footnote's marker).
    """

    acting_body: Organ | None = None
    language: Language = Language.ENGLISH
    antecedents: tuple[str, ...] = ()
    commission: Organ | None = None
    where: str = "text"


def find_citations(text: str, context: CitationContext) -> tuple[Citation, ...]:
    """The documents cited in a text, in order, with offsets into it. Never raises."""
    return read_citations(text, context)[0]


def read_citations(
    text: str, context: CitationContext
) -> tuple[tuple[Citation, ...], CitationContext]:
    """The citations of a text, and the context for the text that follows it."""
    lexicon = lexicon_for(context.language)
    folded = fold(text)
    tokens = tokenise(folded, lexicon)
    if not tokens:
        return (), context
    reader = _Reader(text, folded, tokens, context, lexicon)
    reader.read()
    return tuple(sorted(reader.found, key=lambda one: (one.start, one.end))), reader.context


@dataclass(slots=True)
class _Group:
    """The numbers that hang on one noun; `end` is where the last of them stops.

    `inherited`: its claim is that of the group before it in the sentence.
    """

    noun: str
    plural: bool
    claim: Claim
    end: int
    inherited: bool = False
    count: int = 0
    last_number: str = ""
    symbols: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads one text from left to right."""

    text: str
    folded: str
    tokens: list[Token]
    context: CitationContext
    lexicon: CitationLexicon | None
    found: list[Citation] = field(default_factory=list)
    group: _Group | None = None
    mentioned: list[Organ] = field(default_factory=list)

    def read(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.kind is TokenKind.SYMBOL:
                self._symbol(token)
            elif self.lexicon is None:
                continue
            elif token.kind is TokenKind.NOUN:
                self._noun(index, token, self.lexicon)
            elif token.kind is TokenKind.NUMBER:
                self._number(token, self.lexicon)
            else:
                self._body(token)
        self._remember()

    def _body(self, token: Token) -> None:
        organ = ORGANS.get(token.value)
        if organ is not None:
            self.mentioned.append(organ)
            if organ in COMMISSIONS:
                self.context = replace(self.context, commission=organ)

    def _remember(self) -> None:
        """Make what was cited last the antecedent of what follows."""
        if self.group is not None and self.group.symbols:
            self.context = replace(self.context, antecedents=tuple(self.group.symbols))
            self.group.symbols.clear()

    # Nouns

    def _noun(self, index: int, token: Token, lexicon: CitationLexicon) -> None:
        self._remember()
        words = self.folded[token.start : token.end].lower()
        back = lexicon.back_reference.search(self.folded, max(0, token.start - 40), token.start)
        if back is not None and not self._number_follows(index):
            self._refer_back(back, token, words in lexicon.plurals)
            return
        claim = claim_on(self.folded, self.tokens, index, lexicon)
        before, inherited = self.group, False
        if (
            claim.kind is ClaimKind.BARE
            and before is not None
            and before.claim.kind is not ClaimKind.ITS
            and same_sentence(self.folded, before.end, token.start)
        ):
            inherited = not is_introduced(self.folded, before.end, token.start)
            claim = replace(before.claim, head=claim.head)
        plural = words in lexicon.plurals
        self.group = _Group(token.value, plural, claim, token.end, inherited)

    def _number_follows(self, index: int) -> bool:
        if index + 1 == len(self.tokens):
            return False
        token, following = self.tokens[index : index + 2]
        return following.kind is TokenKind.NUMBER and bool(
            _TO_FIRST_NUMBER.fullmatch(self.folded, token.end, following.start)
        )

    def _refer_back(self, back: re.Match[str], token: Token, plural: bool) -> None:
        start = back.start()
        if back["self"]:
            if not plural:
                self._add(None, start, token.end, CitationKind.SELF_REFERENCE, "self")
            return
        if plural != bool(back["those"]) or self.folded.startswith(" of ", token.end):
            return
        decisions = token.value == "decision"
        known = [one for one in self.context.antecedents if ("/DEC/" in one) == decisions]
        for symbol in known if plural else known[-1:]:
            self._add(symbol, start, token.end, CitationKind.IMPLICIT, "back-reference")

    # Numbers

    def _number(self, token: Token, lexicon: CitationLexicon) -> None:
        group = self.group
        if group is None or not self._belongs(group, token):
            return
        beside = look_after(self.folded, token.end, lexicon.months)
        members = symbol_resolution.members_of(self.folded[token.start : token.end], token.start)
        self._range(group, token)
        first = group.count == 0
        place = look_before(self.folded, group.claim.head) if first else (None, None)
        for member in members:
            kind, rule, symbol = self._name(group, member.number, beside.cited_date)
            group.count += 1
            if symbol is not None:
                group.symbols.append(symbol)
                self._add(symbol, member.start, member.end, kind, rule, beside, place)
        group.end, group.last_number = beside.end, members[-1].number

    def _belongs(self, group: _Group, token: Token) -> bool:
        if token.start - group.end > _LONGEST_GAP:
            return False
        gap = self.folded[group.end : token.start]
        if group.count == 0 and _TO_FIRST_NUMBER.fullmatch(gap):
            return True
        if _OTHER_NUMBERING.search(gap):
            return False
        if not same_sentence(self.folded, group.end, token.start):
            return False
        if not (group.plural or group.count > 0):
            return False
        # "1373 (2001)" can be nothing else, once resolutions are spoken of.
        shape = symbol_resolution.shape_of(token.value)
        return shape is symbol_resolution.Shape.YEAR_IN_BRACKETS or bool(_TO_MEMBER.search(gap))

    def _range(self, group: _Group, token: Token) -> None:
        """Add what lies between the ends of "61/1 to 61/5", spanning the whole expression."""
        if not group.count or not _RANGE.fullmatch(self.folded, group.end, token.start):
            return
        session, _, first = group.last_number.partition("/")
        again, _, last = self.folded[token.start : token.end].partition("/")
        if session != again or not (first.isdecimal() and last.isdecimal()):
            return
        start = group.end - len(group.last_number)
        if int(last) - int(first) > _WIDEST_RANGE:
            return
        for number in range(int(first) + 1, int(last)):
            _, _, symbol = self._name(group, f"{session}/{number}", None)
            if symbol is not None:
                group.symbols.append(symbol)
                self._add(symbol, start, token.end, CitationKind.LIST_MEMBER, "range")

    def _name(
        self, group: _Group, number: str, cited: date | None
    ) -> tuple[CitationKind, str, str | None]:
        """Kind, rule and symbol of a number; no symbol where its body has none here."""
        claim = group.claim
        kind = CitationKind.LIST_MEMBER if group.count else CitationKind.EXPLICIT
        if group.inherited:
            kind = CitationKind.IMPLICIT
        by_year = symbol_resolution.shape_of(number) is symbol_resolution.Shape.YEAR_IN_BRACKETS
        if claim.kind is ClaimKind.ELSEWHERE and not by_year:
            return kind, "elsewhere", None
        if claim.kind is ClaimKind.SERIES and self.lexicon is not None:
            series = self.lexicon.series[claim.value]
            return kind, "series", symbol_resolution.symbol_of_series(number, group.noun, series)
        if claim.kind is ClaimKind.SHORT:
            organ = symbol_resolution.by_short_name(claim.value, number, self._commission())
            symbol = symbol_resolution.symbol_for(number, group.noun, organ) if organ else None
            return kind, claim.value, symbol
        if claim.kind is ClaimKind.ORGAN:
            symbol = symbol_resolution.symbol_for(number, group.noun, ORGANS[claim.value])
            if symbol is not None:
                return kind, "organ", symbol
        return self._infer(group, number, cited)

    def _infer(
        self, group: _Group, number: str, cited: date | None
    ) -> tuple[CitationKind, str, str | None]:
        mentioned = tuple(reversed(self.mentioned[-_NEAREST_BODIES:]))
        acting = self.context.acting_body
        owned = group.claim.kind is ClaimKind.ITS
        symbol = symbol_resolution.infer(
            symbol_resolution.Unnamed(number, group.noun, acting, mentioned, cited, owned)
        )
        rule = "its" if owned else "shape"
        return CitationKind.IMPLICIT, rule, symbol

    def _commission(self) -> Organ | None:
        acting = self.context.acting_body
        return self.context.commission or (acting if acting in COMMISSIONS else None)

    # Symbols

    def _symbol(self, token: Token) -> None:
        try:
            symbol = Symbol.parse(token.value)
        except ValueError:
            return
        beside = look_after(self.folded, token.end, self.lexicon.months if self.lexicon else ())
        place = look_before(self.folded, token.start)
        kind = CitationKind.EXPLICIT
        self._add(symbol.value, token.start, token.end, kind, "symbol", beside, place)
        if "/RES/" in symbol.value or "/DEC/" in symbol.value:
            self._remember()
            self.context = replace(self.context, antecedents=(symbol.value,))
        self._addenda(symbol, token.end)

    def _addenda(self, symbol: Symbol, end: int) -> None:
        """Add the addenda of "A/HRC/42/46 and Add.1": each is a document of its own."""
        base = _SUFFIX.sub("", symbol.value)
        while match := _ADDENDA.match(self.folded, end):
            for number, start, stop in _addendum_numbers(match):
                name = symbol_resolution.canonical(f"{base}/{match['name']}.{number}")
                if name is not None:
                    self._add(name, start, stop, CitationKind.LIST_MEMBER, "addendum")
            end = match.end()

    # Results

    def _add(
        self,
        symbol: str | None,
        start: int,
        end: int,
        kind: CitationKind,
        rule: str,
        beside: Beside | None = None,
        place: tuple[str | None, str | None] = (None, None),
    ) -> None:
        paragraph, annex = place
        self.found.append(
            Citation(
                symbol=symbol,
                text=self.text[start:end],
                kind=kind,
                start=start,
                end=end,
                where=self.context.where,
                rule=f"citation.{rule}",
                paragraph=(beside.paragraph if beside else None) or paragraph,
                annex=(beside.annex if beside else None) or annex,
                cited_date=beside.cited_date if beside else None,
            )
        )


def _addendum_numbers(match: re.Match[str]) -> list[tuple[int, int, int]]:
    """Number, start and end of each addendum in "Add.1–3 and 5"; a range spans its expression."""
    first = int(match["first"])
    last = min(int(match["last"] or first), first + _WIDEST_RANGE)
    start, end = match.start("name"), match.end("last" if match["last"] else "first")
    numbers = [(number, start, end) for number in range(first, last + 1)]
    offset = match.start("rest")
    return numbers + [
        (int(found[0]), offset + found.start(), offset + found.end())
        for found in re.finditer(r"\d+", match["rest"])
    ]
