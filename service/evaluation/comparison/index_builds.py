"""Building an engine in a process of its own, and what that takes.

`python -m service.evaluation.comparison.index_builds ENGINE FOLDER PARAGRAPHS LIMIT ANALYSERS`
prints one line of JSON.
"""

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from index import IndexedParagraph
from service.evaluation.comparison.engines import maker_of
from service.evaluation.comparison.paragraph_files import read_paragraphs
from service.evaluation.comparison.rival_terms import Terms

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds that a build took, and what it left on the disk.

    `cpu` counts all threads and child processes of the builder, not a server's, and leaves out the
    reading of the paragraphs. `wall` has it in, for threads may work on meanwhile. `peak` is the
    largest memory of the builder in bytes.
    """

    engine: str
    paragraphs: int
    cpu: float
    wall: float
    bytes: int
    peak: int


def build(
    engine: str, folder: Path, paragraphs: Path, limit: int, analysers: Sequence[str]
) -> Built:
    """Build an engine in an emptied folder, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "service.evaluation.comparison.index_builds",
        engine,
        str(folder),
    ]
    command += [str(paragraphs), str(limit), ",".join(analysers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return Built(**json.loads(done.stdout))


def build_here(
    engine: str, folder: Path, paragraphs: Path, limit: int, analysers: Sequence[str]
) -> Built:
    """Build an engine in an emptied folder, in this process."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    terms = Terms(analysers)
    terms.save(folder)
    maker = maker_of(engine)
    source = _Metered(read_paragraphs(paragraphs, limit))
    began, used = time.perf_counter(), _cpu()
    maker.build(folder, source.paragraphs(), terms)
    return Built(
        engine=engine,
        paragraphs=source.count,
        cpu=_cpu() - used - source.cpu,
        wall=time.perf_counter() - began,
        bytes=maker.size(folder),
        peak=1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    )


class _Metered:
    """Paragraphs, with the CPU time of reading them set apart."""

    def __init__(self, source: Iterator[IndexedParagraph]) -> None:
        self._source = source
        self.count = 0
        self.cpu = 0.0

    def paragraphs(self) -> Iterator[IndexedParagraph]:
        """All paragraphs, read some at a time."""
        while True:
            used = time.thread_time()
            batch = list(islice(self._source, _BATCH))
            self.cpu += time.thread_time() - used
            self.count += len(batch)
            if not batch:
                return
            yield from batch


def _cpu() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    name, into, source_file, most, languages = sys.argv[1:]
    figures = build_here(name, Path(into), Path(source_file), int(most), languages.split(","))
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")
