"""The row mapper of resolutions: their own columns and lists, merged from the headers of texts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict, TypeVar

from service.model import AdoptionMethod, Header, ResolutionKind, Sponsor, Status
from service.store.rows.texts import chain_json, sponsor_row
from service.store.tables import (
    ResolutionAgendaItem,
    ResolutionSdg,
    ResolutionSponsor,
    ResolutionSubject,
)
from service.store.tables.columns import storable

_Value = TypeVar("_Value")

ListTable = (
    type[ResolutionAgendaItem]
    | type[ResolutionSubject]
    | type[ResolutionSdg]
    | type[ResolutionSponsor]
)


class ResolutionRow(TypedDict):
    """The columns of `resolution` that are merged from the headers of its texts."""

    kind: ResolutionKind
    status: Status | None
    organ: str | None
    enacting_body: str | None
    chain: list[dict[str, str]]
    session: str | None
    title: str | None
    document_date: date | None
    adoption_date: date | None
    draft_symbol: str | None
    adoption_method: AdoptionMethod | None
    votes_in_favour: int | None
    votes_against: int | None
    votes_abstaining: int | None


def merge_headers(headers: Sequence[Header]) -> Header:
    """What a resolution says of itself over all its texts: the first that states a field wins."""

    def first(field: Callable[[Header], _Value | None]) -> _Value | None:
        return next((value for header in headers if (value := field(header))), None)

    return Header(
        kind=first(lambda header: header.kind),
        status=first(lambda header: header.status),
        organ=first(lambda header: header.organ),
        enacting_body=first(lambda header: header.enacting_body),
        chain=first(lambda header: header.chain) or (),
        session=first(lambda header: header.session),
        agenda_items=first(lambda header: header.agenda_items) or (),
        title=first(lambda header: header.title),
        document_date=first(lambda header: header.document_date),
        adoption_date=first(lambda header: header.adoption_date),
        draft_symbol=first(lambda header: header.draft_symbol),
        adoption_method=first(lambda header: header.adoption_method),
        votes=first(lambda header: header.votes),
        subjects=first(lambda header: header.subjects) or (),
        sdgs=first(lambda header: header.sdgs) or (),
        sponsors=first(lambda header: header.sponsors) or (),
    )


def resolution_row(merged: Header) -> ResolutionRow:
    """The columns of a resolution from its merged header."""
    votes = merged.votes
    return {
        "kind": merged.kind or ResolutionKind.OTHER,
        "status": merged.status,
        "organ": merged.organ.value if merged.organ else None,
        "enacting_body": merged.enacting_body.value if merged.enacting_body else None,
        "chain": chain_json(merged.chain),
        "session": merged.session,
        "title": merged.title,
        "document_date": merged.document_date,
        "adoption_date": merged.adoption_date,
        "draft_symbol": str(merged.draft_symbol) if merged.draft_symbol else None,
        "adoption_method": merged.adoption_method,
        "votes_in_favour": votes.in_favour if votes else None,
        "votes_against": votes.against if votes else None,
        "votes_abstaining": votes.abstaining if votes else None,
    }


def list_rows(merged: Header) -> tuple[tuple[ListTable, Sequence[Mapping[str, object]]], ...]:
    """The tables of what a resolution has several of, each with its rows in order."""
    return (
        (ResolutionAgendaItem, [{"item": storable(item)} for item in merged.agenda_items]),
        (ResolutionSubject, [{"subject": storable(subject)} for subject in merged.subjects]),
        (ResolutionSdg, [{"sdg": sdg} for sdg in merged.sdgs]),
        (ResolutionSponsor, [sponsor_row(sponsor) for sponsor in merged.sponsors]),
    )


def sponsor_of(row: ResolutionSponsor) -> Sponsor:
    """The sponsor of a row."""
    return Sponsor(
        code=row.code,
        name=row.name,
        role=row.role,
        on_behalf_of=row.on_behalf_of,
        rule=row.rule,
    )
