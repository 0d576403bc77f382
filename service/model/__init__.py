"""The domain: resolutions, their paragraphs and findings, and the field's vocabularies.

Frozen values and closed vocabularies; this package imports no other of this project.
"""

from service.model.address import Address
from service.model.document import (
    BodyStep,
    Footnote,
    Header,
    Paragraph,
    ParsedResolution,
    Problem,
    Sponsor,
    Votes,
)
from service.model.findings import (
    IN_TEXT,
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
    PROSE_KINDS,
    SDG_NUMBER,
    AdoptionMethod,
    BodyNaming,
    BodyRole,
    CitationKind,
    CitationStatus,
    InstrumentCategory,
    ParagraphKind,
    ResolutionKind,
    SponsorRole,
    Status,
)

__all__ = [
    "IN_TEXT",
    "PROSE_KINDS",
    "SDG_NUMBER",
    "Address",
    "AdoptionMethod",
    "BodyMention",
    "BodyNaming",
    "BodyRole",
    "BodyStep",
    "Citation",
    "CitationKind",
    "CitationStatus",
    "Footnote",
    "Header",
    "InstrumentCategory",
    "InstrumentMention",
    "Language",
    "Organ",
    "Paragraph",
    "ParagraphKind",
    "ParsedResolution",
    "Problem",
    "ReportRequest",
    "ResolutionKind",
    "Sponsor",
    "SponsorRole",
    "Status",
    "Symbol",
    "Verb",
    "Votes",
]
