"""Instruments by example: names, acronyms, the open class, and short forms once licensed."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_documents import ENGLISH, annotated

from service.extraction.findings.instruments import annotate_instruments
from service.extraction.languages.instruments import InstrumentLexicon
from service.model import (
    Address,
    Header,
    InstrumentCategory,
    InstrumentMention,
    Paragraph,
    ParagraphKind,
)

CHARTER = "Charter of the United Nations"
AGENDA = "2030 Agenda for Sustainable Development"
CHILD = "Convention on the Rights of the Child"
SEA = "United Nations Convention on the Law of the Sea"


def _lexicon() -> InstrumentLexicon:
    assert ENGLISH.instruments is not None
    return ENGLISH.instruments


def _read(*texts: str, title: str | None = None) -> list[tuple[InstrumentMention, ...]]:
    bare = tuple(
        Paragraph(Address((f"op{number}",)), ParagraphKind.OPERATIVE, str(number), 0, text)
        for number, text in enumerate(texts, 1)
    )
    read = annotated(bare, Header(title=title), annotate_instruments)
    return [paragraph.instruments for paragraph in read]


def _found(text: str) -> list[tuple[str, str, str]]:
    (mentions,) = _read(text)
    return [(each.text, each.name, each.rule.removeprefix("instrument.")) for each in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guided by the Charter of the United Nations,", [(CHARTER, CHARTER, "name")]),
        ("Guided by the United Nations Charter,", [("United Nations Charter", CHARTER, "name")]),
        ("Recalling the 2030 Agenda,", [("2030 Agenda", AGENDA, "name")]),
        ("Ferries under UNCLOS and others", [("UNCLOS", SEA, "acronym")]),
        (
            "Recalling the Non‑Proliferation Treaty’s aims,",
            [
                (
                    "Non‑Proliferation Treaty",
                    "Treaty on the Non-Proliferation of Nuclear Weapons",
                    "name",
                )
            ],
        ),
        (
            "Parties to the Convention on the Rights of the Child and the Paris Agreement,",
            [(CHILD, CHILD, "name"), ("Paris Agreement", "Paris Agreement", "name")],
        ),
    ],
)
def test_names_of_the_lexicon(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Urges accession to the International Convention for the Suppression of Lake Piracy;",
            "International Convention for the Suppression of Lake Piracy",
        ),
        (
            "Recalls the Protocol to Prevent, Suppress and Punish Trafficking in Buoys, and urges",
            "Protocol to Prevent, Suppress and Punish Trafficking in Buoys",
        ),
        ("Recalls the Agreement on Ferry State Measures;", "Agreement on Ferry State Measures"),
        (
            "Recalls the Optional Protocol to the Treaty on Lakes;",
            "Optional Protocol to the Treaty on Lakes",
        ),
        ("Notes the Ruritania Declaration on Lighthouses;", "Ruritania Declaration on Lighthouses"),
        (
            "Recalls the Council of Lakes Convention on Buoys and Ferries",
            "Council of Lakes Convention on Buoys and Ferries",
        ),
        (
            "Recalls the Plan of Action for the Conservation of Tides, and",
            "Plan of Action for the Conservation of Tides",
        ),
    ],
)
def test_names_that_tell_their_subject(text: str, name: str) -> None:
    assert _found(text) == [(name, name, "subject")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Recalls the Ruritania Convention and others", "Ruritania Convention"),
        ("Recalls the Ferry Compliance Agreement;", "Ferry Compliance Agreement"),
        (
            "Recalls the Lakes and Ferry Workers Convention, 2041 (No. 291);",
            "Lakes and Ferry Workers Convention, 2041 (No. 291)",
        ),
    ],
)
def test_names_by_what_stands_before(text: str, name: str) -> None:
    (mention,) = _read(text)[0]
    assert (mention.text, mention.rule) == (name, "instrument.proper_name")


@pytest.mark.parametrize(
    "text",
    [
        "Takes note of the Convention and of the Agreement;",
        "Welcomes the Joint Declaration;",
        "Recalls the National Strategy for Lakes;",
        "Requests the Ruritania Treaty Organization to act;",
        "Welcomes the framework for action on lakes and the agenda of its session;",
        "Thanks the States Parties;",
    ],
)
def test_no_instrument(text: str) -> None:
    assert _found(text) == []


def test_a_short_form_needs_an_earlier_mention() -> None:
    first, second, third = _read(
        "Under the Charter,", "Recalling the Charter of the United Nations,", "Under the Charter,"
    )
    assert first == ()
    assert [each.name for each in second] == [CHARTER]
    assert [(each.text, each.name, each.rule) for each in third] == [
        ("Charter", CHARTER, "instrument.short_form")
    ]


def test_the_title_licenses_short_forms() -> None:
    (mentions,) = _read("Parties to the Convention,", title="Convention on the Rights of the Child")
    assert [each.name for each in mentions] == [CHILD]


def test_a_short_form_of_two_is_left_alone() -> None:
    both = "Recalling the Ruritania Convention and the Atlantis Convention,"
    assert _read(both, "Parties to the Convention,")[1] == ()


def test_protocols_of_another_treaty_are_not_taken_for_these() -> None:
    first = f"Recalling the {CHILD} and the Optional Protocols thereto,"
    found = _read(first, "Parties to the Ruritania Convention and its Protocols,")
    assert [each.name for each in found[1]] == ["Ruritania Convention"]


def test_a_definition_decides() -> None:
    found = _read(
        "Recalling the Ruritania Convention (“the Convention”) and the Atlantis Convention,",
        "Parties to the Convention,",
    )
    assert [each.name for each in found[0]] == ["Ruritania Convention", "Atlantis Convention"]
    assert [each.name for each in found[1]] == ["Ruritania Convention"]


def test_an_acronym_that_the_document_defines() -> None:
    found = _read("Recalling the Lake Ferries Agreement (LFA),", "Asks parties, under LFA, to act;")
    assert [(each.text, each.rule) for each in found[1]] == [("LFA", "instrument.defined_acronym")]


def test_an_acronym_of_the_last_words_is_no_definition() -> None:
    found = _read("Recalling the Agreement on Peace in Ruritania (RUR),", "Visits the RUR;")
    assert found[1] == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            f"Recalling the {CHILD} and the Optional Protocols thereto,",
            f"Optional Protocols to the {CHILD}",
        ),
        (
            "Recalling the Convention on the Rights of the Child and its Optional Protocols,",
            f"Optional Protocols to the {CHILD}",
        ),
        (
            "Recalling the Geneva Conventions and the Additional Protocols thereto,",
            "Additional Protocols to the Geneva Conventions of 12 August 1949",
        ),
    ],
)
def test_protocols_of_the_treaty_named_before(text: str, name: str) -> None:
    (mentions,) = _read(text)
    assert (mentions[-1].name, mentions[-1].rule) == (name, "instrument.protocol_of_treaty")


def test_categories_come_of_the_lexicon_or_the_noun() -> None:
    (mentions,) = _read("Recalling the 2030 Agenda and the Ruritania Declaration on Lakes,")
    assert [each.category for each in mentions] == [
        InstrumentCategory.AGENDA,
        InstrumentCategory.DECLARATION,
    ]


def test_short_forms_follow_from_the_name() -> None:
    short_forms = _lexicon().short_forms
    assert short_forms("Vienna Convention on Lakes") == ("Convention", "Vienna Convention")
    assert "Programme of Action" in short_forms("Lake Declaration and Programme of Action")
    assert short_forms("Arctic Initiative") == ()


def test_every_name_of_the_lexicon_stands_once() -> None:
    names = [
        name
        for entry in _lexicon().table.instruments
        for name in [entry.name, *entry.also, *entry.acronyms]
    ]
    assert sorted(names) == sorted(set(names))


def test_the_pattern_of_names_knows_the_nouns_of_all_classes() -> None:
    table = tomllib.loads(ENGLISH.folder.joinpath("instruments.toml").read_text(encoding="utf-8"))
    nouns = [noun for each in table["class"] for noun in each["nouns"]]
    assert sorted(table["fragments"]["noun"]) == sorted(nouns)


_PIECES = st.sampled_from(
    [
        *("the ", "The ", "and ", "its ", ", ", "(", ")", "“", "”", "’s", " ", "-", ". ", "of "),
        *("Convention ", "Convention on ", "Lakes", "Treaty", "Charter ", "UNCLOS", "LFA", "X"),
        *("Charter of the United Nations", "2030 Agenda", "Optional Protocols thereto", "1951 "),
        *("Declaration ", "Programme of Action ", "Ruritania ", "ä", "İ", "\u00a0", "Protocol to "),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join) | st.text()


@given(st.lists(_TEXTS, max_size=4), st.none() | _TEXTS)
def test_spans_hold_in_order_and_twice_the_same(texts: list[str], title: str | None) -> None:
    found = _read(*texts, title=title)
    assert found == _read(*texts, title=title)
    for text, mentions in zip(texts, found, strict=True):
        assert all(text[each.start : each.end] == each.text != "" for each in mentions)
        ends = [0, *(each.end for each in mentions)]
        assert all(each.start >= end for each, end in zip(mentions, ends, strict=False))
