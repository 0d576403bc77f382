from hypothesis import given
from hypothesis import strategies as st

from service.api.pages.text_marks import Mark, stretches
from service.api.resolutions.schemas import Footnote

marks = st.lists(
    st.builds(
        lambda start, length, kind: Mark(start, start + length, kind),
        st.integers(0, 30),
        st.integers(0, 10),
        st.sampled_from(["match", "verb", "citation"]),
    ),
    max_size=6,
)


@given(st.text(max_size=30), marks, st.lists(st.integers(0, 40), max_size=3))
def test_nothing_of_the_text_is_lost_or_doubled(
    text: str, over: list[Mark], offsets: list[int]
) -> None:
    notes = [
        Footnote(marker=str(number), offset=offset, text="", citations=[])
        for number, offset in enumerate(offsets)
    ]
    pieces = stretches(text, over, notes)
    assert "".join(piece.text for piece in pieces) == text
    assert sorted(note.marker for piece in pieces for note in piece.notes) == sorted(
        note.marker for note in notes
    )


@given(st.text(min_size=1, max_size=30), marks)
def test_every_letter_has_exactly_the_marks_over_it(text: str, over: list[Mark]) -> None:
    place = 0
    for piece in stretches(text, over):
        for offset in range(place, place + len(piece.text)):
            wanted = {mark.kind for mark in over if mark.start <= offset < mark.end}
            assert piece.kinds == wanted
        place += len(piece.text)


def test_overlapping_marks_are_cut() -> None:
    pieces = stretches("abcdef", [Mark(0, 4, "match"), Mark(2, 6, "citation", href="/x")])
    assert [(piece.text, sorted(piece.kinds), piece.href) for piece in pieces] == [
        ("ab", ["match"], None),
        ("cd", ["citation", "match"], "/x"),
        ("ef", ["citation"], "/x"),
    ]
