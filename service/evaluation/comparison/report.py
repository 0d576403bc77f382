"""The figures of a run: tables for people, JSON for programs."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from service.evaluation.comparison.cold_starts import Opened
from service.evaluation.comparison.engines import RAW
from service.evaluation.comparison.freshness import Fresh
from service.evaluation.comparison.growth import Grown
from service.evaluation.comparison.http_latency import Served
from service.evaluation.comparison.index_builds import Built
from service.evaluation.comparison.ratios import ratios
from service.evaluation.comparison.side_by_side import Comparison
from service.evaluation.speed.latencies import Timing

_MB = 1_000_000


@dataclass(slots=True)
class Run:
    """Everything that was measured; what was not requested is empty."""

    setting: dict[str, Any]
    built: list[Built] = field(default_factory=list)
    comparison: Comparison | None = None
    opened: list[Opened] = field(default_factory=list)
    fresh: list[Fresh] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    exponents: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    served: Served | None = None

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")


def building_table(built: Sequence[Built]) -> str:
    """A line an engine, with our rates for each of tantivy's, of which the faster one counts."""
    lines = [_line("build", "paragraphs", "per CPU s", "per s", "MB", "peak MB")]
    lines += [
        _line(
            each.engine,
            each.paragraphs,
            f"{each.paragraphs / each.cpu:.0f}",
            f"{each.paragraphs / each.wall:.0f}",
            f"{each.bytes / _MB:.0f}",
            f"{each.peak / _MB:.0f}",
        )
        for each in built
    ]
    rivals = [each for each in built if each.engine in {"tantivy", RAW}]
    ours = next((each for each in built if each.engine == "columnar"), None)
    if ours and rivals:
        cpu = (ours.paragraphs / ours.cpu) / max(each.paragraphs / each.cpu for each in rivals)
        wall = (ours.paragraphs / ours.wall) / max(each.paragraphs / each.wall for each in rivals)
        lines.append(
            f"rate of columnar : tantivy's faster one: {cpu:.2f} by CPU, {wall:.2f} by clock"
        )
    return "\n".join(lines)


def times_table(found: Comparison) -> str:
    """Milliseconds over the mix and by kind, a line an engine."""
    kinds = list(dict.fromkeys(found.kinds))
    lines = [_line("ms", "p50", "p95", "p99", *kinds)]
    for name, seconds in found.seconds.items():
        whole = Timing.of(name, seconds)
        parts = [
            Timing.of(kind, [s for s, of in zip(seconds, found.kinds, strict=True) if of == kind])
            for kind in kinds
        ]
        values = [whole.p50, whole.p95, whole.p99, *(part.p50 for part in parts)]
        lines.append(_line(name, *(f"{value:.2f}" for value in values)))
    return "\n".join(lines)


def ratios_table(found: Comparison) -> str:
    """The first engine : each other one, over the mix, search by search, and by kind."""
    kinds = list(dict.fromkeys(found.kinds))
    first, *others = found.seconds
    lines = [_line(f"{first} : …", "p50", "p95", "p99", "mean", *kinds)]
    for name in others:
        each = ratios(found.kinds, found.seconds[first], found.seconds[name])
        values = [each.p50, each.p95, each.p99, each.mean, *each.by_kind.values()]
        lines.append(_line(name, *(f"{value:.2f}" for value in values)))
    return "\n".join(lines)


def differences_table(found: Comparison) -> str:
    """How many answers differ, by engine and reason, with the unexplained ones in full."""
    first = next(iter(found.seconds))
    lines = [f"{len(found.kinds)} searches, answers compared with those of {first}"]
    seen = Counter((each.engine, each.reason) for each in found.differences)
    lines += [
        f"  {name}: {count} differ: {reason or 'unexplained'}"
        for (name, reason), count in sorted(seen.items())
    ]
    lines += [
        f"    {each.engine}: {each.search}: {each.what}"
        for each in found.differences
        if not each.reason
    ]
    return "\n".join(lines)


def opening_table(opened: Sequence[Opened]) -> str:
    """Time to the first answer of a fresh process, and its memory after the mix."""
    lines = [_line("open", "first ms", "RSS MB", "PSS MB", "private MB", "before MB")]
    lines += [
        _line(
            each.engine,
            f"{1000 * each.first:.0f}",
            *(f"{value / _MB:.0f}" for value in (each.rss, each.pss, each.private, each.before)),
        )
        for each in opened
    ]
    return "\n".join(lines)


def freshness_table(fresh: Sequence[Fresh]) -> str:
    """Time until another process found a new paragraph."""
    lines = [_line("new paragraph", "added ms", "found ms")]
    lines += [
        _line(each.engine, f"{1000 * each.applied:.0f}", f"{1000 * each.found:.0f}")
        for each in fresh
    ]
    return "\n".join(lines)


def growth_table(grown: Sequence[Grown], exponents: Mapping[str, Mapping[str, float]]) -> str:
    """Times by size, and the powers of size by which they grow."""
    lines = [_line("growth", "paragraphs", "p50 ms", "p95 ms", "p99 ms")]
    for each in grown:
        lines += [
            _line(t.name, each.paragraphs, f"{t.p50:.2f}", f"{t.p95:.2f}", f"{t.p99:.2f}")
            for t in each.timings
        ]
    lines += [
        _line(name, "exponent", *(f"{value:.2f}" for value in by.values()))
        for name, by in exponents.items()
    ]
    return "\n".join(lines)


def serving_table(served: Served) -> str:
    """Times over HTTP and of the engine alone, and requests a second."""
    lines = [_line("HTTP", "count", "p50 ms", "p95 ms", "p99 ms")]
    lines += [
        _line(t.name, t.count, f"{t.p50:.2f}", f"{t.p95:.2f}", f"{t.p99:.2f}")
        for t in (served.alone, served.distinct, served.repeated)
    ]
    lines.append(f"whole service : engine alone, median: {served.ratio:.2f}")
    lines += [
        f"requests a second with {count} worker(s): {rate:.0f},"
        f" {served.repeated_rates[count]:.0f} repeated"
        for count, rate in served.rates.items()
    ]
    return "\n".join(lines)


def _line(name: str, *values: object) -> str:
    return f"{name:<22}" + "".join(f"{value!s:>{max(11, len(str(value)) + 2)}}" for value in values)
