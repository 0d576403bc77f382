"""Values of facets are found by all that they are called, and counted within the search."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from index import IndexedParagraph, ParagraphIndex, SearchRequest, open_index
from index.errors import IndexMissing
from index.fields import Field
from service.search.value_search import ValueSearch
from service.settings import Settings

pytestmark = pytest.mark.anyio

EVERYTHING = SearchRequest(limit=1)
PARAGRAPHS: tuple[Mapping[Field, tuple[str, ...]], ...] = (
    {Field.SPONSOR: ("JPN", "MMR"), Field.CITED_BODY: ("UNODC",), Field.CITES: ("A/RES/59/46",)},
    {Field.SPONSOR: ("JPN", "BEN", "TUR"), Field.CITES: ("A/RES/59/46", "A/RES/59/153")},
    {Field.SPONSOR: ("JPN", "GBR", "CIV"), Field.CITES: ("S/RES/1373 (2001)",)},
    {Field.SPONSOR: ("GBR",), Field.SUBJECT: ("TOURISM", "TERRORISM"), Field.CITES: ("A/59/460",)},
    {Field.SUBJECT: ("INTERNATIONAL TERRORISM",), Field.RESOLUTION: ("A/RES/59/46",)},
    {Field.OPERATIVE_VERB: ("take note", "note"), Field.CITED_BODY: ("ECOSOC",)},
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ParagraphIndex]:
    index = open_index(Settings().index_engine, tmp_path)
    index.rebuild([_paragraph(number, each) for number, each in enumerate(PARAGRAPHS)], 1)
    yield index
    index.close()


def _paragraph(number: int, facets: Mapping[Field, tuple[str, ...]]) -> IndexedParagraph:
    return IndexedParagraph(
        id=number,
        resolution_id=number,
        text=f"paragraph {number}",
        title="",
        language="en",
        date=date(2020, 1, 1),
        sort_symbol=f"{number:04}",
        position=0,
        facets=facets,
    )


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        (Field.SPONSOR, "jap", ["JPN"]),
        (Field.SPONSOR, "JPN", ["JPN"]),
        (Field.SPONSOR, "kingdom", ["GBR"]),
        (Field.SPONSOR, "united  Kingdom OF", ["GBR"]),
        (Field.SPONSOR, "ingdo", ["GBR"]),
        (Field.SPONSOR, "turkiye", ["TUR"]),
        (Field.SPONSOR, "TÜRKİYE", ["TUR"]),
        (Field.SPONSOR, "cote d'iv", ["CIV"]),
        (Field.SPONSOR, "Côte d’Iv", ["CIV"]),
        (Field.SPONSOR, "burma", ["MMR"]),
        (Field.SPONSOR, "dahomey", ["BEN"]),
        (Field.SPONSOR, "nobody", []),
        (Field.CITED_BODY, "unodc", ["UNODC"]),
        (Field.CITED_BODY, "office on drugs", ["UNODC"]),
        (Field.CITED_BODY, "economic", ["ECOSOC"]),
        (Field.OPERATIVE_VERB, "note", ["note", "take note"]),
        (Field.CITES, "a/res/59/46", ["A/RES/59/46"]),
        (Field.CITES, "59/46", ["A/59/460", "A/RES/59/46"]),
        (Field.CITES, "1373", ["S/RES/1373 (2001)"]),
        (Field.CITES, "1373(2001)", ["S/RES/1373 (2001)"]),
        (Field.SUBJECT, "terror", ["INTERNATIONAL TERRORISM", "TERRORISM"]),
    ],
)
async def test_a_value_is_found_by_any_of_its_names(
    index: ParagraphIndex, executor: Executor, field: Field, text: str, found: list[str]
) -> None:
    facet = await ValueSearch(index, executor).list_values(EVERYTHING, field, contains=text)
    assert sorted(each.value for each in facet.counts) == found
    assert facet.distinct == len(found)


async def test_beginnings_of_words_come_first_then_the_most_frequent(
    index: ParagraphIndex, executor: Executor
) -> None:
    values = ValueSearch(index, executor)
    facet = await values.list_values(EVERYTHING, Field.CITES, contains="46")
    assert [(each.value, each.count) for each in facet.counts] == [
        ("A/RES/59/46", 2),
        ("A/59/460", 1),
    ]
    facet = await values.list_values(EVERYTHING, Field.SUBJECT, contains="rism")
    assert [each.value for each in facet.counts] == [
        "INTERNATIONAL TERRORISM",
        "TERRORISM",
        "TOURISM",
    ]
    # "Northern" comes before the more frequent "Japan".
    facet = await values.list_values(EVERYTHING, Field.SPONSOR, contains="n", limit=2)
    assert ([each.value for each in facet.counts], facet.distinct) == (["GBR", "JPN"], 4)


async def test_counts_are_of_the_search_and_what_is_chosen_is_listed_if_it_fits(
    index: ParagraphIndex, executor: Executor
) -> None:
    values = ValueSearch(index, executor)
    request = SearchRequest(
        filters={Field.CITES: frozenset({"A/RES/59/46"}), Field.SPONSOR: frozenset({"GBR"})}
    )
    fitting = await values.list_values(request, Field.SPONSOR, contains="ja")
    assert [(each.value, each.count) for each in fitting.counts] == [("JPN", 2)]
    chosen = await values.list_values(request, Field.SPONSOR, contains="kingdom")
    assert [(each.value, each.count) for each in chosen.counts] == [("GBR", 0)]
    assert (await values.list_values(EVERYTHING, Field.SPONSOR, contains="(")).distinct == 6


async def test_a_text_is_completed_from_several_fields(
    index: ParagraphIndex, executor: Executor
) -> None:
    values = ValueSearch(index, executor)
    fields = (Field.SPONSOR, Field.CITES, Field.RESOLUTION, Field.SUBJECT)
    found = await values.complete(EVERYTHING, "46", fields, 10)
    assert [(each.field, each.value, each.count) for each in found] == [
        (Field.CITES, "A/RES/59/46", 2),
        (Field.CITES, "A/59/460", 1),
        (Field.RESOLUTION, "A/RES/59/46", 1),
    ]
    assert await values.complete(EVERYTHING, "46", (Field.CITES,), 1) == found[:1]
    chosen = SearchRequest(filters={Field.CITES: frozenset({"A/RES/59/46"})})
    assert [each.value for each in await values.complete(chosen, "46", (Field.CITES,), 9)] == [
        "A/59/460"
    ]
    assert await values.complete(EVERYTHING, "—", fields, 10) == ()


async def test_new_values_are_found_when_the_index_has_them(
    index: ParagraphIndex, executor: Executor
) -> None:
    values = ValueSearch(index, executor)
    assert not await values.complete(EVERYTHING, "fiji", (Field.SPONSOR,), 10)
    index.apply([_paragraph(99, {Field.SPONSOR: ("FJI",)})], [], 2)
    (found,) = await values.complete(EVERYTHING, "fiji", (Field.SPONSOR,), 10)
    assert (found.value, found.count) == ("FJI", 1)


async def test_without_an_index_there_is_nothing_to_look_in(
    tmp_path: Path, executor: Executor
) -> None:
    index = open_index(Settings().index_engine, tmp_path / "none")
    values = ValueSearch(index, executor)
    with pytest.raises(IndexMissing):
        await values.list_values(EVERYTHING, Field.SPONSOR, contains="x")
    index.close()
