"""Saving documents: ids and addresses that last, sources that compete, changes in order."""

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from toy_parser import document, parse

from service.ingest.pipeline import with_symbol
from service.store.changes import changes_after, current_change
from service.store.database import Database
from service.store.sources import read_source, store_source
from service.store.tables import (
    JobOutcome,
    Paragraph,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphVerb,
    RemovedParagraph,
    Resolution,
    ResolutionAgendaItem,
    ResolutionSponsor,
    ResolutionText,
    SourceDocument,
)
from service.store.texts import Saved, save

pytestmark = pytest.mark.anyio

SYMBOL = "A/RES/90/1"
THREE = {"pp1": "Recalling wells", "op1": "Requests water", "op2": "Decides to rest"}


async def put(
    database: Database, data: bytes, version: str = "1", symbol: str | None = None
) -> Saved:
    parsed = with_symbol(parse(data), symbol)
    async with database.writing() as session:
        source_id = await store_source(session, data, "a test")
        return await save(session, source_id, parsed, version)


async def ids(session: AsyncSession) -> dict[str, int | None]:
    return dict((await session.exec(select(Paragraph.address, Paragraph.id))).all())


async def test_everything_parsed_becomes_rows(database: Database) -> None:
    data = document(
        SYMBOL,
        THREE,
        title="Wells",
        session="90",
        agenda_items=["7", "19 (a)"],
        subjects=["WATER"],
        sponsors=["JPN", "FRA"],
        adoption_date="2035-12-01",
        citations={"op1": ["A/RES/89/2", "S/RES/1 (1946)"]},
        chain=[["CCPCJ", "author"]],
    )
    saved = await put(database, data)
    assert saved.outcome is JobOutcome.CREATED
    async with database.reading() as session:
        resolution = (await session.exec(select(Resolution))).one()
        assert (resolution.symbol, resolution.title, resolution.session) == (SYMBOL, "Wells", "90")
        assert resolution.chain == [{"body": "CCPCJ", "role": "author"}]
        assert str(resolution.adoption_date) == "2035-12-01"
        items = select(ResolutionAgendaItem.item).order_by(col(ResolutionAgendaItem.position))
        assert (await session.exec(items)).all() == ["7", "19 (a)"]
        codes = select(ResolutionSponsor.code).order_by(col(ResolutionSponsor.position))
        assert (await session.exec(codes)).all() == ["JPN", "FRA"]
        rows = (await session.exec(select(Paragraph).order_by(col(Paragraph.position)))).all()
        assert {row.address: row.text for row in rows} == THREE
        assert rows[1].number == "1"
        assert len((await session.exec(select(ParagraphVerb))).all()) == 3
        citations = (await session.exec(select(ParagraphCitation))).all()
        assert {(c.symbol, c.footnote) for c in citations} == {
            ("A/RES/89/2", None),
            ("S/RES/1 (1946)", "1"),
        }
        assert (await session.exec(select(ParagraphFootnote.marker))).all() == ["1"]
        assert await read_source(session, 1) == data


async def test_saving_the_same_twice_changes_nothing(database: Database) -> None:
    await put(database, document(SYMBOL, THREE))
    async with database.reading() as session:
        before = (await ids(session), (await session.exec(select(ResolutionText.change))).all())
    again = await put(database, document(SYMBOL, THREE))
    assert again.outcome is JobOutcome.UNCHANGED
    async with database.reading() as session:
        after = (await ids(session), (await session.exec(select(ResolutionText.change))).all())
        assert len((await session.exec(select(SourceDocument))).all()) == 1
    assert before == after


async def test_the_same_findings_of_another_version_change_no_id(database: Database) -> None:
    data = document(SYMBOL, THREE, citations={"op1": ["A/RES/89/2"]})
    await put(database, data, version="4")
    async with database.reading() as session:
        before = await ids(session)
        changes = (await session.exec(select(ResolutionText.change))).all()
    assert (await put(database, data, version="0123456789ab")).outcome is JobOutcome.UNCHANGED
    async with database.reading() as session:
        assert await ids(session) == before
        assert (await session.exec(select(ResolutionText.change))).all() == changes
        versions = (await session.exec(select(ResolutionText.parser_version))).all()
        assert versions == ["0123456789ab"]
        assert (await session.exec(select(RemovedParagraph))).all() == []


async def test_a_newer_parse_keeps_ids_and_leaves_tombstones(database: Database) -> None:
    """The newer parser moves a sentence: op2 goes, op3 comes, op1 changes its words."""
    data = document(SYMBOL, THREE)
    await put(database, data)
    async with database.reading() as session:
        before = await ids(session)
    newer = parse(document(SYMBOL, {"pp1": THREE["pp1"], "op1": "Urges", "op3": "New"}))
    async with database.writing() as session:
        saved = await save(session, 1, newer, "2")
    assert saved.outcome is JobOutcome.UPDATED
    async with database.reading() as session:
        after = await ids(session)
        assert {a: after[a] for a in ("pp1", "op1")} == {a: before[a] for a in ("pp1", "op1")}
        assert after["op3"] not in before.values()
        stone = (await session.exec(select(RemovedParagraph))).one()
        assert (stone.paragraph_id, stone.address) == (before["op2"], "op2")
        lemmas = set((await session.exec(select(ParagraphVerb.lemma))).all())
        assert lemmas == {"recalling", "urges", "new"}
        assert stone.change == await current_change(session)

    await put(database, data, version="3")
    async with database.reading() as session:
        back = await ids(session)
        assert back == before
        stones = (await session.exec(select(RemovedParagraph.address))).all()
        assert stones == ["op3"]


async def test_a_removed_id_is_never_given_to_another(database: Database) -> None:
    await put(database, document(SYMBOL, THREE))
    async with database.reading() as session:
        before = await ids(session)
    await put(database, document(SYMBOL, {"pp1": "Recalling"}))
    await put(database, document("A/RES/90/2", THREE))
    async with database.reading() as session:
        other = select(Paragraph.id).join(ResolutionText).join(Resolution)
        fresh = (await session.exec(other.where(Resolution.symbol == "A/RES/90/2"))).all()
    assert not set(fresh) & set(before.values())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [("text", "text", 1), ("akn4un", "text", 0), ("text", "akn4un", 1), ("akn4un", "akn4un", 1)],
)
async def test_which_source_is_in_force_does_not_depend_on_who_was_quicker(
    database: Database, first: str, second: str, winner: int, order: tuple[int, int]
) -> None:
    """Official markup before other formats, then what was received last; sources stay."""
    sources = [
        document(SYMBOL, {"op1": "Requests one"}, format=first),
        document(SYMBOL, {"op1": "Requests two"}, format=second),
    ]
    async with database.writing() as session:
        numbers = [await store_source(session, data, "test") for data in sources]
    for turn in order:
        await put(database, sources[turn])
    async with database.reading() as session:
        text = (await session.exec(select(ResolutionText))).one()
        assert text.source_id == numbers[winner]
        assert (await session.exec(select(Paragraph.text))).one().endswith(("one", "two")[winner])
        assert len((await session.exec(select(SourceDocument))).all()) == 2


async def test_two_languages_make_one_resolution(database: Database) -> None:
    """Whichever comes first, the resolution's own fields come from the English text."""
    french = document(SYMBOL, {"op1": "Prie"}, language="fr", title="Puits", agenda_items=["7"])
    english = document(SYMBOL, {"op1": "Requests"}, title="Wells")
    await put(database, french)
    async with database.reading() as session:
        seen = await current_change(session)
    await put(database, english)
    async with database.reading() as session:
        resolution = (await session.exec(select(Resolution))).one()
        assert resolution.title == "Wells"
        assert (await session.exec(select(ResolutionAgendaItem.item))).all() == ["7"]
        texts = (await session.exec(select(ResolutionText))).all()
        assert {text.language: text.title for text in texts} == {"fr": "Puits", "en": "Wells"}
        changes = await changes_after(session, seen, 10)
        assert changes is not None
        assert sorted(changes.texts) == sorted(text.id or 0 for text in texts)


async def test_a_provisional_symbol_takes_the_true_one(database: Database) -> None:
    data = document(None, THREE)
    saved = await put(database, data)
    async with database.reading() as session:
        before = await ids(session)
        provisional = (await session.exec(select(Resolution))).one()
        assert provisional.provisional
        seen = await current_change(session)
    renamed = await put(database, data, symbol="E/CN.15/2035/L.4")
    assert renamed.resolution_id == saved.resolution_id
    async with database.reading() as session:
        resolution = (await session.exec(select(Resolution))).one()
        assert (resolution.symbol, resolution.provisional) == ("E/CN.15/2035/L.4", False)
        assert await ids(session) == before
        changes = await changes_after(session, seen, 10)
        assert changes is not None
        assert len(changes.texts) == 1
    # Handing it in again without its symbol does not take the symbol away.
    await put(database, data)
    async with database.reading() as session:
        assert (await session.exec(select(Resolution.symbol))).one() == "E/CN.15/2035/L.4"


async def test_a_true_symbol_that_is_held_takes_the_provisional_text_in(
    database: Database,
) -> None:
    held = await put(database, document("E/CN.15/2035/L.4", {"op1": "Requests"}, format="akn4un"))
    data = document(None, THREE)
    await put(database, data)
    saved = await put(database, data, symbol="E/CN.15/2035/L.4")
    assert (saved.resolution_id, saved.outcome) == (held.resolution_id, JobOutcome.SUPERSEDED)
    async with database.reading() as session:
        assert (await session.exec(select(Resolution.symbol))).all() == ["E/CN.15/2035/L.4"]
        assert (await session.exec(select(Paragraph.address))).all() == ["op1"]
        assert len((await session.exec(select(RemovedParagraph))).all()) == 3


async def test_a_symbol_read_better_moves_one_language_and_leaves_the_other(
    database: Database,
) -> None:
    english, french = document(SYMBOL, THREE), document(SYMBOL, {"op1": "Prie"}, language="fr")
    await put(database, french)
    await put(database, english)
    async with database.writing() as session:
        source = await store_source(session, english, "test")
        await save(session, source, parse(document("A/RES/90/9", THREE)), "2")
    async with database.reading() as session:
        statement = select(Resolution.symbol, ResolutionText.language).join(ResolutionText)
        assert set((await session.exec(statement)).all()) == {(SYMBOL, "fr"), ("A/RES/90/9", "en")}


async def test_change_numbers_commit_in_order_and_are_followed_in_batches(
    database: Database,
) -> None:
    for number in range(1, 6):
        await put(database, document(f"A/RES/90/{number}", THREE))
    async with database.reading() as session:
        seen = 0
        followed: list[int] = []
        while (changes := await changes_after(session, seen, 2)) is not None:
            assert len(changes.texts) <= 2
            followed += changes.texts
            seen = changes.upto
        assert followed == sorted(followed)
        assert len(followed) == 5
        assert seen == await current_change(session)


async def test_an_aborted_save_leaves_no_trace(database: Database) -> None:
    record = parse(document(SYMBOL, THREE))

    async def torn() -> None:
        async with database.writing() as session:
            await save(session, await store_source(session, b"x", "test"), record, "1")
            raise RuntimeError("torn")

    with pytest.raises(RuntimeError, match="torn"):
        await torn()
    async with database.reading() as session:
        assert (await session.exec(select(Resolution))).all() == []
        assert (await session.exec(select(SourceDocument))).all() == []
        assert await current_change(session) == 0


async def test_a_nul_character_is_replaced_in_place(database: Database) -> None:
    await put(database, document(SYMBOL, {"op1": "Requests\0water"}))
    async with database.reading() as session:
        assert (await session.exec(select(Paragraph.text))).one() == "Requests\ufffdwater"
