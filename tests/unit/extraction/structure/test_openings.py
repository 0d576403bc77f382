"""How paragraphs begin, in English and in a language that is defined by its files alone."""

from importlib import resources
from pathlib import Path

import pytest

from service.errors import NotAResolution
from service.extraction.languages import LanguageResources, Languages, installed_languages
from service.extraction.languages.calendar import read_calendar
from service.extraction.languages.files import LexiconError
from service.extraction.pipeline import parse
from service.extraction.structure.openings import Openings
from service.model import Language, Organ

OPENINGS = Openings(installed_languages())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3. Takes note", ("3", "Takes note")),
        ("3 bis. Takes note", ("3 bis", "Takes note")),
        ("3.Takes note", ("3", "Takes note")),
        ("l. Takes note", ("1", "Takes note")),
        ("lO. Takes note", ("10", "Takes note")),
        ("l. Lamps are lit", None),
        ("3.5 metres", None),
        ("1999. ", None),
    ],
)
def test_printed_numbers(text: str, number: tuple[str, str] | None) -> None:
    assert OPENINGS.printed_number(text) == number


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("(a) To wait", ("a", "To wait")),
        ("(ii) To wait", ("ii", "To wait")),
        ("b) To wait", ("b", "To wait")),
        ("– Lamps", ("–", "Lamps")),
        ("(abc) To wait", None),
    ],
)
def test_printed_letters(text: str, letter: tuple[str, str] | None) -> None:
    assert OPENINGS.printed_letter(text) == letter


@pytest.mark.parametrize(
    ("text", "operative", "preambular"),
    [
        ("Also requests the keepers", True, False),
        ("“Urges care", True, False),
        ("Remains seized", True, False),
        ("Deeply concerned about ice", False, True),
        ("Having heard the keepers", False, True),
        ("Once more further again also likewise urges", False, False),
        ("urges care", False, False),
        ("Lamps are lit", False, False),
        ("", False, False),
    ],
)
def test_verbs_tell_operative_from_preambular(text: str, operative: bool, preambular: bool) -> None:
    assert OPENINGS.starts_operative(text) is operative
    assert OPENINGS.starts_preambular(text) is preambular


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The General Assembly,", Organ.GENERAL_ASSEMBLY),
        ("The Security Council, Recalling ice,", Organ.SECURITY_COUNCIL),
        ("The Board of Lamps,", Organ.OTHER),
        ("The Lamps,", None),
        ("Tbe General Assembly,", None),
    ],
)
def test_formulas_name_who_acts(text: str, body: Organ | None) -> None:
    assert OPENINGS.formula_body(text) is body


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("The General Assembly", True),
        ("The Board of Lamps", False),
        ("The Board of Lamps:", True),
        ("The Security Councll.", True),
        ("The Security Council met.", False),
    ],
)
def test_a_formula_alone(text: str, formula: bool) -> None:
    assert OPENINGS.is_formula(text) is formula


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Moorings and lamps", True),
        ("Requests to keepers", True),
        ("Requests the keepers of all lamps to rest and to report on that rest", False),
        ("Moorings and lamps.", False),
        ("moorings", False),
        ("Moorings | lamps", False),
    ],
)
def test_headings(text: str, heading: bool) -> None:
    assert OPENINGS.is_heading(text) is heading


def test_frames() -> None:
    assert OPENINGS.opens_with_frame("In this regard, urges care")
    assert not OPENINGS.opens_with_frame("In this regard urges care")
    assert not OPENINGS.opens_with_frame("Lamps, too")


STRUCTURE = r"""
adverbs_before_verbs = ["plu"]
annexes = { aldono = "annex" }
[formula]
article = "La"
pattern = '^La (?P<name>[A-Z][a-z]+)(?:,\s*|$)(?P<rest>.*)$'
acting_body = 'Asembleo'
opening = '^[A-Z][a-z]+ante\b'
[chapeau]
pattern = 'Jen (?P<draft>skizo)'
draft_follows = 'jena skizo:$'
[patterns]
printed_number = '(?P<number>\d+)-e '
annex_heading = 'Aldono(?: \d+)?'
annex_label = '(?i)(?P<word><<annexes>>)\s*(?P<number>\d+)?'
section_heading = 'Parto [A-Z]'
section_word = '^Parto '
closing_line = 'Kunsido \d+$'
"""
CALENDAR = r"""
months = { maio = 5 }
units = { unua = 1 }
tens = {}
[patterns]
date = '(?P<day>\d+) (?P<month><<months>>) (?P<year>\d{4})'
ordinal = '<<ordinal>>'
session = '<<ordinal>> (?P<special>eksterordinara )?(?P<emergency>urga )?sesio'
year_session = 'sesio de (?P<after>\d{4})'
[fragments]
ordinal = '(?:(?P<low><<units>>)|(?P<figures>\d+)-a)'
"""


def test_a_language_of_files_alone_tells_annexes_and_formulas(tmp_path: Path) -> None:
    """Verbs are English here: that a language's own verbs are read is shown with the verbs."""
    folder = tmp_path / "de"
    folder.mkdir()
    english = installed_languages().of(Language.ENGLISH)
    for name, text in {"structure": STRUCTURE, "calendar": CALENDAR}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "identification.toml").write_text('function_words = ["la", "kaj"]', "utf-8")
    toy = LanguageResources(Language.GERMAN, folder, english)
    languages = Languages({Language.ENGLISH: english, Language.GERMAN: toy})
    text = """\
The General Assembly,

Recalling ice,

1. Urges care.

La lampoj kaj la maro

Aldono 2

La lampoj kaj la maro brilas en la nokto kaj la tago.
"""
    parsed = parse(text.encode(), languages)
    assert parsed.header.language is Language.GERMAN
    addresses = [str(paragraph.address) for paragraph in parsed.paragraphs]
    assert addresses == ["enacting", "pp1", "op1", "h1", "annex2", "annex2.p1"]


def test_a_calendar_of_files_alone(tmp_path: Path) -> None:
    (tmp_path / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    calendar = read_calendar(tmp_path)
    assert calendar is not None
    assert str(calendar.find_date("la 5 Maio 2005".lower())) == "2005-05-05"
    assert calendar.ordinal("Unua") == 1
    assert calendar.find_session("en sia unua eksterordinara sesio") == "S-1"
    assert calendar.find_session("en sia 11-a urga sesio") == "ES-11"
    assert calendar.find_session("sesio de 2005") == "2005"


def test_a_language_without_files_uses_those_of_its_fallback(tmp_path: Path) -> None:
    english = installed_languages().of(Language.ENGLISH)
    french = installed_languages().of(Language.FRENCH)
    assert french.calendar is english.calendar
    assert french.structure is english.structure
    assert french.header is english.header
    with pytest.raises(LexiconError, match=r"header\.toml"):
        _ = LanguageResources(Language.FRENCH, tmp_path).header


def test_cover_fields_have_the_groups_that_are_read(tmp_path: Path) -> None:
    source = resources.files("service.extraction.languages").joinpath("en", "header.toml")
    text = source.read_text(encoding="utf-8").replace("(?P<symbol>", "(?P<symbl>")
    (tmp_path / "header.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="groups of symbol are unknown: symbl"):
        _ = LanguageResources(Language.ENGLISH, tmp_path).header


def test_texts_without_a_verb_are_no_resolutions() -> None:
    with pytest.raises(NotAResolution):
        parse(b"Lamps are lit.\n\nBells are rung.\n")
