"""Whole documents in the layouts of organs and decades."""

from pdf_documents import LEFT, TOP, at, footnotes, line, paragraphs, pdf

from service.extraction.pipeline import parse
from service.model import Organ, ParagraphKind


def _acts(data: bytes) -> list[tuple[str | None, str]]:
    kinds = (ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE)
    return [(p.number, p.text) for p in parse(data).paragraphs if p.kind in kinds]


def test_a_resolution_of_the_general_assembly() -> None:
    cover = at(LEFT, 734, "United Nations", size=14) + at(450, 735, "A/RES/93/14")
    cover += at(LEFT, 705, "General Assembly", size=20) + at(400, 705, "Distr.: General")
    cover += at(60, 570, "Ninety-third session", font="bold") + at(60, 558, "Agenda item 7")
    cover += at(60, 546, "Lakes", font="bold")
    cover += at(LEFT, 500, "Resolution adopted by the General Assembly", size=11, font="bold")
    cover += at(LEFT, 487, "on 2 May 2031", size=11, font="bold")
    cover += line(450, "**93/14.**") + line(450, "**Lights of lakes**", x=LEFT + 48)
    cover += paragraphs(
        "_The General Assembly_,",
        "_Recalling_ its resolution 92/3 of 4 May 2030,^1^",
        "1. _Requests_ the Secretary-General to count the lamps",
        top=420,
    ) + footnotes("^1^ See also resolution 91/2.")
    closing = line(TOP, "of both lakes;") + at(380, 600, "12th plenary meeting", font="italic")
    parsed = parse(pdf(cover, closing + at(410, 588, "2 May 2031", font="italic")))
    header = parsed.header
    assert (str(header.symbol), header.session, header.agenda_items) == (
        "A/RES/93/14",
        "93",
        ("7",),
    )
    assert header.title == "Lights of lakes"
    assert str(header.adoption_date) == "2031-05-02"
    assert header.organ is Organ.GENERAL_ASSEMBLY
    formula, recalling, requests = parsed.paragraphs
    assert formula.kind is ParagraphKind.ENACTING
    assert [c.symbol for c in recalling.footnotes[0].citations] == ["A/RES/91/2"]
    assert requests.text == "Requests the Secretary-General to count the lamps of both lakes;"
    assert (requests.number, requests.verbs[0].lemma) == ("1", "request")


def test_a_resolution_of_the_security_council() -> None:
    first = at(LEFT, 734, "United Nations", size=14) + at(430, 735, "S", size=20)
    first += at(442.2, 735, "/RES/2999 (2031)")
    first += at(LEFT, 705, "Security Council", size=20, font="bold")
    first += at(400, 705, "Distr.: General") + at(400, 693, "9 December 2031")
    first += at(200, 560, "Resolution 2999 (2031)", size=14, font="bold")
    first += at(124, 530, "Adopted by the Security Council at its 9999th meeting, on", font="bold")
    first += at(124, 518, "9 December 2031", font="bold")
    first += paragraphs(
        "_The Security Council_,", "_Recalling_ its resolution 2990 (2030),", top=490
    )
    first += at(60, 44, "31-12345 (E)") + at(60, 30, "*3112345*", size=12)
    second = line(745, "**S/RES/2999 (2031)**", x=450, size=8)
    second += paragraphs("1. _Decides_ to remain seized of the matter.", top=700)
    second += at(60, 30, "31-12345", size=7) + at(500, 30, "2/2", size=8)
    data = pdf(first, second)
    header = parse(data).header
    assert (str(header.symbol), header.organ) == ("S/RES/2999 (2031)", Organ.SECURITY_COUNCIL)
    assert str(header.adoption_date) == "2031-12-09"
    assert _acts(data) == [
        (None, "Recalling its resolution 2990 (2030),"),
        ("1", "Decides to remain seized of the matter."),
    ]


def test_a_resolution_of_the_human_rights_council() -> None:
    first = at(LEFT, 734, "United Nations", size=14) + at(450, 735, "A/HRC/RES/93/1")
    first += at(LEFT, 705, "General Assembly", size=20) + at(400, 705, "Distr.: General")
    first += at(LEFT, 660, "Human Rights Council", size=12, font="bold")
    first += at(LEFT, 646, "Ninety-third session", font="bold") + at(LEFT, 634, "Agenda item 3")
    first += at(150, 590, "Resolution adopted by the Human Rights Council", size=12, font="bold")
    first += at(150, 576, "on 3 April 2031", size=12, font="bold")
    first += at(LEFT, 550, "93/1. Keepers of lights", font="bold")
    first += paragraphs("_The Human Rights Council_,", "1. _Thanks_ the keepers, who", top=520)
    first += at(60, 44, "GE.31-01234(E)") + at(200, 30, "* 3 1 0 1 2 3 4 *", size=12)
    second = line(745, "**A/HRC/RES/93/1**", size=8) + line(TOP, "never sleep;")
    second += at(60, 30, "2", size=8) + at(500, 30, "GE.31-01234", size=7)
    data = pdf(first, second)
    header = parse(data).header
    assert (str(header.symbol), header.title) == ("A/HRC/RES/93/1", "Keepers of lights")
    assert (header.organ, header.session) == (Organ.HUMAN_RIGHTS_COUNCIL, "93")
    assert _acts(data) == [("1", "Thanks the keepers, who never sleep;")]


def test_a_typewritten_resolution_with_strokes_behind_its_notes() -> None:
    first = at(60, 740, "UNITED") + at(60, 728, "NATIONS") + at(500, 734, "A", size=20)
    first += at(180, 700, "General Assembly") + at(400, 700, "Distr.") + at(400, 688, "GENERAL")
    first += at(400, 664, "A/RES/48/999") + at(400, 652, "7 January 1994")
    first += at(60, 620, "Forty-eighth session") + at(60, 608, "Agenda item 114 (b)")
    first += at(150, 570, "RESOLUTION ADOPTED BY THE GENERAL ASSEMBLY")
    first += at(150, 546, "[on the report of the Third Committee (A/48/999)]")
    first += at(60, 510, "48/999.  Lights of the lakes")
    first += paragraphs("The General Assembly,", "Recalling the rules, 1/ and", top=480, x=60)
    first += at(60, 110, "_" * 20) + at(90, 98, "1/    Resolution 41/128, annex.")
    first += at(60, 60, "94-12345 (E)") + at(500, 60, "/...")
    second = at(60, 740, "A/RES/48/999") + at(60, 728, "Page 2")
    second += line(700, "the keepers of both lakes,", x=60)
    second += paragraphs("1.    Thanks the keepers.", top=676, x=60, indent=90)
    parsed = parse(pdf(first, second))
    assert str(parsed.header.symbol) == "A/RES/48/999"
    assert (parsed.header.session, parsed.header.title) == ("48", "Lights of the lakes")
    recalling, thanks = parsed.paragraphs[1:]
    assert recalling.text == "Recalling the rules, and the keepers of both lakes,"
    (note,) = recalling.footnotes
    assert (note.marker, recalling.text[: note.offset]) == ("1", "Recalling the rules,")
    assert [citation.symbol for citation in note.citations] == ["A/RES/41/128"]
    assert (thanks.number, thanks.text) == ("1", "Thanks the keepers.")
