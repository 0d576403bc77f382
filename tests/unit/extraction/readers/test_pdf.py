"""Reading PDF documents: paragraphs, italics and notes from characters and their places."""

import pytest
from english_reader import read
from pdf_documents import INDENT, LEFT, TOP, at, footnotes, line, paragraphs, pdf

from service.extraction.blocks import Block, BlockRole

_FULL = "the keepers of every lighthouse on the shores of both lakes"


def blocks(*pages: bytes) -> tuple[Block, ...]:
    source = read(pdf(*pages))
    assert source.format == "pdf"
    return source.blocks


def texts(*pages: bytes) -> list[str]:
    return [block.text for block in blocks(*pages)]


def emphasised(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.emphasis]


def anchored(block: Block) -> list[tuple[str, str, str]]:
    """Marker, the text before its anchor, the note."""
    return [(n.marker, block.text[: n.offset][-8:], n.text) for n in block.notes]


def test_lines_join_and_paragraphs_part() -> None:
    page = paragraphs(
        "1. _Thanks_ all those who keep the lights burning and\nwho mend what storms have broken;",
        "2. _Invites_ the wardens to count the buoys.",
    )
    first, second = blocks(page)
    assert first.text == (
        "1. Thanks all those who keep the lights burning and who mend what storms have broken;"
    )
    assert emphasised(first) == ["Thanks"]
    assert second.text == "2. Invites the wardens to count the buoys."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("a non-", "governmental body"), "a non-governmental body"),
        (("short-", "and long-term plans"), "short- and long-term plans"),
        (("from 2031–", "2035 on"), "from 2031–2035 on"),
        (("document A/93/", "14 of the lake"), "document A/93/14 of the lake"),
        (
            ("a lighthouse here, the light-", "house stands"),
            "a lighthouse here, the lighthouse stands",
        ),
        (("a well-kept lamp, a well-", "kept lens"), "a well-kept lamp, a well-kept lens"),
        (("the keepers –", "all of them"), "the keepers – all of them"),
    ],
)
def test_line_ends(lines: tuple[str, str], text: str) -> None:
    assert texts(paragraphs("\n".join(lines))) == [text]


def test_gaps_that_are_slack_are_no_spaces() -> None:
    width = 6 * len("the observ")
    page = (
        at(LEFT, TOP, "the observ")
        + at(LEFT + width + 1.3, TOP, "ance of rules")
        + at(LEFT + width + 1.3 + 6 * 13 + 3, TOP, "by all")
    )
    assert texts(page) == ["the observance of rules by all"]


def test_a_narrow_gap_between_two_known_words_is_a_space() -> None:
    page = line(TOP, "a list of the harbours, the list of the lamps") + at(
        LEFT, TOP - 12, "part of"
    )
    page += at(LEFT + 6 * 7 + 1.3, TOP - 12, "the shore")
    assert texts(page) == ["a list of the harbours, the list of the lamps part of the shore"]


def test_footnotes_are_taken_out_and_the_cut_paragraph_goes_on() -> None:
    first = paragraphs(f"1. _Recalls_ the rules^1^ that\n{_FULL}\n{_FULL}", top=200) + footnotes(
        "^1^ A/93/1, annex I,", "chapter II.", "^2^ See A/93/2."
    )
    second = line(TOP, "have kept since the first lamp,^2^ and their age;")
    (block,) = blocks(first, second)
    assert block.text.endswith("both lakes have kept since the first lamp, and their age;")
    assert anchored(block)[0] == ("1", "he rules", "A/93/1, annex I, chapter II.")
    assert anchored(block)[1] == ("2", "st lamp,", "See A/93/2.")


@pytest.mark.parametrize(
    ("last", "first", "x", "together"),
    [
        # The lines behind the first are further left than a first line would be.
        (f"1. _Thanks_ {_FULL}\n{_FULL},", "The warden among them;", LEFT, True),
        (f"1. _Thanks_ {_FULL}\n{_FULL},", "_Noting_ their age,", INDENT, False),
        # A first line alone tells nothing of indents, but the next is further left.
        (f"1. _Thanks_ {_FULL},", "Lake wardens among them;", LEFT, True),
        (f"1. _Thanks_ {_FULL};", "2. _Notes_ their age;", INDENT, False),
        (f"1. _Thanks_ {_FULL} and", "Lake wardens;", INDENT, True),
        (f"1. _Thanks_ {_FULL} in", "2031. It also notes their age;", INDENT, True),
        ("_The General Assembly_", "noting their age,", LEFT, False),
        ("**The lights**", "of the lakes shine;", LEFT, False),
    ],
)
def test_what_a_page_end_cuts(last: str, first: str, x: float, *, together: bool) -> None:
    found = texts(paragraphs(last, top=200), line(TOP, first, x=x))
    assert len(found) == (1 if together else 2)


def test_a_footnote_runs_over_to_the_next_page() -> None:
    first = paragraphs("1. _Recalls_ the rules;^1^", top=200) + footnotes("^1^ A report that is")
    second = paragraphs(f"2. _Thanks_ {_FULL}.") + footnotes("long and goes on here.")
    assert anchored(blocks(first, second)[0]) == [
        ("1", "e rules;", "A report that is long and goes on here.")
    ]


def test_footnotes_without_a_rule_are_known_by_their_type() -> None:
    page = paragraphs("1. _Recalls_ the rules of the lake;^1^", f"2. _Thanks_ {_FULL};")
    page += line(100, "^1^ A/93/1.", size=8)
    recalled, thanked = blocks(page)
    assert anchored(recalled) == [("1", "he lake;", "A/93/1.")]
    assert thanked.text == f"2. Thanks {_FULL};"


@pytest.mark.parametrize(
    "name", ["**Malta:* draft resolution**", "**Malta:**" + "*** draft resolution**"]
)
def test_a_starred_name_has_its_note(name: str) -> None:
    page = line(TOP, name)
    page += paragraphs("1. _Thanks_ the keepers.", top=TOP - 40)
    page += footnotes("* On behalf of the group of lake States.")
    block = blocks(page)[0]
    assert block.text == "Malta: draft resolution"
    assert anchored(block) == [("*", "Malta:", "On behalf of the group of lake States.")]


def test_raised_figures_without_a_note_stay() -> None:
    assert texts(paragraphs("an area of 10 km^2^ of water")) == ["an area of 10 km² of water"]


def test_raised_figures_behind_a_unit_stay_where_there_is_such_a_note() -> None:
    page = paragraphs(f"the 2010^2^ rules for {_FULL}\nof 10 km^2^ and 10^2^ lamps", top=300)
    (block,) = blocks(page + footnotes("^2^ A/93/2."))
    assert block.text.endswith("of 10 km² and 10² lamps")
    assert anchored(block) == [("2", "the 2010", "A/93/2.")]


def test_several_markers_at_one_place() -> None:
    page = paragraphs(f"1. _Recalls_ {_FULL}\nand their rules;^1,^^2^", top=300)
    page += footnotes("^1^ A/93/1.", "^2^ A/93/2.")
    assert [note.marker for note in blocks(page)[0].notes] == ["1", "2"]


def _running(number: int) -> bytes:
    head = at(60, 750, "A/RES/93/14", size=8, font="bold") + at(
        400, 750, "The lights of the lakes", size=8
    )
    return head + at(60, 30, f"{number}/3", size=8) + at(520, 30, "93-12345", size=7)


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        at(60, 44, "93-12345 (E) 010193") + at(60, 30, "*9312345*", size=12),
        _running(2),
        _running(3),
    ]
    acts = [paragraphs(f"{number}. _Thanks_ {_FULL};", top=690) for number in (1, 2, 3)]
    assert texts(*(page + act for page, act in zip(pages, acts, strict=True))) == [
        f"{number}. Thanks {_FULL};" for number in (1, 2, 3)
    ]


def test_a_year_alone_on_the_last_line_is_no_page_number() -> None:
    assert texts(paragraphs(f"1. _Thanks_ {_FULL} by\n2035", top=300))[0].endswith("by 2035")


def test_the_columns_of_the_cover_are_read_one_after_the_other() -> None:
    page = at(LEFT, 734, "United Nations", size=14) + at(450, 735, "A", size=20)
    page += at(462, 735, "/RES/93/14") + at(LEFT, 705, "General Assembly", size=20, font="bold")
    page += at(400, 705, "Distr.: General") + at(400, 693, "3 May 2031")
    page += at(60, 570, "Ninety-third session", font="bold") + at(60, 558, "Agenda item 7")
    page += paragraphs("_The General Assembly_,", "1. _Thanks_ the keepers.", top=500)
    assert texts(page)[:6] == [
        "United Nations",
        "General Assembly",
        "A/RES/93/14",
        "Distr.: General 3 May 2031",
        "Ninety-third session",
        "Agenda item 7",
    ]


def test_bold_lines_behind_the_cover_are_headings() -> None:
    page = line(TOP, "**The lights of the lakes**")
    page += paragraphs("_The General Assembly_,", "1. _Thanks_ the keepers.", top=TOP - 30)
    page += line(TOP - 90, "**Annex**") + line(TOP - 120, "**Rules for keepers**")
    assert [block.role for block in blocks(page)] == [
        None, None, None, BlockRole.HEADING, BlockRole.HEADING,
    ]  # fmt: skip


def test_rows_of_a_table() -> None:
    page = paragraphs("1. _Adopts_ the table:")
    page += line(650, "North lake") + line(650, "12 lamps", x=300) + line(650, "1901", x=450)
    page += line(638, "South lake") + line(638, "7 lamps", x=300) + line(638, "1910", x=450)
    page += line(626, "and two bells", x=300)
    assert texts(page)[1:] == [
        "North lake | 12 lamps | 1901",
        "South lake | 7 lamps and two bells | 1910",
    ]


def test_what_runs_in_another_direction_is_left_out() -> None:
    page = paragraphs("1. _Thanks_ the keepers.") + at(30, 200, "seen", turn=(0, 1, -1, 0))
    assert texts(page) == ["1. Thanks the keepers."]


def test_a_turned_page_is_read_all_the_same() -> None:
    turned = b"".join(
        at(x, 100, text, turn=(0, 1, -1, 0))
        for x, text in ((100, "1. Thanks the keepers of"), (112, "both lights;"))
    )
    assert texts(turned) == ["1. Thanks the keepers of both lights;"]


def test_paragraphs_without_space_between_them_part_at_their_indents() -> None:
    page = b"".join(
        line(TOP - 12 * index, text, x=x)
        for index, (x, text) in enumerate(
            [
                (INDENT, "_Recalling_ the rules of"),
                (LEFT, "both lakes,"),
                (INDENT, "_Noting_ their age and"),
                (LEFT, "the keepers’ patience,"),
            ]
        )
    )
    assert texts(page) == [
        "Recalling the rules of both lakes,",
        "Noting their age and the keepers’ patience,",
    ]
