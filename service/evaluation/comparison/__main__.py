"""The whole comparison in one run: `make bench`.

`python -m service.evaluation.comparison --help` lists the options.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from index.analysis import LANGUAGES, OTHER_LANGUAGE
from service.errors import SourceError
from service.evaluation.accuracy.corpus import DEFAULT_CORPUS
from service.evaluation.comparison import report
from service.evaluation.comparison.cold_starts import measure_opening
from service.evaluation.comparison.corpus_store import real_store
from service.evaluation.comparison.engines import NAMES, OWN, RAW, files_of, maker_of
from service.evaluation.comparison.engines.postgres_engine import URL
from service.evaluation.comparison.freshness import measure_freshness
from service.evaluation.comparison.growth import SIZES, exponents, measure_growth
from service.evaluation.comparison.http_latency import measure_serving
from service.evaluation.comparison.index_builds import build
from service.evaluation.comparison.paragraph_files import paragraph_file, read_paragraphs
from service.evaluation.comparison.query_mix_files import draw_mix, load_mix, save_mix
from service.evaluation.comparison.side_by_side import Comparison, compare
from service.evaluation.comparison.tiled_corpus import tiled_store
from service.evaluation.speed.query_mix import DrawnSearch

_ROOT = Path(__file__).resolve().parents[3]
_ANALYSERS = {"en": ("en",), "all": (*LANGUAGES, OTHER_LANGUAGE)}
_QUICK = 10_000
_GROWTH_FROM = 100_000


class _Bench:
    """One run, in the order in which its parts need each other."""

    def __init__(self, wanted: argparse.Namespace) -> None:
        self._wanted = wanted
        self._engines: list[str] = wanted.engines
        self._analysers = _ANALYSERS[wanted.languages]
        self._run = report.Run(_setting(wanted))
        largest = max([wanted.paragraphs, *(wanted.growth or [])])
        real = real_store(wanted.folder, wanted.corpus, wanted.languages, os.cpu_count() or 1)
        self._store = tiled_store(real, wanted.paragraphs)
        self._paragraphs = paragraph_file(self._store)
        self._largest = (
            self._paragraphs
            if largest == wanted.paragraphs
            else paragraph_file(tiled_store(real, largest))
        )
        self._folder: Path = wanted.folder / f"{wanted.languages}-{wanted.paragraphs}"
        self._folder.mkdir(exist_ok=True)

    def measure(self) -> Comparison:
        """Everything, each table as soon as it is there."""
        self._build()
        mix = self._draw()
        found = self._compare(mix)
        self._one_by_one()
        if self._wanted.growth:
            self._grow()
        if self._wanted.http:
            self._serve()
        path = self._folder / "figures.json"
        self._run.save(path)
        _say(f"all figures: {path}")
        return found

    def _build(self) -> None:
        names = list(dict.fromkeys(map(files_of, self._engines)))
        if "tantivy" in names:
            names.append(RAW)
        for name in names:
            if self._wanted.reuse and (self._folder / name).exists():
                continue
            into = self._folder / name
            self._run.built.append(
                build(name, into, self._paragraphs, self._wanted.paragraphs, self._analysers)
            )
        _say(report.building_table(self._run.built))

    def _draw(self) -> list[DrawnSearch]:
        path = self._folder / "mix.json"
        save_mix(draw_mix(self._paragraphs, limit=self._wanted.paragraphs), path)
        return load_mix(path)

    def _compare(self, mix: Sequence[DrawnSearch]) -> Comparison:
        opened = {name: maker_of(name).open(self._files(name)) for name in self._engines}
        found = self._run.comparison = compare(opened, mix, self._wanted.rounds)
        for each in opened.values():
            each.close()
        _say(report.times_table(found), report.ratios_table(found), report.differences_table(found))
        return found

    def _one_by_one(self) -> None:
        self._run.opened = [
            measure_opening(name, self._files(name), self._folder / "mix.json")
            for name in dict.fromkeys(map(files_of, self._engines))
        ]
        (like,) = islice(read_paragraphs(self._paragraphs), 1)
        self._run.fresh = [
            measure_freshness(name, self._files(name), like)
            for name in dict.fromkeys(files_of(name) for name in self._engines if name in OWN)
        ]
        _say(report.opening_table(self._run.opened), report.freshness_table(self._run.fresh))

    def _grow(self) -> None:
        engines = [name for name in ("columnar", "tantivy") if name in self._engines]
        for each in measure_growth(
            engines, self._folder, self._largest, self._wanted.growth, self._analysers
        ):
            self._run.grown.append(each)
            _say(report.growth_table([each], {}))
        self._run.exponents = exponents(self._run.grown, _GROWTH_FROM)
        _say(report.growth_table(self._run.grown, self._run.exponents))

    def _serve(self) -> None:
        name = self._engines[0]
        self._run.served = measure_serving(
            name, self._files(name), self._store, self._paragraphs, self._wanted.paragraphs
        )
        _say(report.serving_table(self._run.served))

    def _files(self, name: str) -> Path:
        return self._folder / files_of(name)


@contextmanager
def _postgres() -> Iterator[None]:
    """A PostgreSQL of our own, unless one is named by the environment."""
    if URL in os.environ:
        yield
        return
    program = _ROOT / "scripts" / "postgres.sh"
    with tempfile.TemporaryDirectory(prefix="bench-pg-", ignore_cleanup_errors=True) as folder:
        options = {"POSTGRES_OPTIONS": "-c shared_buffers=1GB -c max_wal_size=8GB"}
        started = subprocess.run(  # noqa: S603
            [program, "start", folder],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | options,
        )
        os.environ[URL] = started.stdout.strip()
        try:
            yield
        finally:
            del os.environ[URL]
            subprocess.run([program, "stop", folder], check=True, stderr=subprocess.DEVNULL)  # noqa: S603


def _setting(wanted: argparse.Namespace) -> dict[str, object]:
    git = ["git", "-C", str(_ROOT), "describe", "--always", "--dirty"]
    commit = subprocess.run(git, check=False, capture_output=True, text=True).stdout.strip()  # noqa: S603
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "options": {name: str(value) for name, value in vars(wanted).items()},
    }


def _say(*tables: str) -> None:
    for table in tables:
        sys.stdout.write(f"{table}\n\n")
    sys.stdout.flush()


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in NAMES]:
        raise argparse.ArgumentTypeError(f"no such engine: {', '.join(unknown)}")
    return names


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m service.evaluation.comparison", description=__doc__
    )
    add = parser.add_argument
    add("--paragraphs", type=int, default=300_000, help="how many paragraphs (300000)")
    add("--corpus", type=Path, default=DEFAULT_CORPUS, help="the folder of the labelled corpus")
    add("--languages", choices=sorted(_ANALYSERS), default="en", help="en, or all seven")
    add("--engines", type=_names, default=list(NAMES), help=f"of {','.join(NAMES)}; first: ours")
    add("--rounds", type=int, default=5, help="rounds of the mix after the one that warms up (5)")
    add("--http", action=argparse.BooleanOptionalAction, default=True, help="measure over HTTP")
    add("--growth", type=_sizes, nargs="?", const=list(SIZES), help="sizes to measure growth by")
    add("--reuse", action="store_true", help="take the engines that a run before has built")
    add("--quick", action="store_true", help=f"{_QUICK} paragraphs, two rounds, no Whoosh")
    add("--folder", type=Path, default=Path("var/bench"), help="folder for all data")
    wanted = parser.parse_args()
    if wanted.quick:
        wanted.paragraphs, wanted.rounds = _QUICK, 2
        wanted.engines = [name for name in wanted.engines if files_of(name) != "whoosh"]
    return wanted


def main() -> int:
    """Run; 1 where answers differ without a known reason, 2 without a corpus."""
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    try:
        if "postgres" in wanted.engines:
            with _postgres():
                found = _Bench(wanted).measure()
        else:
            found = _Bench(wanted).measure()
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 1 if any(not each.reason for each in found.differences) else 0


if __name__ == "__main__":
    sys.exit(main())
