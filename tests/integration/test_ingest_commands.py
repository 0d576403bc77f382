"""The commands as people and scripts run them: real processes, real parser, real index."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from service.extraction.version import parser_version
from service.settings import Settings
from service.store import schema
from service.store.database import Database
from service.store.jobs import enqueue_source

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
TEXT = """\
United Nations A/RES/{session}/{number}
General Assembly

Resolution adopted by the General Assembly on 3 December 2035

{session}/{number}. Lighthouses of small islands

The General Assembly,

Recalling its resolution {session}/{previous} of 2 December 2035,

1. Requests the Secretary-General to report on lighthouse {number};

2. Decides to remain seized of the matter.
"""


def run(
    *words: object, url: str = "", data: Path | None = None, check: bool = False
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", *map(str, words)],
        cwd=ROOT,
        env=environment(url, data),
        capture_output=True,
        text=True,
        check=check,
    )


def environment(url: str, data: Path | None) -> dict[str, str]:
    given = {
        "RESOLUTION_SEARCH_DATABASE_URL": url,
        "RESOLUTION_SEARCH_DATA_DIR": str(data or ""),
        "RESOLUTION_SEARCH_PARSE_PROCESSES": "1",
        "RESOLUTION_SEARCH_POLL_INTERVAL": "0.05",
        "COLUMNS": "100",
    }
    return {**os.environ, **{name: value for name, value in given.items() if value}}


def write_many(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(1, count + 1):
        text = TEXT.format(session=94, number=number, previous=number - 1 or 999)
        (folder / f"{number:03}.txt").write_text(text, "utf-8")


def contents(database: Path) -> dict[str, Any]:
    """What the database holds, by natural keys."""
    connection = sqlite3.connect(database)
    found = {
        "paragraphs": "SELECT symbol, language, address, text FROM paragraph p"
        " JOIN resolution_text t ON t.id = p.text_id JOIN resolution r ON r.id = t.resolution_id",
        "verbs": "SELECT lemma, surface, start, text FROM paragraph_verb v"
        " JOIN paragraph p ON p.id = v.paragraph_id",
        "citations": "SELECT c.symbol, c.start, p.text FROM paragraph_citation c"
        " JOIN paragraph p ON p.id = c.paragraph_id",
        "jobs": "SELECT key, state, error_code FROM ingestion_job",
        "sources": "SELECT sha256 FROM source_document",
    }
    rows = {name: sorted(map(repr, connection.execute(sql))) for name, sql in found.items()}
    connection.close()
    return rows


def test_ingest_takes_in_what_it_can_and_says_what_not(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "broken.xml").write_bytes(b"<akomaNtoso><doc>")
    sample = next(SAMPLES.glob("A_RES*.txt"))
    (tmp_path / "in" / "copy.txt").write_bytes(sample.read_bytes())
    first = run("ingest", SAMPLES, tmp_path / "in", url=settings.database, data=tmp_path)
    count = len(list(SAMPLES.iterdir()))
    assert first.returncode == 1, first.stderr
    assert f"{count + 3} documents: {count + 1} ingested, 2 failed" in first.stdout
    assert "empty_document" in first.stdout
    assert "malformed_document" in first.stdout
    assert f"{count} created" in first.stdout
    again = run("ingest", SAMPLES, url=settings.database, data=tmp_path)
    assert again.returncode == 0, again.stderr
    assert f"{count} unchanged" in again.stdout
    indexed = run("reindex", url=settings.database, data=tmp_path)
    assert indexed.returncode == 0, indexed.stderr
    assert int(indexed.stdout.split()[0]) > 20


def test_a_killed_ingest_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed while it reads, works and indexes; then run again: as if nothing had happened."""
    write_many(tmp_path / "in", 60)
    run("ingest", tmp_path / "in", data=tmp_path / "quiet", check=True)
    database = tmp_path / "killed" / "resolutions.db"
    done = "SELECT count(*) FROM ingestion_job WHERE state = 'done'"
    for reached in (
        lambda: count(database, "SELECT count(*) FROM source_document") > 0,
        lambda: count(database, done) >= 5,
        lambda: count(database, done) >= 30,
        lambda: any((tmp_path / "killed" / "index").glob("generations/*")),
    ):
        with subprocess.Popen(
            [sys.executable, "-m", "service", "ingest", str(tmp_path / "in")],
            cwd=ROOT,
            env=environment("", tmp_path / "killed"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            until(reached)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL, "killed while it was at work"
    last = run("ingest", tmp_path / "in", data=tmp_path / "killed")
    assert last.returncode == 0, last.stderr
    assert "60 documents: 60 ingested" in last.stdout
    assert contents(tmp_path / "killed" / "resolutions.db") == contents(
        tmp_path / "quiet" / "resolutions.db"
    )
    counts = [run("reindex", data=tmp_path / name).stdout for name in ("quiet", "killed")]
    assert counts[0] == counts[1]


def test_ctrl_c_stops_ingest_in_good_order(tmp_path: Path) -> None:
    write_many(tmp_path / "in", 400)
    with subprocess.Popen(
        [sys.executable, "-m", "service", "ingest", str(tmp_path / "in")],
        cwd=ROOT,
        env=environment("", tmp_path / "data"),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        database = tmp_path / "data" / "resolutions.db"
        until(lambda: count(database, "SELECT count(*) FROM ingestion_job WHERE state = 'done'"))
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 130, out
    assert count(database, "SELECT count(*) FROM ingestion_job WHERE state = 'running'") == 0
    assert count(database, "SELECT count(*) FROM ingestion_job WHERE state = 'queued'") > 0


def test_what_gives_way_to_another_source_is_named(tmp_path: Path) -> None:
    write_many(tmp_path / "in", 2)
    rival = (tmp_path / "in" / "001.txt").read_text("utf-8").replace("report", "write")
    (tmp_path / "in" / "later.txt").write_text(rival, "utf-8")
    ended = run("ingest", tmp_path / "in", data=tmp_path / "data")
    assert ended.returncode == 0, ended.stderr
    lines = [line.strip() for line in ended.stdout.splitlines()]
    place = lines.index("1 replaced by another source of the same symbol")
    assert lines[place + 1] == str(tmp_path / "in" / "001.txt")


def test_a_worker_takes_in_what_is_queued_and_ends_when_told(tmp_path: Path) -> None:
    write_many(tmp_path / "in", 3)
    database = tmp_path / "resolutions.db"
    run("migrate", data=tmp_path, check=True)
    asyncio.run(enqueue(f"sqlite:///{database}", sorted((tmp_path / "in").iterdir())))
    with subprocess.Popen(
        [sys.executable, "-m", "service", "worker"],
        cwd=ROOT,
        env=environment("", tmp_path),
        stderr=subprocess.DEVNULL,
    ) as process:
        until(lambda: count(database, "SELECT count(*) FROM resolution") == 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


async def enqueue(url: str, paths: list[Path]) -> None:
    database = Database(url)
    async with database.writing() as session:
        for path in paths:
            await enqueue_source(session, path.read_bytes(), str(path), parser_version())
    await database.close()


def until(condition: Any) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def count(database: Path, sql: str) -> int:
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            return int(connection.execute(sql).fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def test_a_symbol_is_given_to_a_document_that_prints_none(tmp_path: Path) -> None:
    draft = next(SAMPLES.glob("draft*.txt"))
    without = run("ingest", draft, data=tmp_path)
    assert without.returncode == 0, without.stdout
    given = run("ingest", draft, "--symbol", "E/CN.15/2035/L.9", data=tmp_path)
    assert given.returncode == 0, given.stdout
    connection = sqlite3.connect(tmp_path / "resolutions.db")
    assert connection.execute("SELECT symbol, provisional FROM resolution").fetchall() == [
        ("E/CN.15/2035/L.9", 0)
    ]
    connection.close()


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("ingest", "no-such-file"), 2, "there is no no-such-file"),
        (("ingest", SAMPLES, "--symbol", "A/RES/1/1"), 2, "single document"),
        (("ingest", SAMPLES, "--symbol", "nonsense"), 2, "not a symbol"),
        (("fetch", "nonsense"), 2, "not a symbol"),
        (("ingest", "https://elsewhere.example/x"), 1, "source_unavailable"),
    ],
)
def test_mistakes_end_in_one_line(
    tmp_path: Path, words: tuple[object, ...], status: int, says: str
) -> None:
    ended = run(*words, data=tmp_path)
    assert ended.returncode == status, ended.stderr
    assert says in " ".join((ended.stdout + ended.stderr).replace("│", " ").split())
    assert "Traceback" not in ended.stderr


def test_a_shared_database_is_not_migrated_unasked(postgres_url: str, tmp_path: Path) -> None:
    async def create() -> None:
        connection = await asyncpg.connect(postgres_url)
        await connection.execute("CREATE DATABASE unmigrated")
        await connection.close()

    asyncio.run(create())
    url = postgres_url.replace("/postgres", "/unmigrated")
    refused = run("ingest", SAMPLES, url=url, data=tmp_path)
    assert refused.returncode == 2
    assert "resolution-search migrate" in refused.stderr
    migrated = run("migrate", url=url, data=tmp_path)
    assert migrated.stdout.strip() == schema.head()
    assert run("ingest", SAMPLES, url=url, data=tmp_path).returncode == 0


def test_parse_prints_one_json_object_a_line(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_bytes(b"<akomaNtoso>")
    ended = run("parse", "--json", SAMPLES, tmp_path / "broken.xml", data=tmp_path / "data")
    assert ended.returncode == 1
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(lines) == len(list(SAMPLES.iterdir())) + 1
    assert lines[-1]["source"] == str(tmp_path / "broken.xml")
    assert lines[-1]["error"]["code"] == "malformed_document"
    assert {line["source"] for line in lines[:-1]} == {str(path) for path in SAMPLES.iterdir()}
    assert all(line["paragraphs"] for line in lines[:-1])
    assert not (tmp_path / "data").exists(), "parse touches no database"


def test_parse_in_brief(tmp_path: Path) -> None:
    ended = run("parse", SAMPLES, data=tmp_path)
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == len(list(SAMPLES.iterdir()))
    assert "verbs" in ended.stdout


def test_openapi_is_printed_sorted(tmp_path: Path) -> None:
    ended = run("openapi", data=tmp_path, check=True)
    document = json.loads(ended.stdout)
    assert document["openapi"].startswith("3.1")
    assert ended.stdout == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
