"""Texts told again keep their offsets; invented words are many, and their frequency falls."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index import Field, IndexedParagraph
from service.evaluation.comparison.paragraph_files import from_line, to_line
from service.evaluation.comparison.query_mix_files import load_mix, save_mix
from service.evaluation.comparison.tiled_corpus import invented, retold
from service.evaluation.speed.query_mix import draw

_TEXT = " ".join(["Requests the lake office to report yearly upon northern waters"] * 30)


@given(st.text(max_size=400), st.integers(0, 2**40))
def test_a_text_told_again_is_as_long_and_told_the_same_each_time(text: str, seed: int) -> None:
    assert len(retold(text, seed)) == len(text)
    assert retold(text, seed) == retold(text, seed)


def test_about_one_word_in_twelve_is_invented() -> None:
    before = _TEXT.split(" ")
    changed = sum(
        old != new
        for seed in range(40)
        for old, new in zip(before, retold(_TEXT, seed).split(" "), strict=True)
    )
    # Only plain words of four letters or more are replaced: 7 of these 10.
    assert 0.7 * 0.6 < 12 * changed / (40 * len(before)) < 0.7 * 1.4


def test_what_is_no_plain_word_stays() -> None:
    kept = "RES/59 1,200 (UNODC), 决议 été Paris"
    assert {retold(kept, seed) for seed in range(50)} == {kept}


def test_each_rank_is_a_word_of_its_own() -> None:
    assert len({invented(rank, 6) for rank in range(10_000)}) == 10_000
    assert {len(invented(rank, length)) for rank in (1, 999) for length in (5,)} == {5}


_PARAGRAPH = IndexedParagraph(
    id=7,
    resolution_id=3,
    text="Invites all provinces\nto “consider” 湖",
    title="The lakes",
    language="en",
    date=None,
    sort_symbol="X/1",
    position=2,
    facets={Field.SPONSOR: ("NOR", "PER")},
)


def test_paragraphs_survive_their_file() -> None:
    assert from_line(to_line(_PARAGRAPH)) == _PARAGRAPH


def test_a_mix_survives_its_file(tmp_path: Path) -> None:
    mix = draw([_PARAGRAPH])
    save_mix(mix, tmp_path / "mix.json")
    assert load_mix(tmp_path / "mix.json") == mix
