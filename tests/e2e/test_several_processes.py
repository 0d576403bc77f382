"""Several processes on one address: what one takes in, all find; each can end at any time."""

import contextlib
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from server import Program

SETTINGS = {"RESOLUTION_SEARCH_WORKERS": "2", "RESOLUTION_SEARCH_POLL_INTERVAL": "0.1"}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Two processes that answer, with nothing in them yet."""
    program = Program(tmp_path, settings=SETTINGS)
    program.run("migrate")
    with program:
        program.start()
        _wait_until(lambda: len(_answering(program)) == 2)
        yield program


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _answering(program: Program) -> list[int]:
    """The processes that answer; beside them runs one that only keeps count of resources."""
    assert program.process
    parent = program.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return [int(child) for child in children if b"spawn_main" in _command(child)]


def _command(process: str) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


@contextlib.contextmanager
def _alone(program: Program, process: int) -> Iterator[None]:
    """Let one process answer while the others stand still, none of them in a transaction."""
    others = [each for each in _answering(program) if each != process]
    _halt(others)
    while not _can_be_written(program):
        _resume(others)
        time.sleep(0.05)
        _halt(others)
    try:
        yield
    finally:
        _resume(others)


def _halt(processes: list[int]) -> None:
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    _wait_until(lambda: all(_state(each) == "T" for each in processes))


def _resume(processes: list[int]) -> None:
    for each in processes:
        os.kill(each, signal.SIGCONT)


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]


def _can_be_written(program: Program) -> bool:
    store_file = program.folder / "data" / "resolutions.db"
    with contextlib.closing(sqlite3.connect(store_file, timeout=0.2)) as store:
        try:
            store.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        store.rollback()
        return True


def _submit(program: Program, number: int) -> int:
    text = f"""A/RES/81/{number}

Agenda item 12

Resolution adopted by the General Assembly on 4 December 2026

81/{number}. Lights of small harbours

     The General Assembly,

     1.   Decides to consider the lamps of pier{number} at its eighty-third session.
"""
    file = (f"{number}.txt", text.encode(), "text/plain")
    answer = httpx.post(f"{program.base}/v1/ingestions", files={"file": file}, timeout=30)
    assert answer.status_code == 202, answer.text
    return int(answer.json()["id"])


def _found(program: Program, number: int) -> int:
    return int(program.get("/v1/search", q=f"pier{number}")["total"])


def _is_done(program: Program, ingestion: int) -> bool:
    return bool(program.get(f"/v1/ingestions/{ingestion}")["state"] == "done")


def test_what_any_process_takes_in_every_process_finds(program: Program) -> None:
    for number, through in enumerate(_answering(program)):
        with _alone(program, through):
            assert _found(program, number) == 0
            ingestion = _submit(program, number)
        _wait_until(lambda ingestion=ingestion: _is_done(program, ingestion))
        _wait_until(lambda: program.get("/readyz")["index"]["lag"] == 0)
        for process in _answering(program):
            with _alone(program, process):
                assert _found(program, number) == 1
    jobs = program.get("/v1/ingestions")["ingestions"]
    assert [job["attempts"] for job in jobs] == [1, 1]
    program.stop()


def test_when_one_process_dies_others_go_on_with_its_work(program: Program) -> None:
    for number, victim in enumerate(_answering(program)):
        os.kill(victim, signal.SIGKILL)
        _wait_until(lambda victim=victim: len(set(_answering(program)) - {victim}) == 2)
        ingestion = _submit(program, number)
        _wait_until(lambda ingestion=ingestion: _is_done(program, ingestion))
        _wait_until(lambda number=number: _found(program, number) == 1)
    program.stop()


def test_no_process_outlives_the_one_that_started_it(program: Program) -> None:
    left = _answering(program)
    program.kill()
    _wait_until(lambda: not any(b"spawn_main" in _command(str(each)) for each in left))
    with pytest.raises(httpx.ConnectError):
        program.get("/healthz")
