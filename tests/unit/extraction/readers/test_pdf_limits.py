"""Broken, locked, hostile PDF documents, and scans: each gives its code, nothing else is raised."""

import contextlib

import pytest
from english_reader import read
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_documents import LEFT, TOP, at, footnotes, line, paragraphs, pdf

from service.errors import (
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    MalformedDocument,
    NoTextLayer,
)
from service.extraction.readers.pdf import document

_SMALL = pdf(
    line(750, "A/93/L.4") + paragraphs("1. _Thanks_ the keepers;^1^") + footnotes("^1^ A/93/1."),
    paragraphs("2. _Invites_ the wardens."),
)
_PICTURE = (
    b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 /D [0 1] ID \x40 EI Q\n"
    # The stamp of a library.
    + at(30, 770, "A/L.4")
)


def test_pages_of_pictures() -> None:
    with pytest.raises(NoTextLayer, match="2 of 2 pages"):
        read(pdf(_PICTURE, _PICTURE))


def test_text_that_a_machine_made_out_behind_a_picture_is_not_read() -> None:
    recognised = at(LEFT, TOP, "Tbe keepers of every light on the lake", mode=3)
    with pytest.raises(NoTextLayer):
        read(pdf(_PICTURE + recognised))


def test_a_page_of_pictures_among_pages_of_text() -> None:
    (block,) = read(pdf(paragraphs("1. _Thanks_ the keepers;"), _PICTURE)).blocks
    assert block.text == "1. Thanks the keepers;"


def test_empty_pages() -> None:
    with pytest.raises(EmptyDocument):
        read(pdf(b"", b""))


@pytest.mark.parametrize(
    "data", [b"%PDF-", b"%PDF-1.7\n1 0 obj", _SMALL[:300], b"%PDF-1.7\n" + b"x" * 999]
)
def test_broken(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="PDFium"):
        read(data)


def test_a_broken_page_is_named() -> None:
    broken = _SMALL.replace(b"/Kids [6 0 R 8 0 R]", b"/Kids [6 0 R 99 0 R]")
    assert broken != _SMALL
    with pytest.raises(MalformedDocument) as raised:
        read(broken)
    assert raised.value.place == "page 2"


def test_a_locked_document() -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    trailer = b"/Encrypt 8 0 R /ID [<00><00>]"
    with pytest.raises(MalformedDocument, match="password"):
        read(pdf(paragraphs("1. _Thanks_ the keepers;"), extra=[lock], trailer=trailer))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAXIMUM_PAGES", 1)
    with pytest.raises(DocumentTooLarge, match="2 pages"):
        read(_SMALL)


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAXIMUM_CHARACTERS", 80)
    with pytest.raises(DocumentTooLarge) as raised:
        read(pdf(line(TOP, "lake" * 15), line(TOP, "lamp" * 15)))
    assert raised.value.place == "page 2"


@pytest.mark.parametrize("size", [0, 1e-9, 1e30])
def test_sizes_beyond_sense(size: float) -> None:
    page = at(LEFT, TOP, "1. Thanks the keepers;", size=size) + at(1e30, 1e30, "far away")
    with contextlib.suppress(EmptyDocument, NoTextLayer):
        assert read(pdf(page)).blocks


@given(st.data())
@settings(max_examples=150)
def test_no_mutation_raises_anything_but_document_errors(data: st.DataObject) -> None:
    mutated = bytearray(_SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(mutated)))
        length = data.draw(st.integers(0, 12))
        mutated[start : start + length] = data.draw(st.binary(max_size=12))
    try:
        source = read(bytes(b"%PDF-" + mutated[5:]))
    except DocumentError:
        return
    for block in source.blocks:
        assert all(0 <= start < end <= len(block.text) for start, end in block.emphasis)
        assert all(0 <= note.offset <= len(block.text) for note in block.notes)


_CONTENT = st.lists(
    st.builds(
        at,
        st.floats(-1000, 1000),
        st.floats(-1000, 1000),
        st.sampled_from(["1. Thanks", "(a)", "*", "____________", "light-", "2/3", "A/93/1", "é"]),
        size=st.sampled_from([0.01, 5, 8, 10, 20]),
        font=st.sampled_from(["plain", "italic", "bold"]),
        turn=st.sampled_from([(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (1, 1, -1, 1)]),
    ),
    max_size=25,
)


@given(st.lists(_CONTENT, min_size=1, max_size=3))
@settings(max_examples=100)
def test_no_layout_raises_anything_but_document_errors(pages: list[list[bytes]]) -> None:
    data = pdf(*(b"".join(page) for page in pages))
    try:
        first = read(data)
    except DocumentError:
        return
    assert read(data) == first
