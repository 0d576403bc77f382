"""The ratio of two series of times, with its spread."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.evaluation.speed.latencies import Timing


@dataclass(frozen=True, slots=True)
class Ratios:
    """Ours : another's, below 1 where ours is faster.

    `p50`, `p95`, `p99` are ratios of quantiles over the mix; `mean` is the geometric mean of the
    ratios search by search; `by_kind` are ratios of medians.
    """

    p50: float
    p95: float
    p99: float
    mean: float
    by_kind: Mapping[str, float]


def ratios(kinds: Sequence[str], ours: Sequence[float], theirs: Sequence[float]) -> Ratios:
    """Compare times of the same searches. Raises ValueError when there are none."""
    one, other = Timing.of("ours", ours), Timing.of("theirs", theirs)
    return Ratios(
        p50=one.p50 / other.p50,
        p95=one.p95 / other.p95,
        p99=one.p99 / other.p99,
        mean=math.exp(
            math.fsum(math.log(a / b) for a, b in zip(ours, theirs, strict=True)) / len(ours)
        ),
        by_kind={
            kind: _median(kind, kinds, ours) / _median(kind, kinds, theirs)
            for kind in dict.fromkeys(kinds)
        },
    )


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """`e` of times that grow like size to the power of e: the slope of their logarithms.

    Raises ValueError for fewer than two different sizes.
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(time) for time in times]
    mean_x, mean_y = math.fsum(xs) / max(len(xs), 1), math.fsum(ys) / max(len(ys), 1)
    spread = math.fsum((x - mean_x) ** 2 for x in xs)
    if spread == 0:
        raise ValueError("growth needs two sizes")
    return math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


def _median(kind: str, kinds: Sequence[str], seconds: Sequence[float]) -> float:
    return Timing.of(
        kind, [each for of, each in zip(kinds, seconds, strict=True) if of == kind]
    ).p50
