"""One job from its source to the store: fetch, parse, save; all of it or nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from service.errors import Conflict, DocumentError, ServiceError, SourceError
from service.ingest.fetcher import Fetcher, SourceBusy
from service.model import ParsedResolution, Symbol
from service.observability import get_logger
from service.store import jobs
from service.store.database import Database
from service.store.jobs import Claim, LeaseLost
from service.store.sources import read_source, store_source
from service.store.tables import JobOutcome, JobState
from service.store.texts import Saved, find_saved, save

_LOG = get_logger(__name__)

Read = Callable[[bytes], Awaitable[ParsedResolution]]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job in this try: QUEUED means that it will be tried again."""

    job_id: int
    state: JobState
    outcome: JobOutcome | None = None
    error_code: str | None = None
    error_detail: str | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Works on claimed jobs. Errors of the document are final; everything else is tried again."""

    database: Database
    fetcher: Fetcher
    read: Read
    parser_version: str
    max_attempts: int
    backoff: float

    async def work(self, job: Claim) -> Result | None:
        """Ingest one document; None when another worker has taken over the job meanwhile."""
        try:
            try:
                saved = await self._ingest(job)
            except (SourceBusy, LeaseLost):
                raise
            except (DocumentError, SourceError, Conflict) as error:
                return await self._fail(job, error)
        except LeaseLost as error:
            _LOG.warning("lease_lost", job=job.id, detail=error.detail)
            return None
        except Exception as error:  # noqa: BLE001 - no document may end a worker
            return await self._retry(job, error)
        return Result(job.id, JobState.DONE, outcome=saved.outcome)

    async def _ingest(self, job: Claim) -> Saved:
        source_id = await self._fetch(job) if job.source_id is None else job.source_id
        unchanged: int | None = None
        async with self.database.reading() as session:
            if job.submitted_symbol is None:
                unchanged = await find_saved(session, source_id, self.parser_version)
            data = b"" if unchanged is not None else await read_source(session, source_id)
        if unchanged is not None:
            saved = Saved(unchanged, JobOutcome.UNCHANGED)
            async with self.database.writing() as session:
                await jobs.finish(session, job, saved, self.parser_version)
            return saved
        parsed = with_symbol(await self.read(data), job.submitted_symbol)
        async with self.database.writing() as session:
            saved = await save(session, source_id, parsed, self.parser_version)
            await jobs.finish(session, job, saved, self.parser_version)
        return saved

    async def _fetch(self, job: Claim) -> int:
        """Fetch the job's URL; return the stored source."""
        if job.url is None:
            raise SourceError("the job names neither a file nor a URL")
        data = await self.fetcher.fetch(job.url)
        async with self.database.writing() as session:
            source_id = await store_source(session, data, job.url)
            await jobs.attach_source(session, job, source_id)
        return source_id

    async def _fail(self, job: Claim, error: ServiceError) -> Result:
        place = error.place if isinstance(error, DocumentError) else None
        # No parser has read a source that could not be fetched; it may be fetched another time.
        version = None if isinstance(error, SourceError) else self.parser_version
        async with self.database.writing() as session:
            await jobs.fail(session, job, error, version, place)
        return Result(job.id, JobState.FAILED, error_code=error.code, error_detail=str(error))

    async def _retry(self, job: Claim, error: Exception) -> Result:
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        detail = f"{type(error).__name__}: {error}"
        attempt = job.attempts
        _LOG.warning("job_attempt_failed", job=job.id, attempt=attempt, code=code, detail=detail)
        async with self.database.writing() as session:
            state = await jobs.retry(session, job, code, detail, self.backoff, self.max_attempts)
        return Result(job.id, state, error_code=code, error_detail=detail)


def with_symbol(parsed: ParsedResolution, submitted: str | None) -> ParsedResolution:
    """Give a document that prints no symbol the submitter's. Conflict: it prints another."""
    printed = parsed.header.symbol
    if submitted is None or submitted == str(printed):
        return parsed
    if not parsed.provisional_symbol:
        raise Conflict(f"submitted as {submitted}, but the document says {printed}")
    header = replace(parsed.header, symbol=Symbol.parse(submitted))
    return replace(parsed, header=header, provisional_symbol=False)
