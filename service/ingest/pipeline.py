"""One job from its source to the store: fetch, parse, save; all of it or nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from service.errors import Conflict, DocumentError, ServiceError, SourceError
from service.ingest.fetcher import Fetcher, SourceBusy
from service.model import Symbol
from service.observability import get_logger
from service.store import jobs
from service.store.database import Database
from service.store.jobs import Claim, LeaseLost
from service.store.records import DocumentRecord
from service.store.sources import keep_source, read_source
from service.store.tables import JobOutcome, JobState
from service.store.texts import Saved, holds, save

_LOG = get_logger(__name__)

Read = Callable[[bytes], Awaitable[DocumentRecord]]


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
        """Take one document in; None when another worker has taken the job over meanwhile."""
        try:
            try:
                saved = await self._take_in(job)
            except (SourceBusy, LeaseLost):
                raise
            except (DocumentError, SourceError, Conflict) as error:
                return await self._fail(job, error)
        except LeaseLost as error:
            _LOG.warning("lost_lease", job=job.id, detail=error.detail)
            return None
        except Exception as error:  # noqa: BLE001 - a worker outlives whatever one document does
            return await self._retry(job, error)
        return Result(job.id, JobState.DONE, outcome=saved.outcome)

    async def _take_in(self, job: Claim) -> Saved:
        source_id = await self._fetch(job) if job.source_id is None else job.source_id
        held: int | None = None
        async with self.database.reading() as session:
            if job.submitted_symbol is None:
                held = await holds(session, source_id, self.parser_version)
            data = b"" if held is not None else await read_source(session, source_id)
        if held is not None:
            saved = Saved(held, JobOutcome.UNCHANGED)
            async with self.database.writing() as session:
                await jobs.finish(session, job, saved, self.parser_version)
            return saved
        record = with_symbol(await self.read(data), job.submitted_symbol)
        async with self.database.writing() as session:
            saved = await save(session, source_id, record, self.parser_version)
            await jobs.finish(session, job, saved, self.parser_version)
        return saved

    async def _fetch(self, job: Claim) -> int:
        """Fetch the job's URL; return the source that came of it."""
        if job.url is None:
            raise SourceError("the job names neither a file nor a URL")
        data = await self.fetcher.fetch(job.url)
        async with self.database.writing() as session:
            source_id = await keep_source(session, data, job.url)
            await jobs.attach_source(session, job, source_id)
        return source_id

    async def _fail(self, job: Claim, error: ServiceError) -> Result:
        place = error.place if isinstance(error, DocumentError) else None
        # A source that was not had may be had another time, so no parser has had its say.
        version = None if isinstance(error, SourceError) else self.parser_version
        async with self.database.writing() as session:
            await jobs.fail(session, job, error, version, place)
        return Result(job.id, JobState.FAILED, error_code=error.code, error_detail=str(error))

    async def _retry(self, job: Claim, error: Exception) -> Result:
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        detail = f"{type(error).__name__}: {error}"
        _LOG.warning("job_went_wrong", job=job.id, attempt=job.attempts, code=code, detail=detail)
        async with self.database.writing() as session:
            state = await jobs.retry(session, job, code, detail, self.backoff, self.max_attempts)
        return Result(job.id, state, error_code=code, error_detail=detail)


def with_symbol(record: DocumentRecord, submitted: str | None) -> DocumentRecord:
    """Give a document that prints no symbol the submitter's. Conflict: it prints another."""
    if submitted is None or submitted == record.symbol:
        return record
    if not record.provisional:
        raise Conflict(f"submitted as {submitted}, but the document says {record.symbol}")
    return replace(
        record, symbol=submitted, sort_key=Symbol.parse(submitted).sort_key, provisional=False
    )
