"""A language that is a folder of TOML files: a resolution in it is read with no change of code."""

from pathlib import Path

import pytest

from service.extraction.languages import LanguageResources, Languages, installed_languages
from service.extraction.pipeline import parse
from service.model import Language, Organ, Paragraph, ParsedResolution

FOLDER = Path(__file__).with_name("toy_language")


@pytest.fixture(scope="module")
def languages() -> Languages:
    """English and the toy language, which stands in the place of German."""
    english = installed_languages().of(Language.ENGLISH)
    toy = LanguageResources(Language.GERMAN, FOLDER, fallback=english)
    return Languages({Language.ENGLISH: english, Language.GERMAN: toy})


@pytest.fixture(scope="module")
def parsed(languages: Languages) -> ParsedResolution:
    """The resolution in the toy language."""
    return parse((FOLDER / "resolution.txt").read_bytes(), languages)


@pytest.fixture
def paragraphs(parsed: ParsedResolution) -> dict[str, Paragraph]:
    """The paragraphs by their addresses."""
    return {str(paragraph.address): paragraph for paragraph in parsed.paragraphs}


def test_the_language_is_identified(parsed: ParsedResolution) -> None:
    assert parsed.header.language is Language.GERMAN


def test_who_acts_and_the_title(parsed: ParsedResolution) -> None:
    assert parsed.header.enacting_body is Organ.GENERAL_ASSEMBLY
    assert parsed.header.title == "La lumturoj kaj la maro"


def test_paragraphs(paragraphs: dict[str, Paragraph]) -> None:
    assert list(paragraphs) == ["enacting", "pp1", "pp2", "pp3", "op1", "op2", "op3"]
    assert paragraphs["op2"].text.endswith("kaj por informi la Konsilio;")


def test_verbs_and_whom_they_ask(paragraphs: dict[str, Paragraph]) -> None:
    found = {
        address: [(verb.lemma, verb.modifiers, verb.addressee) for verb in paragraph.verbs]
        for address, paragraph in paragraphs.items()
        if paragraph.verbs
    }
    assert found == {
        "pp1": [("memori", (), None)],
        "pp2": [("noti", (), None)],
        "pp3": [("bedaŭri", (), None)],
        "op1": [("peti", ("denove",), "la Ĝenerala Sekretario")],
        "op2": [("instigi", (), "la ŝtatoj")],
        "op3": [("decidi", (), None)],
    }


def test_citations(paragraphs: dict[str, Paragraph]) -> None:
    """Three forms: of the acting body, of one that is named, and several numbers."""
    found = {
        address: [citation.symbol for citation in paragraph.citations]
        for address, paragraph in paragraphs.items()
        if paragraph.citations
    }
    assert found == {
        "pp1": ["A/RES/58/17"],
        "pp2": ["A/HRC/RES/41/7", "A/HRC/RES/42/8"],
        "op2": ["A/RES/60/1"],
    }


def test_bodies_by_name_and_short_form(paragraphs: dict[str, Paragraph]) -> None:
    found = {
        address: [(mention.body, mention.text) for mention in paragraph.bodies]
        for address, paragraph in paragraphs.items()
        if paragraph.bodies
    }
    assert found == {
        "enacting": [("GA", "Ĝenerala Asembleo")],
        "pp2": [("HRC", "Konsilio de Homaj Rajtoj")],
        "op2": [("GA", "Ĝenerala Asembleo"), ("HRC", "Konsilio")],
    }


def test_english_is_read_beside_it(languages: Languages) -> None:
    text = b"The General Assembly,\n\nRecalling ice,\n\n1. Requests the keepers to rest.\n"
    parsed = parse(text, languages)
    assert parsed.header.language is Language.ENGLISH
    assert parsed.paragraphs == parse(text).paragraphs
