"""The whole way from bytes to a parsed resolution, and what happens to all other bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import DocumentError, NotAResolution
from service.extraction.pipeline import parse
from service.model import BodyRole, ParagraphKind, ResolutionKind, Symbol

DRAFT = """\
General Assembly

Distr.: Limited
2 December 2038

Ninety-third session
Agenda item 72 (a)

Fiji and Japan: draft resolution

Safety of ferries

The General Assembly,

Recalling its resolution 93/14 of 12 December 2038,¹

1. *Requests* the Secretary-General to report on ferries, and encourages Member States to help him;

¹ See A/93/204.

2. *Decides* to remain seized of the matter.
"""


def test_all_parts_of_the_way_are_gone():
    parsed = parse(DRAFT.encode())
    by_address = {str(p.address): p for p in parsed.paragraphs}
    first = by_address["op1"]
    assert [(v.lemma, v.lead, v.addressee) for v in first.verbs] == [
        ("request", True, "the Secretary-General"),
        ("encourage", False, "Member States"),
    ]
    assert ("SG", BodyRole.REQUESTED) in {(b.body, b.role) for b in first.bodies}
    recalling = by_address["pp1"]
    assert [c.symbol for c in recalling.citations] == ["A/RES/93/14"]
    assert [c.symbol for n in recalling.footnotes for c in n.citations] == ["A/93/204"]
    assert parsed.header.kind is ResolutionKind.DRAFT_RESOLUTION
    assert parsed.header.title == "Safety of ferries"
    assert parsed.format == "text"


def test_a_document_without_a_symbol_gets_one_from_its_content():
    first, again, other = (parse(d.encode()) for d in (DRAFT, DRAFT, DRAFT.replace("help", "aid")))
    symbol = first.header.symbol
    assert symbol is not None
    assert first.provisional_symbol
    assert first == again
    assert symbol == Symbol.parse(str(symbol)) == Symbol.from_path(symbol.path)
    assert str(symbol).startswith("PROVISIONAL/")
    assert other.header.symbol != symbol
    assert [p.code for p in first.problems] == ["no_symbol"]


def test_a_printed_symbol_is_kept():
    parsed = parse(f"A/93/L.27\n\n{DRAFT}".encode())
    assert str(parsed.header.symbol) == "A/93/L.27"
    assert not parsed.provisional_symbol
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ("2. *D", "4. *D", [("missing_number", "op4")]),
        ("2. *D", "1. *D", [("repeated_number", "op1-2")]),
        ("The General Assembly,\n", "", [("no_enacting_formula", None)]),
    ],
)
def test_oddities_are_reported_and_do_not_stop(before, after, problems):
    parsed = parse(f"A/93/L.27\n\n{DRAFT}".replace(before, after).encode())
    assert [(p.code, p.place) for p in parsed.problems] == problems


@pytest.mark.parametrize(
    "text",
    [
        "Dear colleague,\n\nThe ferry leaves at noon. Bring a coat.\n\nYours,",
        "1. This report describes ferries.\n\n2. Ferries sail at night.\n\n3. They carry lamps.",
        "The General Assembly,\n\nand nothing else",
        "Lorem ipsum",
        "Распоряжение о паромах\n\nПаром отходит в полдень.",
    ],
)
def test_other_texts_are_no_resolutions(text):
    with pytest.raises(NotAResolution):
        parse(text.encode())


STATEMENT = """\
S/PRST/2038/4

Statement by the President of the Security Council

At the 11042nd meeting of the Security Council, held on 30 September 2038, in connection with the \
item entitled “Ferries”, the President made the following statement on behalf of the Council:

“The Security Council welcomes the rain.”
"""


def test_a_statement_needs_no_operative_paragraph():
    parsed = parse(STATEMENT.encode())
    assert parsed.header.kind is ResolutionKind.STATEMENT
    assert {p.kind for p in parsed.paragraphs} <= {ParagraphKind.TEXT, ParagraphKind.HEADING}


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The draft with pieces cut out, doubled, or overwritten by noise."""
    data = bytearray(DRAFT.encode())
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        piece = slice(start, start + draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(("cut", "double", "noise")))
        if kind == "cut":
            del data[piece]
        elif kind == "double":
            data[piece] = data[piece] * 2
        else:
            data[piece] = draw(st.binary(max_size=8))
    return bytes(data)


@given(st.one_of(mutations(), st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_give_a_resolution_or_a_coded_error(data):
    try:
        parsed = parse(data)
    except DocumentError:
        return
    addresses = [paragraph.address for paragraph in parsed.paragraphs]
    assert len(set(addresses)) == len(addresses)
    for paragraph in parsed.paragraphs:
        length = len(paragraph.text)
        spans = [*paragraph.verbs, *paragraph.bodies, *paragraph.citations]
        assert all(0 <= span.start < span.end <= length for span in spans)
        assert all(0 <= note.offset <= length for note in paragraph.footnotes)
