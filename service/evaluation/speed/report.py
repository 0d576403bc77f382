"""The benchmark's figures as a plain table."""

from collections.abc import Iterable

from service.evaluation.speed.extraction_speed import ReadingSpeed
from service.evaluation.speed.latencies import Timing


def reading_table(speeds: Iterable[ReadingSpeed]) -> str:
    """A line a form: documents a second on one core."""
    lines = [f"{'form':<26}{'documents':>10}{'paragraphs':>12}{'MB':>8}{'s':>8}{'documents/s':>13}"]
    lines += [
        f"{each.form:<26}{each.documents:>10}{each.paragraphs:>12}{each.bytes / 1e6:>8.1f}"
        f"{each.seconds:>8.1f}{each.documents_per_second:>13.0f}"
        for each in speeds
    ]
    return "\n".join(lines)


def searching_table(timings: Iterable[Timing]) -> str:
    """A line a kind of search: quantiles in milliseconds."""
    lines = [f"{'searches':<26}{'count':>10}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}"]
    lines += [
        f"{each.name:<26}{each.count:>10}{each.p50:>10.1f}{each.p95:>10.1f}{each.p99:>10.1f}"
        for each in timings
    ]
    return "\n".join(lines)
