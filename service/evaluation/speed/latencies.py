"""Durations of one kind of work, and the quantiles by which they are reported."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Quantiles of durations in milliseconds, by the nearest-rank method."""

    name: str
    count: int
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, name: str, seconds: Sequence[float]) -> "Timing":
        """Sum up `seconds`. Raises ValueError when there are none."""
        if not seconds:
            raise ValueError(f"nothing was timed: {name}")
        ordered = sorted(1000 * each for each in seconds)
        ranks = (ordered[-(-len(ordered) * q // 100) - 1] for q in (50, 95, 99))
        return cls(name, len(ordered), *ranks)
