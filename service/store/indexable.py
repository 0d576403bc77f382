"""Reads texts with all that is indexed of them, a batch at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.model import Verb
from service.store.resolutions import day_of
from service.store.rows.findings import VERB_COLUMNS, verb_of_columns
from service.store.tables import (
    Paragraph,
    ParagraphVerb,
    Resolution,
    ResolutionAgendaItem,
    ResolutionSdg,
    ResolutionSponsor,
    ResolutionSubject,
    ResolutionText,
    metadata,
)
from service.store.tables.columns import stored_id


@dataclass(frozen=True, slots=True)
class IndexableBody:
    """What is indexed of a mention of a body."""

    code: str
    start: int
    end: int


@dataclass(slots=True)
class IndexableParagraph:
    """A paragraph with its findings; `cites` has symbols, those of footnotes included."""

    id: int
    kind: str
    position: int
    address: str
    text: str
    verbs: list[Verb] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    bodies: list[IndexableBody] = field(default_factory=list)
    instruments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class IndexableText:
    """A text with its resolution's values, and its paragraphs in order."""

    id: int
    resolution_id: int
    language: str
    title: str
    symbol: str
    sort_key: str
    status: str | None
    adoption_method: str | None
    organ: str | None
    session: str | None
    date: date | None
    agenda_items: Sequence[str] = ()
    subjects: Sequence[str] = ()
    sdgs: Sequence[str] = ()
    sponsors: Sequence[str] = ()
    paragraphs: list[IndexableParagraph] = field(default_factory=list)


async def load_indexable(session: AsyncSession, text_ids: Sequence[int]) -> list[IndexableText]:
    """The texts of these ids, in order of id; those removed meanwhile are left out."""
    texts = await _texts(session, text_ids)
    by_id = {text.id: text for text in texts}
    paragraphs = await _paragraphs(session, text_ids, by_id)
    await _findings(session, text_ids, paragraphs)
    await _lists(session, texts)
    return texts


async def text_ids_after(session: AsyncSession, last: int, limit: int) -> list[int]:
    """The next ids of texts, in order, for going through all of them."""
    key = col(ResolutionText.id)
    statement = select(ResolutionText.id).where(key > last).order_by(key).limit(limit)
    return [id_ for id_ in (await session.exec(statement)).all() if id_ is not None]


async def _texts(session: AsyncSession, ids: Sequence[int]) -> list[IndexableText]:
    statement = (
        select(ResolutionText, Resolution)
        .join(Resolution, col(ResolutionText.resolution_id) == col(Resolution.id))
        .where(col(ResolutionText.id).in_(ids))
        .order_by(col(ResolutionText.id))
    )
    return [
        IndexableText(
            id=stored_id(text),
            resolution_id=text.resolution_id,
            language=text.language,
            title=text.title or resolution.title or "",
            symbol=resolution.symbol,
            sort_key=resolution.sort_key,
            status=resolution.status,
            adoption_method=resolution.adoption_method,
            organ=resolution.organ,
            session=resolution.session,
            date=day_of(resolution),
        )
        for text, resolution in (await session.exec(statement)).all()
    ]


async def _paragraphs(
    session: AsyncSession, text_ids: Sequence[int], texts: dict[int, IndexableText]
) -> dict[int, IndexableParagraph]:
    connection = await session.connection()
    columns = metadata.tables["paragraph"].c
    statement = (
        select_columns(
            columns.id,
            columns.text_id,
            columns.kind,
            columns.position,
            columns.address,
            columns.text,
        )
        .where(columns.text_id.in_(text_ids))
        .order_by(columns.text_id, columns.position)
    )
    found: dict[int, IndexableParagraph] = {}
    for id_, text_id, *values in (await connection.execute(statement)).all():
        if text_id in texts:
            found[id_] = IndexableParagraph(id_, *values)
            texts[text_id].paragraphs.append(found[id_])
    return found


async def _findings(
    session: AsyncSession, text_ids: Sequence[int], paragraphs: dict[int, IndexableParagraph]
) -> None:
    connection = await session.connection()
    tables = metadata.tables
    citation, body, instrument = (
        tables[f"paragraph_{name}"].c for name in ("citation", "body", "instrument")
    )
    ours = select(col(Paragraph.id)).where(col(Paragraph.text_id).in_(text_ids))
    verb = ParagraphVerb
    statement = select_columns(col(verb.paragraph_id), *VERB_COLUMNS).where(
        col(verb.paragraph_id).in_(ours)
    )
    ordered = statement.order_by(col(verb.paragraph_id), col(verb.position))
    for id_, *values in (await connection.execute(ordered)).all():
        if id_ in paragraphs:
            paragraphs[id_].verbs.append(verb_of_columns(values))
    cites = select_columns(citation.paragraph_id, citation.symbol).where(
        citation.paragraph_id.in_(ours), citation.symbol.is_not(None)
    )
    for id_, symbol in (await connection.execute(cites)).all():
        if id_ in paragraphs:
            paragraphs[id_].cites.append(symbol)
    named = select_columns(instrument.paragraph_id, instrument.name).where(
        instrument.paragraph_id.in_(ours)
    )
    for id_, name in (await connection.execute(named)).all():
        if id_ in paragraphs:
            paragraphs[id_].instruments.append(name)
    mentions = select_columns(body.paragraph_id, body.body, body.start, body.end).where(
        body.paragraph_id.in_(ours)
    )
    for id_, *values in (await connection.execute(mentions)).all():
        if id_ in paragraphs:
            paragraphs[id_].bodies.append(IndexableBody(*values))


async def _lists(session: AsyncSession, texts: Sequence[IndexableText]) -> None:
    ids = {text.resolution_id for text in texts}
    for table, column, name in (
        (ResolutionAgendaItem, ResolutionAgendaItem.item, "agenda_items"),
        (ResolutionSubject, ResolutionSubject.subject, "subjects"),
        (ResolutionSdg, ResolutionSdg.sdg, "sdgs"),
        (ResolutionSponsor, ResolutionSponsor.code, "sponsors"),
    ):
        key, position = col(table.resolution_id), col(table.position)
        rows = await session.exec(select(key, column).where(key.in_(ids)).order_by(key, position))
        values = defaultdict(list)
        for resolution_id, value in rows.all():
            if value is not None:
                values[resolution_id].append(value)
        for text in texts:
            setattr(text, name, values[text.resolution_id])
