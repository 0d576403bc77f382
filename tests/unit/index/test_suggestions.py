"""What may have been meant: which words and values are corrected, by what, and which are not."""

from collections.abc import Iterator

import pytest

from index import (
    ENGINES,
    Field,
    IndexedParagraph,
    ParagraphIndex,
    Phrase,
    open_index,
    parse_query,
)
from index.execution.suggestions import MAX_UNKNOWN

TEXTS = [
    ("Requests the Secretary-General to report on desertification.", "en"),
    ("Urges States to combat desertification and the retreat of glaciers.", "en"),
    ("Notes the reports of UNODC on drinking water.", "en"),
    ("Invites all States to report on waters of glaciers.", "en"),
    ("Recalls its resolutions 917 (III) and A/RES/99/46 on Türkiye.", "en"),
    ("Prie le Secrétaire général de présenter des recommandations.", "fr"),
    ("Snow, snot; organs of the organization.", "en"),
    ("Snow of organs of the organization.", "en"),
    ("联合国大会", "zh"),
]


def paragraph(number: int, text: str, language: str) -> IndexedParagraph:
    return IndexedParagraph(
        id=number,
        resolution_id=number,
        text=text,
        title="Protection of glaciers" if number < 3 else "Moisture",
        language=language,
        date=None,
        sort_symbol=str(number),
        position=0,
        facets={
            Field.SPONSOR: ("JPN",) if number < 2 else ("JAM", "NOR"),
            Field.OPERATIVE_VERB: ("request", "takes note"),
            Field.CITES: ("A/RES/99/46",),
            Field.INSTRUMENT: ("Treaty  on Ice", "--"),
        },
    )


@pytest.fixture(scope="module", params=sorted(ENGINES))
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ParagraphIndex]:
    """Each engine in turn, with a few texts."""
    opened = open_index(str(request.param), tmp_path_factory.mktemp("index"))
    opened.rebuild([paragraph(at, *text) for at, text in enumerate(TEXTS)], 1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        # One edit of each kind; two in longer words.
        ("watr", "water"),
        ("wwater", "water"),
        ("wafer", "water"),
        ("wtaer", "water"),
        ("desertfication", "desertification"),
        ("desrtfication", "desertification"),
        # A mere stem is written as its most frequent form.
        ("desertifi", "desertification"),
        ("resolut", None),
        ("recomandation", "recommandations"),
        # An edit at the beginning, where there is none elsewhere.
        ("eport", "report"),
        ("weport", "report"),
        ("rreport", "report"),
        ("erport", "report"),
        ("Dater", "Water"),
        # Capitals, punctuation and hyphens stay.
        ("Watr,", "Water,"),
        ("WATR", "WATER"),
        ("UNODD", "UNODC"),
        ("secretary-generel", "secretary-general"),
        ("Turkiie", "Turkiye"),
        # Wherever it stands in the query.
        ('report OR "drinkng watr"~3', 'report OR "drinking water"~3'),
        ("(watr^2 report)^0.5", "(water^2 report)^0.5"),
        ("title:glaciars", "title:glaciers"),
        ("title:(glaciars OR moistur)", "title:(glaciers OR moistur)"),
        ("title:protecton", "title:protection"),
        # Words of texts, though not of titles, are right.
        ("title:desertification", None),
        # Values, without regard to case, by how near they are.
        ("sponsor:NPN", "sponsor:JPN"),
        ("sponsor:jpm", "sponsor:JAM"),
        ("sponsor:jpn", None),
        ('operative_verb:"take note"', 'operative_verb:"takes note"'),
        ("operative_verb:reqest", "operative_verb:request"),
        ('instrument:"treaty of ice"', 'instrument:"Treaty on Ice"'),
        ("instrument:a--", None),
        # Nothing to correct, or nothing to correct it with.
        ("report water", None),
        ("reporting", None),
        ("xylophone", None),
        ("watr xylophone", "water xylophone"),
        # Of words equally near, the most frequent; of the forms of a stem, the nearest.
        ("snov", "snow"),
        ("organi", "organs"),
        ("ic", None),
        ("A/RES/99/47", None),
        ("918", None),
        ("cites:A/RES/99/47", None),
        ("联国", None),
        # What is negated, or stands for many words anyway, is left alone.
        ("report -watr", None),
        ("watr*", None),
        ("wat?rr", None),
        ("watr~", None),
        ("sponsor:jpm*", None),
        ("year:2040..2041 date:2040 *", None),
    ],
)
def test_suggests(index: ParagraphIndex, query: str, meant: str | None) -> None:
    suggested = index.suggest(parse_query(query))
    assert suggested == (None if meant is None else parse_query(meant))


@pytest.mark.parametrize("unknown", [1, MAX_UNKNOWN, MAX_UNKNOWN + 1])
def test_many_unknown_words_are_no_misspellings(index: ParagraphIndex, unknown: int) -> None:
    others = [f"zzz{chr(ord('a') + at)}zzz" for at in range(unknown - 1)]
    suggested = index.suggest(Phrase(" ".join([*others, "watr"])))
    expected = Phrase(" ".join([*others, "water"]))
    assert suggested == (expected if unknown <= MAX_UNKNOWN else None)
