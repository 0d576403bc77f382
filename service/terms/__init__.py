"""The field's own words as enums and value types; this package imports nothing of ours."""

from service.terms.address import Address
from service.terms.kinds import (
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
from service.terms.language import Language
from service.terms.organs import Organ
from service.terms.symbol import Symbol

__all__ = [
    "Address",
    "AdoptionMethod",
    "BodyNaming",
    "BodyRole",
    "CitationKind",
    "CitationStatus",
    "InstrumentCategory",
    "Language",
    "Organ",
    "ParagraphKind",
    "ResolutionKind",
    "SponsorRole",
    "Status",
    "Symbol",
]
