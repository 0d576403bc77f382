"""Saves documents: which resolution one belongs to, which source is in force, what changed.

One document is one source in one language. Where several sources claim the same symbol and
language, one is in force: the official machine-readable edition before everything else, then the
one received last. So the outcome depends on what was received, never on which worker was quicker.
The others stay as sources, and come back when the one in force moves to another symbol.

A source whose symbol is read differently than before (a newer parser; a submitter who gives the
symbol of a document that prints none) moves its resolution: ids and addresses stay the same unless
the new symbol is stored already. A provisional symbol never takes the place of a true one.
"""

from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.model import Language, ParsedResolution, Symbol
from service.store.changes import next_change
from service.store.paragraphs import remove_paragraphs, write_new_paragraphs, write_paragraphs
from service.store.resolutions import (
    OFFICIAL_FORMATS,
    add_resolution,
    find_resolution,
    merge_texts,
    texts_of,
)
from service.store.rows.paragraphs import ParagraphRows
from service.store.rows.texts import TextRow, header_of, language_of, symbol_of, text_rows
from service.store.tables import IngestionJob, JobOutcome, JobState, Resolution, ResolutionText
from service.store.tables.columns import now, stored_id


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did, and to which resolution."""

    resolution_id: int
    outcome: JobOutcome


@dataclass(frozen=True, slots=True)
class _Document:
    """What is to be saved: under which symbol and language, and its rows."""

    symbol: Symbol
    provisional: bool
    language: Language
    row: TextRow
    paragraphs: list[ParagraphRows]


async def save(
    session: AsyncSession, source_id: int, parsed: ParsedResolution, parser_version: str
) -> Saved:
    """Save a document in the session's unit of work. Saving the same again changes nothing.

    Raises:
        NotAResolution: The document has no symbol to be stored under.
    """
    # The rows are made before the first statement, after which other writers have to wait.
    row, paragraphs = text_rows(parsed, source_id, parser_version)
    document = _Document(
        symbol=symbol_of(parsed),
        provisional=parsed.provisional_symbol,
        language=language_of(parsed),
        row=row,
        paragraphs=paragraphs,
    )
    change = await next_change(session)
    earlier = await _text_of_source(session, source_id)
    target = await find_resolution(session, document.symbol)
    if earlier is not None:
        target = await _follow_symbol(session, earlier, document, target, change)
    if target is None:
        return await _save_first(session, document, change)
    resolution_id = stored_id(target)
    incumbent = await _text_in(session, resolution_id, document.language)
    if incumbent is not None and _rank(incumbent.format, incumbent.source_id) > _rank(
        parsed.format, source_id
    ):
        return Saved(resolution_id, JobOutcome.SUPERSEDED)
    text, outcome = await _write_text(session, target, incumbent, document)
    if outcome is not JobOutcome.UNCHANGED:
        text.change = target.change = change
        await write_paragraphs(session, stored_id(text), document.paragraphs, change)
    await merge_texts(session, target, change)
    return Saved(resolution_id, outcome)


async def _save_first(session: AsyncSession, document: _Document, change: int) -> Saved:
    """Save a document of which nothing is stored yet, so that nothing has to be read before.

    Most documents of a large ingestion are such, so it is worth a way of its own.
    """
    resolution = await _add_resolution(session, document, change)
    text = ResolutionText(
        resolution_id=stored_id(resolution),
        language=document.language,
        change=change,
        **document.row,
    )
    session.add(text)
    await session.flush()
    await write_new_paragraphs(session, stored_id(text), document.paragraphs)
    return Saved(stored_id(resolution), JobOutcome.CREATED)


async def _add_resolution(session: AsyncSession, document: _Document, change: int) -> Resolution:
    return await add_resolution(
        session,
        document.symbol,
        header_of(document.row["header"], document.row["title"]),
        provisional=document.provisional,
        change=change,
    )


async def find_saved(session: AsyncSession, source_id: int, parser_version: str) -> int | None:
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


async def _follow_symbol(
    session: AsyncSession,
    earlier: ResolutionText,
    document: _Document,
    target: Resolution | None,
    change: int,
) -> Resolution | None:
    """Let a source's text follow to the symbol and language that it is now read to have."""
    former = await session.get_one(Resolution, earlier.resolution_id)
    same_symbol = document.provisional or former.symbol == str(document.symbol)
    if same_symbol and earlier.language == document.language:
        return former
    siblings = [t for t in await texts_of(session, former) if t.id != earlier.id]
    await _recall_superseded(session, former)
    if same_symbol:
        target = former
    elif target is None and not siblings:
        former.symbol, former.sort_key = str(document.symbol), document.symbol.sort_key
        former.provisional = document.provisional
        target = former
    elif target is None:
        target = await _add_resolution(session, document, change)
    occupant = await _text_in(session, stored_id(target), document.language)
    if occupant is None or occupant.id == earlier.id:
        earlier.resolution_id, earlier.language = stored_id(target), document.language
        # Rewritten even when the words are the same: followers must get its new symbol.
        earlier.content_hash = ""
        await session.flush()
    else:
        await _remove_text(session, earlier, change)
    if former is not target:
        await _settle(session, former, change)
    return target


async def _recall_superseded(session: AsyncSession, resolution: Resolution) -> None:
    """Queue the superseded sources of this symbol again: its place may become free."""
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
    """After a text was moved: merge the remaining texts, or remove a resolution without texts."""
    if await texts_of(session, resolution):
        await merge_texts(session, resolution, change)
        return
    await session.delete(resolution)
    await session.flush()


async def _remove_text(session: AsyncSession, text: ResolutionText, change: int) -> None:
    await remove_paragraphs(session, stored_id(text), change)
    await session.exec(delete(ResolutionText).where(col(ResolutionText.id) == text.id))


async def _write_text(
    session: AsyncSession,
    resolution: Resolution,
    incumbent: ResolutionText | None,
    document: _Document,
) -> tuple[ResolutionText, JobOutcome]:
    row = document.row
    if incumbent is None:
        text = ResolutionText(
            resolution_id=stored_id(resolution), language=document.language, change=0, **row
        )
        session.add(text)
        await session.flush()
        return text, JobOutcome.CREATED
    same_source = incumbent.source_id == row["source_id"]
    same_content = incumbent.content_hash == row["content_hash"]
    same_version = incumbent.parser_version == row["parser_version"]
    if not same_source:
        await _mark_superseded(session, incumbent.source_id, stored_id(resolution))
    if not (same_source and same_content and same_version):
        incumbent.sqlmodel_update(dict(row))
        incumbent.updated_at = now()
    await session.flush()
    return incumbent, JobOutcome.UNCHANGED if same_content else JobOutcome.UPDATED


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
