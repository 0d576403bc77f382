"""Keeps the index up to date with the store: by change numbers, or by a rebuild."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import chain

from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.model import IndexedParagraph, IndexState, ParagraphIndex
from service.ingest.searchable import to_indexed
from service.observability import get_logger
from service.store.changes import changes_after, current_change
from service.store.database import Database
from service.store.indexable import load_indexable, text_ids_after

_LOG = get_logger(__name__)

_TEXTS_AT_ONCE = 100
_POLL = 0.5

Progress = Callable[[int], None]


async def catch_up(
    database: Database, index: ParagraphIndex, progress: Progress | None = None
) -> int:
    """Apply all changes that the index has not seen; return how many texts were read again.

    An index that was never built, or that is ahead of the store (which was restored from an older
    copy), is rebuilt. Raises IndexLocked when another process is writing.
    """
    state = await asyncio.to_thread(_state, index)
    async with database.reading() as session:
        current = await current_change(session)
    if state is None or state.change > current:
        await rebuild(database, index, progress)
        return 0
    applied = 0
    while True:
        async with database.reading() as session:
            changes = await changes_after(session, state.change, _TEXTS_AT_ONCE)
            if changes is None:
                return applied
            texts = await load_indexable(session, changes.texts)
        added = [p for text in texts for p in to_indexed(text)]
        searchable = {paragraph.id for paragraph in added}
        every = (paragraph.id for text in texts for paragraph in text.paragraphs)
        removed = [id_ for id_ in chain(changes.removed, every) if id_ not in searchable]
        state = await asyncio.to_thread(index.apply, added, removed, changes.upto)
        applied += len(texts)
        if progress is not None:
            progress(len(texts))


async def rebuild(
    database: Database, index: ParagraphIndex, progress: Progress | None = None
) -> IndexState:
    """Build a new generation from all texts, a batch in memory at a time; readers use the old one.

    What is saved meanwhile may be in it or not; the follower applies it again, which is harmless.
    """
    async with database.reading() as session:
        change = await current_change(session)
    batches = _all_batches(database, progress)
    loop = asyncio.get_running_loop()
    return await asyncio.to_thread(
        lambda: index.rebuild(chain.from_iterable(_pull(batches, loop)), change)
    )


async def follow(database: Database, index: ParagraphIndex, stop: asyncio.Event) -> None:
    """Keep the index up to date until stopped; looks at the change number twice a second.

    Where another process writes to the same index, it is that one's work: this one waits in case it
    goes away. Errors of the database and a damaged index are logged, and it tries again.
    """
    trouble = ""
    while not stop.is_set():
        try:
            await catch_up(database, index)
            trouble = ""
        except IndexLocked:
            trouble = _note(trouble, "index_locked", "")
        except IndexDamaged as error:
            trouble = _note(trouble, "index_damaged", error.detail)
            await _try_rebuild(database, index)
        except Exception as error:  # noqa: BLE001 - the follower outlives the database's absence
            trouble = _note(trouble, "index_update_failed", f"{type(error).__name__}: {error}")
        await wait(stop, _POLL)


async def wait(stop: asyncio.Event, seconds: float) -> None:
    """Sleep, but not beyond the sign to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def _state(index: ParagraphIndex) -> IndexState | None:
    try:
        return index.state()
    except IndexMissing:
        return None


async def _try_rebuild(database: Database, index: ParagraphIndex) -> None:
    try:
        await rebuild(database, index)
    except Exception as error:  # noqa: BLE001 - tried again at the next look
        _LOG.warning("index_rebuild_failed", detail=f"{type(error).__name__}: {error}")


def _note(before: str, event: str, detail: str) -> str:
    if before != event + detail:
        _LOG.warning(event, detail=detail)
    return event + detail


async def _all_batches(
    database: Database, progress: Progress | None
) -> AsyncIterator[list[IndexedParagraph]]:
    last = 0
    while True:
        async with database.reading() as session:
            ids = await text_ids_after(session, last, _TEXTS_AT_ONCE)
            if not ids:
                return
            texts = await load_indexable(session, ids)
        yield [paragraph for text in texts for paragraph in to_indexed(text)]
        last = ids[-1]
        if progress is not None:
            progress(len(ids))


def _pull(
    batches: AsyncIterator[list[IndexedParagraph]], loop: asyncio.AbstractEventLoop
) -> Iterator[list[IndexedParagraph]]:
    """Let the index's thread draw batches that the event loop reads from the database."""

    async def following() -> list[IndexedParagraph] | None:
        return await anext(batches, None)

    while (batch := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield batch
