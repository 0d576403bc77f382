"""Resolutions: what is merged from their texts, one with all that belongs to it, lists of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
)
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import InvalidRequest, NotFound
from service.model import Header, Language, Sponsor, Status, Symbol
from service.store.rows.resolutions import (
    ListTable,
    list_rows,
    merge_headers,
    resolution_row,
    sponsor_of,
)
from service.store.rows.texts import header_of
from service.store.tables import (
    Resolution,
    ResolutionAgendaItem,
    ResolutionSdg,
    ResolutionSponsor,
    ResolutionSubject,
    ResolutionText,
    SourceDocument,
)
from service.store.tables.columns import now

_ListRow = TypeVar(
    "_ListRow", ResolutionAgendaItem, ResolutionSubject, ResolutionSdg, ResolutionSponsor
)
_LANGUAGES = (Language.ENGLISH, *(each for each in Language if each is not Language.ENGLISH))
_RANKS = {language: rank for rank, language in enumerate(_LANGUAGES)}
OFFICIAL_FORMATS = frozenset({"akn4un"})
"""Formats of the official machine-readable edition."""


def language_rank(column: ColumnExpressionArgument[Language]) -> ColumnElement[int]:
    """Orders the texts of a resolution; the first is shown where no language is requested."""
    return case(_RANKS, value=column)


@dataclass(frozen=True, slots=True)
class ResolutionDetail:
    """A resolution, the text chosen, and what belongs to the resolution as a whole."""

    resolution: Resolution
    text: ResolutionText
    languages: tuple[Language, ...]
    source: str
    source_digest: str
    """SHA-256 of the file that the text was read from."""
    adopted_symbol: str | None
    """For a draft: the symbol of what was adopted from it, if stored."""
    agenda_items: tuple[str, ...]
    subjects: tuple[str, ...]
    sdgs: tuple[str, ...]
    sponsors: tuple[Sponsor, ...]


@dataclass(frozen=True, slots=True)
class ResolutionFilter:
    """Which resolutions to list; dates are inclusive."""

    organ: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class ResolutionList:
    """A page of resolutions; `position` is where the next page begins, None on the last."""

    total: int
    resolutions: tuple[Resolution, ...]
    position: tuple[str, ...] | None


def day_of(resolution: Resolution) -> date | None:
    """The date that a resolution is known by: of its adoption, or else of the document."""
    return resolution.adoption_date or resolution.document_date


def day_column(missing: date) -> ColumnElement[date]:
    """`day_of` in SQL, with `missing` where there is none."""
    return func.coalesce(col(Resolution.adoption_date), col(Resolution.document_date), missing)


async def find_resolution(session: AsyncSession, symbol: Symbol) -> Resolution | None:
    """The resolution of this symbol."""
    return (await session.exec(select(Resolution).where(Resolution.symbol == str(symbol)))).first()


async def texts_of(session: AsyncSession, resolution: Resolution) -> list[ResolutionText]:
    """All texts of a resolution: the official editions first, then by language."""
    statement = select(ResolutionText).where(ResolutionText.resolution_id == resolution.id)
    texts = (await session.exec(statement)).all()
    return sorted(texts, key=lambda t: (t.format not in OFFICIAL_FORMATS, _RANKS[t.language]))


async def add_resolution(
    session: AsyncSession, symbol: Symbol, header: Header, *, provisional: bool, change: int
) -> Resolution:
    """Add a resolution whose only text has this header."""
    row = resolution_row(header)
    resolution = Resolution(
        symbol=str(symbol), sort_key=symbol.sort_key, provisional=provisional, change=change, **row
    )
    session.add(resolution)
    await session.flush()
    for table, rows in list_rows(header):
        await _insert_list(session, table, resolution, rows)
    return resolution


async def merge_texts(session: AsyncSession, resolution: Resolution, change: int) -> None:
    """Merge a resolution's own values from all its texts; record a change if they differ."""
    texts = await texts_of(session, resolution)
    merged = merge_headers([header_of(text.header, text.title) for text in texts])
    row = dict(resolution_row(merged))
    changed = any(getattr(resolution, name) != value for name, value in row.items())
    lists_changed = await _write_lists(session, resolution, merged)
    if changed or lists_changed:
        resolution.change = change
        for text in texts:
            text.change = change
    if resolution.change == change:
        resolution.sqlmodel_update(row)
        resolution.updated_at = now()
    await session.flush()


async def find_text(
    session: AsyncSession, symbol: Symbol, language: Language | None = None
) -> tuple[Resolution, ResolutionText, tuple[Language, ...]]:
    """A resolution, its text in a language (else the preferred one), and the languages stored.

    Raises NotFound.
    """
    statement = (
        select(Resolution, ResolutionText)
        .join(ResolutionText, col(ResolutionText.resolution_id) == col(Resolution.id))
        .where(col(Resolution.symbol) == str(symbol))
        .order_by(language_rank(col(ResolutionText.language)))
    )
    rows = (await session.exec(statement)).all()
    if not rows:
        raise NotFound(f"{symbol} is not stored")
    languages = tuple(text.language for _, text in rows)
    for resolution, text in rows:
        if language is None or text.language is language:
            return resolution, text, languages
    raise NotFound(f"{symbol} is stored in {_list(languages)}, not in {language}")


async def read_resolution(
    session: AsyncSession, symbol: Symbol, language: Language | None = None
) -> ResolutionDetail:
    """A resolution with all that belongs to it but its paragraphs. Raises NotFound."""
    resolution, text, languages = await find_text(session, symbol, language)
    items = await _read_list(session, ResolutionAgendaItem, resolution)
    subjects = await _read_list(session, ResolutionSubject, resolution)
    sdgs = await _read_list(session, ResolutionSdg, resolution)
    sponsors = await _read_list(session, ResolutionSponsor, resolution)
    source = await session.exec(
        select(SourceDocument.origin, SourceDocument.sha256).where(
            col(SourceDocument.id) == text.source_id
        )
    )
    adopted = await session.exec(
        select(Resolution.symbol)
        .where(col(Resolution.draft_symbol) == resolution.symbol)
        .order_by(col(Resolution.sort_key))
    )
    origin, digest = source.one()
    return ResolutionDetail(
        resolution=resolution,
        text=text,
        languages=languages,
        source=origin,
        source_digest=digest,
        adopted_symbol=adopted.first(),
        agenda_items=tuple(each.item for each in items),
        subjects=tuple(each.subject for each in subjects),
        sdgs=tuple(each.sdg for each in sdgs),
        sponsors=tuple(sponsor_of(each) for each in sponsors),
    )


async def list_resolutions(
    session: AsyncSession,
    wanted: ResolutionFilter,
    *,
    sort: str,
    limit: int,
    after: Sequence[object] | None,
) -> ResolutionList:
    """A page of resolutions by date ("newest", "oldest") or by "symbol".

    `after` is the `position` of the page before. Raises InvalidRequest for one of another order.
    """
    matching = _conditions(wanted)
    total = (await session.exec(select(func.count(col(Resolution.id))).where(*matching))).one()
    oldest = sort == "oldest"
    day = day_column(date.max if oldest else date.min)
    key = col(Resolution.sort_key)
    order = [key] if sort == "symbol" else [day.asc() if oldest else day.desc(), key]
    if after is not None:
        matching.append(_beyond(sort, day, after))
    statement = (
        select(Resolution).where(*matching).order_by(*order, col(Resolution.id)).limit(limit + 1)
    )
    found = (await session.exec(statement)).all()
    page = tuple(found[:limit])
    position = _position(page[-1], sort) if len(found) > limit else None
    return ResolutionList(total, page, position)


async def _read_list(
    session: AsyncSession, table: type[_ListRow], resolution: Resolution
) -> Sequence[_ListRow]:
    statement = select(table).where(table.resolution_id == resolution.id)
    return (await session.exec(statement.order_by(col(table.position)))).all()


async def _write_lists(session: AsyncSession, resolution: Resolution, merged: Header) -> bool:
    changed = False
    for table, wanted in list_rows(merged):
        statement = select(table).where(table.resolution_id == resolution.id)
        stored = (await session.exec(statement.order_by(col(table.position)))).all()
        if [row.model_dump(exclude={"resolution_id", "position"}) for row in stored] == wanted:
            continue
        changed = True
        await session.exec(delete(table).where(col(table.resolution_id) == resolution.id))
        await _insert_list(session, table, resolution, wanted)
    return changed


async def _insert_list(
    session: AsyncSession,
    table: ListTable,
    resolution: Resolution,
    wanted: Sequence[Mapping[str, object]],
) -> None:
    rows = [
        {**row, "resolution_id": resolution.id, "position": position}
        for position, row in enumerate(wanted)
    ]
    if rows:
        await session.exec(insert(table), params=rows)


def _conditions(wanted: ResolutionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.organ:
        conditions.append(col(Resolution.organ).in_(wanted.organ))
    if wanted.session:
        conditions.append(col(Resolution.session).in_(wanted.session))
    if wanted.status:
        conditions.append(col(Resolution.status).in_(wanted.status))
    if wanted.date_from:
        conditions.append(day_column(date.min) >= wanted.date_from)
    if wanted.date_to:
        conditions.append(day_column(date.max) <= wanted.date_to)
    return conditions


def _position(last: Resolution, sort: str) -> tuple[str, ...]:
    if sort == "symbol":
        return (last.sort_key,)
    missing = date.max if sort == "oldest" else date.min
    return ((day_of(last) or missing).isoformat(), last.sort_key)


def _beyond(sort: str, day: ColumnElement[date], after: Sequence[object]) -> ColumnElement[bool]:
    key = col(Resolution.sort_key)
    try:
        if sort == "symbol":
            (last_key,) = after
            return key > str(last_key)
        last_day, last_key = date.fromisoformat(str(after[0])), str(after[1])
    except (ValueError, IndexError):
        raise InvalidRequest("this cursor belongs to another order") from None
    further = day > last_day if sort == "oldest" else day < last_day
    return or_(further, and_(day == last_day, key > last_key))


def _list(languages: Sequence[Language]) -> str:
    return ", ".join(languages)
