"""`kill -9` at any moment and a new start: nothing accepted is lost, nothing is there twice."""

import contextlib
import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from server import Program

DOCUMENTS = 42
REQUESTS = 40
PARAGRAPHS = REQUESTS + 3
"""Of each document: an enacting formula is not searched for."""
KILLS = 6
BATCH = DOCUMENTS // KILLS
SEED = 20261123
SETTINGS = {
    "RESOLUTION_SEARCH_JOB_LEASE": "3",
    "RESOLUTION_SEARCH_JOB_BACKOFF": "0.1",
    "RESOLUTION_SEARCH_JOB_ATTEMPTS": "100",
    "RESOLUTION_SEARCH_POLL_INTERVAL": "0.05",
}


def _resolution(number: int) -> bytes:
    """A resolution of its own symbol, with a word that no other holds."""
    requests = "\n\n".join(
        f"     {n}.   Requests the Secretary-General to keep a list of the lamps of quay {n};"
        for n in range(1, REQUESTS + 1)
    )
    return f"""United Nations                                                A/RES/81/{number}

General Assembly

Eighty-first session
Agenda item 12

Resolution adopted by the General Assembly on 4 December 2026

81/{number}. Lights of small harbours

     The General Assembly,

     Recalling its resolution 80/{number} of 3 December 2025 on harbour lights,

     Noting with appreciation the lamp keepers of pier{number},

{requests}

     {REQUESTS + 1}.   Decides to consider the lamps of pier{number} at its eighty-third session.
""".encode()


class _Submitter:
    """Submits each released document until it has been accepted, even if the server crashes."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.accepted: dict[int, int] = {}
        self.released = 0
        self.finished = threading.Event()

    def wait_for(self, count: int) -> None:
        """Return when so many have been accepted."""
        deadline = time.monotonic() + 60
        while len(self.accepted) < count:
            assert time.monotonic() < deadline, f"{len(self.accepted)} of {count} accepted"
            time.sleep(0.01)

    def run(self) -> None:
        for number in range(1, DOCUMENTS + 1):
            while number not in self.accepted and not self.finished.is_set():
                if number > self.released:
                    time.sleep(0.01)
                    continue
                with contextlib.suppress(httpx.TransportError):
                    answer = httpx.post(
                        f"{self.program.base}/v1/ingestions",
                        files={"file": (f"{number}.txt", _resolution(number), "text/plain")},
                        timeout=30,
                    )
                    assert answer.status_code == 202, answer.text
                    self.accepted[number] = answer.json()["id"]
                    continue
                time.sleep(0.05)


@pytest.mark.parametrize("victim", ["serve", "worker"])
def test_nothing_is_lost_and_nothing_doubled(victim: str, tmp_path: Path) -> None:
    embedded = {"RESOLUTION_SEARCH_EMBEDDED_WORKER": str(victim == "serve").lower()}
    program = Program(tmp_path, settings=SETTINGS | embedded)
    chance = random.Random(f"{SEED}-{victim}")
    program.run("migrate")
    with program:
        _crash_and_recover(program, victim, chance)


def _crash_and_recover(program: Program, victim: str, chance: random.Random) -> None:
    program.start()
    worker = program.beside("worker") if victim == "worker" else None
    submitter = _Submitter(program)
    thread = threading.Thread(target=submitter.run)
    thread.start()
    try:
        for kill in range(KILLS):
            # While documents keep coming in, and some are being ingested.
            before, done_before = kill * BATCH, _count(program, "done")
            submitter.released = before + BATCH
            submitter.wait_for(before + chance.randint(1, BATCH))
            _wait_until_at_work(program, done_before)
            time.sleep(chance.uniform(0, 0.1))
            if worker:
                worker.kill()
                worker.wait(timeout=30)
                worker = program.beside("worker")
            else:
                program.kill()
                program.start()
        thread.join(timeout=120)
        assert len(submitter.accepted) == DOCUMENTS
        _wait_until_done(program)
    finally:
        submitter.finished.set()
        thread.join(timeout=60)
        if worker:
            worker.terminate()
            worker.wait(timeout=30)
    _assert_all_there_once(program, submitter.accepted)
    program.stop()


def _wait_until_at_work(program: Program, done_before: int) -> None:
    """The first document since has been ingested; what is marked as running may be a dead one's."""
    deadline = time.monotonic() + 60
    while _count(program, "done") <= done_before:
        assert time.monotonic() < deadline, "nobody takes documents in"


def _count(program: Program, *states: str) -> int:
    return int(program.get("/v1/ingestions", state=states, limit=1)["total"])


def _wait_until_done(program: Program) -> None:
    """All jobs done, and the index level with the store."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        waiting = _count(program, "queued", "running")
        if not waiting and program.get("/readyz")["index"]["lag"] == 0:
            return
        time.sleep(0.2)
    raise AssertionError(f"{waiting} ingestions still wait")


def _assert_all_there_once(program: Program, accepted: dict[int, int]) -> None:
    attempts = 0
    for number, ingestion in accepted.items():
        job = program.get(f"/v1/ingestions/{ingestion}")
        assert job["state"] == "done", job
        assert job["resolution"]["symbol"] == f"A/RES/81/{number}"
        attempts += job["attempts"]
    # The kills have hit: some document was begun more than once.
    assert attempts > DOCUMENTS
    assert program.get("/v1/ingestions")["total"] == DOCUMENTS
    assert program.get("/v1/resolutions")["total"] == DOCUMENTS
    assert program.get("/readyz")["index"]["paragraphs"] == program.get("/v1/search")["total"]

    found: Counter[str] = Counter()
    cursor: dict[str, str] = {}
    while True:
        page = program.get("/v1/search", limit=100, **cursor)
        found.update(hit["paragraph"]["url"] for hit in page["hits"])
        if not page["next_cursor"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert set(found.values()) == {1}
    assert len(found) == page["total"] == DOCUMENTS * PARAGRAPHS
    for number in random.Random(SEED).sample(range(1, DOCUMENTS + 1), 10):
        assert program.get("/v1/search", q=f"pier{number}")["total"] == 2
