"""A parsed resolution as JSON, as the command line prints it: one object a document.

Dates are ISO 8601, symbols and addresses strings; offsets count Unicode code points.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from service.model import Address, Citation, Footnote, Paragraph, ParsedResolution, Symbol

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def to_json(parsed: ParsedResolution, source: str) -> dict[str, Any]:
    """The JSON object of a document; `source` is the file as given."""
    return {
        "source": source,
        "provisional_symbol": parsed.provisional_symbol,
        "format": parsed.format,
        **_fields(parsed.header),
        "paragraphs": [_paragraph(paragraph) for paragraph in parsed.paragraphs],
        "problems": [_plain(problem) for problem in parsed.problems],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "address": str(paragraph.address),
        "label": paragraph.address.label,
        "kind": paragraph.kind.value,
        "number": paragraph.number,
        "level": paragraph.level,
        "text": paragraph.text,
        "verbs": [_plain(verb) for verb in paragraph.verbs],
        "citations": [_citation(citation) for citation in paragraph.citations],
        "bodies": [_plain(body) for body in paragraph.bodies],
        "instruments": [_plain(instrument) for instrument in paragraph.instruments],
        "reports": [_plain(report) for report in paragraph.reports],
        "footnotes": [_footnote(footnote) for footnote in paragraph.footnotes],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {**_fields(citation), "implicit": citation.implicit}


def _footnote(footnote: Footnote) -> dict[str, Any]:
    return {
        "marker": footnote.marker,
        "offset": footnote.offset,
        "text": footnote.text,
        "citations": [_citation(citation) for citation in footnote.citations],
    }


def _fields(value: "DataclassInstance") -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: object) -> object:
    """Dataclasses to dicts, enums to their codes, dates and symbols to text."""
    if isinstance(value, (Symbol, Address)):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    return value
