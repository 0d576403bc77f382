import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.http.cursors import Cursors, InvalidCursor, link_header

KEY = b"a key"
positions = st.lists(
    st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    min_size=1,
    max_size=4,
).map(tuple)


@given(positions)
def test_a_cursor_comes_back_as_it_went(position: tuple[str | float | int, ...]) -> None:
    cursors = Cursors(KEY, "q=peace")
    cursor = cursors.write(position)
    assert cursor is not None
    assert cursor.isascii()
    assert cursors.read(cursor) == position


def test_the_last_page_has_no_cursor_and_the_first_needs_none() -> None:
    cursors = Cursors(KEY, "q=peace")
    assert cursors.write(None) is None
    assert cursors.read(None) is None


@given(positions, st.data())
def test_a_changed_cursor_is_refused(position: tuple[int, ...], data: st.DataObject) -> None:
    cursors = Cursors(KEY, "q=peace")
    cursor = cursors.write(position) or ""
    place = data.draw(st.integers(0, len(cursor) - 2))
    other = "A" if cursor[place] != "A" else "B"
    with pytest.raises(InvalidCursor):
        cursors.read(cursor[:place] + other + cursor[place + 1 :])


@given(st.text())
def test_whatever_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        Cursors(KEY, "q=peace").read(text)


def test_a_cursor_of_another_query_or_key_is_refused() -> None:
    cursor = Cursors(KEY, "q=peace").write((1,))
    with pytest.raises(InvalidCursor, match="another query"):
        Cursors(KEY, "q=war").read(cursor)
    with pytest.raises(InvalidCursor, match="not a cursor"):
        Cursors(b"another key", "q=peace").read(cursor)


def test_links_are_written_with_their_relations() -> None:
    header = link_header({"first": "http://h/a", "next": "http://h/b?c=1"})
    assert header == '<http://h/a>; rel="first", <http://h/b?c=1>; rel="next"'
