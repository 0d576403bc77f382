"""Reading paragraphs: by address, with their neighbours, and whole texts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import NotFound
from service.model import Address, Language
from service.store.citations import HeldCitation, with_status
from service.store.tables import (
    Paragraph,
    ParagraphBody,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
    ResolutionText,
)

_Row = TypeVar(
    "_Row",
    ParagraphVerb,
    ParagraphBody,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphFootnote,
    ParagraphCitation,
)

_CHUNK = 500
"""Ids in one statement: databases limit the number of parameters."""


@dataclass(frozen=True, slots=True)
class ParagraphDetail:
    """A paragraph and what was found in it; all but the verbs only where asked for."""

    paragraph: Paragraph
    language: Language
    verbs: tuple[ParagraphVerb, ...] = ()
    citations: tuple[HeldCitation, ...] = ()
    bodies: tuple[ParagraphBody, ...] = ()
    instruments: tuple[ParagraphInstrument, ...] = ()
    reports: tuple[ParagraphReport, ...] = ()
    footnotes: tuple[ParagraphFootnote, ...] = ()


class Placed(Protocol):
    """A paragraph of which it is known where it stands."""

    @property
    def id(self) -> int | None:
        """Its key."""

    @property
    def text_id(self) -> int:
        """The text that it stands in."""

    @property
    def position(self) -> int:
        """Its place there."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The paragraphs around one, in the order of the text."""

    before: tuple[ParagraphDetail, ...] = ()
    after: tuple[ParagraphDetail, ...] = ()


async def read_neighbours(
    session: AsyncSession, paragraphs: Sequence[tuple[Placed, Language]], distance: int
) -> dict[int, Neighbours]:
    """The paragraphs up to `distance` places before and after each, by the id of each."""
    if not distance or not paragraphs:
        return {}
    windows = [
        and_(
            col(Paragraph.text_id) == each.text_id,
            col(Paragraph.position).between(each.position - distance, each.position + distance),
        )
        for each, _ in paragraphs
    ]
    statement = select(Paragraph).where(or_(*windows)).order_by(col(Paragraph.position))
    rows = (await session.exec(statement)).all()
    verbs = await _children_of(session, ParagraphVerb, [_id(row) for row in rows])
    by_text: dict[int, list[Paragraph]] = defaultdict(list)
    for row in rows:
        by_text[row.text_id].append(row)
    around: dict[int, Neighbours] = {}
    for each, language in paragraphs:
        near = [
            ParagraphDetail(row, language, tuple(verbs[_id(row)]))
            for row in by_text[each.text_id]
            if row.position != each.position and abs(row.position - each.position) <= distance
        ]
        around[_id(each)] = Neighbours(
            before=tuple(one for one in near if one.paragraph.position < each.position),
            after=tuple(one for one in near if one.paragraph.position > each.position),
        )
    return around


async def read_text(session: AsyncSession, text: ResolutionText) -> tuple[ParagraphDetail, ...]:
    """All paragraphs of a text in order, with all that was found in them."""
    statement = (
        select(Paragraph).where(col(Paragraph.text_id) == text.id).order_by(col(Paragraph.position))
    )
    rows = (await session.exec(statement)).all()
    return await _in_full(session, [ParagraphDetail(row, text.language) for row in rows])


async def read_at(session: AsyncSession, text: ResolutionText, address: Address) -> ParagraphDetail:
    """The paragraph at an address of a text, in full. Raises NotFound."""
    row = await find_at(session, text, address)
    return (await _in_full(session, [ParagraphDetail(row, text.language)]))[0]


async def find_at(session: AsyncSession, text: ResolutionText, address: Address) -> Paragraph:
    """The paragraph at an address of a text. Raises NotFound."""
    statement = select(Paragraph).where(
        col(Paragraph.text_id) == text.id, col(Paragraph.address) == str(address)
    )
    row = (await session.exec(statement)).first()
    if row is None:
        raise NotFound(f"there is no paragraph {address.label} ({address}) in this text")
    return row


async def _in_full(
    session: AsyncSession, paragraphs: Sequence[ParagraphDetail]
) -> tuple[ParagraphDetail, ...]:
    ids = [_id(each.paragraph) for each in paragraphs]
    verbs = await _children_of(session, ParagraphVerb, ids)
    bodies = await _children_of(session, ParagraphBody, ids)
    instruments = await _children_of(session, ParagraphInstrument, ids)
    reports = await _children_of(session, ParagraphReport, ids)
    footnotes = await _children_of(session, ParagraphFootnote, ids)
    cited = await _children_of(session, ParagraphCitation, ids)
    status = await with_status(session, [row for rows in cited.values() for row in rows])
    citations: dict[int, list[HeldCitation]] = defaultdict(list)
    for held in status:
        citations[held.citation.paragraph_id].append(held)
    return tuple(
        replace(
            each,
            verbs=tuple(verbs[key]),
            bodies=tuple(bodies[key]),
            instruments=tuple(instruments[key]),
            reports=tuple(reports[key]),
            footnotes=tuple(footnotes[key]),
            citations=tuple(citations[key]),
        )
        for key, each in zip(ids, paragraphs, strict=True)
    )


async def _children_of(
    session: AsyncSession, table: type[_Row], ids: Sequence[int]
) -> dict[int, list[_Row]]:
    """The rows of a table that belong to paragraphs, in their order, by paragraph id."""
    found: dict[int, list[_Row]] = defaultdict(list)
    for chunk in _chunks(ids):
        statement = (
            select(table)
            .where(col(table.paragraph_id).in_(chunk))
            .order_by(col(table.paragraph_id), col(table.position))
        )
        for row in (await session.exec(statement)).all():
            found[row.paragraph_id].append(row)
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _id(paragraph: Placed) -> int:
    if paragraph.id is None:
        raise ValueError("a paragraph that was never stored")
    return paragraph.id
