"""From blocks to paragraphs: kinds, numbers, levels, addresses."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from service.extraction.blocks import Block, BlockRole, Note
from service.extraction.languages import installed_languages
from service.extraction.structure.openings import Openings
from service.extraction.structure.segmentation import segment
from service.model import Header, Language, Paragraph, ParagraphKind, ResolutionKind

LANGUAGES = installed_languages()
OPENINGS = Openings(LANGUAGES)


def paragraphs_of(blocks: Sequence[Block], header: Header) -> tuple[Paragraph, ...]:
    return segment(blocks, header, LANGUAGES.of(header.language), OPENINGS)


def outline(*texts: str, header: Header | None = None) -> list[str]:
    """The addresses with their kinds, of blocks that have no markup."""
    paragraphs = paragraphs_of([Block(text) for text in texts], header or Header())
    return [f"{p.address} {p.kind.value}" for p in paragraphs]


FORMULA = "The General Assembly,"


def test_preamble_and_operative_part():
    assert outline(
        FORMULA,
        "Recalling the storm,",
        "Deeply concerned about ice; and noting fog,",
        "1. Urges care;",
        "2. Decides to meet again.",
    ) == ["enacting enacting", "pp1 preambular", "pp2 preambular", "op1 operative", "op2 operative"]


def test_numbers_are_taken_out_of_the_text_with_their_spans_moved():
    block = Block("12. Urges ice and care;", emphasis=((4, 9),), notes=(Note("1", 13, "See."),))
    paragraph = paragraphs_of([Block(FORMULA), block], Header())[1]
    assert (paragraph.number, paragraph.text) == ("12", "Urges ice and care;")
    assert [paragraph.text[a:b] for a, b in paragraph.emphasis] == ["Urges"]
    assert paragraph.text[: paragraph.footnotes[0].offset] == "Urges ice"


def test_subparagraphs_nest_by_their_numbers():
    paragraphs = paragraphs_of(
        [
            Block(text)
            for text in (
                FORMULA,
                "1. Urges the pilots:",
                "(a) To wait;",
                "(b) To bring:",
                "(i) Lamps;",
                "(ii) Charts;",
                "(c) To report;",
                "2. Requests them:",
                "(a) To rest.",
            )
        ],
        Header(),
    )
    assert [(str(p.address), p.level) for p in paragraphs[1:]] == [
        ("op1", 0),
        ("op1.a", 1),
        ("op1.b", 1),
        ("op1.b.i", 2),
        ("op1.b.ii", 2),
        ("op1.c", 1),
        ("op2", 0),
        ("op2.a", 1),
    ]
    assert str(paragraphs[4].parent) == "op1.b"


def test_a_letter_i_after_h_is_no_roman_figure():
    points = [f"({letter}) To wait;" for letter in "abcdefghij"]
    assert outline(FORMULA, "1. Urges:", *points)[-2:] == [
        "op1.i subparagraph",
        "op1.j subparagraph",
    ]


def test_points_of_a_preambular_paragraph():
    assert outline(FORMULA, "Recalling:", "(a) Ice,", "(b) Fog,", "1. Urges care.") == [
        "enacting enacting",
        "pp1 preambular",
        "pp1.a subparagraph",
        "pp1.b subparagraph",
        "op1 operative",
    ]


def test_dashes_are_counted():
    assert outline(FORMULA, "1. Urges:", "– Ice;", "– Fog;")[-2:] == [
        "op1.p1 subparagraph",
        "op1.p2 subparagraph",
    ]


def test_unnumbered_operative_paragraphs_are_counted():
    assert outline(FORMULA, "Recalling ice,", "Urges care;", "Decides to meet again.") == [
        "enacting enacting",
        "pp1 preambular",
        "op1 operative",
        "op2 operative",
    ]


def test_a_slip_in_the_preamble_is_no_operative_paragraph():
    assert outline(FORMULA, "Recalls ice,", "Noting fog,", "Urges care.")[1:] == [
        "pp1 preambular",
        "pp2 preambular",
        "op1 operative",
    ]


def test_headings_stand_between_paragraphs_without_shifting_them():
    assert outline(
        FORMULA, "Noting ice,", "Moorings", "1. Urges care;", "Signals", "2. Urges more."
    ) == [
        "enacting enacting",
        "pp1 preambular",
        "h1 heading",
        "op1 operative",
        "h2 heading",
        "op2 operative",
    ]


def test_sections_stand_in_the_address_only_where_numbers_begin_anew():
    counted_through = outline(FORMULA, "I", "1. Urges care;", "II", "2. Urges more.")
    assert counted_through[1:] == ["h1 heading", "op1 operative", "h2 heading", "op2 operative"]
    anew = outline(FORMULA, "I", "1. Urges care;", "II", "Noting ice,", "1. Urges more.")
    assert anew[1:] == [
        "i heading",
        "i.op1 operative",
        "ii heading",
        "ii.pp1 preambular",
        "ii.op1 operative",
    ]


def test_sections_within_sections():
    found = outline(
        FORMULA, "I", "A", "1. Urges care;", "B", "1. Urges more;", "II", "A", "1. Urges rest."
    )
    assert [line for line in found if "operative" in line] == [
        "i.a.op1 operative",
        "i.b.op1 operative",
        "ii.a.op1 operative",
    ]


def test_parts_with_a_formula_each():
    assert outline(
        "A", "Ice", FORMULA, "Noting ice,", "1. Urges care.", "B", "Fog", FORMULA, "1. Urges more."
    ) == [
        "a heading",
        "a.h1 heading",
        "a.enacting enacting",
        "a.pp1 preambular",
        "a.op1 operative",
        "b heading",
        "b.h1 heading",
        "b.enacting enacting",
        "b.op1 operative",
    ]


def test_annexes():
    assert outline(
        FORMULA,
        "1. Adopts the guidelines annexed to the present resolution.",
        "48th plenary meeting",
        "12 December 2038",
        "Annex I",
        "Guidelines",
        "1. Light should fall where it is needed.",
        "(a) Not elsewhere;",
        "These guidelines are voluntary.",
        "Annex II",
        "1. Requests of all kinds are in order.",
        "Appendix",
        "Prose.",
    ) == [
        "enacting enacting",
        "op1 operative",
        "annex1 heading",
        "annex1.h1 heading",
        "annex1.op1 annex",
        "annex1.op1.a subparagraph",
        "annex1.p1 annex",
        "annex2 heading",
        "annex2.op1 annex",
        "annex2.appendix heading",
        "annex2.appendix.p1 annex",
    ]


def test_an_annexed_resolution_acts_in_its_annex():
    found = outline(
        FORMULA,
        "Endorses the annexed resolution.",
        "Annex",
        "The Economic and Social Council,",
        "Noting ice,",
        "1. Requests care.",
    )
    assert found[1:] == [
        "op1 operative",
        "annex heading",
        "annex.enacting enacting",
        "annex.pp1 preambular",
        "annex.op1 operative",
    ]


def test_an_annexed_declaration_may_open_with_a_formula():
    found = outline(FORMULA, "1. Adopts it.", "Annex", FORMULA, "Noting ice,", "Declares rest.")
    assert {line.split()[1] for line in found[3:]} == {"annex"}


def test_a_chapeau_hands_the_text_on():
    chapeau = (
        "The Commission on the Status of Women recommends to the Economic and Social Council the "
        "adoption of the following draft resolution:"
    )
    assert outline(chapeau, "Ice and fog", FORMULA, "1. Urges care.") == [
        "chapeau chapeau",
        "h1 heading",
        "enacting enacting",
        "op1 operative",
    ]


def test_an_adopted_document_is_not_operative():
    found = outline(
        FORMULA,
        "Noting ice,",
        "Adopts the following declaration:",
        "1. We, the keepers, met in spring.",
        "2. Our lamps are lit.",
    )
    assert found[1:] == ["pp1 preambular", "op1 operative", "op1.p1 text", "op1.p2 text"]


def test_text_behind_points_belongs_to_their_paragraph():
    found = outline(
        FORMULA, "1. Urges:", "(a) Ice;", "and for this purpose to wait;", "2. Urges care."
    )
    assert found[1:] == ["op1 operative", "op1.a subparagraph", "op1.p1 text", "op2 operative"]


def test_statements_and_decisions_are_prose():
    texts = ("The Security Council welcomes rain.", "It urges care.")
    header = Header(kind=ResolutionKind.STATEMENT)
    assert outline(*texts, header=header) == ["p1 text", "p2 text"]


def test_a_formula_joined_with_its_first_paragraph_is_split():
    paragraphs = paragraphs_of(
        [Block("The Security Council, Recalling ice,"), Block("1. Urges care.")], Header()
    )
    assert [p.text for p in paragraphs] == [
        "The Security Council,",
        "Recalling ice,",
        "Urges care.",
    ]


def test_numbers_printed_twice_get_addresses_of_their_own():
    assert outline(FORMULA, "1. Urges care;", "1. Urges more;", "1 bis. Urges rest.")[1:] == [
        "op1 operative",
        "op1-2 operative",
        "op1-bis operative",
    ]


def test_markup_is_trusted():
    blocks = [
        Block("The Council", role=BlockRole.ENACTING),
        Block("Something short", role=BlockRole.PREAMBULAR),
        Block("12 December 2038", role=BlockRole.OPERATIVE, number="1"),
        Block("Any words", role=BlockRole.HEADING),
    ]
    kinds = [p.kind for p in paragraphs_of(blocks[:2] + blocks[3:], Header())]
    assert kinds == [ParagraphKind.ENACTING, ParagraphKind.PREAMBULAR, ParagraphKind.HEADING]


def test_in_a_language_without_a_lexicon_the_markup_is_trusted():
    blocks = [
        Block("L’Assemblée générale,", role=BlockRole.ENACTING),
        Block("Rappelant la tempête,", role=BlockRole.PREAMBULAR),
        Block("Prie les pilotes :", role=BlockRole.OPERATIVE, number="1"),
        Block("D’attendre ;", role=BlockRole.SUBPARAGRAPH, number="a"),
        Block("Décide de rester saisie.", role=BlockRole.OPERATIVE, number="2"),
    ]
    paragraphs = paragraphs_of(blocks, Header(language=Language.FRENCH))
    assert [str(p.address) for p in paragraphs] == ["enacting", "pp1", "op1", "op1.a", "op2"]


LINES = st.sampled_from(
    """\
The General Assembly,\nRecalling ice,\nNoting fog;\n1. Urges care;\n2. Requests more;\nUrges rest.
3. Ice is cold.\n(a) To wait;\n(i) Lamps;\n– Fog;\nA\nI\nII. Ice\nMoorings\nAnnex\nAnnex II
Appendix\n48th plenary meeting\n12 December 2038\nProse it is.""".splitlines()
)


@given(st.lists(LINES, max_size=25))
def test_addresses_are_unique_and_the_same_each_time(lines):
    blocks = [Block(line) for line in lines]
    paragraphs = paragraphs_of(blocks, Header())
    addresses = [p.address for p in paragraphs]
    assert len(set(addresses)) == len(addresses)
    assert addresses == [p.address for p in paragraphs_of(blocks, Header())]
    printed = " ".join(lines)
    assert all(paragraph.text in printed for paragraph in paragraphs)
