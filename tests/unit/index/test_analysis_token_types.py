"""Numbered places: the numbers of a text stand for the terms that its analysis has."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import LANGUAGES, OTHER_LANGUAGE, analyse
from index.analysis.token_types import PlaceTypes
from index.analysis.tokenizer import words
from index.analysis.tokens import index_terms

_WORDS = st.sampled_from(
    [
        *(
            "Glaciers",
            "glacier",
            "GLACIERS",
            "AIDS",
            "and/or",
            "State's",
            "non\u2011polar",
            "co\u00adop",
        ),
        *(
            "A/RES/99/46,",
            "A/RES/917(III)",
            "State's冰",
            "冰10,000",
            "و10,000",
            "ES-91/1",
            "L.6",
            "2.5",
            "10,000",
            "1,000x",
            "(a)",
            "—",
            "",
        ),
        *(
            "冰川",
            "第10,000号A/99/L.6决议",
            "二〇四一年",
            "И\u0306",
            "ещё",
            "l’État",
            "والمجلس",
            "٢٠٤١",
        ),
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(_WORDS, st.text(max_size=6))).map(" ".join),
    st.lists(st.one_of(_WORDS, st.sampled_from("\n\u00a0\u3000,.-/'’(_"))).map("".join),
)
_ANALYSERS = st.sampled_from([*LANGUAGES, "xx"])


@example([("GLACIERS AND AIDS", "en"), ("Glaciers and AIDS", "en")])
@example([("冰川", "zh"), ("冰川会", "zh"), ("冰川", "en")])
@given(st.lists(st.tuples(_TEXTS, _ANALYSERS), max_size=6))
def test_numbers_stand_for_the_terms_of_the_places(texts: list[tuple[str, str]]) -> None:
    places = PlaceTypes()
    for text, language in texts:
        numbers = places.number(text, language)
        assert [places.types[number][1] for number in numbers] == [
            place.terms for place in analyse(text, language)
        ]
    assert len(set(places.types)) == len(places.types)


@given(_TEXTS, _ANALYSERS)
def test_cutting_a_text_by_pieces_is_cutting_it(text: str, language: str) -> None:
    expected: list[tuple[int, int]] = []
    for kind, word, start, end in words(text):
        if kind == "ideographs":
            expected += [(at, min(at + 2, end)) for at in range(start, end)]
        elif index_terms(kind, word, language):
            expected.append((start, end))
    assert [(place.start, place.end) for place in analyse(text, language)] == expected


def test_types_are_numbered_as_they_come_and_once() -> None:
    places = PlaceTypes()
    assert places.number("ice and snow, ice", "en") == [0, 1, 2, 0]
    assert places.number("snow", "en") == [2]
    assert places.types == [("en", ("ice",)), ("en", ("and",)), ("en", ("snow",))]


@pytest.mark.parametrize(("language", "analyser"), [("de", "de"), ("pt", OTHER_LANGUAGE)])
def test_types_of_different_analysers_differ(language: str, analyser: str) -> None:
    places = PlaceTypes()
    assert places.number("ice", "en") + places.number("ice", language) == [0, 1]
    assert places.types[1] == (analyser, ("ice",))
