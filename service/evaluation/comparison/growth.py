"""How times grow with the number of paragraphs: ours and tantivy's, the same mix of each size."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.evaluation.comparison.engines import maker_of
from service.evaluation.comparison.index_builds import build
from service.evaluation.comparison.query_mix_files import draw_mix
from service.evaluation.comparison.ratios import exponent
from service.evaluation.comparison.side_by_side import compare
from service.evaluation.speed.latencies import Timing

SIZES = (30_000, 100_000, 300_000, 1_000_000)
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Grown:
    """Times over the mix at one size, by engine."""

    paragraphs: int
    timings: tuple[Timing, ...]


def measure_growth(
    engines: Sequence[str],
    folder: Path,
    paragraphs: Path,
    sizes: Sequence[int],
    analysers: Sequence[str],
) -> Iterator[Grown]:
    """Build each at each size, from the first paragraphs of the file; ask the mix; remove them."""
    for size in sizes:
        places = {name: folder / f"grown-{size}" / name for name in engines}
        for name, place in places.items():
            build(name, place, paragraphs, size, analysers)
        opened = {name: maker_of(name).open(place) for name, place in places.items()}
        found = compare(opened, draw_mix(paragraphs, limit=size), _ROUNDS)
        for each in opened.values():
            each.close()
        shutil.rmtree(folder / f"grown-{size}")
        yield Grown(size, tuple(Timing.of(name, found.seconds[name]) for name in engines))


def exponents(grown: Sequence[Grown], least: int) -> dict[str, dict[str, float]]:
    """By engine and quantile: times grow like size to this power, from `least` paragraphs on.

    Of all sizes, where fewer than two are as large. Raises ValueError for a single size.
    """
    large = [each for each in grown if each.paragraphs >= least]
    series = large if len(large) > 1 else grown
    sizes = [each.paragraphs for each in series]
    return {
        timing.name: {
            quantile: exponent(sizes, [getattr(each.timings[at], quantile) for each in series])
            for quantile in ("p50", "p95", "p99")
        }
        for at, timing in enumerate(grown[0].timings)
    }
