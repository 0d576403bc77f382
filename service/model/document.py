"""A parsed document: its header, its paragraphs, and what was found in each.

All values are frozen. Offsets count Unicode code points; `end` is exclusive.
"""

from dataclasses import dataclass
from datetime import date

from service.model.address import Address
from service.model.findings import (
    BodyMention,
    Citation,
    InstrumentMention,
    ReportRequest,
    Verb,
)
from service.model.language import Language
from service.model.organs import Organ
from service.model.symbol import Symbol
from service.model.vocabulary import (
    AdoptionMethod,
    ParagraphKind,
    ResolutionKind,
    SponsorRole,
    Status,
)


@dataclass(frozen=True, slots=True)
class BodyStep:
    """A step of the way of a draft: a body (organ code) and its role.

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
    """All that a document says about itself outside its paragraphs. None: not stated.

    `sdgs` are the Sustainable Development Goals ("4") and targets ("4.7") that it was indexed by.
    """

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
    sdgs: tuple[str, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()


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
    """A parsed resolution, draft, decision or statement; its symbol may be provisional."""

    header: Header
    paragraphs: tuple[Paragraph, ...]
    format: str
    provisional_symbol: bool = False
    problems: tuple[Problem, ...] = ()
