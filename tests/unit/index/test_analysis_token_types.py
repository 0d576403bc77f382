"""Token types: the numbers of the tokens of a text stand for their terms."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import LANGUAGES, OTHER_LANGUAGE, analyse
from index.analysis.tokenizer import tokenize
from index.analysis.tokens import TokenTypes, index_terms

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
def test_numbers_stand_for_the_terms_of_the_tokens(texts: list[tuple[str, str]]) -> None:
    token_types = TokenTypes()
    for text, language in texts:
        numbers = token_types.number_tokens(text, language)
        assert [token_types.types[number][1] for number in numbers] == [
            token.terms for token in analyse(text, language)
        ]
    assert len(set(token_types.types)) == len(token_types.types)


@given(_TEXTS, _ANALYSERS)
def test_tokenizing_by_chunks_is_tokenizing_the_text(text: str, language: str) -> None:
    expected: list[tuple[int, int]] = []
    for kind, word, start, end in tokenize(text):
        if kind == "ideographs":
            expected += [(at, min(at + 2, end)) for at in range(start, end)]
        elif index_terms(kind, word, language):
            expected.append((start, end))
    assert [(token.start, token.end) for token in analyse(text, language)] == expected


def test_types_are_numbered_once_in_the_order_seen() -> None:
    token_types = TokenTypes()
    assert token_types.number_tokens("ice and snow, ice", "en") == [0, 1, 2, 0]
    assert token_types.number_tokens("snow", "en") == [2]
    assert token_types.types == [("en", ("ice",)), ("en", ("and",)), ("en", ("snow",))]


@pytest.mark.parametrize(("language", "analyser"), [("de", "de"), ("pt", OTHER_LANGUAGE)])
def test_types_of_different_analysers_differ(language: str, analyser: str) -> None:
    token_types = TokenTypes()
    assert token_types.number_tokens("ice", "en") + token_types.number_tokens("ice", language) == [
        0,
        1,
    ]
    assert token_types.types[1] == (analyser, ("ice",))
