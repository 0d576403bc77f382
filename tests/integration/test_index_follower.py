"""The index follows the store, whatever has happened to either."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import delete, select
from toy_parser import document, parse

from index.errors import IndexLocked
from index.fields import Field
from index.model import IndexedParagraph, IndexState, SearchRequest, SearchResult
from service.ingest.index_follower import catch_up, follow, rebuild
from service.model import ParagraphKind
from service.store.changes import current_change
from service.store.database import Database
from service.store.sources import store_source
from service.store.tables import ChangeCounter, Paragraph
from service.store.texts import save

pytestmark = pytest.mark.anyio

TWO = {"enacting": "The General Assembly,", "pp1": "Recalling wells", "op1": "Requests water"}


class DictIndex:
    """The face of an index over a dictionary; `locked` plays another process that writes."""

    def __init__(self) -> None:
        self.held: dict[int, IndexedParagraph] = {}
        self.now: IndexState | None = None
        self.applied: list[list[int]] = []
        self.locked = False

    def state(self) -> IndexState | None:
        return self.now

    def apply(
        self, added: Iterable[IndexedParagraph], removed: Iterable[int], change: int
    ) -> IndexState:
        if self.locked:
            raise IndexLocked("another writer")
        news, gone = list(added), list(removed)
        assert not {paragraph.id for paragraph in news} & set(gone)
        self.applied.append([paragraph.id for paragraph in news])
        for id_ in gone:
            self.held.pop(id_, None)
        self.held |= {paragraph.id: paragraph for paragraph in news}
        self.now = IndexState("one", change, len(self.held))
        return self.now

    def rebuild(self, paragraphs: Iterable[IndexedParagraph], change: int) -> IndexState:
        self.held = {paragraph.id: paragraph for paragraph in paragraphs}
        self.now = IndexState("two", change, len(self.held))
        return self.now

    def search(self, request: SearchRequest) -> SearchResult:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""

    @property
    def texts(self) -> set[str]:
        return {paragraph.text for paragraph in self.held.values()}


async def put(database: Database, data: bytes, version: str = "1", read_as: bytes = b"") -> None:
    async with database.writing() as session:
        source = await store_source(session, data, "test")
        await save(session, source, parse(read_as or data), version)


async def test_an_index_that_is_new_is_built(database: Database) -> None:
    await put(database, document("A/RES/90/1", TWO))
    index = DictIndex()
    await catch_up(database, index)
    assert index.texts == {"Recalling wells", "Requests water"}
    assert index.now is not None
    async with database.reading() as session:
        assert index.now.change == await current_change(session)


async def test_an_empty_store_makes_an_empty_index(database: Database) -> None:
    index = DictIndex()
    await catch_up(database, index)
    assert index.now == IndexState("two", 0, 0)


async def test_only_what_changed_is_applied(database: Database) -> None:
    index = DictIndex()
    await put(database, document("A/RES/90/1", TWO))
    await catch_up(database, index)
    await put(database, document("A/RES/90/2", {"op1": "Urges"}))
    assert await catch_up(database, index) == 1
    assert index.texts == {"Recalling wells", "Requests water", "Urges"}
    assert await catch_up(database, index) == 0
    assert len(index.applied) == 1


async def test_removed_paragraphs_and_those_no_longer_searchable_go(database: Database) -> None:
    """A newer parser drops op2 and sees that op1 was a heading."""
    index = DictIndex()
    data = document("A/RES/90/1", {"op1": "A", "op2": "B", "op3": "C"})
    await put(database, data)
    await catch_up(database, index)
    better = parse(document("A/RES/90/1", {"op1": "A", "op3": "C"}))
    first, second = better.paragraphs
    heading = replace(first, kind=ParagraphKind.HEADING)
    async with database.writing() as session:
        await save(session, 1, replace(better, paragraphs=(heading, second)), "2")
    await catch_up(database, index)
    assert index.texts == {"C"}


async def test_a_change_of_the_document_reaches_all_its_paragraphs(database: Database) -> None:
    index = DictIndex()
    data = document("A/RES/90/1", TWO)
    await put(database, data)
    await put(database, document("A/RES/90/1", {"op1": "Prie"}, language="fr"))
    await catch_up(database, index)
    await put(database, data, "2", document("A/RES/90/1", TWO, sponsors=["JPN"]))
    await catch_up(database, index)
    assert {p.facets[Field.SPONSOR] for p in index.held.values()} == {("JPN",)}
    assert len(index.held) == 3


async def test_a_store_restored_from_an_older_copy_makes_the_index_anew(
    database: Database,
) -> None:
    index = DictIndex()
    for number in (1, 2):
        await put(database, document(f"A/RES/90/{number}", TWO))
    await catch_up(database, index)
    async with database.writing() as session:
        await session.exec(delete(ChangeCounter))
        session.add(ChangeCounter(id=1, value=1))
        await session.exec(delete(Paragraph))
    await catch_up(database, index)
    assert index.held == {}


async def test_what_a_paragraph_is_found_by(database: Database) -> None:
    data = document(
        "A/RES/90/1",
        {"pp1": "Recalling wells", "op1": "Requests the Secretary-General to dig"},
        title="Wells",
        session="90",
        agenda_items=["7"],
        subjects=["WATER"],
        sponsors=["FRA", "JPN"],
        adoption_date="2035-12-01",
        citations={"op1": ["A/RES/89/2", "S/RES/1 (1946)"]},
    )
    index = DictIndex()
    await put(database, data)
    await rebuild(database, index)
    preambular, operative = sorted(index.held.values(), key=lambda each: each.position)
    assert operative.title == "Wells"
    assert str(operative.date) == "2035-12-01"
    assert operative.facets == {
        Field.OPERATIVE_VERB: ("requests",),
        Field.ADDRESSEE: ("secretary-general",),
        Field.CITES: ("A/RES/89/2", "S/RES/1 (1946)"),
        Field.SPONSOR: ("FRA", "JPN"),
        Field.ORGAN: ("GA",),
        Field.SESSION: ("90",),
        Field.AGENDA: ("7",),
        Field.SUBJECT: ("WATER",),
        Field.KIND: ("operative",),
        Field.PARAGRAPH_KIND: ("operative",),
        Field.STATUS: ("adopted",),
        Field.LANGUAGE: ("en",),
        Field.YEAR: ("2035",),
        Field.RESOLUTION: ("A/RES/90/1",),
    }
    assert preambular.facets[Field.OPENING] == ("recalling",)
    assert Field.OPERATIVE_VERB not in preambular.facets


async def test_rebuilding_tells_its_progress(database: Database) -> None:
    for number in range(1, 4):
        await put(database, document(f"A/RES/90/{number}", TWO))
    told: list[int] = []
    state = await rebuild(database, DictIndex(), told.append)
    assert sum(told) == 3
    assert state.paragraphs == 6


async def test_the_follower_follows_waits_for_a_lock_and_stops(database: Database) -> None:
    index, stop = DictIndex(), asyncio.Event()
    await catch_up(database, index)
    index.locked = True
    following = asyncio.create_task(follow(database, index, stop))
    await put(database, document("A/RES/90/1", TWO))
    await asyncio.sleep(0.7)
    assert not index.held
    index.locked = False
    async with asyncio.timeout(10):
        while len(index.held) < 2:  # noqa: ASYNC110 - the follower tells nobody
            await asyncio.sleep(0.05)
    stop.set()
    async with asyncio.timeout(10):
        await following


async def test_the_follower_outlives_an_absent_database(tmp_path: Path) -> None:
    database, stop = Database(f"sqlite:///{tmp_path / 'none.db'}"), asyncio.Event()
    following = asyncio.create_task(follow(database, DictIndex(), stop))
    await asyncio.sleep(0.2)
    assert not following.done()
    stop.set()
    await following
    await database.close()


async def test_the_same_id_after_coming_back(database: Database) -> None:
    index = DictIndex()
    data = document("A/RES/90/1", {"op1": "A", "op2": "B"})
    await put(database, data)
    await catch_up(database, index)
    async with database.reading() as session:
        before = set((await session.exec(select(Paragraph.id))).all())
    await put(database, data, "2", document("A/RES/90/1", {"op1": "A"}))
    await put(database, data, "3")
    await catch_up(database, index)
    assert set(index.held) == before
