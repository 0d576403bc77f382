"""Bodies named in full, by acronym and by short form, in sentences written for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_documents import annotated

from service.extraction.findings.bodies import annotate_bodies
from service.model import (
    Address,
    BodyNaming,
    BodyRole,
    Citation,
    CitationKind,
    Header,
    Organ,
    Paragraph,
    ParagraphKind,
    Symbol,
    Verb,
)

ASSEMBLY = Header(enacting_body=Organ.GENERAL_ASSEMBLY)
COUNCIL = Header(enacting_body=Organ.SECURITY_COUNCIL, symbol=Symbol("S/RES/3001 (2030)"))


def paragraph(text, number=1, **findings):
    address = Address.parse(f"op{number}")
    return Paragraph(address, ParagraphKind.OPERATIVE, str(number), 0, text, **findings)


def annotate(*texts, header=ASSEMBLY):
    paragraphs = tuple(paragraph(text, n) for n, text in enumerate(texts, 1))
    return annotated(paragraphs, header, annotate_bodies)


def found(*texts, header=ASSEMBLY):
    """What is found in the last of the texts, as (text, code)."""
    return [(body.text, body.body) for body in annotate(*texts, header=header)[-1].bodies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the World Health Organization and the Inter\u2011Parliamentary Union",
            [("World Health Organization", "WHO"), ("Inter\u2011Parliamentary Union", "IPU")],
        ),
        ("helped by UNESCO, UN-Habitat and WFP", "UNESCO UN-Habitat WFP"),
        (
            "Security Council resolution 999 (1995)",
            [("Security Council", "SC")],
        ),
        (
            "the Office of the United Nations High Commissioner for Human Rights",
            [("Office of the United Nations High Commissioner for Human Rights", "OHCHR")],
        ),
        (
            "the Department of Global Communications of the Secretariat",
            [("Department of Global Communications", "DGC"), ("Secretariat", "Secretariat")],
        ),
        (
            "the President of the General Assembly",
            [("President of the General Assembly", "GA-president")],
        ),
        (
            "the Executive Director of the World Food Programme",
            [("Executive Director of the World Food Programme", "WFP-executive-director")],
        ),
        ("the IAEA Board of Governors", [("IAEA Board of Governors", "IAEA-board-of-governors")]),
        ("the Secretary-General’s report", [("Secretary-General", "SG")]),
        ("the Secretary-General of the United Nations", "SG"),
        (
            "the Special Rapporteur on the right to lighthouses, and others",
            [
                (
                    "Special Rapporteur on the right to lighthouses",
                    "special-rapporteur-on-the-right-to-lighthouses",
                )
            ],
        ),
        (
            "the Special Representative of the Secretary-General for Children and Armed Conflict",
            "SRSG-CAAC",
        ),
        (
            "the Committee established pursuant to resolution 999 (1995) concerning Ruritania,",
            [
                (
                    "Committee established pursuant to resolution 999 (1995) concerning Ruritania",
                    "sc-committee-999",
                )
            ],
        ),
        ("the 999 Committee", [("999 Committee", "sc-committee-999")]),
        ("the United Nations country team in Fiji", "UNCT"),
        (
            "the United Nations Panel on Lighthouse Keeping",
            [
                (
                    "United Nations Panel on Lighthouse Keeping",
                    "united-nations-panel-on-lighthouse-keeping",
                )
            ],
        ),
        (
            "the United Nations watching force in Cyprus (UNFICYP) and others",
            [("United Nations watching force in Cyprus", "UNFICYP")],
        ),
        ("the African Union Mission to Somalia (AMISOM)", "AMISOM"),
        ("the African Union’s Peace and Security Council", "AUPSC"),
        (
            "his Special Representative for Fiji and UNICEF",
            "special-representative-for-fiji UNICEF",
        ),
        (
            "Conference of the Parties serving as the Meeting of the Parties to the Oslo Act,",
            "conference-of-the-parties-serving-as-the-meeting-of-the-parties-to-the-oslo-act",
        ),
        (
            "to appoint an independent expert on the state of lighthouses in Fiji,",
            "independent-expert-on-the-state-of-lighthouses-in-fiji",
        ),
        ("the report of the Working Group on its ninth session", ""),
    ],
)
def test_bodies_by_name(text, expected):
    if isinstance(expected, str):
        assert [code for _, code in found(text)] == expected.split()
    else:
        assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "relevant United Nations bodies and agencies",
        "the Charter of the United Nations",
        "the purposes and principles of the United Nations",
        "States Members of the United Nations",
        "the United Nations system",
        "the African Union Agenda 2063",
        "the World Programme of Action",
        "the Committee, which nobody has named",
        "the National Electoral Commission",
        "the Government of Ruritania",
        "a working group",
    ],
)
def test_what_is_no_specific_body(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the United Nations and the States concerned",
        "with the support of the United Nations",
        "Calls upon the United Nations to continue",
        "cooperation with the United Nations, including in the field",
    ],
)
def test_the_united_nations_counts_where_it_acts(text):
    assert found(text) == [("United Nations", "UN")]


@pytest.mark.parametrize(
    ("earlier", "text", "code"),
    [
        ("Recalling the United Nations Office on Drugs and Crime,", "asks the Office to", "UNODC"),
        (
            "the Advisory Committee on Administrative and Budgetary Questions",
            "the Committee",
            "ACABQ",
        ),
        ("the Committee on Contributions met;", "the Committee", "committee-on-contributions"),
        ("the United Nations Mission in Liberia", "the Mission’s tasks", "UNMIL"),
        ("the World Health Organization", "the Organization", "WHO"),
        ("the World Programme of Action and UNDP", "the Fund", None),
        ("UNCTAD met at the World Conference on Lighthouses", "the Conference", None),
        ("the International Atomic Energy Agency", "Agency staff", None),
    ],
)
def test_short_forms_mean_the_body_named_last_that_has_them(earlier, text, code):
    assert [body for _, body in found(earlier, text)] == ([code] if code else [])


def test_the_nearest_antecedent_wins():
    texts = ("the Committee on Contributions", "the Committee on Conferences", "the Committee")
    assert found(*texts) == [("Committee", "committee-on-conferences")]


@pytest.mark.parametrize(
    ("earlier", "text", "code"),
    [
        ("the 1521 Committee and the 1267 Committee", "resolution 1521 (2003); the Committee",
         "sc-committee-1521"),
        ("pursuant to resolution 1533 (2004) of March", "the Committee", "sc-committee-1533"),
        ("the 999 Committee (“the Committee”) and the Counter-Terrorism Committee", "the Committee",
         "sc-committee-999"),
        ("the letter of the Committee to the President of the 1533 Committee", "the Committee",
         "sc-committee-1533"),
        ("UNFICYP and UNIFIL keep the peace", "the Mission", "UNFICYP"),
        ("the Panel of Experts established pursuant to resolution 999 (1995)",
         "the Panel of Experts", "panel-of-experts-999"),
    ],
)  # fmt: skip
def test_the_council_means_the_committee_that_its_document_is_about(earlier, text, code):
    assert found(earlier, text, header=COUNCIL)[-1][1] == code


@pytest.mark.parametrize(
    ("earlier", "text", "code"),
    [
        ("UNEP and the Committee on Contributions", "the Chair",
         "committee-on-contributions-chair"),
        ("the Committee on Contributions", "its Chairman", "committee-on-contributions-chair"),
        ("ESCAP and the World Food Programme", "the Executive Secretary",
         "ESCAP-executive-secretary"),
        ("the International Criminal Court", "the Prosecutor", "ICC-prosecutor"),
        ("the World Food Programme", "the Prosecutor", None),
        ("the Committee on Contributions", "the Chair of the meeting", None),
    ],
)  # fmt: skip
def test_officers_serve_the_body_named_last_that_has_such_officers(earlier, text, code):
    assert [body for _, body in found(earlier, text)] == ([code] if code else [])


def test_the_acting_body_keeps_its_own_head():
    assert found("the Human Rights Council met,", "the Council", header=COUNCIL) == [
        ("Council", "SC")
    ]
    assert found("the Assembly decides") == [("Assembly", "GA")]


def test_its_president_may_be_followed_by_a_day_but_by_no_name():
    assert found("the statement of its President of 4 May 2030", header=COUNCIL) == [
        ("President", "SC-president")
    ]
    assert found("its President of the Republic", header=COUNCIL) == []


def test_the_title_licenses_short_forms():
    header = Header(
        enacting_body=Organ.GENERAL_ASSEMBLY, title="Report of the World Food Programme"
    )
    assert found("the Programme reports", header=header) == [("Programme", "WFP")]


def test_a_document_defines_its_own_names():
    defining = (
        "the Joint Lighthouse Mechanism (JLM) and the Committee established by resolution 999 "
        "(1995) concerning keepers (the Keepers’ Committee)"
    )
    texts = (defining, "JLM and the Keepers’ Committee")
    assert found(*texts) == [
        ("JLM", "joint-lighthouse-mechanism"),
        ("Keepers’ Committee", "sc-committee-999"),
    ]
    assert [body.naming for body in annotate(*texts)[-1].bodies] == [
        BodyNaming.ACRONYM,
        BodyNaming.SHORT_FORM,
    ]


def test_an_acronym_in_brackets_belongs_to_the_name_before_it():
    assert found("the World Health Organization (WHO) helps") == [
        ("World Health Organization", "WHO")
    ]


def test_her_office_is_that_of_the_commissioner():
    text = "the United Nations High Commissioner for Human Rights and her Office"
    assert found(text)[-1] == ("Office", "OHCHR")


def test_a_committee_set_up_in_the_text_takes_the_number_of_the_resolution():
    mentions = found(
        "Decides to establish a Committee of the Security Council and asks the Committee to meet",
        header=COUNCIL,
    )
    assert mentions == [
        ("Committee", "sc-committee-3001"),
        ("Security Council", "SC"),
        ("Committee", "sc-committee-3001"),
    ]


def test_roles_follow_verbs_and_citations():
    text = "Requests the Secretary-General to tell UNDP of Council resolution 999 (1995)"
    verb = Verb(
        "request", "Requests", (), lead=True, start=0, end=8, rule="v",
        addressee="the Secretary-General", addressee_start=9, addressee_end=30,
    )  # fmt: skip
    (result,) = annotated((paragraph(text, verbs=(verb,)),), COUNCIL, annotate_bodies)
    assert [(body.body, body.role) for body in result.bodies] == [
        ("SG", BodyRole.REQUESTED),
        ("UNDP", BodyRole.MENTIONED),
        ("SC", BodyRole.CITATION),
    ]


def test_a_body_inside_a_citation_is_part_of_it():
    text = "the rules of UNDP in document DP/1"
    citation = Citation("DP/1", text[13:], CitationKind.EXPLICIT, 13, len(text), "text", "c")
    (result,) = annotated((paragraph(text, citations=(citation,)),), ASSEMBLY, annotate_bodies)
    assert [body.role for body in result.bodies] == [BodyRole.CITATION]


FRAGMENTS = (
    *("the Committee", "(the Council)", "United Nations", "UNDP", "of the", "Security Council"),
    *("its", "Special Rapporteur on", "Office", ", and", "Committee of the Security Council"),
    *("President", "’s", "Group of Experts", "resolution 999 (1995)", "Working Group on", "(", ")"),
    *("Conference of Parties to", "Secretary-General", "Chair of", "hereinafter", "Agency"),
)


@given(st.lists(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map(" ".join))))
def test_offsets_hold_and_mentions_do_not_overlap_in_any_text(texts):
    for result in annotate(*texts, header=COUNCIL) if texts else ():
        end = 0
        for body in result.bodies:
            assert result.text[body.start : body.end] == body.text
            assert body.start >= end
            assert body.body
            end = body.end
