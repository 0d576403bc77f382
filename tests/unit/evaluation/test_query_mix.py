"""The mix of searches is fixed by its seed, complete, and of searches that can be asked."""

from collections import Counter

import pytest

from index import Field, IndexedParagraph, Phrase
from service.evaluation.speed.latencies import Timing
from service.evaluation.speed.query_mix import FACETS, SHARES, draw

_TEXTS = [
    "Recalling the charter of the northern lakes, and its protocols",
    "Requests the lake office to report on the state of the lakes",
    "Invites coastal provinces to consider joining the lake office",
    "Short",
]
_PARAGRAPHS = [
    IndexedParagraph(
        id=number,
        resolution_id=number,
        text=text,
        title="",
        language="en",
        date=None,
        sort_symbol="",
        position=0,
        facets={
            Field.OPERATIVE_VERB: ("request",),
            Field.SPONSOR: ("JPN", "PER"),
            Field.ORGAN: ("GA",),
        },
    )
    for number, text in enumerate(_TEXTS)
]


def test_the_same_paragraphs_give_the_same_mix() -> None:
    assert draw(_PARAGRAPHS) == draw(_PARAGRAPHS)
    assert draw(_PARAGRAPHS) != draw(_PARAGRAPHS, seed=1)


def test_every_kind_has_its_share_and_asks_for_all_facets() -> None:
    mix = draw(_PARAGRAPHS)
    assert Counter(each.kind for each in mix) == Counter(SHARES)
    assert {tuple(f.field for f in each.request.facets) for each in mix} == {FACETS}


def test_filters_come_from_the_paragraphs() -> None:
    held = {
        field: {value for each in _PARAGRAPHS for value in each.facets.get(field, ())}
        for field in Field
    }
    numbers = {"filters": {1, 2, 3}, "words and filters": {2}, "several choices": {3}}
    for each in draw(_PARAGRAPHS):
        assert bool(each.request.query) is (each.kind != "filters")
        assert len(each.request.filters) in numbers.get(each.kind, {0})
        for field, chosen in each.request.filters.items():
            assert chosen <= held[field]


def test_phrases_stand_side_by_side_in_a_text() -> None:
    phrases = [each.request.query for each in draw(_PARAGRAPHS) if each.kind == "phrase"]
    for phrase in phrases:
        assert isinstance(phrase, Phrase)
        assert any(phrase.text in text.lower() for text in _TEXTS)


def test_nothing_can_be_drawn_from_nothing() -> None:
    with pytest.raises(ValueError, match="no paragraphs"):
        draw([])


def test_quantiles_are_in_milliseconds() -> None:
    timing = Timing.of("x", [i / 1000 for i in range(1, 101)])
    assert (timing.count, timing.p50, timing.p95, timing.p99) == (100, 50.0, 95.0, 99.0)
    with pytest.raises(ValueError, match="nothing was timed"):
        Timing.of("x", [])
