"""How long it takes until another process finds a paragraph that was just added.

`python -m service.evaluation.comparison.freshness ENGINE FOLDER WORD` waits for a word and prints
when it was found.
"""

import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from index import IndexedParagraph, SearchRequest, open_index, parse_query
from service.evaluation.comparison.engines import files_of

_WORD = "zzaddedzz"
_PATIENCE = 60.0
_LOOK = 0.002


@dataclass(frozen=True, slots=True)
class Fresh:
    """Seconds to add a paragraph (`applied`), and until another process has found it (`found`)."""

    engine: str
    applied: float
    found: float


def measure_freshness(engine: str, folder: Path, like: IndexedParagraph) -> Fresh:
    """Add one paragraph to a built index of ours, wait for the reader, and remove it again.

    Raises RuntimeError when the reader does not find it.
    """
    added = replace(like, id=2**40, text=f"Requests {_WORD} to report")
    files = folder / "index"
    command = [
        sys.executable,
        "-m",
        "service.evaluation.comparison.freshness",
        files_of(engine),
        str(files),
        _WORD,
    ]
    with (
        closing(open_index(files_of(engine), files)) as index,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader,  # noqa: S603
    ):
        if reader.stdout is None or reader.stdout.readline() != "ready\n":
            raise RuntimeError(f"the reader of {engine} did not start")
        began = time.time()
        index.apply([added], [], change=1)
        applied = time.time() - began
        line = reader.stdout.readline()
        index.apply([], [added.id], change=1)
    if not line:
        raise RuntimeError(f"the reader of {engine} never found the paragraph")
    return Fresh(engine, applied, float(line) - began)


def _wait(engine: str, files: Path, word: str) -> None:
    request = SearchRequest(query=parse_query(word), limit=1)
    with closing(open_index(engine, files)) as index:
        index.search(request)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if index.search(request).total:
                sys.stdout.write(f"{time.time()}\n")
                return
            time.sleep(_LOOK)


if __name__ == "__main__":
    _wait(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
