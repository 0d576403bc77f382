"""Reading citations: whether the cited document is held, and lists in both directions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from service.errors import InvalidRequest
from service.model import CitationStatus, Symbol
from service.store.resolutions import day_column, day_of, find_text, language_rank
from service.store.tables import Paragraph, ParagraphCitation, Resolution, ResolutionText

_PARTS = "ABCDEF"
"""Letters tried for the parts of a resolution: whoever cites 31/16 where 31/16 A and B are held."""
_CHUNK = 80


@dataclass(frozen=True, slots=True)
class HeldCitation:
    """A citation, and whether the document that it cites is held."""

    citation: ParagraphCitation
    status: CitationStatus


@dataclass(frozen=True, slots=True)
class CitationOfPlace:
    """A citation with the paragraph and the resolution that it stands in."""

    held: HeldCitation
    paragraph: Paragraph
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How many citations, and the `position` of the page before."""

    limit: int
    after: Sequence[object] | None = None


@dataclass(frozen=True, slots=True)
class CitationList:
    """A page of citations; `position` is where the next page begins, None on the last."""

    total: int
    citations: tuple[CitationOfPlace, ...]
    position: tuple[str | float | int, ...] | None


async def with_status(
    session: AsyncSession, citations: Sequence[ParagraphCitation]
) -> tuple[HeldCitation, ...]:
    """The citations with their status: ambiguous where only parts of the cited one are held."""
    symbols = sorted({each.symbol for each in citations if each.symbol})
    held: set[str] = set()
    for start in range(0, len(symbols), _CHUNK):
        wanted = [
            name
            for symbol in symbols[start : start + _CHUNK]
            for name in (symbol, *_parts_of(symbol))
        ]
        statement = select(Resolution.symbol).where(col(Resolution.symbol).in_(wanted))
        held.update((await session.exec(statement)).all())
    return tuple(HeldCitation(each, _status(each, held)) for each in citations)


def _parts_of(symbol: str) -> Iterable[str]:
    return (f"{symbol} {letter}" for letter in _PARTS)


def _status(citation: ParagraphCitation, held: set[str]) -> CitationStatus:
    symbol = citation.symbol
    if symbol is None or symbol in held:
        return CitationStatus.RESOLVED
    if any(part in held for part in _parts_of(symbol)):
        return CitationStatus.AMBIGUOUS
    return CitationStatus.NOT_HELD


async def list_cited(
    session: AsyncSession,
    text: ResolutionText,
    page: PageRequest,
) -> CitationList:
    """What a text cites, in the order of the text; self-references are left out."""
    conditions: list[ColumnElement[bool]] = [
        col(Paragraph.text_id) == text.id,
        col(ParagraphCitation.symbol).is_not(None),
    ]
    total = await _count(session, conditions)
    places = (col(Paragraph.position), col(ParagraphCitation.position))
    if page.after is not None:
        conditions.append(tuple_(*places) > tuple_(*_integers(page.after, 2)))
    found = await _page(session, conditions, places, page.limit)
    more = len(found) > page.limit
    last = found[page.limit - 1] if more else None
    position = (last.paragraph.position, last.held.citation.position) if last else None
    return CitationList(total, found[: page.limit], position)


async def list_citing(
    session: AsyncSession,
    symbol: Symbol,
    page: PageRequest,
) -> CitationList:
    """Which paragraphs cite a symbol, newest first, in the preferred language of each document.

    Raises NotFound for a symbol that is neither held nor cited.
    """
    conditions: list[ColumnElement[bool]] = [
        col(ParagraphCitation.symbol) == str(symbol),
        _in_preferred_language(),
    ]
    total = await _count(session, conditions)
    if not total:
        await find_text(session, symbol)
    day = day_column(date.min)
    places = (
        col(Resolution.sort_key),
        col(Paragraph.position),
        col(ParagraphCitation.position),
    )
    if page.after is not None:
        conditions.append(_beyond(day, places, page.after))
    found = await _page(session, conditions, (day.desc(), *places), page.limit)
    more = len(found) > page.limit
    last = found[page.limit - 1] if more else None
    position = (
        (
            (day_of(last.resolution) or date.min).isoformat(),
            last.resolution.sort_key,
            last.paragraph.position,
            last.held.citation.position,
        )
        if last
        else None
    )
    return CitationList(total, found[: page.limit], position)


async def _count(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> int:
    statement = _joined(select(func.count())).where(*conditions)
    return (await session.exec(statement)).one()


async def _page(
    session: AsyncSession,
    conditions: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnExpressionArgument[Any]],
    limit: int,
) -> tuple[CitationOfPlace, ...]:
    """Up to `limit + 1` citations, so that the caller sees whether there are more."""
    statement = (
        select(ParagraphCitation, Paragraph, Resolution)
        .join(Paragraph, col(Paragraph.id) == col(ParagraphCitation.paragraph_id))
        .join(ResolutionText, col(ResolutionText.id) == col(Paragraph.text_id))
        .join(Resolution, col(Resolution.id) == col(ResolutionText.resolution_id))
        .where(*conditions)
        .order_by(*order)
        .limit(limit + 1)
    )
    rows = (await session.exec(statement)).all()
    held = await with_status(session, [citation for citation, _, _ in rows])
    return tuple(
        CitationOfPlace(status, paragraph, resolution)
        for status, (_, paragraph, resolution) in zip(held, rows, strict=True)
    )


def _joined(statement: SelectOfScalar[int]) -> SelectOfScalar[int]:
    return (
        statement.select_from(ParagraphCitation)
        .join(Paragraph, col(Paragraph.id) == col(ParagraphCitation.paragraph_id))
        .join(ResolutionText, col(ResolutionText.id) == col(Paragraph.text_id))
        .join(Resolution, col(Resolution.id) == col(ResolutionText.resolution_id))
    )


def _in_preferred_language() -> ColumnElement[bool]:
    other = aliased(ResolutionText)
    better = (
        select(other.id)
        .where(
            other.resolution_id == col(ResolutionText.resolution_id),
            language_rank(col(other.language)) < language_rank(col(ResolutionText.language)),
        )
        .exists()
    )
    return ~better


def _beyond(
    day: ColumnElement[date],
    places: Sequence[ColumnExpressionArgument[Any]],
    after: Sequence[object],
) -> ColumnElement[bool]:
    try:
        last_day, last_key = date.fromisoformat(str(after[0])), str(after[1])
    except (ValueError, IndexError):
        raise InvalidRequest("this cursor belongs to another list") from None
    rest = tuple_(last_key, *_integers(after[2:], 2))
    return or_(day < last_day, and_(day == last_day, tuple_(*places) > rest))


def _integers(values: Sequence[object], count: int) -> tuple[int, ...]:
    numbers = tuple(value for value in values if isinstance(value, int))
    if len(numbers) != count:
        raise InvalidRequest("this cursor belongs to another list")
    return numbers
