"""The mix of searches is fixed by its seed, complete, and of searches that can be asked."""

from collections import Counter

import pytest

from index import Field
from service.benchmark.mix import FACETS, SHARES, draw
from service.benchmark.timing import Timing

_TEXTS = [
    "Recalling the charter of the northern lakes and its protocols",
    "Requests the lake office to report on the state of the lakes",
    "Invites coastal provinces to consider joining the lake office",
    "Short",
]
_VALUES = {Field.OPERATIVE_VERB: ["request", "invite"], Field.SPONSOR: ["JPN", "PER", "NOR"]}


def test_the_same_paragraphs_give_the_same_mix() -> None:
    assert draw(_TEXTS, _VALUES) == draw(_TEXTS, _VALUES)


def test_every_kind_has_its_share_and_asks_for_all_facets() -> None:
    mix = draw(_TEXTS, _VALUES)
    assert Counter(each.kind for each in mix) == Counter(SHARES)
    assert {tuple(f.field for f in each.request.facets) for each in mix} == {FACETS}


def test_filters_come_from_the_values_given() -> None:
    mix = draw(_TEXTS, _VALUES)
    for each in mix:
        assert bool(each.request.query) is (each.kind != "filters")
        for field, chosen in each.request.filters.items():
            assert chosen <= set(_VALUES[field])


def test_nothing_can_be_drawn_from_nothing() -> None:
    with pytest.raises(ValueError, match="no paragraphs"):
        draw([], {})


def test_quantiles_are_in_milliseconds() -> None:
    timing = Timing.of("x", [i / 1000 for i in range(1, 101)])
    assert (timing.count, timing.p50, timing.p95, timing.p99) == (100, 50.0, 95.0, 99.0)
    with pytest.raises(ValueError, match="nothing was timed"):
        Timing.of("x", [])
