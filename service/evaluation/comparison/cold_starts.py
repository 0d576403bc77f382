"""An engine opened by a fresh process: time to its first answer, and memory after the mix.

`python -m service.evaluation.comparison.cold_starts ENGINE FOLDER MIX` prints one line of JSON.
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from service.evaluation.comparison.engines import maker_of
from service.evaluation.comparison.query_mix_files import load_mix

_SMAPS = Path("/proc/self/smaps_rollup")


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds to open and give the first answer, modules loaded; memory in bytes after the mix.

    `rss` counts all pages, `pss` shared ones in part, `private` those alone that no file backs:
    what each further process takes. `before` is `private` before opening: Python and modules.
    """

    engine: str
    first: float
    rss: int
    pss: int
    private: int
    before: int


def measure_opening(engine: str, folder: Path, mix: Path) -> Opened:
    """Open an engine in a process of its own and ask it the mix once."""
    command = [
        sys.executable,
        "-m",
        "service.evaluation.comparison.cold_starts",
        engine,
        str(folder),
        str(mix),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return Opened(**json.loads(done.stdout))


def _measure(engine: str, folder: Path, mix_file: Path) -> Opened:
    mix = load_mix(mix_file)
    maker = maker_of(engine)
    before = _memory()["Anonymous"]
    began = time.perf_counter()
    opened = maker.open(folder)
    opened.run(opened.prepare(mix[0].request))
    first = time.perf_counter() - began
    for each in mix:
        opened.run(opened.prepare(each.request))
    memory = _memory()
    opened.close()
    return Opened(engine, first, memory["Rss"], memory["Pss"], memory["Anonymous"], before)


def _memory() -> dict[str, int]:
    found = re.findall(r"^(\w+): +(\d+) kB$", _SMAPS.read_text("ascii"), re.MULTILINE)
    return {name: 1024 * int(amount) for name, amount in found}


if __name__ == "__main__":
    figures = _measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")
