"""What reading and parsing yield: frozen values, with offsets into the paragraph text.

Two stages, two families of values. A *reader* (`service.parsing.formats`) turns bytes into a
`SourceText`: blocks of text in reading order, with whatever the markup says of them. *Parsing*
turns a `SourceText` into a `ParsedResolution`. Offsets count Unicode code points; `end` is
exclusive.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.terms import (
    Address,
    AdoptionMethod,
    BodyNaming,
    BodyRole,
    CitationKind,
    InstrumentCategory,
    Language,
    Organ,
    ParagraphKind,
    ResolutionKind,
    SponsorRole,
    Status,
    Symbol,
)


class BlockRole(StrEnum):
    """What a source's own markup says that a block is. Plain text says nothing (None)."""

    TITLE = "title"
    CHAPEAU = "chapeau"
    ENACTING = "enacting"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    HEADING = "heading"
    ANNEX_HEADING = "annex_heading"
    SECTION_HEADING = "section_heading"
    TEXT = "text"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its printed marker, where it is anchored in its block or paragraph, its text."""

    marker: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page, with white space folded to single spaces and note markers removed.

    `number` is the printed number without its point or brackets ("3", "a", "ii") where the source
    carries it apart from the text; `level` is the depth of nesting (0 = not nested); `emphasis` are
    the italic runs as (start, end) offsets; `role` is what the source's markup says, if anything.
    """

    text: str
    role: BlockRole | None = None
    number: str | None = None
    level: int = 0
    emphasis: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()

    def in_role(self, role: BlockRole) -> "Block":
        """The same block in another role."""
        # Called for every block: `dataclasses.replace` takes several times as long.
        return Block(self.text, role, self.number, self.level, self.emphasis, self.notes)


@dataclass(frozen=True, slots=True)
class BodyStep:
    """A step of the way of a draft: which body (organ code) stands in which role.

    Roles: "author" (a draft *of* the Commission), "recommended_to", "for_adoption_by", "enacting".
    """

    body: str
    role: str


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor: ISO 3166-1 alpha-3 code (or a group's code), the name as printed."""

    code: str | None
    name: str
    role: SponsorRole = SponsorRole.SPONSOR
    on_behalf_of: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """Counts of a recorded vote, where stated."""

    in_favour: int
    against: int
    abstaining: int


@dataclass(frozen=True, slots=True)
class Header:
    """All that a document says about itself outside its paragraphs. None: not stated."""

    symbol: Symbol | None = None
    kind: ResolutionKind | None = None
    status: Status | None = None
    organ: Organ | None = None
    enacting_body: Organ | None = None
    chain: tuple[BodyStep, ...] = ()
    session: str | None = None
    agenda_items: tuple[str, ...] = ()
    title: str | None = None
    document_date: date | None = None
    adoption_date: date | None = None
    draft_symbol: Symbol | None = None
    language: Language | None = None
    adoption_method: AdoptionMethod | None = None
    votes: Votes | None = None
    subjects: tuple[str, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader yields. `official` holds what the source's metadata states, to be trusted."""

    format: str
    blocks: tuple[Block, ...]
    official: Header = field(default_factory=Header)


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb (operative) or participle (preambular) whose subject is the acting body.

    `surface` is the verb with its modifiers as printed (`text[start:end]`); `lemma` its base form;
    `lead` is False for coordinated verbs; `addressee` is who is asked, at
    `text[addressee_start:addressee_end]`.
    """

    lemma: str
    surface: str
    modifiers: tuple[str, ...]
    lead: bool
    start: int
    end: int
    rule: str
    participle: bool = False
    addressee: str | None = None
    addressee_start: int | None = None
    addressee_end: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited. `where` is "text", or the marker of the footnote that the offsets index.

    `symbol` is canonical (str of a `Symbol`, or another symbol as printed); None for a
    self-reference. `paragraph` is the place named in the target ("op5"), `annex` the annex named
    ("annex", "annex II"), `cited_date` the date printed beside the number.
    """

    symbol: str | None
    text: str
    kind: CitationKind
    start: int
    end: int
    where: str
    rule: str
    paragraph: str | None = None
    annex: str | None = None
    cited_date: date | None = None

    @property
    def implicit(self) -> bool:
        """Whether the organ had to be worked out from the context."""
        return self.kind is CitationKind.IMPLICIT


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a paragraph: `body` is its code in the lexicon, `text` as printed."""

    body: str
    text: str
    naming: BodyNaming
    role: BodyRole
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A request to report: who (`reporter`) to whom, on what, and when, all as printed.

    "It" as a recipient is the acting body. `session` is the number of the session to report at,
    `due` the day named, `term` a span or a month ("six months", "the end of 2031"), `period` how
    often ("every ninety days"); `text[start:end]` is the request.
    """

    reporter: str | None
    recipient: str | None
    subject: str | None
    session: str | None
    due: date | None
    term: str | None
    period: str | None
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A treaty, declaration or other named instrument; `name` is the one that it is counted by.

    That is its name in the lexicon, or else as the document first gives it in full.
    """

    name: str
    category: InstrumentCategory
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of a paragraph, with the citations in its own text."""

    marker: str
    offset: int
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph at its address, with all that was found in it.

    `number` is as printed, without point or brackets; `level` is the depth (0 = paragraph,
    1 = (a), 2 = (i)); `emphasis` are italic runs that the source marked, offsets into `text`.
    """

    address: Address
    kind: ParagraphKind
    number: str | None
    level: int
    text: str
    emphasis: tuple[tuple[int, int], ...] = ()
    verbs: tuple[Verb, ...] = ()
    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    instruments: tuple[InstrumentMention, ...] = ()
    reports: tuple[ReportRequest, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    def having(
        self,
        *,
        verbs: tuple[Verb, ...] | None = None,
        citations: tuple[Citation, ...] | None = None,
        bodies: tuple[BodyMention, ...] | None = None,
        instruments: tuple[InstrumentMention, ...] | None = None,
        footnotes: tuple[Footnote, ...] | None = None,
    ) -> "Paragraph":
        """The same paragraph with other findings in place of its own."""
        # Called several times for every paragraph: `dataclasses.replace` takes far longer.
        return Paragraph(
            self.address,
            self.kind,
            self.number,
            self.level,
            self.text,
            self.emphasis,
            self.verbs if verbs is None else verbs,
            self.citations if citations is None else citations,
            self.bodies if bodies is None else bodies,
            self.instruments if instruments is None else instruments,
            self.reports,
            self.footnotes if footnotes is None else footnotes,
        )

    @property
    def parent(self) -> Address | None:
        """The address that this one hangs on (`op3` for `op3.a`)."""
        return self.address.parent


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd in a document that did not stop it from being read."""

    code: str
    detail: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedResolution:
    """A resolution, draft, decision or statement, taken apart; its symbol may be provisional."""

    header: Header
    paragraphs: tuple[Paragraph, ...]
    format: str
    provisional_symbol: bool = False
    problems: tuple[Problem, ...] = ()
