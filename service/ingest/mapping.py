"""From what parsing yields to what the store takes: field by field, nothing decided here."""

from dataclasses import asdict
from typing import Any, TypeVar, cast

from service.errors import NotAResolution
from service.model import Citation, Header, Language, Paragraph, ParsedResolution, ResolutionKind
from service.store.records import DocumentRecord, ParagraphRecord

_T = TypeVar("_T")

_IN_TEXT = "text"
# PostgreSQL's text cannot hold it; its substitute keeps every offset.
_NUL = {0: "\ufffd"}


def to_record(parsed: ParsedResolution) -> DocumentRecord:
    """The document as rows. Raises NotAResolution where it has no symbol to be filed under."""
    header = parsed.header
    if header.symbol is None:
        raise NotAResolution("the document has no symbol, and none could be made from its content")
    return DocumentRecord(
        symbol=str(header.symbol),
        sort_key=header.symbol.sort_key,
        provisional=parsed.provisional_symbol,
        language=header.language or Language.ENGLISH,
        title=_clean(header.title),
        format=parsed.format,
        header=_header(header),
        paragraphs=tuple(_paragraph(paragraph) for paragraph in parsed.paragraphs),
        problems=tuple(_clean(asdict(problem)) for problem in parsed.problems),
    )


def _header(header: Header) -> dict[str, Any]:
    return _clean(
        {
            "kind": header.kind or ResolutionKind.OTHER,
            "status": header.status,
            "organ": header.organ,
            "enacting_body": header.enacting_body,
            "chain": [asdict(step) for step in header.chain],
            "session": header.session,
            "agenda_items": list(header.agenda_items),
            "document_date": header.document_date and header.document_date.isoformat(),
            "adoption_date": header.adoption_date and header.adoption_date.isoformat(),
            "draft_symbol": header.draft_symbol and str(header.draft_symbol),
            "adoption_method": header.adoption_method,
            "votes": header.votes and asdict(header.votes),
            "subjects": list(dict.fromkeys(header.subjects)),
            "sponsors": [asdict(sponsor) for sponsor in header.sponsors],
        }
    )


def _paragraph(paragraph: Paragraph) -> ParagraphRecord:
    citations = [*paragraph.citations]
    for footnote in paragraph.footnotes:
        citations += footnote.citations
    return ParagraphRecord(
        address=str(paragraph.address),
        parent=str(paragraph.parent) if paragraph.parent else None,
        kind=paragraph.kind,
        number=_clean(paragraph.number),
        level=paragraph.level,
        text=_clean(paragraph.text),
        emphasis=[list(run) for run in paragraph.emphasis],
        footnotes=[
            _clean({"marker": note.marker, "offset": note.offset, "text": note.text})
            for note in paragraph.footnotes
        ],
        verbs=[_clean(asdict(verb)) for verb in paragraph.verbs],
        citations=[_citation(citation) for citation in dict.fromkeys(citations)],
        bodies=[_clean(asdict(mention)) for mention in paragraph.bodies],
        instruments=[_clean(asdict(mention)) for mention in paragraph.instruments],
        reports=[_clean(asdict(request)) for request in paragraph.reports],
    )


def _citation(citation: Citation) -> dict[str, Any]:
    row = asdict(citation)
    where = row.pop("where")
    row["footnote"] = None if where == _IN_TEXT else where
    row["target_paragraph"] = row.pop("paragraph")
    return _clean(row)


def _clean(value: _T) -> _T:
    return cast(_T, _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        # A plain string, so that a vocabulary's member becomes its value in JSON and SQL alike.
        return str(value).translate(_NUL) if "\0" in value else str(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
