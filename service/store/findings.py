"""The findings of paragraphs: rows of six tables, written and read for many paragraphs at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from sqlalchemy import Table, delete, insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.model import (
    BodyMention,
    Citation,
    InstrumentMention,
    Paragraph,
    ReportRequest,
    Verb,
)
from service.store import tables
from service.store.database import chunks
from service.store.rows.findings import (
    body_of,
    citation_of,
    instrument_of,
    report_of,
    verb_of,
)
from service.store.rows.paragraphs import ParagraphRows, paragraph_of
from service.store.tables import metadata

_Row = TypeVar(
    "_Row",
    tables.ParagraphVerb,
    tables.ParagraphBody,
    tables.ParagraphInstrument,
    tables.ParagraphReport,
    tables.ParagraphFootnote,
    tables.ParagraphCitation,
)
_Value = TypeVar("_Value")

_FOOTNOTE: Final = metadata.tables["paragraph_footnote"]
_VERB: Final = metadata.tables["paragraph_verb"]
_CITATION: Final = metadata.tables["paragraph_citation"]
_BODY: Final = metadata.tables["paragraph_body"]
_INSTRUMENT: Final = metadata.tables["paragraph_instrument"]
_REPORT: Final = metadata.tables["paragraph_report"]
_TABLES: Final = (_FOOTNOTE, _VERB, _CITATION, _BODY, _INSTRUMENT, _REPORT)


async def write_findings(
    session: AsyncSession, paragraphs: Sequence[ParagraphRows], ids: Mapping[str, int]
) -> None:
    """Insert the findings of paragraphs, whose ids are given by address."""
    found: dict[Table, list[Mapping[str, object]]] = {table: [] for table in _TABLES}
    for paragraph in paragraphs:
        id_ = ids[paragraph["address"]]
        for table, rows in _rows_of(paragraph):
            found[table] += (
                {**row, "paragraph_id": id_, "position": position}
                for position, row in enumerate(rows)
            )
    connection = await session.connection()
    for table, rows in found.items():
        if rows:
            await connection.execute(insert(table), rows)


async def delete_findings(session: AsyncSession, ids: Iterable[int]) -> None:
    """Delete all findings of the paragraphs of these ids."""
    for chunk in chunks(list(ids)):
        for table in _TABLES:
            await session.exec(delete(table).where(table.c.paragraph_id.in_(chunk)))


async def read_verbs(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, Sequence[Verb]]:
    """The verbs of the paragraphs of these ids, in order, by id."""
    return await _read(session, tables.ParagraphVerb, verb_of, ids)


async def read_citations(
    session: AsyncSession, ids: Sequence[int]
) -> Mapping[int, Sequence[Citation]]:
    """The citations of paragraphs and of their footnotes, in order, by paragraph id."""
    return await _read(session, tables.ParagraphCitation, citation_of, ids)


async def read_paragraphs(
    session: AsyncSession,
    rows: Sequence[tables.Paragraph],
    citations: Mapping[int, Sequence[Citation]],
) -> list[Paragraph]:
    """The paragraphs of these rows with all their findings, of which the citations are given."""
    ids = [row.id for row in rows if row.id is not None]
    verbs = await read_verbs(session, ids)
    bodies: Mapping[int, Sequence[BodyMention]] = await _read(
        session, tables.ParagraphBody, body_of, ids
    )
    instruments: Mapping[int, Sequence[InstrumentMention]] = await _read(
        session, tables.ParagraphInstrument, instrument_of, ids
    )
    reports: Mapping[int, Sequence[ReportRequest]] = await _read(
        session, tables.ParagraphReport, report_of, ids
    )
    footnotes = await _read(session, tables.ParagraphFootnote, _itself, ids)
    return [
        paragraph_of(
            row,
            verbs=verbs.get(id_, ()),
            citations=citations.get(id_, ()),
            bodies=bodies.get(id_, ()),
            instruments=instruments.get(id_, ()),
            reports=reports.get(id_, ()),
            footnotes=footnotes.get(id_, ()),
        )
        for id_, row in zip(ids, rows, strict=True)
    ]


def _rows_of(paragraph: ParagraphRows) -> Iterator[tuple[Table, Sequence[Mapping[str, object]]]]:
    yield _FOOTNOTE, paragraph["footnotes"]
    yield _VERB, paragraph["verbs"]
    yield _CITATION, paragraph["citations"]
    yield _BODY, paragraph["bodies"]
    yield _INSTRUMENT, paragraph["instruments"]
    yield _REPORT, paragraph["reports"]


async def _read(
    session: AsyncSession,
    table: type[_Row],
    value_of: Callable[[_Row], _Value],
    ids: Sequence[int],
) -> dict[int, list[_Value]]:
    """The values of a table's rows that belong to paragraphs, in order, by paragraph id."""
    found: dict[int, list[_Value]] = defaultdict(list)
    for chunk in chunks(ids):
        statement = (
            select(table)
            .where(col(table.paragraph_id).in_(chunk))
            .order_by(col(table.paragraph_id), col(table.position))
        )
        for row in (await session.exec(statement)).all():
            found[row.paragraph_id].append(value_of(row))
    return found


def _itself(row: tables.ParagraphFootnote) -> tables.ParagraphFootnote:
    return row
