"""The row mapper of texts: the header as JSON, in both directions, problems, the content hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NotRequired, TypedDict, TypeVar, cast

from service.errors import NotAResolution
from service.model import (
    AdoptionMethod,
    BodyStep,
    Header,
    Language,
    Organ,
    ParsedResolution,
    Problem,
    ResolutionKind,
    Sponsor,
    SponsorRole,
    Status,
    Symbol,
    Votes,
)
from service.store.rows.paragraphs import ParagraphRows, paragraph_rows
from service.store.tables.columns import storable, storable_or_none

_Member = TypeVar("_Member", bound=StrEnum)


class VotesJson(TypedDict):
    """Counts of a recorded vote."""

    in_favour: int
    against: int
    abstaining: int


class SponsorRow(TypedDict):
    """The columns of `resolution_sponsor`, without its keys; the JSON of a header has it too."""

    code: str | None
    name: str
    role: str
    on_behalf_of: str | None
    rule: str


class HeaderJson(TypedDict):
    """What a text says of its resolution, in the column `resolution_text.header`."""

    kind: str
    status: str | None
    organ: str | None
    enacting_body: str | None
    chain: list[dict[str, str]]
    session: str | None
    agenda_items: list[str]
    document_date: str | None
    adoption_date: str | None
    draft_symbol: str | None
    adoption_method: str | None
    votes: VotesJson | None
    subjects: list[str]
    sdgs: NotRequired[list[str]]
    sponsors: list[SponsorRow]


class TextRow(TypedDict):
    """The columns of `resolution_text` that a source decides, independent of what is stored."""

    title: str | None
    source_id: int
    format: str
    parser_version: str
    header: dict[str, object]
    content_hash: str
    problems: list[dict[str, str | None]]


def symbol_of(parsed: ParsedResolution) -> Symbol:
    """The symbol to store a document under. Raises NotAResolution where it has none."""
    if parsed.header.symbol is None:
        raise NotAResolution("the document has no symbol, and none could be made from its content")
    return parsed.header.symbol


def language_of(parsed: ParsedResolution) -> Language:
    """The language to store a document under: English where none was identified."""
    return parsed.header.language or Language.ENGLISH


def text_rows(
    parsed: ParsedResolution, source_id: int, parser_version: str
) -> tuple[TextRow, list[ParagraphRows]]:
    """A document as the row of its text, and the rows of its paragraphs in order."""
    paragraphs = [paragraph_rows(paragraph) for paragraph in parsed.paragraphs]
    title = storable_or_none(parsed.header.title)
    header = header_json(parsed.header)
    problems = [_problem_json(problem) for problem in parsed.problems]
    row: TextRow = {
        "title": title,
        "source_id": source_id,
        "format": parsed.format,
        "parser_version": parser_version,
        "header": dict(header),
        "content_hash": _content_hash(title, header, problems, paragraphs),
        "problems": problems,
    }
    return row, paragraphs


def _content_hash(
    title: str | None,
    header: HeaderJson,
    problems: Sequence[Mapping[str, str | None]],
    paragraphs: Sequence[ParagraphRows],
) -> str:
    """SHA-256 of everything that was read, symbol and language apart."""
    content = [title, header, problems, paragraphs]
    # Dates, the only values that are not JSON's own, become text in ISO 8601.
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def header_json(header: Header) -> HeaderJson:
    """A header as JSON; its symbol, language and title have columns of their own."""
    stored: HeaderJson = {
        "kind": (header.kind or ResolutionKind.OTHER).value,
        "status": header.status.value if header.status else None,
        "organ": header.organ.value if header.organ else None,
        "enacting_body": header.enacting_body.value if header.enacting_body else None,
        "chain": chain_json(header.chain),
        "session": storable_or_none(header.session),
        "agenda_items": [storable(item) for item in header.agenda_items],
        "document_date": _iso(header.document_date),
        "adoption_date": _iso(header.adoption_date),
        "draft_symbol": str(header.draft_symbol) if header.draft_symbol else None,
        "adoption_method": header.adoption_method.value if header.adoption_method else None,
        "votes": _votes_json(header.votes) if header.votes else None,
        "subjects": [storable(subject) for subject in dict.fromkeys(header.subjects)],
        "sponsors": [sponsor_row(sponsor) for sponsor in header.sponsors],
    }
    # Left out where there are none, so that texts without them have the hash of earlier versions.
    if header.sdgs:
        stored["sdgs"] = list(header.sdgs)
    return stored


def header_of(column: Mapping[str, object], title: str | None) -> Header:
    """The header of a text from its JSON and its title; without its symbol and language.

    An earlier version may have left out what it did not know yet.
    """
    # Only `header_json` writes this column.
    stored = cast("HeaderJson", column)
    votes = stored.get("votes")
    draft_symbol = stored.get("draft_symbol")
    return Header(
        kind=_member(ResolutionKind, stored.get("kind")),
        status=_member(Status, stored.get("status")),
        organ=_member(Organ, stored.get("organ")),
        enacting_body=_member(Organ, stored.get("enacting_body")),
        chain=tuple(BodyStep(step["body"], step["role"]) for step in stored.get("chain") or ()),
        session=stored.get("session"),
        agenda_items=tuple(stored.get("agenda_items") or ()),
        title=title,
        document_date=_day(stored.get("document_date")),
        adoption_date=_day(stored.get("adoption_date")),
        draft_symbol=Symbol.parse(draft_symbol) if draft_symbol else None,
        adoption_method=_member(AdoptionMethod, stored.get("adoption_method")),
        votes=Votes(votes["in_favour"], votes["against"], votes["abstaining"]) if votes else None,
        subjects=tuple(stored.get("subjects") or ()),
        sdgs=tuple(stored.get("sdgs") or ()),
        sponsors=tuple(_sponsor_of(sponsor) for sponsor in stored.get("sponsors") or ()),
    )


def chain_json(chain: Sequence[BodyStep]) -> list[dict[str, str]]:
    """The way of a draft as JSON."""
    return [{"body": storable(step.body), "role": step.role} for step in chain]


def sponsor_row(sponsor: Sponsor) -> SponsorRow:
    """The row of a sponsor."""
    return {
        "code": storable_or_none(sponsor.code),
        "name": storable(sponsor.name),
        "role": sponsor.role.value,
        "on_behalf_of": storable_or_none(sponsor.on_behalf_of),
        "rule": sponsor.rule,
    }


def _sponsor_of(stored: SponsorRow) -> Sponsor:
    return Sponsor(
        code=stored["code"],
        name=stored["name"],
        role=SponsorRole(stored["role"]),
        on_behalf_of=stored["on_behalf_of"],
        rule=stored["rule"],
    )


def _votes_json(votes: Votes) -> VotesJson:
    return {
        "in_favour": votes.in_favour,
        "against": votes.against,
        "abstaining": votes.abstaining,
    }


def _problem_json(problem: Problem) -> dict[str, str | None]:
    return {
        "code": storable(problem.code),
        "detail": storable(problem.detail),
        "place": storable_or_none(problem.place),
    }


def _member(vocabulary: type[_Member], value: str | None) -> _Member | None:
    return vocabulary(value) if value else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
