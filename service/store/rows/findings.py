"""The row mapper of findings: from the values of the model to rows and back, field by field.

A row here is a typed dictionary with the columns of its table, without `paragraph_id` and
`position`. Vocabularies are stored by value. The content hash of a text is computed from these
dictionaries: a new name or another value changes the hash of every text.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypedDict, cast

from sqlmodel import col

from service.model import IN_TEXT, BodyMention, Citation, InstrumentMention, ReportRequest, Verb
from service.store.tables import (
    ParagraphBody,
    ParagraphCitation,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
)
from service.store.tables.columns import storable, storable_or_none


class VerbRow(TypedDict):
    """The columns of `paragraph_verb`."""

    lemma: str
    surface: str
    modifiers: list[str]
    lead: bool
    participle: bool
    start: int
    end: int
    rule: str
    addressee: str | None
    addressee_start: int | None
    addressee_end: int | None


class CitationRow(TypedDict):
    """The columns of `paragraph_citation`."""

    symbol: str | None
    text: str
    kind: str
    start: int
    end: int
    footnote: str | None
    rule: str
    target_paragraph: str | None
    annex: str | None
    cited_date: date | None


class BodyRow(TypedDict):
    """The columns of `paragraph_body`."""

    body: str
    text: str
    naming: str
    role: str
    start: int
    end: int
    rule: str


class InstrumentRow(TypedDict):
    """The columns of `paragraph_instrument`."""

    name: str
    category: str
    text: str
    start: int
    end: int
    rule: str


class ReportRow(TypedDict):
    """The columns of `paragraph_report`."""

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


VerbValues = tuple[
    str, str, list[str], bool, int, int, str, bool, str | None, int | None, int | None
]
"""The types of the values of `VERB_COLUMNS`."""

VERB_COLUMNS: Final = (
    col(ParagraphVerb.lemma),
    col(ParagraphVerb.surface),
    col(ParagraphVerb.modifiers),
    col(ParagraphVerb.lead),
    col(ParagraphVerb.start),
    col(ParagraphVerb.end),
    col(ParagraphVerb.rule),
    col(ParagraphVerb.participle),
    col(ParagraphVerb.addressee),
    col(ParagraphVerb.addressee_start),
    col(ParagraphVerb.addressee_end),
)
"""The columns of a verb in the order of the fields of `Verb`, for reading without the mapper."""


def verb_row(verb: Verb) -> VerbRow:
    """The row of a verb."""
    return {
        "lemma": storable(verb.lemma),
        "surface": storable(verb.surface),
        "modifiers": [storable(word) for word in verb.modifiers],
        "lead": verb.lead,
        "participle": verb.participle,
        "start": verb.start,
        "end": verb.end,
        "rule": verb.rule,
        "addressee": storable_or_none(verb.addressee),
        "addressee_start": verb.addressee_start,
        "addressee_end": verb.addressee_end,
    }


def verb_of(row: ParagraphVerb) -> Verb:
    """The verb of a row."""
    return Verb(
        lemma=row.lemma,
        surface=row.surface,
        modifiers=tuple(row.modifiers),
        lead=row.lead,
        start=row.start,
        end=row.end,
        rule=row.rule,
        participle=row.participle,
        addressee=row.addressee,
        addressee_start=row.addressee_start,
        addressee_end=row.addressee_end,
    )


def verb_of_columns(values: Sequence[object]) -> Verb:
    """The verb of the values of `VERB_COLUMNS`; JSON has lists where the model has tuples."""
    # The rows of Core have no types; the columns are those above.
    verb = cast("VerbValues", values)
    lemma, surface, modifiers, lead, start, end, rule, participle, addressee, first, last = verb
    return Verb(
        lemma, surface, tuple(modifiers), lead, start, end, rule, participle, addressee, first, last
    )


def citation_row(citation: Citation) -> CitationRow:
    """The row of a citation."""
    in_text = citation.where == IN_TEXT
    return {
        "symbol": storable_or_none(citation.symbol),
        "text": storable(citation.text),
        "kind": citation.kind.value,
        "start": citation.start,
        "end": citation.end,
        "footnote": None if in_text else storable(citation.where),
        "rule": citation.rule,
        "target_paragraph": storable_or_none(citation.paragraph),
        "annex": storable_or_none(citation.annex),
        "cited_date": citation.cited_date,
    }


def citation_of(row: ParagraphCitation) -> Citation:
    """The citation of a row."""
    return Citation(
        symbol=row.symbol,
        text=row.text,
        kind=row.kind,
        start=row.start,
        end=row.end,
        where=row.footnote or IN_TEXT,
        rule=row.rule,
        paragraph=row.target_paragraph,
        annex=row.annex,
        cited_date=row.cited_date,
    )


def body_row(mention: BodyMention) -> BodyRow:
    """The row of a mention of a body."""
    return {
        "body": storable(mention.body),
        "text": storable(mention.text),
        "naming": mention.naming.value,
        "role": mention.role.value,
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
    }


def body_of(row: ParagraphBody) -> BodyMention:
    """The mention of a body of a row."""
    return BodyMention(
        body=row.body,
        text=row.text,
        naming=row.naming,
        role=row.role,
        start=row.start,
        end=row.end,
        rule=row.rule,
    )


def instrument_row(mention: InstrumentMention) -> InstrumentRow:
    """The row of a mention of an instrument."""
    return {
        "name": storable(mention.name),
        "category": mention.category.value,
        "text": storable(mention.text),
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
    }


def instrument_of(row: ParagraphInstrument) -> InstrumentMention:
    """The mention of an instrument of a row."""
    return InstrumentMention(
        name=row.name,
        category=row.category,
        text=row.text,
        start=row.start,
        end=row.end,
        rule=row.rule,
    )


def report_row(request: ReportRequest) -> ReportRow:
    """The row of a request to report."""
    return {
        "reporter": storable_or_none(request.reporter),
        "recipient": storable_or_none(request.recipient),
        "subject": storable_or_none(request.subject),
        "session": storable_or_none(request.session),
        "due": request.due,
        "term": storable_or_none(request.term),
        "period": storable_or_none(request.period),
        "text": storable(request.text),
        "start": request.start,
        "end": request.end,
        "rule": request.rule,
    }


def report_of(row: ParagraphReport) -> ReportRequest:
    """The request to report of a row."""
    return ReportRequest(
        reporter=row.reporter,
        recipient=row.recipient,
        subject=row.subject,
        session=row.session,
        due=row.due,
        term=row.term,
        period=row.period,
        text=row.text,
        start=row.start,
        end=row.end,
        rule=row.rule,
    )
