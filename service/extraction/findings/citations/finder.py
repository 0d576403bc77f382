"""Citations in one text: numbers and symbols, each given to the body that adopted it.

Numbers belong to a noun ("resolutions 59/46, 60/1 and …"); who adopted them is said before the noun
("Security Council", "its", "Council"), after it ("of the Commission on Human Rights"), or left to
the number's shape. The span of a citation is the shortest that names the document: the number
with its year or part ("1373 (2001)", "59/46"), or the full symbol.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from service.extraction.findings.citations.attribution import (
    Attribution,
    AttributionKind,
    attribute,
    is_introduced,
    same_sentence,
)
from service.extraction.findings.citations.pinpoints import (
    Pinpoint,
    Suffix,
    pinpoint_before,
    read_suffix,
)
from service.extraction.findings.citations.symbol_resolution import (
    Shape,
    UnattributedNumber,
    canonical,
    infer_symbol,
    organ_by_short_name,
    shape_of,
    symbol_for,
    symbol_of_series,
)
from service.extraction.findings.citations.tokens import (
    WIDEST_RANGE,
    Token,
    TokenKind,
    addenda_after,
    members_of,
    tokenise,
)
from service.extraction.languages.citations import (
    CitationLexicon,
    DocumentKind,
    Noun,
    Series,
    ShortName,
)
from service.extraction.text.analysed import AnalysedText
from service.model import IN_TEXT, Citation, CitationKind, Organ, Symbol

COMMISSIONS: Final = {
    organ.value: organ for organ in Organ if organ.symbol_prefix.startswith("E/CN.")
}
_LONGEST_GAP: Final = 400
_LONGEST_REFERENCE: Final = 40
_NEAREST_BODIES: Final = 8
_ADDENDUM = re.compile(r"/(?:Add|Corr|Amend)\.\d+$")


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What is known before a text is read.

    `acting_body` is whose "its" it is; `antecedents` are the symbols last cited together, which
    "that resolution" refers to; `commission` is the commission last named in full; `where` goes
    into the citations ("text", or a footnote's marker).
    """

    acting_body: Organ | None = None
    antecedents: tuple[str, ...] = ()
    commission: Organ | None = None
    where: str = IN_TEXT


def find_citations(
    text: AnalysedText, context: CitationContext, lexicon: CitationLexicon
) -> tuple[tuple[Citation, ...], CitationContext]:
    """The documents cited in a text, in order.

    Args:
        text: The text of a paragraph or footnote.
        context: What is known from the texts before it.
        lexicon: The words of the language.

    Returns:
        The citations, with offsets into the text, and the context for the text that follows it.
    """
    tokens = tokenise(text.normal, lexicon)
    if not tokens:
        return (), context
    reader = _CitationReader(text.text, text.normal, tokens, context, lexicon)
    reader.read()
    return tuple(sorted(reader.found, key=lambda one: (one.start, one.end))), reader.context


@dataclass(slots=True)
class _NumberGroup:
    """The numbers that hang on one noun; `end` is where the last of them stops.

    `inherited`: its attribution is that of the group before it in the sentence.
    """

    noun: Noun
    attribution: Attribution
    end: int
    inherited: bool = False
    count: int = 0
    last_number: str = ""
    symbols: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _CitationReader:
    """Reads the tokens of one text from left to right, and remembers what the next ones need.

    `text` is the normal form of the `printed` text, `group` the group of numbers that is open;
    `mentioned` are the organs named so far.
    """

    printed: str
    text: str
    tokens: Sequence[Token]
    context: CitationContext
    lexicon: CitationLexicon
    found: list[Citation] = field(default_factory=list)
    group: _NumberGroup | None = None
    mentioned: list[Organ] = field(default_factory=list)

    def read(self) -> None:
        for index, token in enumerate(self.tokens):
            # 1. A full symbol names its document by itself, and its addenda may follow.
            if token.kind is TokenKind.SYMBOL:
                self._read_symbol(token)
            # 2. A body is remembered: numbers of nobody in particular may be its.
            elif token.kind is TokenKind.BODY:
                self._remember_body(token)
            # 3. A noun refers back to what was cited before ("that resolution"), or opens a group
            #    of numbers, with what the words around it say of whose they are.
            elif token.kind is TokenKind.NOUN:
                self._remember_group()
                if reference := self._back_reference(index):
                    self._refer_back(reference, token)
                else:
                    self.group = self._open_group(index)
            # 4. A number belongs to the open group, or cites nothing.
            elif self.group is not None and self._belongs(self.group, token):
                self._read_number(self.group, token)
        self._remember_group()

    def _remember_body(self, token: Token) -> None:
        body = self.lexicon.bodies[token.text]
        if isinstance(body, Organ):
            self.mentioned.append(body)
            if body in COMMISSIONS:
                self.context = replace(self.context, commission=body)

    def _remember_group(self) -> None:
        """Make what was cited last the antecedent of what follows."""
        if self.group is not None and self.group.symbols:
            self.context = replace(self.context, antecedents=tuple(self.group.symbols))
            self.group.symbols.clear()

    # Nouns

    def _back_reference(self, index: int) -> re.Match[str] | None:
        """The words before a noun without a number that refer back."""
        noun, following = self.tokens[index], self.tokens[index + 1 : index + 2]
        earliest = max(0, noun.start - _LONGEST_REFERENCE)
        reference = self.lexicon.table.back_reference.search(self.text, earliest, noun.start)
        if reference and following and following[0].kind is TokenKind.NUMBER:
            first = self.lexicon.table.numbers.first
            return None if first.fullmatch(self.text, noun.end, following[0].start) else reference
        return reference

    def _refer_back(self, reference: re.Match[str], token: Token) -> None:
        noun, start = self.lexicon.nouns[token.text.lower()], reference.start()
        if reference["self"]:
            if not noun.plural:
                self._add(None, start, token.end, CitationKind.SELF_REFERENCE, "self")
            return
        if noun.plural != bool(reference["those"]):
            return
        if self.lexicon.table.no_back_reference.match(self.text, token.end):
            return
        decisions = noun.kind is DocumentKind.DECISION
        known = [one for one in self.context.antecedents if ("/DEC/" in one) == decisions]
        for symbol in known if noun.plural else known[-1:]:
            self._add(symbol, start, token.end, CitationKind.IMPLICIT, "back-reference")

    def _open_group(self, index: int) -> _NumberGroup:
        token, before = self.tokens[index], self.group
        attribution, inherited = attribute(self.text, self.tokens, index, self.lexicon), False
        if (
            attribution.kind is AttributionKind.NONE
            and before is not None
            and before.attribution.kind is not AttributionKind.OWN
            and same_sentence(self.text, before.end, token.start)
        ):
            inherited = not is_introduced(self.text, before.end, token.start, self.lexicon)
            attribution = replace(before.attribution, start=attribution.start)
        return _NumberGroup(
            self.lexicon.nouns[token.text.lower()], attribution, token.end, inherited
        )

    # Numbers

    def _belongs(self, group: _NumberGroup, token: Token) -> bool:
        """Whether a number hangs on the noun of the group."""
        if token.start - group.end > _LONGEST_GAP:
            return False
        patterns, gap = self.lexicon.table.numbers, self.text[group.end : token.start]
        if group.count == 0 and patterns.first.fullmatch(gap):
            return True
        if patterns.other.search(gap):
            return False
        if not same_sentence(self.text, group.end, token.start):
            return False
        if not (group.noun.plural or group.count > 0):
            return False
        # "1373 (2001)" can be nothing else, once resolutions are spoken of.
        by_year = shape_of(token.text) is Shape.YEAR_IN_BRACKETS
        return by_year or patterns.member.search(gap) is not None

    def _read_number(self, group: _NumberGroup, token: Token) -> None:
        suffix = read_suffix(self.text, token.end, self.lexicon)
        members = members_of(token, self.lexicon)
        if group.count and self.lexicon.table.numbers.range.fullmatch(
            self.text, group.end, token.start
        ):
            self._read_range(group, token)
        before = Pinpoint()
        if group.count == 0:
            before = pinpoint_before(self.text, group.attribution.start, self.lexicon)
        for member in members:
            kind, rule, symbol = self._resolve(group, member.number, suffix.cited_date)
            group.count += 1
            if symbol is not None:
                group.symbols.append(symbol)
                self._add(symbol, member.start, member.end, kind, rule, suffix, before)
        group.end, group.last_number = suffix.end, members[-1].number

    def _read_range(self, group: _NumberGroup, token: Token) -> None:
        """Add the numbers between the ends of "61/1 to 61/5", spanning the whole expression."""
        session, _, first = group.last_number.partition("/")
        again, _, last = token.text.partition("/")
        if session != again or not (first.isdecimal() and last.isdecimal()):
            return
        start = group.end - len(group.last_number)
        if int(last) - int(first) > WIDEST_RANGE:
            return
        for number in range(int(first) + 1, int(last)):
            _, _, symbol = self._resolve(group, f"{session}/{number}", None)
            if symbol is not None:
                group.symbols.append(symbol)
                self._add(symbol, start, token.end, CitationKind.LIST_MEMBER, "range")

    def _resolve(
        self, group: _NumberGroup, number: str, cited_date: date | None
    ) -> tuple[CitationKind, str, str | None]:
        """Kind, rule and symbol of a number; no symbol where its body has none here."""
        attribution, document = group.attribution, group.noun.kind
        kind = CitationKind.LIST_MEMBER if group.count else CitationKind.EXPLICIT
        if group.inherited:
            kind = CitationKind.IMPLICIT
        acting = self.context.acting_body
        match attribution.body:
            case Series() as series:
                return kind, "series", symbol_of_series(number, document, series)
            case ShortName() as short:
                commission = self.context.commission or (acting if acting in COMMISSIONS else None)
                organ = organ_by_short_name(short, number, commission)
                return kind, short.value, symbol_for(number, document, organ) if organ else None
            case Organ() as organ if symbol := symbol_for(number, document, organ):
                return kind, "organ", symbol
        by_year = shape_of(number) is Shape.YEAR_IN_BRACKETS
        if attribution.kind is AttributionKind.ELSEWHERE and not by_year:
            return kind, "elsewhere", None
        owned = attribution.kind is AttributionKind.OWN
        mentioned = tuple(reversed(self.mentioned[-_NEAREST_BODIES:]))
        symbol = infer_symbol(
            UnattributedNumber(number, document, acting, mentioned, cited_date, owned)
        )
        return CitationKind.IMPLICIT, "its" if owned else "shape", symbol

    # Symbols

    def _read_symbol(self, token: Token) -> None:
        symbol = Symbol.parse_or_none(token.text)
        if symbol is None:
            return
        suffix = read_suffix(self.text, token.end, self.lexicon)
        before = pinpoint_before(self.text, token.start, self.lexicon)
        kind = CitationKind.EXPLICIT
        self._add(symbol.value, token.start, token.end, kind, "symbol", suffix, before)
        if "/RES/" in symbol.value or "/DEC/" in symbol.value:
            self._remember_group()
            self.context = replace(self.context, antecedents=(symbol.value,))
        self._read_addenda(symbol, token.end)

    def _read_addenda(self, symbol: Symbol, end: int) -> None:
        """Add the addenda of "A/HRC/42/46 and Add.1": each is a document of its own."""
        base = _ADDENDUM.sub("", symbol.value)
        for member in addenda_after(self.text, end, self.lexicon):
            name = canonical(f"{base}/{member.number}")
            if name is not None:
                self._add(name, member.start, member.end, CitationKind.LIST_MEMBER, "addendum")

    # Results

    def _add(
        self,
        symbol: str | None,
        start: int,
        end: int,
        kind: CitationKind,
        rule: str,
        suffix: Suffix | None = None,
        before: Pinpoint | None = None,
    ) -> None:
        """Add a citation; of two places named, the one after the number counts."""
        after, before = suffix.pinpoint if suffix else Pinpoint(), before or Pinpoint()
        self.found.append(
            Citation(
                symbol=symbol,
                text=self.printed[start:end],
                kind=kind,
                start=start,
                end=end,
                where=self.context.where,
                rule=f"citation.{rule}",
                paragraph=after.paragraph or before.paragraph,
                annex=after.annex or before.annex,
                cited_date=suffix.cited_date if suffix else None,
            )
        )
