"""`ingest` and `fetch`: queue documents, ingest them all, and update the index."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.progress import Progress

from index import open_index
from index.errors import IndexLocked
from service.cli.terminal import progress_bars
from service.cli.worker import on_signal, open_database
from service.errors import InvalidRequest, SourceError
from service.extraction.version import parser_version
from service.ingest.fetcher import Fetcher
from service.ingest.index_follower import catch_up
from service.ingest.pipeline import Result
from service.ingest.sources import Limits, SourceFile, Unreadable, read_sources
from service.model import Language, Symbol
from service.settings import Settings
from service.store import jobs
from service.store.changes import count_texts
from service.store.database import Database
from service.store.tables import JobOutcome
from service.store.tables.columns import now
from service.worker import run_worker

_AT_ONCE = 50
_EXAMPLES = 20
_URL = re.compile(r"https?://", re.IGNORECASE)


@dataclass
class Intake:
    """What became of the documents of one command."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    superseded: list[str] = field(default_factory=list)
    """Documents whose symbol and language another source has; they are stored, but not searched."""
    indexed: bool = True
    interrupted: bool = False

    def report(self) -> str:
        """A few lines: how many, what was done, errors by code with some of their sources."""
        failed = sum(len(sources) for sources in self.failures.values())
        done = sum(self.outcomes.values())
        lines = [f"{done + failed} documents: {done} ingested, {failed} failed"]
        lines += [
            f"  {count:6} {outcome}" for outcome, count in sorted(self.outcomes.items()) if count
        ]
        if self.superseded:
            lines += _listed("replaced by another source of the same symbol", self.superseded)
        for code, sources in sorted(self.failures.items()):
            lines += _listed(code, sources)
        return "\n".join(lines) + "\n"


def _listed(what: str, sources: Sequence[str]) -> list[str]:
    lines = [
        f"  {len(sources):6} {what}",
        *(f"           {source}" for source in sources[:_EXAMPLES]),
    ]
    if len(sources) > _EXAMPLES:
        lines.append(f"           … and {len(sources) - _EXAMPLES} more")
    return lines


@dataclass(frozen=True)
class _Url:
    origin: str
    url: str
    symbol: Symbol | None


OnEnd = Callable[[], None]
_Item = SourceFile | Unreadable | _Url


async def ingest_sources(
    settings: Settings, sources: Sequence[str], symbol: Symbol | None
) -> Intake:
    """Ingest files, folders, archives and URLs. Raises InvalidRequest or SourceError."""
    for source in sources:
        if not _URL.match(source) and not await asyncio.to_thread(Path(source).exists):
            raise SourceError(f"there is no {source}")
    return await _ingest(settings, _items(settings, sources, symbol), symbol)


async def fetch_symbols(
    settings: Settings, symbols: Sequence[Symbol], language: Language
) -> Intake:
    """Fetch documents by their symbols and ingest them. Raises SourceError for a bad template."""
    fetcher = Fetcher(settings)
    items = [_Url(str(symbol), fetcher.url_of(symbol, language), symbol) for symbol in symbols]
    return await _ingest(settings, items, None)


def _items(settings: Settings, sources: Sequence[str], symbol: Symbol | None) -> Iterator[_Item]:
    limits = Limits.of(settings)
    for source in sources:
        if _URL.match(source):
            yield _Url(source, source, symbol)
        else:
            yield from read_sources(Path(source), limits)


async def _ingest(settings: Settings, items: Iterable[_Item], symbol: Symbol | None) -> Intake:
    intake = Intake()
    async with open_database(settings) as database:
        with progress_bars() as bars:
            waiting = await _enqueue(database, items, symbol, intake, bars)
            origins = dict(waiting)
            await _drain(settings, database, waiting, intake, bars)
            intake.superseded = await _superseded(database, origins)
            await _index(settings, database, intake, bars)
    return intake


async def _enqueue(
    database: Database,
    items: Iterable[_Item],
    symbol: Symbol | None,
    intake: Intake,
    bars: Progress,
) -> dict[int, list[str]]:
    """Queue everything, some at a time; return the origins of each job: copies are one job."""
    task = bars.add_task("reading", total=None)
    iterator = iter(items)
    waiting: dict[int, list[str]] = {}
    while batch := await asyncio.to_thread(_next_batch, iterator):
        if symbol is not None and len(batch) + len(waiting) > 1:
            raise InvalidRequest("a symbol can be given for a single document only")
        async with database.writing() as session:
            for item in batch:
                if isinstance(item, Unreadable):
                    intake.failures[item.error.code].append(f"{item.origin}: {item.error}")
                    continue
                given = str(symbol) if symbol else None
                if isinstance(item, _Url):
                    given = str(item.symbol) if item.symbol else None
                    job = await jobs.enqueue_url(session, item.url, given)
                else:
                    job = await jobs.enqueue_source(
                        session, item.data, item.origin, parser_version(), given
                    )
                waiting.setdefault(job.id or 0, []).append(item.origin)
        bars.advance(task, len(batch))
    bars.update(task, total=bars.tasks[task].completed)
    return waiting


def _next_batch(items: Iterator[_Item]) -> list[_Item]:
    batch: list[_Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data) if isinstance(item, SourceFile) else 0
        if len(batch) >= _AT_ONCE or size > 16 * 1024 * 1024:
            break
    return batch


class _Watch:
    """Watches jobs until all of them have ended, whoever works on them."""

    def __init__(
        self, database: Database, waiting: dict[int, list[str]], intake: Intake, advance: OnEnd
    ) -> None:
        self._database = database
        self._waiting = waiting
        self._intake = intake
        self._advance = advance
        self._began = now()
        self.stop = asyncio.Event()

    def on_result(self, result: Result) -> None:
        """Record a result of this process's worker."""
        if result.state in jobs.FINISHED:
            self._end(result.job_id, result.outcome, result.error_code, result.error_detail)

    async def look(self) -> None:
        """Look for jobs that had ended before, or that other workers have ended."""
        async with self._database.reading() as session:
            found = await jobs.find_jobs(session, sorted(self._waiting))
        for job in found:
            if job.state in jobs.FINISHED:
                earlier = job.finished_at is None or job.finished_at < self._began
                outcome = JobOutcome.UNCHANGED if earlier else job.outcome
                self._end(job.id or 0, outcome, job.error_code, job.error_detail)

    def interrupt(self) -> None:
        """Stop before the end; what is left stays queued."""
        self._intake.interrupted = True
        self.stop.set()

    def _end(
        self, job_id: int, outcome: JobOutcome | None, code: str | None, detail: str | None
    ) -> None:
        origins = self._waiting.pop(job_id, None)
        if origins is None:
            return
        if code is None:
            self._intake.outcomes[outcome or JobOutcome.UNCHANGED] += 1
            self._intake.outcomes[JobOutcome.UNCHANGED] += len(origins) - 1
        else:
            self._intake.failures[code] += [f"{origin}: {detail}" for origin in origins]
        self._advance()
        if not self._waiting:
            self.stop.set()


async def _drain(
    settings: Settings,
    database: Database,
    waiting: dict[int, list[str]],
    intake: Intake,
    bars: Progress,
) -> None:
    task = bars.add_task("ingesting", total=len(waiting))
    watch = _Watch(database, waiting, intake, lambda: bars.advance(task))
    await watch.look()
    if waiting:
        with on_signal(watch.interrupt):
            await run_worker(
                settings, database, watch.stop, on_result=watch.on_result, on_idle=watch.look
            )


async def _superseded(database: Database, origins: dict[int, list[str]]) -> list[str]:
    async with database.reading() as session:
        found = await jobs.find_jobs(session, sorted(origins))
    gone = (job.id or 0 for job in found if job.outcome is JobOutcome.SUPERSEDED)
    return [origin for id_ in gone for origin in origins[id_]]


async def _index(settings: Settings, database: Database, intake: Intake, bars: Progress) -> None:
    index = open_index(settings.index_engine, settings.index_path)
    async with database.reading() as session:
        total = await count_texts(session)
    task = bars.add_task("indexing", total=total)
    try:
        await catch_up(database, index, lambda done: bars.advance(task, done))
        bars.update(task, completed=total)
    except IndexLocked:
        intake.indexed = False
    finally:
        index.close()
