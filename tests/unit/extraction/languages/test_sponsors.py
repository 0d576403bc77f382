"""Sponsor lists of every shape that occurs, with names written for the purpose."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.languages import LanguageResources, installed_languages
from service.model import Language, SponsorRole

ENGLISH = installed_languages().of(Language.ENGLISH)
STATES = ENGLISH.sponsors.states
parse_sponsors = ENGLISH.sponsors.parse

MEMBERS = "on behalf of the States Members of the United Nations that are members of the"


def codes(text):
    return [sponsor.code for sponsor in parse_sponsors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana and Peru", ["GHA", "PER"]),
        ("Bosnia and Herzegovina and Fiji", ["BIH", "FJI"]),
        (
            "Antigua and Barbuda, Sao Tome and Principe and Trinidad and Tobago",
            ["ATG", "STP", "TTO"],
        ),
        (
            "United Kingdom of Great Britain and Northern Ireland and United States of America",
            ["GBR", "USA"],
        ),
        ("Saint Vincent and the Grenadines, the Sudan", ["VCT", "SDN"]),
        (
            "Niger, Nigeria, Guinea, Guinea-Bissau and Papua New Guinea",
            ["NER", "NGA", "GIN", "GNB", "PNG"],
        ),
        ("Dominica and Dominican Republic", ["DMA", "DOM"]),
        ("Congo, Democratic Republic of the Congo", ["COG", "COD"]),
        ("Republic of Korea and Democratic People’s Republic of Korea", ["KOR", "PRK"]),
        ("Iran (Islamic Republic of), Micronesia (Federated States of)", ["IRN", "FSM"]),
        ("Venezuela (Bolivarian Republic of) and Bolivia (Plurinational State of)", ["VEN", "BOL"]),
        ("Netherlands (Kingdom of the), Netherlands and Kingdom of the Netherlands", ["NLD"]),
        ("Côte d’Ivoire", ["CIV"]),
        ("COTE D'IVOIRE", ["CIV"]),
        ("TU\u0308RKI\u0307YE, Türkiye and Turkey", ["TUR"]),
        ("the former Yugoslav Republic of Macedonia and Yugoslavia", ["MKD", "YUG"]),
        ("State of Palestine, Holy See and European Union", ["PSE", "VAT", "EU"]),
        ("Germany, Federal Republic of, and German Democratic Republic", ["DEU", "DDR"]),
        ("Germany, France", ["DEU", "FRA"]),
        ("Zaire, Burma, Czechoslovakia", ["ZAR", "MMR", "CSK"]),
        ("Byelorussian SSR and Union of Soviet Socialist Republics", ["BYS", "SUN"]),
        ("Democratic Republic of Viet-Nam, Viet Nam", ["VDR", "VNM"]),
        ("Swaziland, Cape Verde", ["SWZ", "CPV"]),
        ("Eswatini, Cabo Verde", ["SWZ", "CPV"]),
        ("SIERRA LEONE AND SOLOMON ISLANDS", ["SLE", "SLB"]),
        ("Timor-\nLeste and Guinea-\nBissau", ["TLS", "GNB"]),
        ("New\u00a0Zealand,\nViet\n Nam", ["NZL", "VNM"]),
        ("**Malta*, Oman¹ and Qatar**: draft resolution", ["MLT", "OMN", "QAT"]),
        ("Malta and Oman: revised draft resolution", ["MLT", "OMN"]),
        ("draft resolution submitted by Malta and Oman", ["MLT", "OMN"]),
        ("Belgium Botswana", ["BEL", "BWA"]),
        ("Ge rmany and Ir eland", ["DEU", "IRL"]),
        ("", []),
        ("on the basis of the report of the Drafting Committee", []),
    ],
)
def test_lists_resolve_to_codes_in_their_order(text, expected):
    assert codes(text) == expected


def test_a_name_unknown_is_kept_as_printed_without_code():
    sponsors = parse_sponsors("Malta, Ruritania and Grand Fenwick and Oman")
    assert [(s.name, s.code) for s in sponsors] == [
        ("Malta", "MLT"),
        ("Ruritania", None),
        ("Grand Fenwick", None),
        ("Oman", "OMN"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malawi (on behalf of the Group of 77 and China)", [("MWI", "G77-CHN")]),
        (
            f"Malawi ({MEMBERS} Movement of Non-Aligned Countries) and Oman",
            [("MWI", "NAM"), ("OMN", None)],
        ),
        (
            f"Chile, Malawi ({MEMBERS} Group of African States), Peru",
            [("CHL", None), ("MWI", "AFR"), ("PER", None)],
        ),
        ("Malta, on behalf of the European Union, and Oman", [("MLT", "EU"), ("OMN", None)]),
        ("the representative of Malta, on behalf of the Bureau", [("MLT", "Bureau")]),
        (
            "Malta (in its capacity as Chair of the Committee on Lighthouses) and Oman",
            [("MLT", None), ("OMN", None)],
        ),
        ("Malta (on behalf of the Friends of Lighthouses)", [("MLT", "Friends of Lighthouses")]),
    ],
)
def test_groups_are_kept_with_the_sponsor_that_speaks_for_them(text, expected):
    assert [(s.code, s.on_behalf_of) for s in parse_sponsors(text)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "submitted by the Chair of the Committee following consultations",
            "Chair of the Committee",
        ),
        (
            "submitted by the Vice-Chair of the Committee, Ana Bento (Malta), on the basis of it",
            "Vice-Chair of the Committee",
        ),
        ("submitted by the President of the General Assembly", "President of the General Assembly"),
    ],
)
def test_an_officer_is_a_sponsor_without_code(text, name):
    (sponsor,) = parse_sponsors(text)
    assert (sponsor.code, sponsor.name, sponsor.rule) == (None, name, "sponsor.officer")


def test_the_role_given_is_the_role_of_all():
    sponsors = parse_sponsors("Malta and Oman", SponsorRole.ADDITIONAL_SPONSOR)
    assert {sponsor.role for sponsor in sponsors} == {SponsorRole.ADDITIONAL_SPONSOR}


def test_every_name_of_the_lexicon_leads_to_its_own_code():
    for state in STATES:
        former = [former.name for former in state.former]
        for name in (state.name, *former, *state.also):
            assert codes(f"{name.upper()} and Malta")[0] == state.code


def test_no_two_states_share_a_code():
    listed = [state.code for state in STATES]
    assert len(listed) == len(set(listed))


def test_a_language_without_states_has_those_of_its_fallback():
    french = installed_languages().of(Language.FRENCH)
    assert french.sponsors is ENGLISH.sponsors


def test_a_language_is_defined_by_its_files(tmp_path: Path):
    (tmp_path / "states.toml").write_text('[[state]]\ncode = "FJI"\nname = "Fidschi"\n')
    (tmp_path / "groups.toml").write_text('[[group]]\ncode = "LMP"\nname = "Lampenfreunde"\n')
    (tmp_path / "sponsors.toml").write_text(
        "separator_words = 'und\\b'\nname_end_words = ' und '\nbehalf = ',? im namen der '\n"
    )
    language = LanguageResources(Language.GERMAN, tmp_path)
    sponsors = language.sponsors.parse("Elbonien und Fidschi, im Namen der Lampenfreunde")
    assert [(s.name, s.code, s.on_behalf_of) for s in sponsors] == [
        ("Elbonien", None, None),
        ("Fidschi", "FJI", "LMP"),
    ]


def test_a_language_without_any_file_or_fallback_knows_no_names(tmp_path: Path):
    sponsors = LanguageResources(Language.GERMAN, tmp_path).sponsors.parse("Fiji, Malta")
    assert [(s.name, s.code) for s in sponsors] == [("Fiji", None), ("Malta", None)]


@given(st.text())
def test_any_text_gives_sponsors_whose_names_are_of_the_text(text):
    for sponsor in parse_sponsors(text):
        assert sponsor.name
        assert "".join(sponsor.name.split()) in "".join(text.replace("*", "").split())


@given(st.lists(st.sampled_from(STATES), unique=True))
def test_a_list_written_by_the_rules_reads_back(states):
    names = [state.name for state in states]
    text = ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + "".join(names[-1:])
    assert codes(text) == [state.code for state in states]
