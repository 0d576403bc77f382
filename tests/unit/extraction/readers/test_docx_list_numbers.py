"""Numbers that are in no text: from paragraphs, styles and numbering definitions."""

import pytest
from english_reader import read
from hypothesis import given
from hypothesis import strategies as st
from word_documents import level, numbered, paragraph, word

from service.extraction.readers.docx.list_numbers import format_number
from service.extraction.structure.paragraph_numbers import roman_value

_POINTS = (
    level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")
)


def definition(levels: str, identity: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{levels}</w:abstractNum>'


def instance(identity: int, of: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def texts(*body: str, **parts: str) -> list[str]:
    return [block.text for block in read(word(*body, **parts)).blocks]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (1994, "lowerRoman", "mcmxciv"),
        (14, "upperRoman", "XIV"),
        (0, "upperRoman", "0"),
        (10**9, "lowerLetter", "1000000000"),
        (6, "chicago", "††"),
        (5, "none", ""),
        (5, "cardinalText", "5"),
    ],
)
def test_numbers_in_every_style(number: int, style: str, printed: str) -> None:
    assert format_number(number, style) == printed


@given(st.integers(1, 399))
def test_roman_figures_read_back(number: int) -> None:
    assert roman_value(format_number(number, "lowerRoman")) == number


def test_levels_count_within_each_other() -> None:
    body = [
        numbered("Urges", level=0),
        numbered("lenses", level=1),
        numbered("lamps", level=1),
        numbered("wicks", level=2),
        numbered("Thanks", level=0),
        numbered("oil", level=1),
    ]
    assert texts(*body, numbering=definition(_POINTS) + instance(1)) == [
        "1. Urges",
        "(a) lenses",
        "(b) lamps",
        "(i) wicks",
        "2. Thanks",
        "(a) oil",
    ]


@pytest.mark.parametrize(
    ("levels", "printed"),
    [
        (level(0, "decimal", "%1"), "1. Urges"),
        (level(0, "bullet", "\uf0b7"), "• Urges"),
        (level(0, "none", ""), "Urges"),
        (level(0, "decimal", "%1.").replace('start w:val="1"', 'start w:val="7"'), "7. Urges"),
        (level(0, "upperRoman", "Rule %1"), "Rule I Urges"),
    ],
)
def test_labels(levels: str, printed: str) -> None:
    assert texts(numbered("Urges"), numbering=definition(levels) + instance(1)) == [printed]


def test_a_label_may_show_the_levels_above() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = [numbered("a", level=0), numbered("b", level=1), numbered("c", level=1)]
    assert texts(*body, numbering=definition(levels) + instance(1)) == ["I. a", "1.1 b", "1.2 c"]


def test_a_level_need_not_begin_anew() -> None:
    levels = level(0, "decimal", "%1.") + level(
        1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>'
    )
    body = [numbered("a", level=i) for i in (0, 1, 0, 1)]
    assert texts(*body, numbering=definition(levels) + instance(1)) == [
        "1. a",
        "(a) a",
        "2. a",
        "(b) a",
    ]


def test_instances_of_a_definition_count_on_unless_they_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = definition(_POINTS) + instance(1) + instance(2) + instance(3, more=anew)
    body = [numbered("x", number_id) for number_id in (1, 2, 1, 3, 3, 9)]
    assert texts(*body, numbering=lists) == ["1. x", "2. x", "3. x", "1. x", "2. x", "x"]


def test_an_instance_may_define_a_level_anew() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    lists = definition(_POINTS) + instance(1, more=override)
    assert texts(numbered("x"), numbered("y"), numbering=lists) == ["A. x", "B. y"]


_STYLES = """
<w:style w:type="paragraph" w:styleId="Act"><w:basedOn w:val="Numbered"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered">
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Point"><w:basedOn w:val="Numbered"/></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Numbered"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
"""


def test_numbers_that_only_a_style_holds() -> None:
    levels = level(0, "decimal", "%1.") + level(
        1, "lowerLetter", "(%2)", '<w:pStyle w:val="Point"/>'
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = [
        paragraph("Urges", style="Act"),
        paragraph("lenses", style="Point"),
        paragraph("so", style="Act", properties=none),
        paragraph("and so", style="Plain"),
        paragraph("Thanks", style="Numbered"),
    ]
    lists = definition(levels) + instance(1)
    assert texts(*body, styles=_STYLES, numbering=lists) == [
        "1. Urges",
        "(a) lenses",
        "so",
        "and so",
        "2. Thanks",
    ]


def test_a_definition_may_stand_in_a_list_style() -> None:
    styles = """<w:style w:type="numbering" w:styleId="Acts">
      <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"""
    lists = (
        definition('<w:numStyleLink w:val="Acts"/>', 0)
        + definition('<w:styleLink w:val="Acts"/>' + _POINTS, 1)
        + instance(1, of=0)
        + instance(2, of=1)
    )
    assert texts(numbered("Urges"), styles=styles, numbering=lists) == ["1. Urges"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    )
    body = [numbered("Urges"), deleted, numbered("Thanks")]
    assert texts(*body, numbering=definition(_POINTS) + instance(1)) == ["1. Urges", "2. Thanks"]
