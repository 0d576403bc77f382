"""Paragraphs are read as they were saved, down to the last finding, on both databases."""

import pytest
from sample_store import documents

from service.errors import NotFound
from service.model import Address, CitationStatus, ParsedResolution
from service.store.database import Database
from service.store.paragraphs import (
    find_id,
    read_at,
    read_neighbours,
    read_text,
)
from service.store.resolutions import find_text, read_resolution
from service.store.rows.texts import language_of, symbol_of
from service.store.sources import store_source
from service.store.texts import save

pytestmark = pytest.mark.anyio


@pytest.fixture
async def saved(database: Database) -> list[ParsedResolution]:
    parsed = documents()
    for number, each in enumerate(parsed):
        async with database.writing() as session:
            source = await store_source(session, f"document {number}".encode(), "test")
            await save(session, source, each, "1")
    return parsed


async def test_a_text_is_read_as_it_was_saved(
    database: Database, saved: list[ParsedResolution]
) -> None:
    async with database.reading() as session:
        for each in saved:
            _, text, _ = await find_text(session, symbol_of(each), language_of(each))
            details = await read_text(session, text)
            assert tuple(detail.paragraph for detail in details) == each.paragraphs
            for detail in details:
                notes = [c for note in detail.paragraph.footnotes for c in note.citations]
                assert [cited.citation for cited in detail.citations] == [
                    *detail.paragraph.citations,
                    *notes,
                ]
    assert any(paragraph.footnotes for each in saved for paragraph in each.paragraphs)


async def test_sponsors_are_read_as_they_were_saved(
    database: Database, saved: list[ParsedResolution]
) -> None:
    async with database.reading() as session:
        for each in saved:
            detail = await read_resolution(session, symbol_of(each), language_of(each))
            assert detail.sponsors == each.header.sponsors
    assert any(each.header.sponsors for each in saved)


async def test_a_paragraph_is_found_by_its_address_and_has_its_neighbours(
    database: Database, saved: list[ParsedResolution]
) -> None:
    parsed = saved[0]
    place = len(parsed.paragraphs) // 2
    paragraph = parsed.paragraphs[place]
    async with database.reading() as session:
        _, text, _ = await find_text(session, symbol_of(parsed))
        detail = await read_at(session, text, paragraph.address)
        assert (detail.paragraph, detail.position) == (paragraph, place)
        assert detail.id == await find_id(session, text, paragraph.address)
        assert {cited.status for cited in detail.citations} <= set(CitationStatus)
        around = (await read_neighbours(session, [(detail, text.language)], 1))[detail.id]
        near = [each.paragraph for each in (*around.before, *around.after)]
        expected = [parsed.paragraphs[place - 1], parsed.paragraphs[place + 1]]
        assert [(each.address, each.text, each.verbs) for each in near] == [
            (each.address, each.text, each.verbs) for each in expected
        ]
        with pytest.raises(NotFound):
            await find_id(session, text, Address.parse("op99"))
