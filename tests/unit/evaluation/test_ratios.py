"""Ratios, growth and the tables that show them."""

import math

import pytest

from service.evaluation.comparison.growth import Grown, exponents
from service.evaluation.comparison.index_builds import Built
from service.evaluation.comparison.ratios import exponent, ratios
from service.evaluation.comparison.report import (
    building_table,
    differences_table,
    ratios_table,
    times_table,
)
from service.evaluation.comparison.side_by_side import Comparison, Difference
from service.evaluation.speed.latencies import Timing

_KINDS = ["word"] * 50 + ["phrase"] * 50


def test_ratios_are_ours_to_theirs() -> None:
    theirs = [0.001 * number for number in range(1, 101)]
    found = ratios(_KINDS, [each / 2 for each in theirs], theirs)
    assert [found.p50, found.p95, found.p99, found.mean] == pytest.approx([0.5] * 4)
    assert found.by_kind == pytest.approx({"word": 0.5, "phrase": 0.5})


def test_the_mean_is_search_by_search_and_geometric() -> None:
    found = ratios(["word", "word"], [1.0, 8.0], [2.0, 1.0])
    assert found.mean == pytest.approx(math.sqrt(0.5 * 8))
    assert found.p50 == pytest.approx(1.0)  # of the quantiles, not of the pairs


def test_kinds_have_ratios_of_their_own() -> None:
    found = ratios(["word", "phrase"], [1.0, 9.0], [2.0, 3.0])
    assert found.by_kind == {"word": 0.5, "phrase": 3.0}


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 1.7])
def test_the_exponent_is_the_power_of_growth(power: float) -> None:
    sizes = [30_000, 100_000, 1_000_000]
    assert exponent(sizes, [2.5 * size**power for size in sizes]) == pytest.approx(power)


def test_growth_needs_two_sizes() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        exponent([10.0], [1.0])


def test_small_sizes_do_not_count_where_there_are_large_ones() -> None:
    def grown(paragraphs: int, milliseconds: float) -> Grown:
        timing = Timing("columnar", 1, milliseconds, milliseconds, milliseconds)
        return Grown(paragraphs, (timing,))

    sizes = [grown(1_000, 7.0), grown(100_000, 2.0), grown(1_000_000, 20.0)]
    assert exponents(sizes, 100_000)["columnar"]["p50"] == pytest.approx(1.0)
    assert exponents(sizes[1:], 500_000)["columnar"]["p99"] == pytest.approx(1.0)


def test_tables_say_what_was_measured() -> None:
    found = Comparison(
        kinds=["word", "phrase"],
        seconds={"columnar": [0.001, 0.002], "tantivy": [0.002, 0.008]},
        totals=[3, 4],
        differences=[
            Difference("tantivy", "phrase", '"a b"', "total 4 : 3", "known"),
            Difference("tantivy", "word", "lakes", "total 3 : 2", ""),
        ],
    )
    columns = times_table(found).splitlines()[2].split()
    assert columns == ["tantivy", "2.00", "8.00", "8.00", "2.00", "8.00"]
    assert ratios_table(found).splitlines()[1].split()[1:4] == ["0.50", "0.25", "0.25"]
    listed = differences_table(found)
    assert "1 differ: known" in listed
    assert "lakes: total 3 : 2" in listed
    assert '"a b"' not in listed


def test_the_rate_is_compared_with_the_faster_of_both() -> None:
    built = [
        Built("columnar", 100, cpu=10.0, wall=10.0, bytes=1, peak=1),
        Built("tantivy", 100, cpu=8.0, wall=8.0, bytes=1, peak=1),
        Built("tantivy-raw", 100, cpu=5.0, wall=2.5, bytes=1, peak=1),
    ]
    assert building_table(built).endswith("0.50 by CPU, 0.25 by clock")
