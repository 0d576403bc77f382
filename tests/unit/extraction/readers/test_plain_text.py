"""The reader of plain text: paragraphs, emphasis, footnotes, encodings, foreign content."""

import gzip
import textwrap

import pytest
from english_reader import read
from hypothesis import given
from hypothesis import strategies as st

from service.errors import (
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    UnsupportedFormat,
)
from service.extraction.readers.formats import MAXIMUM_BLOCKS, MAXIMUM_BYTES


def texts(source: str) -> list[str]:
    return [block.text for block in read(source.encode()).blocks]


PARAGRAPHS = """\
The General Assembly,
Recalling the well-known report of the keepers on the state of the coast, and mindful of the \
long-term needs of ships that pass in the dark,
1. Requests the keepers to trim the lamps each evening, to write down what they see in the log, \
and to wake the pilot whenever fog comes in from the sea;
2. Decides to meet again.""".splitlines()


@pytest.mark.parametrize("gap", ["\n\n", "\n \n\n", "\r\n\r\n", "\n\n- 3 -\n\n", "\n\f\n"])
def test_paragraphs_stand_apart_by_blank_lines(gap):
    assert texts(gap.join(PARAGRAPHS)) == PARAGRAPHS


def test_paragraphs_may_be_single_lines():
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_line_ends_are_joined(gap, width):
    wrapped = gap.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert texts(wrapped) == PARAGRAPHS


def test_lines_of_a_header_are_not_joined():
    lines = ["Distr.: Limited", "24 May 2038", "Fourteenth session", "Agenda item 7"]
    long_line = "A line that is as wide as the page is, so that the width of it can be seen here,"
    assert texts("\n".join([*lines, "", long_line, "and goes on;"])) == [
        *lines,
        f"{long_line} and goes on;",
    ]


@pytest.mark.parametrize(
    ("source", "text", "emphasised"),
    [
        ("1. *Commends* the pilots;", "1. Commends the pilots;", ["Commends"]),
        ("_Takes note_ of it;", "Takes note of it;", ["Takes note"]),
        ("**Fiji and Japan: draft resolution**", "Fiji and Japan: draft resolution", []),
        ("*Urges* care and *requests* more", "Urges care and requests more", ["Urges", "requests"]),
        ("a * b * c", "a * b * c", []),
    ],
)
def test_emphasis_marks_become_emphasis(source, text, emphasised):
    (block,) = read(source.encode()).blocks
    assert block.text == text
    assert [block.text[a:b] for a, b in block.emphasis] == emphasised


CUT = "\n\n".join(
    [
        "1. *Recognizes* the part of the pilots,{one} and requests the harbour master,",
        "{one} A/93/7, annex.",
        "whenever practicable, to thank them;",
        "2. *Urges* care.{two}",
        "{two} See the log.",
    ]
)


@pytest.mark.parametrize(("one", "two"), [("¹", "²"), ("*", "**"), ("7", "8")])
def test_a_paragraph_cut_by_a_footnote_is_whole_again(one, two):
    first, second = read(CUT.format(one=one, two=two).encode()).blocks
    assert first.text == (
        "1. Recognizes the part of the pilots, and requests the harbour master, "
        "whenever practicable, to thank them;"
    )
    assert [(first.text[: n.offset][-7:], n.text) for n in first.notes] == [
        ("pilots,", "A/93/7, annex.")
    ]
    assert [(n.offset, n.text) for n in second.notes] == [(len(second.text), "See the log.")]


@pytest.mark.parametrize(
    "second",
    ["Noting the fog,", "2. Urges care;", "(b) To wait;", "The General Assembly,"],
)
def test_what_begins_anew_after_a_footnote_is_not_joined(second):
    source = f"Recalling the storm¹ of last year,\n\n¹ A/93/7.\n\n{second}"
    assert texts(source) == ["Recalling the storm of last year,", second]


def test_a_sentence_cut_before_a_name_is_joined():
    source = "Recalling the storm¹ that struck Iceland,\n\n¹ A/93/7.\n\nPortugal and Fiji,"
    assert texts(source) == ["Recalling the storm that struck Iceland, Portugal and Fiji,"]


def test_raised_figures_without_a_footnote_stay():
    assert texts("Notes an area of 4 km² of ice;") == ["Notes an area of 4 km² of ice;"]


def test_a_footnote_without_its_marker_keeps_to_the_paragraph_before_it():
    first, _ = read("Notes the fog;\n\n¹ A/93/7.\n\n2. Urges care.".encode()).blocks
    assert [(n.marker, n.offset, n.text) for n in first.notes] == [
        ("1", len(first.text), "A/93/7.")
    ]


def test_repeated_markers_go_to_their_own_pages_notes():
    source = "Notes ice,¹\n\n¹ First.\n\nNotes fog,¹\n\n¹ Second."
    assert [b.notes[0].text for b in read(source.encode()).blocks] == ["First.", "Second."]


def test_running_heads_and_page_numbers_are_left_out():
    source = "A/93/L.9\n\nNotes ice and\n\n2/3\n\nA/93/L.9\n\nfog;\n\n38-12345 (E)"
    assert texts(source) == ["A/93/L.9", "Notes ice and fog;"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    text = "Recalling the “Café” at Ōtaru," if encoding != "cp1252" else "Recalling the “Café”,"
    assert [b.text for b in read(text.encode(encoding)).blocks] == [text]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "OLE"),
        (b"{\\rtf1 text}", "rich text"),
        (b"\x89PNG\r\n\x1a\nrest", "PNG"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"text\x00with\x01controls", "control character U+0000"),
        (bytes(range(128, 256)) * 4, "not text"),
    ],
)
def test_foreign_content_is_named(data, named):
    with pytest.raises(UnsupportedFormat, match=named.replace("+", r"\+")):
        read(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\x00\x00", b"- 2 -"])
def test_nothing_in_it(data):
    with pytest.raises(EmptyDocument):
        read(data)


def test_a_document_may_have_too_many_paragraphs():
    with pytest.raises(DocumentTooLarge, match=str(MAXIMUM_BLOCKS)):
        read(b"(a) x;\n\n" * (MAXIMUM_BLOCKS + 1))


def test_a_document_may_be_too_large():
    with pytest.raises(DocumentTooLarge, match=str(MAXIMUM_BYTES)):
        read(b"a" * (MAXIMUM_BYTES + 1))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        source = read(data)
    except DocumentError:
        return
    assert source.blocks


@given(st.text(alphabet="ab ¹²*_\n\f\u0301\u00ad1.,;(A", max_size=200))
def test_spans_lie_in_their_text(text):
    try:
        blocks = read(text.encode()).blocks
    except DocumentError:
        return
    for block in blocks:
        assert block.text == block.text.strip() != ""
        assert all(0 <= start < end <= len(block.text) for start, end in block.emphasis)
        assert all(0 <= note.offset <= len(block.text) for note in block.notes)
