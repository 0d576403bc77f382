"""Saving a document: which resolution it belongs to, which source is in force, what changed.

One document is one source in one language. Where several sources claim the same symbol and
language, one is in force: the official machine-readable edition before everything else, then the
one received last. So the outcome depends on what was received, never on which worker was quicker.
The others stay as sources, and come back when the one in force moves to another symbol.

A source whose symbol is read differently than before (a newer parser; a submitter who gives the
symbol of a document that prints none) takes its resolution along: ids and addresses are kept unless
the new symbol is held already. A provisional symbol never takes the place of a true one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.model import Language
from service.store.changes import next_change
from service.store.paragraphs import bury_text, write_new_paragraphs, write_paragraphs
from service.store.records import DocumentRecord, merge_headers
from service.store.tables import (
    IngestionJob,
    JobOutcome,
    JobState,
    Resolution,
    ResolutionAgendaItem,
    ResolutionSponsor,
    ResolutionSubject,
    ResolutionText,
)
from service.store.tables.columns import now

OFFICIAL_FORMATS = frozenset({"akn4un"})
_LANGUAGES = (Language.ENGLISH, *(tongue for tongue in Language if tongue != Language.ENGLISH))


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did, and to which resolution."""

    resolution_id: int
    outcome: JobOutcome


async def save(
    session: AsyncSession, source_id: int, record: DocumentRecord, parser_version: str
) -> Saved:
    """Save a document in the session's unit of work. Saving the same again changes nothing."""
    change = await next_change(session)
    earlier = await _text_of_source(session, source_id)
    target = await find_resolution(session, record.symbol)
    if earlier is not None:
        target = await _follow_symbol(session, earlier, record, target, change)
    if target is None:
        return await _save_first(session, source_id, record, parser_version, change)
    resolution_id = _id(target)
    incumbent = await _text_in(session, resolution_id, record.language)
    if incumbent is not None and _rank(incumbent.format, incumbent.source_id) > _rank(
        record.format, source_id
    ):
        return Saved(resolution_id, JobOutcome.SUPERSEDED)
    text, outcome = await _write_text(session, target, incumbent, source_id, record, parser_version)
    if outcome is not JobOutcome.UNCHANGED:
        text.change = target.change = change
        await write_paragraphs(session, _id(text), record.paragraphs, change)
    await _merge(session, target, change)
    return Saved(resolution_id, outcome)


async def _save_first(
    session: AsyncSession,
    source_id: int,
    record: DocumentRecord,
    parser_version: str,
    change: int,
) -> Saved:
    """Save what nothing is held of yet, neither symbol nor source: nothing has to be read before.

    Most documents of a large intake are such, so it is worth a way of its own.
    """
    merged = merge_headers([record.header])
    resolution = _resolution_of(record, change)
    resolution.sqlmodel_update(_fields(merged, record.title))
    session.add(resolution)
    await session.flush()
    text = ResolutionText(
        resolution_id=_id(resolution),
        language=record.language,
        change=change,
        **_text_values(source_id, record, parser_version),
    )
    session.add(text)
    await session.flush()
    for table, wanted in _lists(merged):
        await _insert_list(session, table, _id(resolution), wanted)
    await write_new_paragraphs(session, _id(text), record.paragraphs)
    return Saved(_id(resolution), JobOutcome.CREATED)


async def find_resolution(session: AsyncSession, symbol: str) -> Resolution | None:
    """The resolution of this canonical symbol."""
    return (await session.exec(select(Resolution).where(Resolution.symbol == symbol))).first()


async def holds(session: AsyncSession, source_id: int, parser_version: str) -> int | None:
    """The resolution whose text in force is this source as read by this parser, if any."""
    statement = select(ResolutionText.resolution_id).where(
        ResolutionText.source_id == source_id, ResolutionText.parser_version == parser_version
    )
    return (await session.exec(statement)).first()


def _rank(format_: str, source_id: int) -> tuple[bool, int]:
    return (format_ in OFFICIAL_FORMATS, source_id)


async def _text_of_source(session: AsyncSession, source_id: int) -> ResolutionText | None:
    statement = select(ResolutionText).where(ResolutionText.source_id == source_id)
    return (await session.exec(statement)).first()


async def _text_in(
    session: AsyncSession, resolution_id: int, language: Language
) -> ResolutionText | None:
    statement = select(ResolutionText).where(
        ResolutionText.resolution_id == resolution_id, ResolutionText.language == language
    )
    return (await session.exec(statement)).first()


async def _texts_of(session: AsyncSession, resolution_id: int) -> list[ResolutionText]:
    statement = select(ResolutionText).where(ResolutionText.resolution_id == resolution_id)
    texts = (await session.exec(statement)).all()
    return sorted(texts, key=lambda t: (t.format not in OFFICIAL_FORMATS, _order(t.language)))


def _order(language: Language) -> int:
    return _LANGUAGES.index(language)


async def _new_resolution(session: AsyncSession, record: DocumentRecord, change: int) -> Resolution:
    resolution = _resolution_of(record, change)
    session.add(resolution)
    await session.flush()
    return resolution


def _resolution_of(record: DocumentRecord, change: int) -> Resolution:
    return Resolution(
        symbol=record.symbol,
        sort_key=record.sort_key,
        provisional=record.provisional,
        kind=record.header["kind"],
        change=change,
    )


async def _follow_symbol(
    session: AsyncSession,
    earlier: ResolutionText,
    record: DocumentRecord,
    target: Resolution | None,
    change: int,
) -> Resolution | None:
    """Let a source's text follow to the symbol and language that it is now read to have."""
    former = await session.get_one(Resolution, earlier.resolution_id)
    same_symbol = record.provisional or former.symbol == record.symbol
    if same_symbol and earlier.language == record.language:
        return former
    siblings = [t for t in await _texts_of(session, _id(former)) if t.id != earlier.id]
    await _recall_superseded(session, former)
    if same_symbol:
        target = former
    elif target is None and not siblings:
        former.symbol, former.sort_key = record.symbol, record.sort_key
        former.provisional = record.provisional
        target = former
    elif target is None:
        target = await _new_resolution(session, record, change)
    occupant = await _text_in(session, _id(target), record.language)
    if occupant is None or occupant.id == earlier.id:
        earlier.resolution_id, earlier.language = _id(target), record.language
        # Rewritten even when the words are the same: followers must learn of its new symbol.
        earlier.content_hash = ""
        await session.flush()
    else:
        await _remove_text(session, earlier, change)
    if former is not target:
        await _settle(session, former, change)
    return target


async def _recall_superseded(session: AsyncSession, resolution: Resolution) -> None:
    """Queue the sources again that had given way under this symbol: the place may become free."""
    statement = (
        update(IngestionJob)
        .where(
            col(IngestionJob.resolution_id) == resolution.id,
            col(IngestionJob.outcome) == JobOutcome.SUPERSEDED,
            col(IngestionJob.state) == JobState.DONE,
        )
        .values(state=JobState.QUEUED, outcome=None, attempts=0, not_before=now())
    )
    await session.exec(statement)


async def _settle(session: AsyncSession, resolution: Resolution, change: int) -> None:
    """After a text has left: merge anew what remains, or remove a resolution without texts."""
    if await _texts_of(session, _id(resolution)):
        await _merge(session, resolution, change)
        return
    await session.delete(resolution)
    await session.flush()


async def _remove_text(session: AsyncSession, text: ResolutionText, change: int) -> None:
    await bury_text(session, _id(text), change)
    await session.exec(delete(ResolutionText).where(col(ResolutionText.id) == text.id))


async def _write_text(
    session: AsyncSession,
    resolution: Resolution,
    incumbent: ResolutionText | None,
    source_id: int,
    record: DocumentRecord,
    parser_version: str,
) -> tuple[ResolutionText, JobOutcome]:
    values = _text_values(source_id, record, parser_version)
    if incumbent is None:
        text = ResolutionText(
            resolution_id=_id(resolution), language=record.language, change=0, **values
        )
        session.add(text)
        await session.flush()
        return text, JobOutcome.CREATED
    same_source, same_content = (
        incumbent.source_id == source_id,
        incumbent.content_hash == record.content_hash,
    )
    if not same_source:
        await _mark_superseded(session, incumbent.source_id, _id(resolution))
    if not (same_source and same_content and incumbent.parser_version == parser_version):
        incumbent.sqlmodel_update(values)
        incumbent.updated_at = now()
    await session.flush()
    return incumbent, JobOutcome.UNCHANGED if same_content else JobOutcome.UPDATED


def _text_values(source_id: int, record: DocumentRecord, parser_version: str) -> dict[str, Any]:
    return {
        "title": record.title,
        "source_id": source_id,
        "format": record.format,
        "parser_version": parser_version,
        "header": dict(record.header),
        "content_hash": record.content_hash,
        "problems": [dict(problem) for problem in record.problems],
    }


async def _mark_superseded(session: AsyncSession, source_id: int, resolution_id: int) -> None:
    statement = (
        update(IngestionJob)
        .where(
            col(IngestionJob.source_id) == source_id,
            col(IngestionJob.resolution_id) == resolution_id,
            col(IngestionJob.state) == JobState.DONE,
        )
        .values(outcome=JobOutcome.SUPERSEDED)
    )
    await session.exec(statement)


async def _merge(session: AsyncSession, resolution: Resolution, change: int) -> None:
    """Work out the resolution's own fields from all its texts; tell followers if they changed."""
    texts = await _texts_of(session, _id(resolution))
    merged = merge_headers([text.header for text in texts])
    fields = _fields(merged, next((text.title for text in texts if text.title), None))
    changed = {name for name, value in fields.items() if getattr(resolution, name) != value}
    lists_changed = await _write_lists(session, _id(resolution), merged)
    if changed or lists_changed:
        resolution.change = change
        for text in texts:
            text.change = change
    if resolution.change == change:
        resolution.sqlmodel_update(fields)
        resolution.updated_at = now()
    await session.flush()


def _fields(merged: dict[str, Any], title: str | None) -> dict[str, Any]:
    votes = merged["votes"] or {}
    return {
        "kind": merged["kind"],
        "status": merged["status"],
        "organ": merged["organ"],
        "enacting_body": merged["enacting_body"],
        "chain": merged["chain"] or [],
        "session": merged["session"],
        "title": title or None,
        "document_date": _date(merged["document_date"]),
        "adoption_date": _date(merged["adoption_date"]),
        "draft_symbol": merged["draft_symbol"],
        "adoption_method": merged["adoption_method"],
        "votes_in_favour": votes.get("in_favour"),
        "votes_against": votes.get("against"),
        "votes_abstaining": votes.get("abstaining"),
    }


def _lists(merged: dict[str, Any]) -> tuple[tuple[Any, list[dict[str, Any]]], ...]:
    """The tables of what a resolution has several of, each with its rows in order."""
    return (
        (ResolutionAgendaItem, [{"item": item} for item in merged["agenda_items"] or []]),
        (ResolutionSubject, [{"subject": subject} for subject in merged["subjects"] or []]),
        (ResolutionSponsor, merged["sponsors"] or []),
    )


async def _write_lists(session: AsyncSession, resolution_id: int, merged: dict[str, Any]) -> bool:
    changed = False
    for table, wanted in _lists(merged):
        statement = select(table).where(table.resolution_id == resolution_id)
        held = (await session.exec(statement.order_by(table.position))).all()
        if [row.model_dump(exclude={"resolution_id", "position"}) for row in held] == wanted:
            continue
        changed = True
        await session.exec(delete(table).where(table.resolution_id == resolution_id))
        await _insert_list(session, table, resolution_id, wanted)
    return changed


async def _insert_list(
    session: AsyncSession,
    table: type[SQLModel],
    resolution_id: int,
    wanted: Sequence[dict[str, Any]],
) -> None:
    rows = [
        {**row, "resolution_id": resolution_id, "position": position}
        for position, row in enumerate(wanted)
    ]
    if rows:
        await session.exec(insert(table), params=rows)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _id(row: Resolution | ResolutionText) -> int:
    if row.id is None:
        raise RuntimeError("a stored row has an id")
    return row.id
