"""Schemas of traces: the findings of a resolution with their rules."""

from enum import StrEnum

from pydantic import Field

from service.api.http.schemas import AddressText, LabelText, Offset, Schema, SymbolText
from service.model import Language


class FindingKind(StrEnum):
    """What was found."""

    SPONSOR = "sponsor"
    VERB = "verb"
    ADDRESSEE = "addressee"
    CITATION = "citation"
    BODY = "body"
    INSTRUMENT = "instrument"
    REPORT = "report"


class Finding(Schema):
    """Something found, and the rule that found it."""

    kind: FindingKind
    text: str = Field(description="As printed.")
    start: Offset | None = Field(description="Offset in the text; null in the list of sponsors.")
    end: Offset | None
    where: str = Field(
        description=(
            "'text', the marker of the footnote whose text the offsets count in, or 'header'."
        ),
        examples=["text", "3"],
    )
    value: str | None = Field(
        description=(
            "What it was taken for: base form of a verb, normal form of an addressee, symbol, "
            "code of a body or sponsor, name of an instrument, who is to report."
        )
    )
    rule: str = Field(examples=["verb.start"])


class TracedParagraph(Schema):
    """A paragraph and all that was found in it, in the order of the text, then of its notes."""

    address: AddressText
    label: LabelText
    findings: list[Finding]


class Rule(Schema):
    """A rule, explained."""

    id: str = Field(examples=["verb.start"])
    explanation: str | None = Field(
        description="One sentence; null for a rule that this version no longer has."
    )


class Trace(Schema):
    """How everything found in a text came about: from which file, read by which rules."""

    symbol: SymbolText
    language: Language
    source: str = Field(description="Where the file came from.")
    source_digest: str = Field(description="SHA-256 of the file.", pattern="^[0-9a-f]{64}$")
    format: str
    parser_version: str
    sponsors: list[Finding]
    paragraphs: list[TracedParagraph]
    rules: list[Rule] = Field(description="Every rule that is named above, in order of id.")
