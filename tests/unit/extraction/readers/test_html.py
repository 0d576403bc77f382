"""The reader of HTML: two layouts of whole documents, and each convention of a page by itself."""

import pytest
from english_reader import read
from hypothesis import given
from hypothesis import strategies as st

from service.errors import DocumentError, DocumentTooLarge, EmptyDocument, MalformedDocument
from service.extraction.pipeline import parse
from service.model import ParagraphKind

SITE = """\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><TITLE>A/RES/93/21 - E</TITLE><META HTTP-EQUIV="Content-Type"
CONTENT="text/html; charset=iso-8859-1"><STYLE>p { color: red }</STYLE></HEAD><BODY>
<P><A HREF="/">Home</A> | <A HREF="/ga">Assembly</A> | <A HREF="/help">Help</A></P>
<TABLE WIDTH=600 BORDER=0><TR><TD><B>United Nations</B></TD><TD ALIGN=right>A/RES/93/21</TD></TR>
<TR><TD COLSPAN=2>Distr.: General<BR>7 December 2038</TD></TR></TABLE>
<CENTER><B>Resolution adopted by the General Assembly on 2 December 2038</B></CENTER>
<H3>93/21. Keeping of lighthouses<BR>on distant coasts</H3>
<TABLE><TR><TD>
<I>The General Assembly</I>,<BR><BR>
<I>Recalling</I> its resolution 88/4 of 9 November 2033<SUP>1</SUP> on caf\xe9s,<BR><BR>
<I>Noting</I> the keepers\x92 report,<BR><BR>
</TD></TR></TABLE>
<TABLE><TR><TD VALIGN=top>1.</TD><TD><I>Requests</I> the keepers:</TD></TR></TABLE>
<OL TYPE=a><LI>To trim the lamps;<LI>To wake the pilots;</OL>
<OL START=2><LI><I>Decides</I> to meet again.</LI></OL>
<HR><P><SUP>1</SUP>See A/93/7, annex.</P>
<SCRIPT>document.write("1. Requests nothing;")</SCRIPT></BODY></HTML>
"""

WORD = """\
\ufeff<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"></head>
<body lang=EN-US><div class=WordSection1>
<div style='mso-element:header'><p class=MsoHeader>A/RES/93/21 again</p></div>
<p class=MsoNormal>A/RES/93/21</p>
<p class=MsoNormal><b>93/21. Keeping of lighthouses on distant coasts</b></p>
<p class=SingleTxt><span style='mso-tab-count:1'>&nbsp;&nbsp; </span><i>The General
Assembly</i>,<o:p></o:p></p>
<p class=SingleTxt><span style='font-style:italic'>Recalling</span> its resolution 88/4 of
9&nbsp;November 2033<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> on cafés,</p>
<p class=SingleTxt><i>Noting</i> the keepers’ report,<del> and <i>their</i> lamps,</del></p>
<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;
</span></span><![endif]><i>Requests</i> the keepers:</p>
<p>(a)&nbsp;To trim the lamps;</p><p>(b)&nbsp;To wake the pilots;</p>
<p>2.&nbsp;&nbsp;<i>Decides</i> to meet again.<o:p></o:p></p></div>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> See <i>A/93/7</i>,</p>
<p class=MsoFootnoteText>annex.</p></div></div></body></html>
"""


@pytest.mark.parametrize(
    "data", [SITE.encode("latin-1"), WORD.encode("utf-8"), WORD.encode("utf-16-le")]
)
def test_two_layouts_give_one_resolution(data):
    found = parse(data)
    assert found.format == "html"
    assert str(found.header.symbol) == "A/RES/93/21"
    assert found.header.title == "Keeping of lighthouses on distant coasts"
    assert [(str(p.address), p.text) for p in found.paragraphs] == [
        ("enacting", "The General Assembly,"),
        ("pp1", "Recalling its resolution 88/4 of 9 November 2033 on cafés,"),
        ("pp2", "Noting the keepers’ report,"),
        ("op1", "Requests the keepers:"),
        ("op1.a", "To trim the lamps;"),
        ("op1.b", "To wake the pilots;"),
        ("op2", "Decides to meet again."),
    ]
    recalling = found.paragraphs[1]
    assert [recalling.text[a:b] for a, b in recalling.emphasis] == ["Recalling"]
    assert [(n.marker, recalling.text[: n.offset][-4:], n.text) for n in recalling.footnotes] == [
        ("1", "2033", "See A/93/7, annex.")
    ]
    assert [p.verbs[0].lemma for p in found.paragraphs if p.kind is ParagraphKind.OPERATIVE] == [
        "request",
        "decide",
    ]


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>".encode()


def texts(body: str) -> list[str]:
    return [block.text for block in read(page(body)).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "one<p>two<div>three<h2>four</h2>five</div>six",
            ["one", "two", "three", "four", "five", "six"],
        ),
        ("<p>The fog\n  and&nbsp;the&#160;ice &amp; snow;", ["The fog and the ice & snow;"]),
        ("<p>first<br><br>second<br> <br>third", ["first", "second", "third"]),
        (
            "<p>Recalling the keepers of every lamp on the coast,<br>Noting fog,<br>1. Urges care;",
            ["Recalling the keepers of every lamp on the coast,", "Noting fog,", "1. Urges care;"],
        ),
        (
            "<p>Notes the long way of ships<br>from the harbour;",
            ["Notes the long way of ships from the harbour;"],
        ),
        (
            "<pre>Notes the long way of all ships\nthat leave the harbour;\n\nNotes fog;</pre>",
            ["Notes the long way of all ships that leave the harbour;", "Notes fog;"],
        ),
        ("<nav>menu</nav><header>top</header><p>text<footer>below</footer>", ["text"]),
        ("<ul><li><a href='/a'>Home</a><li><a href='/b'>News</a></ul><p>text", ["text"]),
        ("<p style='display:none'>x</p><p hidden>y</p><div role=navigation>z</div>text", ["text"]),
        (
            "<a href='/1'>A/93/7</a>, <a href='/2'>A/93/8</a>, <a href='/3'>A/93/9</a>",
            ["A/93/7, A/93/8, A/93/9"],
        ),
        ("<p>text<!-- <p>hidden -->", ["text"]),
    ],
)
def test_paragraphs_are_those_that_the_page_shows(body, expected):
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>Urges<li>Notes</ol>", ["1. Urges", "2. Notes"]),
        (
            "<ol start=7><li>Urges<li value=9>Notes<li>Asks</ol>",
            ["7. Urges", "9. Notes", "10. Asks"],
        ),
        ("<ol type=i><li>x<li>y<li>z<li>w</ol>", ["(i) x", "(ii) y", "(iii) z", "(iv) w"]),
        ("<ol type=A><li>Fog</ol>", ["A. Fog"]),
        ("<ol style='list-style-type: lower-alpha' start=26><li>x<li>y</ol>", ["(z) x", "(aa) y"]),
        (
            "<ol><li>Asks:<ol><li>one<li>two</ol><li>Notes</ol>",
            ["1. Asks:", "(1) one", "(2) two", "2. Notes"],
        ),
        ("<ol><li>3. Urges</ol>", ["3. Urges"]),
        ("<ol style='list-style: none'><li>Urges</ol>", ["Urges"]),
        ("<ul><li>fog<li>(b) ice</ul>", ["• fog", "(b) ice"]),
        (f"<ol start={'9' * 400}><li>Urges</ol>", ["1. Urges"]),
    ],
)
def test_items_get_the_numbers_that_a_browser_prints(body, expected):
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<table><tr><td><table><tr><td>one<td>two</table><td><p>three<p>four</table>",
            ["one", "two", "three", "four"],
        ),
        ("<table><tr><td><p>(a)</p><td><p>To wait;</p></table>", ["(a) To wait;"]),
        (
            "<table border=1><tr><th>Lamp<th>Oil<tr><td><p>One<p>two<td>3</table>",
            ["Lamp | Oil", "One two | 3"],
        ),
    ],
)
def test_tables_are_read_as_layout_or_by_rows(body, expected):
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "text", "emphasised"),
    [
        ("<p><em>Also <b>notes</b></em> fog", "Also notes fog", ["Also notes"]),
        ("<p><u>Urges</u> care", "Urges care", ["Urges"]),
        ("<p><i> Re</i><i>calls </i>fog", "Recalls fog", ["Recalls"]),
        (
            "<p><i>Notes<span style='font-style: normal'> the</span></i> fog",
            "Notes the fog",
            ["Notes"],
        ),
        ("<p>a *star* and a _line_", "a *star* and a _line_", []),
        ("<p>\ufdd0no\ufdd1 mark", "no mark", []),
    ],
)
def test_emphasis(body, text, emphasised):
    (block,) = read(page(body)).blocks
    assert block.text == text
    assert [block.text[a:b] for a, b in block.emphasis] == emphasised


@pytest.mark.parametrize(
    "body",
    [
        "<p>Notes fog<sup>4</sup> here;<p><sup>4</sup> A/93/7.",
        "<p>Notes fog <sup>[4]</sup> here;<p><sup>[4]</sup>A/93/7.",
        "<p>Notes fog<span style='vertical-align:super'>4</span> here;<p><sup>4</sup> A/93/7.",
        "<p>Notes fog<a href='#n4' id=r4>4</a> here;<ol><li id=n4><p>A/93/7. <a href='#r4'>↩</a>",
        "<p>Notes fog<a href='#e4' id=r4>[iv]</a> here;<p><a href='#r4' id=e4>[iv]</a> A/93/7.",
    ],
)
def test_footnotes_come_to_their_markers(body):
    (block,) = read(page(body)).blocks
    assert block.text == "Notes fog here;"
    assert [(n.marker, n.offset, n.text) for n in block.notes] == [("4", 9, "A/93/7.")]


def test_a_table_of_contents_is_no_footnote():
    assert texts("<p><a href='#s1'>1</a> Fog<h2 id=s1>1</h2><p>Notes fog;") == [
        "1 Fog",
        "1",
        "Notes fog;",
    ]


def test_a_raised_figure_without_a_note_stays():
    assert texts("<p>Notes 4 km<sup>2</sup> of ice;") == ["Notes 4 km² of ice;"]


@pytest.mark.parametrize(
    ("declared", "encoding", "word"),
    [
        ("windows-1251", "cp1251", "Маяк"),
        ("utf-8", "utf-8", "Ōtaru"),
        ("iso-8859-1", "cp1252", "“café”"),
        ("utf-16", "utf-8", "Ōtaru"),
        ("no-such-thing", "cp1252", "café—"),
        ("utf-8", "cp1252", "café”"),
    ],
)
def test_the_encoding_is_the_declared_one_where_it_can_be(declared, encoding, word):
    source = f"<html><head><meta charset='{declared}'></head><body><p>{word}</p>"
    assert [b.text for b in read(source.encode(encoding)).blocks] == [word]


@pytest.mark.parametrize(
    "beginning", ["<?xml version='1.0'?>\n<!DOCTYPE html>", "<!-- x -->\n<HTML>", "<body>"]
)
def test_a_page_is_known_by_its_first_tag(beginning):
    assert read(f"{beginning}<p>text</p>".encode()).format == "html"


@pytest.mark.parametrize("body", ["", "<p> &nbsp; ", "<script>text</script>", "<nav>text</nav>"])
def test_a_page_without_text(body):
    with pytest.raises(EmptyDocument):
        read(page(body))


def test_nesting_is_bounded():
    assert texts("<div>" * 500 + "deep") == ["deep"]
    with pytest.raises(MalformedDocument, match="deep"):
        read(page("<div>" * 20_000 + "deep"))


def test_tags_are_bounded():
    with pytest.raises(DocumentTooLarge, match="100000"):
        read(page("<p>x" * 100_001))


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<i>",
        "</i>",
        "<sup>1</sup>",
        "<br>",
        "<table border=1>",
        "<tr>",
        "<td>",
        "</table>",
        "<ol>",
        "<li>",
        "</ol>",
        "<a href=#n id=r>1</a>",
        "<a href=#r id=n>1</a>",
        "1.",
        "fog ",
        ", ",
        "<pre>",
        "</pre>",
        "\n",
        "\u0301",
        "*",
        "¹ ",
    ]
)


@given(st.lists(TAGS, max_size=40))
def test_spans_of_pages_lie_in_their_text(pieces):
    try:
        blocks = read(page("".join(pieces))).blocks
    except DocumentError:
        return
    for block in blocks:
        assert block.text == block.text.strip() != ""
        assert all(0 <= start < end <= len(block.text) for start, end in block.emphasis)
        assert all(0 <= note.offset <= len(block.text) for note in block.notes)
