"""Resources of a language: what a folder of files gives, and what a language without files has."""

from pathlib import Path

import pytest

from service.extraction.findings.citations import CitationContext, find_citations
from service.extraction.languages import LanguageResources, installed_languages
from service.extraction.languages.files import LexiconError
from service.extraction.text.analysed import AnalysedText
from service.model import Language, Organ

TOY_CITATIONS = r"""
elsewhere = ["Rado de Lagoj"]
annexed_heading = '(?:rezolucio|decido) [\w/-]+'
back_reference = '(?P<self>\bĉi tiu )$|(?P<that>\btiu )$|(?P<those>\btiuj )$'
no_back_reference = ' pri '

[nouns.resolution]
singular = ["rezolucio"]
plural = ["rezolucioj"]

[organs]
GA = ["Ĝenerala Asembleo"]
HRC = ["Konsilio"]

[joiners]
and = ["kaj"]
to = ["ĝis"]

[numbers]
first = ' (?:n-ro )?'
member = '(?:,| kaj| ĝis) $'
other = 'volumo $'
range = ' ĝis '

[attribution]
body_to_noun = ': '
own = '\bĝia $'
body_to_own = ', en '
name_before = '(?!)'
of_another_body = ' de '
noun_to_body = ' de la '
number_to_body = ' de la '
including = 'inkluzive $'
mandate = ' laŭ '
report_to = 'raporto al la $'
in_report = ', (?:ĉap\. [IVX]+, )?'

[pinpoints]
before = [
    '<<paragraph>> de (?P<paragraph_annex>aldono(?P<paragraph_annex_number>[IVX]+)? al )?$',
    '|(?P<annex>aldono(?: (?P<annex_number>[IVX]+))?) al $',
]
date_after = ' de (?P<day>\d+) (?P<month>\w+) (?P<year>\d{4})'
months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aŭg", "sep", "okt", "nov", "dec"]
annex_after = ', aldono(?: (?P<annex_number>[IVX]+))?'
paragraph_after = ', <<paragraph>>'

[fragments]
paragraph = '(?P<preambular>preambula )?(?P<section>[IVX]+, )?alineo (?P<paragraph>\d+)(?P<points>)'
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Ĝenerala Asembleo: rezolucio 58/17", [("A/RES/58/17", None, None)]),
        (
            "rezolucioj 41/7 kaj 42/8 de la Konsilio",
            [("A/HRC/RES/41/7", None, None), ("A/HRC/RES/42/8", None, None)],
        ),
        (
            "ĝia rezolucio 58/17 A kaj B de 3 dec 2003",
            [("A/RES/58/17 A", None, "2003-12-03"), ("A/RES/58/17 B", None, "2003-12-03")],
        ),
        (
            "alineo 5 de rezolucioj 57/3 ĝis 57/5, aldono II",
            [
                ("A/RES/57/3", "op5", None),
                ("A/RES/57/4", None, None),
                ("A/RES/57/5", None, None),
            ],
        ),
        (
            "rezolucio 58/17; efektivigi tiu rezolucio",
            [("A/RES/58/17", None, None), ("A/RES/58/17", None, None)],
        ),
        ("A/HRC/40/11 kaj Add.1", [("A/HRC/40/11", None, None), ("A/HRC/40/11/Add.1", None, None)]),
        ("A/HRC/40/11 and Add.1, resolution 58/17", [("A/HRC/40/11", None, None)]),
    ],
)
def test_citations_of_a_language_of_files_alone(
    tmp_path: Path, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    (tmp_path / "citations.toml").write_text(TOY_CITATIONS, encoding="utf-8")
    lexicon = LanguageResources(Language.GERMAN, tmp_path).citations
    context = CitationContext(acting_body=Organ.GENERAL_ASSEMBLY)
    found, _ = find_citations(AnalysedText(text), context, lexicon)
    assert [
        (each.symbol, each.paragraph, each.cited_date and each.cited_date.isoformat())
        for each in found
    ] == expected


def test_without_files_instruments_and_symbols_are_found_by_the_fallback(tmp_path: Path) -> None:
    english = installed_languages().of(Language.ENGLISH)
    bare = LanguageResources(Language.GERMAN, tmp_path, english)
    assert bare.reports is None
    assert bare.instruments is english.instruments is not None
    text = "Voir A/64/777 et Add.1, A/HRC/40/11, annexes I et II; resolution 58/17"
    found, _ = find_citations(AnalysedText(text), CitationContext(), bare.citations)
    assert [(each.symbol, each.annex) for each in found] == [
        ("A/64/777", None),
        ("A/HRC/40/11", "annex I"),
    ]


@pytest.mark.parametrize("name", ["citations", "instruments"])
def test_without_files_or_fallback_the_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(LexiconError, match=rf"{name}\.toml"):
        getattr(LanguageResources(Language.GERMAN, tmp_path), name)
