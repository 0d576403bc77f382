"""Workers: every document is ingested once, whatever happens to the processes."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select as select_columns
from sqlmodel import select
from toy_parser import document, parse
from toy_worker import count_by_state, drain

from service.errors import DocumentTooLarge, MalformedDocument
from service.extraction.version import parser_version
from service.ingest.parser_processes import ParserFailure, ParserProcesses
from service.ingest.pipeline import Result
from service.settings import Settings
from service.store import jobs
from service.store.database import Database
from service.store.tables import (
    IngestionJob,
    JobOutcome,
    JobState,
    Paragraph,
    Resolution,
    ResolutionText,
    metadata,
)
from service.store.texts import save
from service.worker import is_gone, new_owner, run_worker

pytestmark = pytest.mark.anyio

TOY_WORKER = Path(__file__).with_name("toy_worker.py")
KILLS = 5


async def enqueue(database: Database, documents: list[bytes], version: str = "1") -> list[int]:
    async with database.writing() as session:
        added = [await jobs.enqueue_source(session, d, "test", version) for d in documents]
        return [job.id or 0 for job in added]


async def states(database: Database) -> list[tuple[JobState, JobOutcome | None, str | None]]:
    async with database.reading() as session:
        rows = (await session.exec(select(IngestionJob).order_by("id"))).all()
        return [(row.state, row.outcome, row.error_code) for row in rows]


def many_documents() -> list[bytes]:
    """Distinct ones, two languages of one, rivals for one symbol, a faulty one, one unsymbolled."""
    made = [
        document(
            f"A/RES/90/{n}",
            {"pp1": f"Recalling {n}", "op1": f"Requests {n}", "op2": "Decides"},
            seconds=0.02,
            citations={"op1": [f"A/RES/90/{n - 1}"]},
            sponsors=["JPN"],
        )
        for n in range(1, 40)
    ]
    made += [
        document("A/RES/90/5", {"op1": "Prie"}, language="fr"),
        document("A/RES/90/6", {"op1": "Urges", "op9": "Decides"}),
        document("A/RES/90/7", {"op1": "Invites"}, format="akn4un"),
        document(None, {"op1": "Requests"}),
        b"broken",
    ]
    return made


async def snapshot(database: Database) -> dict[str, Any]:
    """All that the store holds, without ids, change numbers, moments and leases."""
    found: dict[str, Any] = {}
    async with database.reading() as session:
        connection = await session.connection()
        for table in metadata.sorted_tables:
            if table.name in {"change_counter", "removed_paragraph", "source_content"}:
                continue
            columns = [
                column
                for column in table.columns
                if not column.foreign_keys
                and column.name not in {"id", "change", "not_before", "attempts", "outcome"}
                and not column.name.endswith(("_at", "_until", "_owner"))
            ]
            rows = (await connection.execute(select_columns(*columns))).all()
            found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


async def test_a_worker_takes_everything_in(settings: Settings, database: Database) -> None:
    await enqueue(database, many_documents())
    await drain(settings)
    ended = await states(database)
    assert ended.count((JobState.FAILED, None, "malformed_document")) == 1
    assert sum(state is JobState.DONE for state, _, _ in ended) == len(ended) - 1
    outcomes = [outcome for _, outcome, _ in ended]
    # Number 6 and number 7 are superseded by what came later, or is official.
    assert outcomes.count(JobOutcome.SUPERSEDED) == 2
    assert outcomes[5] is outcomes[6] is JobOutcome.SUPERSEDED
    async with database.reading() as session:
        assert len((await session.exec(select(Resolution))).all()) == 40


async def test_a_second_run_has_nothing_to_do(settings: Settings, database: Database) -> None:
    await enqueue(database, many_documents())
    await drain(settings)
    before = await snapshot(database)
    ids = await enqueue(database, many_documents())
    async with database.reading() as session:
        found = await jobs.find_jobs(session, ids)
    assert {job.state for job in found} == {JobState.DONE, JobState.FAILED}
    assert await snapshot(database) == before


async def test_a_new_parser_reads_everything_again_and_keeps_what_is_the_same(
    settings: Settings, database: Database
) -> None:
    await enqueue(database, many_documents())
    await drain(settings)
    before = await snapshot(database)
    await enqueue(database, many_documents(), version="2")
    await drain(settings, version="2")
    after = await snapshot(database)
    assert after["paragraph"] == before["paragraph"]
    assert all("'2'" in row for row in after["resolution_text"])
    assert after["removed_paragraph" if "removed_paragraph" in after else "resolution"]


async def test_what_a_numbered_version_read_is_read_once_more(
    settings: Settings, database: Database
) -> None:
    """Versions were numbers once ("4"); since they are digests, the same holds for those."""
    data = document("A/RES/90/1", {"pp1": "Recalling", "op1": "Requests"})
    await enqueue(database, [data], version="4")
    await drain(settings, version="4")
    async with database.reading() as session:
        before = (await session.exec(select(Paragraph.id, Paragraph.address))).all()
    await enqueue(database, [data], version=parser_version())
    assert (await states(database))[0][0] is JobState.QUEUED
    await drain(settings, version=parser_version())
    assert await states(database) == [(JobState.DONE, JobOutcome.UNCHANGED, None)]
    await enqueue(database, [data], version=parser_version())
    assert (await states(database))[0][0] is JobState.DONE
    async with database.reading() as session:
        version = select(ResolutionText.parser_version)
        assert (await session.exec(version)).one() == parser_version()
        assert (await session.exec(select(Paragraph.id, Paragraph.address))).all() == before


async def test_a_superseded_source_comes_back_when_its_rival_moves_away(
    settings: Settings, database: Database
) -> None:
    """A file with a wrong symbol inside held the place of the right one; a newer parser sees it."""
    right = document("A/RES/90/1", {"op1": "Requests"})
    wrong = document("A/RES/90/1", {"op1": "Notes"}, kind="statement")
    await enqueue(database, [right, wrong])
    await drain(settings)
    async with database.reading() as session:
        source = (await session.exec(select(IngestionJob.source_id).order_by("id"))).all()[1]

    moved = parse(document("S/PRST/2035/1", {"op1": "Notes"}, kind="statement"))
    async with database.writing() as session:
        await save(session, source or 0, moved, "2")
    await drain(settings)
    async with database.reading() as session:
        symbols = set((await session.exec(select(Resolution.symbol))).all())
    assert symbols == {"A/RES/90/1", "S/PRST/2035/1"}


async def test_killed_workers_lose_nothing_and_double_nothing(
    settings: Settings, database: Database, migrated_sqlite: Path, tmp_path: Path
) -> None:
    """kill -9 at random moments, each time with a new worker, gives what a quiet run gives."""
    quiet = Settings(**{**settings.model_dump(), "database_url": f"sqlite:///{tmp_path / 'q.db'}"})
    shutil.copy(migrated_sqlite, tmp_path / "q.db")
    undisturbed = Database(quiet.database)
    await enqueue(undisturbed, many_documents())
    await drain(quiet)
    await enqueue(database, many_documents())

    chance = random.Random(7)
    for _ in range(KILLS):
        before = await count_done(database)
        with start_worker(settings) as process:
            await until_progress(database, before, process)
            await asyncio.sleep(chance.uniform(0.0, 0.25))
            process.send_signal(signal.SIGKILL)
    killed = await count_done(database)
    assert 0 < killed < len(many_documents()), "the kills must fall within the work"

    with start_worker(settings) as process:
        assert process.wait(timeout=60) == 0
    assert await snapshot(database) == await snapshot(undisturbed)
    await undisturbed.close()


async def test_workers_share_the_work(settings: Settings, database: Database) -> None:
    await enqueue(database, many_documents())
    with start_worker(settings) as one, start_worker(settings) as two:
        assert one.wait(timeout=60) == two.wait(timeout=60) == 0
    ended = await states(database)
    assert {state for state, _, _ in ended} == {JobState.DONE, JobState.FAILED}


async def test_a_cancelled_worker_hands_its_jobs_back(
    settings: Settings, database: Database
) -> None:
    await enqueue(database, [document("A/RES/90/1", {"op1": "Requests"}, seconds=30)])
    task = asyncio.create_task(
        run_worker(settings, database, asyncio.Event(), parse=parse, parser_version="1")
    )
    await until(database, JobState.RUNNING)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.writing() as session:
        assert await jobs.claim(session, "another", 60, 5) is not None


async def test_leases_are_renewed_while_a_long_document_is_read(
    settings: Settings, database: Database
) -> None:
    """Parsing takes three leases; nobody else may take the job over meanwhile."""
    short = Settings(**{**settings.model_dump(), "job_lease": 0.6})
    await enqueue(database, [document("A/RES/90/1", {"op1": "Requests"}, seconds=1.8)])
    working = asyncio.create_task(drain(short))
    while not working.done():
        await asyncio.sleep(0.2)
        async with database.writing() as session:
            assert await jobs.claim(session, "thief", 60, 5) is None or working.done()
    await working
    assert await states(database) == [(JobState.DONE, JobOutcome.CREATED, None)]


async def test_results_are_told(settings: Settings, database: Database) -> None:
    await enqueue(database, [document("A/RES/90/1", {"op1": "Requests"}), b"broken"])
    told: list[Result] = []
    stop = asyncio.Event()

    def on_result(result: Result) -> None:
        told.append(result)
        if len(told) == 2:
            stop.set()

    await run_worker(settings, database, stop, on_result=on_result, parse=parse, parser_version="1")
    assert {result.state for result in told} == {JobState.DONE, JobState.FAILED}


@pytest.mark.parametrize(
    ("trouble", "state", "code"),
    [
        ("hang", JobState.FAILED, "document_too_large"),
        ("memory", JobState.FAILED, "document_too_large"),
        ("break", JobState.DEAD, "parser_failed"),
        ("die", JobState.DEAD, "parser_failed"),
    ],
)
async def test_a_document_that_troubles_its_reader_stops_nothing_else(
    settings: Settings, database: Database, trouble: str, state: JobState, code: str
) -> None:
    quick = Settings(**{**settings.model_dump(), "parse_timeout": 1.0, "job_attempts": 2})
    await enqueue(
        database,
        [
            document("A/RES/90/1", {"op1": "Requests"}, trouble=trouble),
            document("A/RES/90/2", {"op1": "Requests"}),
        ],
    )
    await drain(quick)
    assert await states(database) == [
        (state, None, code),
        (JobState.DONE, JobOutcome.CREATED, None),
    ]


async def test_parser_processes_raise_what_parsing_raises() -> None:
    processes = ParserProcesses(parse, 1, timeout=20, memory=4 << 30)
    try:
        with pytest.raises(MalformedDocument) as caught:
            await processes.read(b"broken")
        assert caught.value.place == "line 1"
        with pytest.raises(ParserFailure, match="unforeseen"):
            await processes.read(document("A/RES/90/1", {}, trouble="break"))
        with pytest.raises(DocumentTooLarge):
            await processes.read(document("A/RES/90/1", {}, trouble="memory"))
        parsed = await processes.read(document("A/RES/90/1", {"op1": "Requests"}))
        assert str(parsed.header.symbol) == "A/RES/90/1"
    finally:
        await processes.close()


def test_only_dead_processes_of_this_machine_count_as_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    host = new_owner().split(":")[0]
    assert is_gone(f"{host}:{ended.pid}:x")
    assert is_gone(f"{host}:{os.getpid()}:a-former-life")
    assert not is_gone(f"{host}:{os.getppid()}:x")
    assert not is_gone(f"another-machine:{ended.pid}:x")


def start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(TOY_WORKER), settings.database])


async def count_done(database: Database) -> int:
    async with database.reading() as session:
        counts = await count_by_state(session)
    return sum(counts.get(state, 0) for state in jobs.FINISHED)


async def until(database: Database, state: JobState) -> None:
    async with asyncio.timeout(30):
        while (await states(database))[0][0] is not state:  # noqa: ASYNC110 - a row, not an event
            await asyncio.sleep(0.05)


async def until_progress(database: Database, before: int, process: subprocess.Popen[bytes]) -> None:
    while await count_done(database) == before:
        assert process.poll() is None, "the worker ended by itself"
        await asyncio.sleep(0.02)
