"""The lexicon of bodies: names and codes, and bodies of a language that is defined by its files."""

from pathlib import Path

import pytest

from service.extraction.findings.bodies import annotate_bodies
from service.extraction.findings.document import AnalysedDocument
from service.extraction.languages import LanguageResources, installed_languages
from service.extraction.languages.files import LexiconError
from service.model import Address, Header, Language, Organ, Paragraph, ParagraphKind

BODIES = installed_languages().of(Language.ENGLISH).bodies
TWO_BODIES = """
    [[body]]
    code = "KBL"
    name = "Kammer fuer Boote und Lampen"
    acronyms = ["KBL"]
    category = "office"
    short = ["Kammer"]

    [[body]]
    code = "rat"
    name = "Rat"
    category = "organ"
    parent = "KBL"
"""


def write(folder: Path, **files: str) -> LanguageResources:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return LanguageResources(Language.GERMAN, folder)


def found(text: str, language: LanguageResources) -> list[tuple[str, str]]:
    paragraph = Paragraph(Address.parse("op1"), ParagraphKind.OPERATIVE, "1", 0, text)
    document = AnalysedDocument.of(Header(), [paragraph])
    annotate_bodies(document, language)
    return [(body.text, body.body) for body in document.paragraphs[0].bodies]


def test_every_organ_stands_in_the_lexicon_under_its_own_code() -> None:
    for organ in Organ:
        if organ is not Organ.OTHER:
            assert BODIES.code_of(organ.label) == organ.value
            assert BODIES.name_of(organ.value) == organ.label


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("the  World Health\u00a0Organization", "WHO"),
        ("UNESCO", "UNESCO"),
        ("The Joint Keepers\u2019 Panel \u2013 Malta", "joint-keepers-panel-malta"),
    ],
)
def test_a_body_has_a_code_by_any_of_its_names_or_by_their_letters(name: str, code: str) -> None:
    assert BODIES.code_of(name) == code


def test_a_body_that_is_not_listed_is_named_by_its_code() -> None:
    assert BODIES.name_of("lighthouse-keepers-of-malta") == "Lighthouse keepers of malta"
    assert BODIES.name_of("ZZLK") == "ZZLK"


def test_no_two_bodies_share_a_name() -> None:
    names = [name for body in BODIES.bodies.values() for name in (body.name, *body.other_names)]
    assert len(names) == len(set(names))


def test_a_language_without_bodies_has_those_of_its_fallback() -> None:
    assert installed_languages().of(Language.FRENCH).bodies is BODIES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TWO_BODIES.replace('"rat"', '"KBL"'), "two bodies have the same code"),
        (TWO_BODIES.replace('parent = "KBL"', 'parent = "nobody"'), "nobody"),
        (TWO_BODIES + 'licences = ["KBL"]', "licences"),
    ],
)
def test_faults_of_the_lexicon_are_found_when_it_is_loaded(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(LexiconError, match=said):
        assert write(tmp_path, bodies=text).bodies


def test_a_language_is_defined_by_its_files(tmp_path: Path) -> None:
    patterns = """
        genitive_endings = ["'s"]
        [short_forms]
        determiner_before = '(?:die|der) $'
        [offices]
        before = '(?P<what>Wart) der $'
        links = [" der "]
        [[classes]]
        rule = "body.expert_group"
        cue = "runde"
        begins = '[A-Z]'
        pattern = '[A-Z][a-z]+runde'
    """
    short_forms = '[short_forms]\nheads = ["Kammer"]\n'
    language = write(tmp_path, bodies=short_forms + TWO_BODIES, body_patterns=patterns)
    text = "bittet die Kammer fuer Boote und Lampen, den Wart der KBL und die Kammer des Rat's um"
    assert found(f"{text} die Bootsrunde und Kammer", language) == [
        ("Kammer fuer Boote und Lampen", "KBL"),
        ("Wart der KBL", "KBL-wart"),
        ("Kammer", "KBL"),
        ("Rat", "rat"),
        ("Bootsrunde", "bootsrunde"),
    ]


def test_a_language_without_patterns_finds_names_alone(tmp_path: Path) -> None:
    language = write(tmp_path, bodies=TWO_BODIES)
    assert found("die KBL, der Rat und die Kammer", language) == [("KBL", "KBL"), ("Rat", "rat")]


def test_a_language_without_any_file_or_fallback_finds_nothing(tmp_path: Path) -> None:
    assert found("the General Assembly", write(tmp_path)) == []
