"""What readers are given to know of a language."""

from pathlib import Path

import pytest

from service.extraction.languages import LanguageResources, Languages, installed_languages
from service.extraction.readers import read
from service.extraction.structure.cues import LanguageCues
from service.model import AdoptionMethod, Language, Organ, SponsorRole, Votes

ENGLISH = LanguageCues(installed_languages())

TOY = r"""
[lines]
note_line = 'Vide\b'
note_text = 'Vide\b'
cover = 'Punctum \d'
vote = 'Placuit '
vote_continued = '[a-z]'
suspended_hyphen = 'atque\b'
division = 'Additamentum'
item_conjunctions = ["atque"]
links_back = ["retro"]

[page]
number = 'pagina \d+'
label = 'Pagina \d+'
printing_note = 'Serva'
running_head = 'Acta Collegii'

[metadata]
vote_counts = 'Placuit (\d+):(\d+):(\d+)'
catalogue_title = '<(.+)>'
adoption_methods = { "una voce" = "unanimous" }
session_prefixes = { "extra ordinem" = "S-" }
"""


@pytest.fixture
def toy(tmp_path: Path) -> LanguageCues:
    (tmp_path / "layout.toml").write_text(TOY, encoding="utf-8")
    (tmp_path / "compounds.toml").write_text('firsts = ["semi"]\nseconds = []', encoding="utf-8")
    resources = LanguageResources(Language.ENGLISH, tmp_path)
    return LanguageCues(Languages({Language.ENGLISH: resources}))


@pytest.mark.parametrize(
    ("text", "note"),
    [("See A/93/1.", True), ("Official Records of the Keepers", True), ("Seen from afar", False)],
)
def test_footnotes_without_a_marker(text, note):
    assert ENGLISH.is_note_line(text) is note
    assert ENGLISH.is_note_text(text) is note


@pytest.mark.parametrize(
    ("line", "cover"),
    [
        ("Agenda item 12", True),
        ("59/46. Lamps of the lake", True),
        ("Distr.: General", True),
        ("Agenda for lamps", False),
    ],
)
def test_lines_of_a_cover(line, cover):
    assert ENGLISH.is_cover_line(line) is cover


def test_votes_in_two_lines():
    assert ENGLISH.is_vote("Adopted at the 12th meeting by 9")
    assert ENGLISH.continues_vote("votes to none")
    assert ENGLISH.continues_vote("9 votes to none")
    assert not ENGLISH.continues_vote("Resolution 9")


def test_hyphens():
    assert ENGLISH.is_suspended("and long-term")
    assert not ENGLISH.is_suspended("android")
    assert ENGLISH.is_compound("well", "lit")
    assert ENGLISH.is_compound("lake", "based")
    assert not ENGLISH.is_compound("in", "clude")


@pytest.mark.parametrize(
    ("line", "label"),
    [("Annex", True), ("ANNEX II", True), ("Part IV", True), ("Annex of lamps", False)],
)
def test_labels_of_annexes_and_parts(line, label):
    assert ENGLISH.is_division_label(line) is label


def test_conjunctions_behind_items():
    assert ENGLISH.without_conjunction("the lamp; and") == "the lamp;"
    assert ENGLISH.without_conjunction("the lamp;") == "the lamp;"
    assert ENGLISH.without_conjunction("the island") == "the island"


def test_metadata():
    (sponsor,) = ENGLISH.sponsors("Norway", SponsorRole.ADDITIONAL_SPONSOR)
    assert sponsor.role is SponsorRole.ADDITIONAL_SPONSOR
    assert ENGLISH.adoption_method("Adopted unanimously, 12th meeting") is AdoptionMethod.UNANIMOUS
    assert ENGLISH.adoption_method("Adopted 9-1-2, 12th meeting") is AdoptionMethod.RECORDED_VOTE
    assert ENGLISH.adoption_method("A/93/PV.12") is None
    assert ENGLISH.votes("Adopted 9-1-2, 12th meeting") == Votes(9, 1, 2)
    assert ENGLISH.votes("Adopted unanimously") is None
    assert ENGLISH.catalogue_title("Resolution 1 [on the lamps]") == "on the lamps"
    assert ENGLISH.catalogue_title("Resolution 1") is None
    assert ENGLISH.agenda_items("20 (a) and (b)") == ("20 (a)", "20 (b)")
    assert ENGLISH.enacting_body("The General Assembly,") is Organ.GENERAL_ASSEMBLY
    assert ENGLISH.enacting_body("The Committee of Keepers,") is None
    assert ENGLISH.session_prefix("Tenth emergency special session") == "ES-"
    assert ENGLISH.session_prefix("Thirty-second special session") == "S-"
    assert ENGLISH.session_prefix("Fifty-ninth session") == ""


def test_a_language_is_added_by_files_alone(toy: LanguageCues) -> None:
    assert toy.is_compound("semi", "lux")
    assert toy.without_conjunction("lux; atque") == "lux;"
    assert toy.is_link_back("Retro")
    assert toy.votes("Placuit 9:1:2") == Votes(9, 1, 2)
    assert not toy.is_cover_line("Agenda item 12")
    source = "12 Acta Collegii\nsemi-\nlux lucet,\n\npagina 3\n\n13 Acta Collegii\nlumen;"
    assert [block.text for block in read(source.encode(), toy).blocks] == ["semi-lux lucet, lumen;"]


def test_without_a_layout_nothing_is_recognised(tmp_path: Path) -> None:
    resources = LanguageResources(Language.ENGLISH, tmp_path)
    bare = LanguageCues(Languages({Language.ENGLISH: resources}))
    assert not bare.is_page_number("page 3")
    assert not bare.is_compound("well", "lit")
    assert bare.adoption_method("Adopted unanimously") is None
    (first, second) = read(b"Lamps\n\npage 3", bare).blocks
    assert (first.text, second.text) == ("Lamps", "page 3")
