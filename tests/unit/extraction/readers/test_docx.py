"""Reading Word documents: what is printed, in reading order, with italics and notes."""

import pytest
from english_reader import read
from word_documents import (
    MAIN,
    archive,
    cell,
    italic,
    note,
    paragraph,
    reference,
    root,
    run,
    table,
    word,
)

from service.extraction.blocks import Block
from service.extraction.pipeline import parse
from service.model import Organ, ParagraphKind


def blocks(*body: str, **parts: str) -> tuple[Block, ...]:
    source = read(word(*body, **parts))
    assert source.format == "docx"
    return source.blocks


def texts(*body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(*body, **parts)]


def emphasised(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.emphasis]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:tab/><w:t>1.</w:t><w:tab/><w:t>Invites</w:t></w:r>", "1. Invites"),
        ("<w:r><w:t>the</w:t><w:br/><w:t>lakes</w:t><w:cr/></w:r>", "the lakes"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>chair</w:t></w:r>", "co\u2011chair"),
        ("<w:r><w:t>light</w:t><w:softHyphen/><w:t>house</w:t></w:r>", "lighthouse"),
        ("<w:r><w:t>light\u00adhouse\u00a0keepers</w:t></w:r>", "lighthouse keepers"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> point</w:t></w:r>', "• point"),
        ('<w:hyperlink r:id="x"><w:r><w:t>93/14</w:t></w:r></w:hyperlink>', "93/14"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "a"),
        (run("seen") + run("hidden", "<w:vanish/>"), "seen"),
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run(" t"), "10⁶ t"),
        ("<!-- note --><?word hint?>" + run("a"), "a"),
    ],
)
def test_characters_of_a_paragraph(inside: str, text: str) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == [text]


def test_tracked_changes_are_accepted() -> None:
    changed = (
        run("Requests the ")
        + '<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r><w:r><w:t>x</w:t></w:r></w:del>'
        + f'<w:ins w:id="2">{run("new ")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run("there ")}</w:moveFrom>'
        + f'<w:moveTo w:id="4">{run("here ")}</w:moveTo>'
        + run("Office", '<w:rPrChange w:id="5"><w:rPr><w:i/></w:rPr></w:rPrChange>')
    )
    (block,) = blocks(f"<w:p>{changed}</w:p>")
    assert (block.text, block.emphasis) == ("Requests the new here Office", ())


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    first = paragraph("Urges all ", properties=deleted)
    assert texts(first, paragraph("keepers;"), paragraph("Thanks them.")) == [
        "Urges all keepers;",
        "Thanks them.",
    ]
    assert texts(paragraph("last", properties=deleted)) == ["last"]


def test_a_deleted_row_is_gone() -> None:
    gone = table([cell(paragraph("gone"))], properties="<w:trPr><w:del/></w:trPr>")
    assert texts(gone, paragraph("kept")) == ["kept"]


def test_fields_print_their_results() -> None:
    complex_field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:t>never printed</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("A/93/1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="DOCPROPERTY x">{run(" of 2038")}</w:fldSimple>'
    assert texts(f"<w:p>{complex_field}{simple}</w:p>") == ["A/93/1 of 2038"]


def test_an_unfinished_field_hides_no_other_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(f"<w:p>{begun}{run('lost')}</w:p>", paragraph("kept")) == ["kept"]


_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Slanted"><w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Slanted"/>
  <w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Lead"><w:rPr><w:i/></w:rPr></w:style>
"""
_LEAD = '<w:rStyle w:val="Lead"/>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (paragraph(italic("Also"), italic(" requests"), run(" all")), ["Also requests"]),
        (paragraph(run("Urges", _LEAD), run(" all")), ["Urges"]),
        (paragraph(run("["), run("on"), style="Slanted"), ["[on"]),
        (paragraph(run("[", '<w:i w:val="0"/>'), run("on"), style="Slanted"), ["on"]),
        (paragraph(run("Invites"), run(" all", _LEAD), style="Slanted"), ["Invites"]),
        (paragraph(run("Calls", '<w:i w:val="false"/>' + _LEAD)), []),
        (paragraph(run("Calls"), style="Missing"), []),
    ],
)
def test_italics(written: str, expected: list[str]) -> None:
    (block,) = blocks(written, styles=_STYLES)
    assert emphasised(block) == expected


def test_footnotes_stand_where_they_are_referred_to() -> None:
    (block,) = blocks(
        paragraph(italic("Recalling"), run(" its decision,"), reference(7), run(" and others,")),
        footnotes=note(-1, "ruled line") + note(7, "<w:r><w:footnoteRef/></w:r>", "  A/93/7."),
    )
    assert block.text == "Recalling its decision, and others,"
    (found,) = block.notes
    assert (found.marker, found.text) == ("1", "A/93/7.")
    assert block.text[: found.offset] == "Recalling its decision,"


def test_notes_count_by_reference_and_may_have_marks_of_their_own() -> None:
    custom = ' w:customMarkFollows="1"'
    (block,) = blocks(
        paragraph(
            run("one"),
            reference(5),
            run(" two"),
            f'<w:r><w:footnoteReference w:id="6"{custom}/><w:t>*</w:t></w:r>',
            run(" three"),
            f"<w:del>{reference(5)}</w:del>",
            reference(4),
            reference(99),
        ),
        footnotes=note(4, "last") + note(5, "first") + note(6, "* By its own mark."),
    )
    assert block.text == "one two three"
    assert [(n.marker, n.offset, n.text) for n in block.notes] == [
        ("1", 3, "first"),
        ("*", 7, "By its own mark."),
        ("2", 13, "last"),
    ]


def test_a_raised_figure_refers_to_a_note_again() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    field = f'<w:fldSimple w:instr=" NOTEREF _Ref1 \\h ">{run("1")}</w:fldSimple>'
    first, again, field_again = blocks(
        paragraph(run("The plan"), reference(2)),
        paragraph(run("The plan"), run("1", raised), run(" holds.")),
        paragraph(run("The plan"), field, run(" holds.")),
        footnotes=note(2, "A/93/2."),
    )
    assert first.notes == again.notes == field_again.notes
    assert again.text == field_again.text == "The plan holds."


def test_notes_may_be_counted_in_another_way() -> None:
    (block,) = blocks(
        paragraph(run("one"), reference(1), '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        footnotes=note(1, "foot"),
        endnotes=note(1, "end").replace("footnote", "endnote"),
        settings='<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/>'
        "</w:footnotePr>",
    )
    assert [(n.marker, n.text) for n in block.notes] == [("C", "foot"), ("i", "end")]


def test_a_cover_table_is_read_cell_by_cell_and_a_later_one_row_by_row() -> None:
    cover = table(
        [cell(paragraph("United Nations")), cell(paragraph("A/RES/93/14"))],
        [cell(paragraph("General Assembly")), cell(paragraph("Distr.: General"), paragraph("x"))],
    )
    data = table(
        [cell(paragraph("Lake")), cell(paragraph("Keepers"))],
        [cell(paragraph("Upper"), paragraph("Lake")), cell(table([cell(paragraph("12"))]))],
        [cell(paragraph("all of them together"))],
        [cell(paragraph()), cell(paragraph())],
    )
    assert texts(cover, paragraph("The General Assembly,"), data) == [
        "United Nations",
        "A/RES/93/14",
        "General Assembly",
        "Distr.: General",
        "x",
        "The General Assembly,",
        "Lake | Keepers",
        "Upper Lake | 12",
        "all of them together",
    ]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    content = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{content}</mc:Choice>'
        f"<mc:Fallback>{content}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph(run("anchor"), box), paragraph("next")) == [
        "anchor",
        "in the box",
        "next",
    ]


def test_bold_lines_of_the_text_are_headings_whatever_they_begin_with() -> None:
    parsed = parse(
        word(
            paragraph(run("A/RES/93/14", "<w:b/>")),
            paragraph(italic("The General Assembly"), ","),
            paragraph(italic("Recalling"), " the lakes,"),
            paragraph("1.\t", italic("Thanks"), " the keepers;"),
            paragraph(
                run("Promoting the care of lenses on islands where no ship has called", "<w:b/>")
            ),
            paragraph("2.\t", italic("Urges"), " them to go on;"),
            paragraph(run("All bold, and still a paragraph of text.", "<w:b/>")),
        )
    )
    assert [(str(p.address), p.kind) for p in parsed.paragraphs] == [
        ("enacting", ParagraphKind.ENACTING),
        ("pp1", ParagraphKind.PREAMBULAR),
        ("op1", ParagraphKind.OPERATIVE),
        ("h1", ParagraphKind.HEADING),
        ("op2", ParagraphKind.OPERATIVE),
        ("op2.p1", ParagraphKind.TEXT),
    ]


@pytest.mark.parametrize("label", ["II", "B", "Annex", "Annex I"])
def test_a_label_above_a_title_is_a_line_of_its_own(label: str) -> None:
    line = f"<w:r><w:t>{label}</w:t><w:br/><w:t>Care of lenses</w:t></w:r>"
    assert texts(f"<w:p>{line}</w:p>") == [label, "Care of lenses"]


def _section(*references: tuple[str, str], first_page: bool = True) -> str:
    written = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for kind, name in references
    )
    return f"<w:sectPr>{written}{'<w:titlePg/>' * first_page}</w:sectPr>"


def test_the_cover_stands_in_the_header_of_the_first_page() -> None:
    both = _section(("default", "header1"), ("first", "header2"))
    headers = {
        "header1": paragraph("Running title") + paragraph("A/RES/93/14"),
        "header2": table([cell(paragraph("A/RES/93/14")), cell(paragraph("Distr.: General"))]),
    }
    assert texts(paragraph("Lighthouses"), both, **headers) == [
        "A/RES/93/14",
        "Distr.: General",
        "Lighthouses",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("Lighthouses"), ["A/93/L.7", "Lighthouses"]),
        (paragraph("A/93/L.8"), ["A/93/L.8"]),
    ],
)
def test_a_running_head_gives_only_a_symbol_printed_nowhere_else(
    body: str, expected: list[str]
) -> None:
    section = _section(("default", "header1"), first_page=False)
    header = paragraph("Running title") + paragraph("A/93/L.7")
    assert texts(body, section, header1=header) == expected


def test_the_strict_variant_is_read_as_well() -> None:
    inside = root("document", f"<w:body>{paragraph('kept')}</w:body>")
    strict = inside.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    files = {"[Content_Types].xml": "<Types/>", "word/document2.xml": strict}
    assert [block.text for block in read(archive(files)).blocks] == ["kept"]


def test_a_whole_resolution() -> None:
    parsed = parse(
        word(
            paragraph("Ninety-third session", style="Session"),
            paragraph("Agenda item 12 (b)"),
            paragraph("\tResolution adopted by the General Assembly on 4 March 2039"),
            paragraph("93/14.", "<w:r><w:tab/></w:r>", "Lighthouses of the inland lakes"),
            paragraph(italic("The General Assembly"), ","),
            paragraph(italic("Recalling"), " its resolution 92/3 of 1 May 2038,"),
            paragraph("<w:r><w:t>1.</w:t><w:tab/></w:r>", italic("Thanks"), " the keepers;"),
            paragraph("<w:r><w:t>2.</w:t><w:tab/></w:r>", italic("Requests"), " them to report."),
            _section(("first", "header1")),
            header1=paragraph("United Nations") + paragraph("A/RES/93/14"),
        )
    )
    assert (str(parsed.header.symbol), parsed.header.organ) == (
        "A/RES/93/14",
        Organ.GENERAL_ASSEMBLY,
    )
    assert (parsed.header.session, parsed.header.agenda_items) == ("93", ("12 (b)",))
    assert parsed.header.title == "Lighthouses of the inland lakes"
    assert str(parsed.header.adoption_date) == "2039-03-04"
    found = [(p.kind, p.number, p.verbs[0].lemma) for p in parsed.paragraphs if p.verbs]
    assert found == [
        (ParagraphKind.PREAMBULAR, None, "recall"),
        (ParagraphKind.OPERATIVE, "1", "thank"),
        (ParagraphKind.OPERATIVE, "2", "request"),
    ]
