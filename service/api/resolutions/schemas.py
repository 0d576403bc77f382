"""Schemas of resolutions and paragraphs: the public contract, read by client generators.

Offsets count Unicode code points of the text beside them; `end` is exclusive. A `url` leads to the
JSON of a thing, a `page_url` to the same thing for people.
"""

import datetime as dt

from pydantic import Field

from service.api.http.schemas import (
    AddressText,
    LabelText,
    Offset,
    OrganCode,
    Schema,
    SymbolText,
    Url,
)
from service.model import (
    AdoptionMethod,
    BodyNaming,
    BodyRole,
    CitationKind,
    CitationStatus,
    InstrumentCategory,
    Language,
    ParagraphKind,
    ResolutionKind,
    SponsorRole,
    Status,
)


class Span(Schema):
    """A stretch of a text."""

    start: Offset
    end: Offset


class Verb(Schema):
    """A verb of the acting body, or the participle that opens a preambular paragraph."""

    lemma: str = Field(description="Base form.", examples=["request"])
    surface: str = Field(description="As printed, with its modifiers.", examples=["Also requests"])
    modifiers: list[str] = Field(examples=[["also"]])
    lead: bool = Field(description="False for a verb joined to the first by 'and'.")
    participle: bool = Field(description="True in the preamble ('Recalling').")
    start: Offset
    end: Offset
    addressee: str | None = Field(
        description="Who is asked, as printed.", examples=["the Secretary-General"]
    )
    addressee_start: Offset | None
    addressee_end: Offset | None
    rule: str = Field(description="The rule that found it.")


class Citation(Schema):
    """A document cited in a paragraph or in one of its footnotes."""

    symbol: str | None = Field(
        description="Canonical symbol of the cited document; null for 'the present resolution'.",
        examples=["A/RES/59/46"],
    )
    text: str = Field(description="As printed.", examples=["its resolution 59/46"])
    kind: CitationKind
    implicit: bool = Field(description="True where the organ was inferred from the context.")
    start: Offset
    end: Offset
    where: str = Field(
        description="'text', or the marker of the footnote whose text the offsets count in.",
        examples=["text", "3"],
    )
    paragraph: str | None = Field(description="The place named in the cited document.")
    annex: str | None
    cited_date: dt.date | None = Field(description="The date printed beside it.")
    status: CitationStatus = Field(description="Whether the cited document is stored here.")
    url: Url | None = Field(description="The cited resolution, if stored.")
    rule: str


class BodyMention(Schema):
    """A body named in a paragraph."""

    body: str = Field(description="Code of the body.", examples=["UNODC", "SG"])
    text: str = Field(description="As printed.", examples=["the Office"])
    naming: BodyNaming
    role: BodyRole
    start: Offset
    end: Offset
    rule: str


class InstrumentMention(Schema):
    """A treaty, declaration or other instrument named in a paragraph."""

    name: str = Field(
        description="The name that it is counted by.", examples=["Charter of the United Nations"]
    )
    category: InstrumentCategory
    text: str = Field(description="As printed.", examples=["Charter"])
    start: Offset
    end: Offset
    rule: str


class ReportRequest(Schema):
    """A request to report: who to whom, on what and when; as printed, but for session and due."""

    reporter: str | None = Field(examples=["the Secretary-General"])
    recipient: str | None = Field(
        description="To whom; 'it' is the body that acts.", examples=["the General Assembly"]
    )
    subject: str | None = Field(examples=["the implementation of the present resolution"])
    session: str | None = Field(description="Number of the session to report at.", examples=["61"])
    due: dt.date | None = Field(description="The day named.")
    term: str | None = Field(
        description="A span or a month.", examples=["six months", "the end of 2031"]
    )
    period: str | None = Field(description="How often.", examples=["every ninety days"])
    text: str = Field(description="The whole request.")
    start: Offset
    end: Offset
    rule: str


class Footnote(Schema):
    """A footnote, anchored in its paragraph at `offset`."""

    marker: str
    offset: Offset
    text: str
    citations: list[Citation]


class Sponsor(Schema):
    """A sponsor, in the order of the document."""

    code: str | None = Field(
        description="ISO 3166-1 alpha-3 code of the State, or the code of a group.",
        examples=["JPN", "G77-CHN"],
    )
    name: str = Field(description="As printed.")
    role: SponsorRole
    on_behalf_of: str | None


class Votes(Schema):
    """Counts of a recorded vote."""

    in_favour: int
    against: int
    abstaining: int


class BodyStep(Schema):
    """A body on the way of a draft: author, recommended_to, for_adoption_by, enacting."""

    body: str
    role: str


class ParagraphBrief(Schema):
    """A paragraph with its text and its verbs."""

    address: AddressText
    label: LabelText
    kind: ParagraphKind
    number: str | None = Field(description="As printed, without point or brackets.")
    level: int = Field(ge=0, description="0 for a paragraph, 1 for (a), 2 for (i).")
    language: Language
    text: str
    verbs: list[Verb]
    url: Url
    page_url: Url


class Paragraph(ParagraphBrief):
    """A paragraph with all that was found in it."""

    citations: list[Citation]
    bodies: list[BodyMention]
    instruments: list[InstrumentMention]
    reports: list[ReportRequest]
    footnotes: list[Footnote]


class ResolutionBrief(Schema):
    """What identifies a resolution."""

    symbol: SymbolText
    title: str | None
    kind: ResolutionKind
    status: Status | None
    organ: OrganCode | None
    session: str | None = Field(examples=["59", "S-10", "ES-11"])
    date: dt.date | None = Field(description="Adoption, or else the date of the document.")
    url: Url
    page_url: Url


class Resolution(ResolutionBrief):
    """A resolution, draft, decision or statement: all that it says outside its paragraphs."""

    provisional_symbol: bool = Field(
        description="True where the document prints no symbol and was given one from its content."
    )
    enacting_body: str | None
    chain: list[BodyStep] = Field(description="The bodies on the way of a draft, in order.")
    agenda_items: list[str]
    document_date: dt.date | None
    adoption_date: dt.date | None
    draft_symbol: str | None = Field(description="The draft that it was adopted from.")
    adopted_symbol: str | None = Field(
        description="For a draft: the resolution adopted from it, if stored."
    )
    adoption_method: AdoptionMethod | None
    votes: Votes | None
    subjects: list[str]
    sdgs: list[str] = Field(
        description="Sustainable Development Goals (`4`) and targets (`4.7`) it is indexed by.",
        examples=[["4", "4.7", "16"]],
    )
    sponsors: list[Sponsor]
    language: Language = Field(description="The language of the text that follows.")
    languages: list[Language] = Field(description="All languages in which a text is stored.")
    source: str | None = Field(description="Where the text came from.")
    format: str
    parser_version: str


class ResolutionWithParagraphs(Resolution):
    """A resolution with its text, paragraph by paragraph."""

    paragraphs: list[Paragraph]


class ParagraphList(Schema):
    """All paragraphs of a text, in order."""

    symbol: SymbolText
    language: Language
    paragraphs: list[Paragraph]


class ParagraphInContext(Schema):
    """A paragraph between its neighbours."""

    resolution: ResolutionBrief
    paragraph: Paragraph
    before: list[ParagraphBrief] = Field(description="The paragraphs before it, in order.")
    after: list[ParagraphBrief] = Field(description="The paragraphs after it, in order.")


class ResolutionPage(Schema):
    """A page of resolutions."""

    total: int = Field(ge=0)
    resolutions: list[ResolutionBrief]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page.")


class PlaceOfCitation(Schema):
    """The place of a citation."""

    symbol: SymbolText
    title: str | None
    date: dt.date | None
    address: AddressText
    label: LabelText
    url: Url
    page_url: Url


class CitationLink(Schema):
    """One document cited by one paragraph."""

    citing: PlaceOfCitation
    citation: Citation


class CitationPage(Schema):
    """A page of citations, in one direction."""

    symbol: SymbolText
    total: int = Field(ge=0)
    citations: list[CitationLink]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page.")
