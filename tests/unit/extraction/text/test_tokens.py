"""Tokens of a text: words with offsets, the breaks between them, phrases found among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.text.tokens import (
    COLON,
    COMMA,
    DASH,
    SEMICOLON,
    SPACE,
    STOP,
    Phrases,
    Tokens,
)


def test_words_are_folded_and_keep_their_offsets() -> None:
    text = "The Office's self‑made 2.5 wells"
    tokens = Tokens.of(text)
    assert tokens.words == ["the", "office’s", "self-made", "2", "5", "wells"]
    printed = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert printed == ["The", "Office's", "self‑made", "2", "5", "wells"]
    assert [tokens.is_capitalised(at) for at in range(3)] == [True, True, False]
    assert tokens.phrase(0, 2) == "the office’s"


@pytest.mark.parametrize(
    ("gap", "brk"),
    [
        (" ", SPACE),
        (", ", COMMA),
        ("; ", SEMICOLON),
        (": ", COLON),
        (". ", STOP),
        ("? ", STOP),
        (" — ", DASH),
        (" (2001); ", SEMICOLON),
        (" (aside, with a comma) ", SPACE),
        (".", SPACE),
    ],
)
def test_the_strongest_break_counts_and_asides_are_left_out(gap: str, brk: str) -> None:
    tokens = Tokens.of(f"wells{gap}oaks")
    assert tokens.words == ["wells", "oaks"]
    assert tokens.breaks == [SPACE, brk]


def test_what_closes_the_text_is_the_break_at_its_end() -> None:
    tokens = Tokens.of("Calls upon States:")
    assert [tokens.break_at(at) for at in range(4)] == [SPACE, SPACE, SPACE, COLON]


def test_the_point_of_an_abbreviation_ends_no_sentence() -> None:
    tokens = Tokens.of("Mr. Sow spoke. No. 5 was no. It rained")
    joined = tokens.with_abbreviations(frozenset({"Mr", "No"}))
    assert [tokens.words[at] for at, brk in enumerate(tokens.breaks) if brk == STOP] == [
        "sow", "no", "5", "it",
    ]  # fmt: skip
    assert [joined.words[at] for at, brk in enumerate(joined.breaks) if brk == STOP] == ["no", "it"]


def test_tokens_without_abbreviations_stay_the_same_object() -> None:
    tokens = Tokens.of("It rained. It poured")
    assert tokens.with_abbreviations(frozenset({"Mr"})) is tokens
    assert tokens.with_abbreviations(frozenset()) is tokens


def test_the_longest_phrase_is_found_at_its_start_and_before_its_end() -> None:
    phrases = Phrases(["in this", "in this regard", "regard", "now"])
    tokens = Tokens.of("In this regard, in this, regard now")
    assert [phrases.length_at(tokens, at) for at in range(8)] == [3, 0, 1, 2, 0, 1, 1, 0]
    assert [phrases.length_before(tokens, end) for end in range(1, 8)] == [0, 2, 3, 0, 2, 1, 1]


@given(st.text(max_size=100))
def test_tokens_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    tokens = Tokens.of(text)
    edges = [0]
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert edges[-1] <= start < end <= len(text)
        edges.append(end)
    assert len(tokens) == len(tokens.words) == len(tokens.starts) == len(tokens.breaks)
