"""Writes and reads the paragraphs of a text. An address always has the same id.

A paragraph at an address that is stored already keeps its row. An address that is no longer there
leaves a tombstone (`removed_paragraph`); when it comes back, the paragraph gets its id back.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypedDict

from sqlalchemy import and_, bindparam, delete, insert, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import NotFound
from service.model import Address, Language, Paragraph
from service.store import tables
from service.store.citations import CitationWithStatus, with_status
from service.store.database import chunks
from service.store.findings import (
    delete_findings,
    read_citations,
    read_paragraphs,
    read_verbs,
    write_findings,
)
from service.store.rows.paragraphs import ParagraphRows, paragraph_of
from service.store.tables import RemovedParagraph, ResolutionText, metadata
from service.store.tables.columns import stored_id

# Rows by the thousand are written past the object mapper, which would examine each of them.
_PARAGRAPH: Final = metadata.tables["paragraph"]


class _ParagraphRow(TypedDict):
    """The columns of `paragraph` but its id."""

    text_id: int
    address: str
    parent: str | None
    kind: str
    number: str | None
    level: int
    position: int
    text: str
    content_hash: str
    emphasis: list[list[int]]


_CHANGING: Final = tuple(
    name for name in _ParagraphRow.__annotations__ if name not in {"text_id", "address"}
)
"""Columns that another reading may change; the place of a row stays."""


class Placed(Protocol):
    """A stored paragraph with its place."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def text_id(self) -> int:
        """The text that it is in."""

    @property
    def position(self) -> int:
        """Its place there."""


@dataclass(frozen=True, slots=True)
class ParagraphDetail:
    """A stored paragraph with its place; of its findings, all or the verbs alone.

    `citations` are those of the paragraph and of its footnotes in order, with their status.
    """

    id: int
    text_id: int
    position: int
    language: Language
    paragraph: Paragraph
    citations: tuple[CitationWithStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The paragraphs around one, in the order of the text."""

    before: tuple[ParagraphDetail, ...] = ()
    after: tuple[ParagraphDetail, ...] = ()


async def write_paragraphs(
    session: AsyncSession, text_id: int, paragraphs: Sequence[ParagraphRows], change: int
) -> None:
    """Replace the paragraphs of a text. An address that is no longer there leaves a tombstone."""
    stored = await _ids_by_address(session, tables.Paragraph, "id", text_id)
    removed = await _ids_by_address(session, RemovedParagraph, "paragraph_id", text_id)
    await delete_findings(session, stored.values())
    wanted = {paragraph["address"] for paragraph in paragraphs}
    await _remove(session, text_id, {a: i for a, i in stored.items() if a not in wanted}, change)
    await _delete_tombstones(session, [i for a, i in removed.items() if a in wanted])

    rows = [_row(paragraph, text_id, position) for position, paragraph in enumerate(paragraphs)]
    await _update(session, rows, stored)
    await _restore(session, rows, removed)
    known = {**removed, **stored}
    added = await _insert(session, [row for row in rows if row["address"] not in known])
    await write_findings(session, paragraphs, {**known, **added})


async def write_new_paragraphs(
    session: AsyncSession, text_id: int, paragraphs: Sequence[ParagraphRows]
) -> None:
    """Write the paragraphs of a text that never had any."""
    rows = [_row(paragraph, text_id, position) for position, paragraph in enumerate(paragraphs)]
    await write_findings(session, paragraphs, await _insert(session, rows))


async def remove_paragraphs(session: AsyncSession, text_id: int, change: int) -> None:
    """Remove all paragraphs of a text that is about to go, with tombstones for followers."""
    stored = await _ids_by_address(session, tables.Paragraph, "id", text_id)
    await delete_findings(session, stored.values())
    await _remove(session, text_id, stored, change)


async def read_neighbours(
    session: AsyncSession, paragraphs: Sequence[tuple[Placed, Language]], distance: int
) -> dict[int, Neighbours]:
    """The paragraphs up to `distance` places before and after each, by the id of each."""
    if not distance or not paragraphs:
        return {}
    table = tables.Paragraph
    windows = [
        and_(
            col(table.text_id) == each.text_id,
            col(table.position).between(each.position - distance, each.position + distance),
        )
        for each, _ in paragraphs
    ]
    statement = select(table).where(or_(*windows)).order_by(col(table.position))
    rows = (await session.exec(statement)).all()
    verbs = await read_verbs(session, [stored_id(row) for row in rows])
    by_text: dict[int, list[tables.Paragraph]] = defaultdict(list)
    for row in rows:
        by_text[row.text_id].append(row)
    around: dict[int, Neighbours] = {}
    for each, language in paragraphs:
        near = [
            _detail(row, language, paragraph_of(row, verbs=verbs.get(stored_id(row), ())))
            for row in by_text[each.text_id]
            if row.position != each.position and abs(row.position - each.position) <= distance
        ]
        around[each.id] = Neighbours(
            before=tuple(one for one in near if one.position < each.position),
            after=tuple(one for one in near if one.position > each.position),
        )
    return around


async def read_text(session: AsyncSession, text: ResolutionText) -> tuple[ParagraphDetail, ...]:
    """All paragraphs of a text in order, with all that was found in them."""
    table = tables.Paragraph
    statement = select(table).where(col(table.text_id) == text.id).order_by(col(table.position))
    return await _in_full(session, (await session.exec(statement)).all(), text.language)


async def read_at(session: AsyncSession, text: ResolutionText, address: Address) -> ParagraphDetail:
    """The paragraph at an address of a text, in full. Raises NotFound."""
    (detail,) = await _in_full(session, [await _row_at(session, text, address)], text.language)
    return detail


async def find_id(session: AsyncSession, text: ResolutionText, address: Address) -> int:
    """The id of the paragraph at an address of a text. Raises NotFound."""
    return stored_id(await _row_at(session, text, address))


def _row(paragraph: ParagraphRows, text_id: int, position: int) -> _ParagraphRow:
    return {
        "text_id": text_id,
        "address": paragraph["address"],
        "parent": paragraph["parent"],
        "kind": paragraph["kind"],
        "number": paragraph["number"],
        "level": paragraph["level"],
        "position": position,
        "text": paragraph["text"],
        "content_hash": hashlib.sha256(paragraph["text"].encode()).hexdigest(),
        "emphasis": paragraph["emphasis"],
    }


async def _ids_by_address(
    session: AsyncSession,
    table: type[tables.Paragraph | RemovedParagraph],
    key: str,
    text_id: int,
) -> dict[str, int]:
    statement = select(table.address, getattr(table, key)).where(table.text_id == text_id)
    return dict((await session.exec(statement)).all())


async def _remove(session: AsyncSession, text_id: int, gone: dict[str, int], change: int) -> None:
    """Delete paragraphs, given by address and id, and leave tombstones."""
    for chunk in chunks(list(gone.values())):
        await session.exec(delete(tables.Paragraph).where(col(tables.Paragraph.id).in_(chunk)))
    if gone:
        tombstones = [
            {"paragraph_id": id_, "text_id": text_id, "address": address, "change": change}
            for address, id_ in gone.items()
        ]
        await session.exec(insert(RemovedParagraph), params=tombstones)


async def _delete_tombstones(session: AsyncSession, ids: Sequence[int]) -> None:
    for chunk in chunks(ids):
        removed = col(RemovedParagraph.paragraph_id)
        await session.exec(delete(RemovedParagraph).where(removed.in_(chunk)))


async def _update(
    session: AsyncSession, rows: Sequence[_ParagraphRow], stored: Mapping[str, int]
) -> None:
    """Update the rows whose addresses are stored; their ids are given by address."""
    values = [
        {
            "key": stored[row["address"]],
            **{f"new_{name}": value for name, value in row.items() if name in _CHANGING},
        }
        for row in rows
        if row["address"] in stored
    ]
    if not values:
        return
    columns = _PARAGRAPH.c
    statement = (
        update(_PARAGRAPH)
        .where(columns.id == bindparam("key"))
        .values({name: bindparam(f"new_{name}", type_=columns[name].type) for name in _CHANGING})
    )
    await (await session.connection()).execute(statement, values)


async def _restore(
    session: AsyncSession, rows: Sequence[_ParagraphRow], removed: Mapping[str, int]
) -> None:
    """Insert the rows whose addresses had been removed, under the ids that they had."""
    back = [{**row, "id": removed[row["address"]]} for row in rows if row["address"] in removed]
    if back:
        await (await session.connection()).execute(insert(_PARAGRAPH), back)


async def _insert(session: AsyncSession, rows: Sequence[_ParagraphRow]) -> dict[str, int]:
    """Insert paragraphs; return their ids by their addresses."""
    if not rows:
        return {}
    columns = _PARAGRAPH.c
    connection = await session.connection()
    inserted = await connection.execute(
        insert(_PARAGRAPH).returning(columns.id, columns.address), rows
    )
    return {address: id_ for id_, address in inserted.all()}


async def _row_at(
    session: AsyncSession, text: ResolutionText, address: Address
) -> tables.Paragraph:
    statement = select(tables.Paragraph).where(
        col(tables.Paragraph.text_id) == text.id, col(tables.Paragraph.address) == str(address)
    )
    row = (await session.exec(statement)).first()
    if row is None:
        raise NotFound(f"there is no paragraph {address.label} ({address}) in this text")
    return row


async def _in_full(
    session: AsyncSession, rows: Sequence[tables.Paragraph], language: Language
) -> tuple[ParagraphDetail, ...]:
    cited = await read_citations(session, [stored_id(row) for row in rows])
    status = iter(await with_status(session, [each for found in cited.values() for each in found]))
    citations = {id_: tuple(next(status) for _ in found) for id_, found in cited.items()}
    paragraphs = await read_paragraphs(session, rows, cited)
    return tuple(
        _detail(row, language, paragraph, citations.get(stored_id(row), ()))
        for row, paragraph in zip(rows, paragraphs, strict=True)
    )


def _detail(
    row: tables.Paragraph,
    language: Language,
    paragraph: Paragraph,
    citations: tuple[CitationWithStatus, ...] = (),
) -> ParagraphDetail:
    return ParagraphDetail(
        stored_id(row), row.text_id, row.position, language, paragraph, citations
    )
