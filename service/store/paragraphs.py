"""Writing the paragraphs of a text so that an address keeps its id for good."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.store.records import ParagraphRecord, Row
from service.store.tables import (
    Paragraph,
    ParagraphBody,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
    RemovedParagraph,
    metadata,
)

_FINDINGS: Mapping[str, type[SQLModel]] = {
    "footnotes": ParagraphFootnote,
    "verbs": ParagraphVerb,
    "citations": ParagraphCitation,
    "bodies": ParagraphBody,
    "instruments": ParagraphInstrument,
    "reports": ParagraphReport,
}
# Rows by the thousand go past the mapper, which would weigh each of them.
_PARAGRAPH = metadata.tables["paragraph"]
_CHUNK = 500


async def write_paragraphs(
    session: AsyncSession, text_id: int, paragraphs: Sequence[ParagraphRecord], change: int
) -> None:
    """Make a text's paragraphs these. An address that goes leaves a tombstone, to return from."""
    held = await _ids_by_address(session, Paragraph, "id", text_id)
    buried = await _ids_by_address(session, RemovedParagraph, "paragraph_id", text_id)
    await _clear_findings(session, held.values())
    wanted = {paragraph.address for paragraph in paragraphs}
    await _bury(session, text_id, {a: i for a, i in held.items() if a not in wanted}, change)
    await _dig_up(session, [i for a, i in buried.items() if a in wanted])

    known = {**buried, **held}
    rows = [_row(p, text_id, position) for position, p in enumerate(paragraphs)]
    same = [{**row, "key": held[row["address"]]} for row in rows if row["address"] in held]
    back = [{**row, "id": buried[row["address"]]} for row in rows if row["address"] in buried]
    new = [row for row in rows if row["address"] not in known]
    await _update(session, same)
    if back:
        await (await session.connection()).execute(insert(_PARAGRAPH), back)
    known.update(await _insert(session, new))
    await _write_findings(session, paragraphs, known)


async def write_new_paragraphs(
    session: AsyncSession, text_id: int, paragraphs: Sequence[ParagraphRecord]
) -> None:
    """Write the paragraphs of a text that never had any."""
    rows = [_row(paragraph, text_id, position) for position, paragraph in enumerate(paragraphs)]
    await _write_findings(session, paragraphs, await _insert(session, rows))


async def bury_text(session: AsyncSession, text_id: int, change: int) -> None:
    """Remove all paragraphs of a text that is about to go, with tombstones for followers."""
    held = await _ids_by_address(session, Paragraph, "id", text_id)
    await _clear_findings(session, held.values())
    await _bury(session, text_id, held, change)


def _row(paragraph: ParagraphRecord, text_id: int, position: int) -> dict[str, Any]:
    return {
        "text_id": text_id,
        "address": paragraph.address,
        "parent": paragraph.parent,
        "kind": paragraph.kind,
        "number": paragraph.number,
        "level": paragraph.level,
        "position": position,
        "text": paragraph.text,
        "content_hash": paragraph.content_hash,
        "emphasis": paragraph.emphasis,
    }


async def _ids_by_address(
    session: AsyncSession, table: type[Paragraph | RemovedParagraph], key: str, text_id: int
) -> dict[str, int]:
    statement = select(table.address, getattr(table, key)).where(table.text_id == text_id)
    return dict((await session.exec(statement)).all())


async def _clear_findings(session: AsyncSession, ids: Iterable[int]) -> None:
    for chunk in _chunks(list(ids)):
        for table in _FINDINGS.values():
            columns = metadata.tables[str(table.__tablename__)].c
            await session.exec(delete(table).where(columns.paragraph_id.in_(chunk)))


async def _bury(session: AsyncSession, text_id: int, gone: dict[str, int], change: int) -> None:
    for chunk in _chunks(list(gone.values())):
        await session.exec(delete(Paragraph).where(col(Paragraph.id).in_(chunk)))
    if gone:
        stones = [
            {"paragraph_id": id_, "text_id": text_id, "address": address, "change": change}
            for address, id_ in gone.items()
        ]
        await session.exec(insert(RemovedParagraph), params=stones)


async def _dig_up(session: AsyncSession, ids: list[int]) -> None:
    for chunk in _chunks(ids):
        removed = col(RemovedParagraph.paragraph_id)
        await session.exec(delete(RemovedParagraph).where(removed.in_(chunk)))


async def _update(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    changing = ("parent", "kind", "number", "level", "position", "text", "content_hash", "emphasis")
    columns = _PARAGRAPH.c
    statement = (
        update(_PARAGRAPH)
        .where(columns.id == bindparam("key"))
        .values({name: bindparam(f"new_{name}", type_=columns[name].type) for name in changing})
    )
    connection = await session.connection()
    await connection.execute(
        statement,
        [{"key": row["key"], **{f"new_{name}": row[name] for name in changing}} for row in rows],
    )


async def _insert(session: AsyncSession, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Insert paragraphs; return their ids by their addresses."""
    if not rows:
        return {}
    columns = _PARAGRAPH.c
    connection = await session.connection()
    inserted = await connection.execute(
        insert(_PARAGRAPH).returning(columns.id, columns.address), rows
    )
    return {address: id_ for id_, address in inserted.all()}


async def _write_findings(
    session: AsyncSession, paragraphs: Sequence[ParagraphRecord], ids: Mapping[str, int]
) -> None:
    connection = await session.connection()
    for name, table in _FINDINGS.items():
        rows = [
            {**finding, "paragraph_id": ids[paragraph.address], "position": position}
            for paragraph in paragraphs
            for position, finding in enumerate[Row](getattr(paragraph, name))
        ]
        if rows:
            await connection.execute(insert(metadata.tables[str(table.__tablename__)]), rows)


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
