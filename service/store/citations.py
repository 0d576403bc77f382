"""Citations: whether the cited document is stored, and lists in both directions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from service.errors import InvalidRequest
from service.model import Citation, CitationStatus, Symbol
from service.store.database import chunks
from service.store.resolutions import day_column, day_of, find_text, language_rank
from service.store.rows.findings import citation_of
from service.store.tables import Paragraph, ParagraphCitation, Resolution, ResolutionText

_PARTS = "ABCDEF"
"""Letters of parts that are looked for: 31/16 may be cited where 31/16 A and B are stored."""
_SYMBOLS_AT_ONCE = 80
"""Each is in a statement with its possible parts."""


@dataclass(frozen=True, slots=True)
class CitationWithStatus:
    """A citation, and whether the document that it cites is stored."""

    citation: Citation
    status: CitationStatus


@dataclass(frozen=True, slots=True)
class CitationOfPlace:
    """A citation with the address of the paragraph and the resolution that it is in."""

    cited: CitationWithStatus
    address: str
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


_Statement = TypeVar(
    "_Statement",
    SelectOfScalar[int],
    "Select[ParagraphCitation, Paragraph, Resolution]",
)


class _Row(NamedTuple):
    citation: ParagraphCitation
    paragraph: Paragraph
    resolution: Resolution


async def with_status(
    session: AsyncSession, citations: Sequence[Citation]
) -> tuple[CitationWithStatus, ...]:
    """The citations with their status: ambiguous where only parts of the cited one are stored."""
    symbols = sorted({each.symbol for each in citations if each.symbol})
    stored: set[str] = set()
    for chunk in chunks(symbols, _SYMBOLS_AT_ONCE):
        wanted = [name for symbol in chunk for name in (symbol, *_parts_of(symbol))]
        statement = select(Resolution.symbol).where(col(Resolution.symbol).in_(wanted))
        stored.update((await session.exec(statement)).all())
    return tuple(CitationWithStatus(each, _status(each, stored)) for each in citations)


def _parts_of(symbol: str) -> Iterable[str]:
    return (f"{symbol} {letter}" for letter in _PARTS)


def _status(citation: Citation, stored: set[str]) -> CitationStatus:
    symbol = citation.symbol
    if symbol is None or symbol in stored:
        return CitationStatus.RESOLVED
    if any(part in stored for part in _parts_of(symbol)):
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
    last = found[page.limit - 1] if len(found) > page.limit else None
    position = (last.paragraph.position, last.citation.position) if last else None
    return await _list(session, total, found[: page.limit], position)


async def list_citing(
    session: AsyncSession,
    symbol: Symbol,
    page: PageRequest,
) -> CitationList:
    """Which paragraphs cite a symbol, newest first, in the preferred language of each document.

    Raises NotFound for a symbol that is neither stored nor cited.
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
    last = found[page.limit - 1] if len(found) > page.limit else None
    position = (
        (
            (day_of(last.resolution) or date.min).isoformat(),
            last.resolution.sort_key,
            last.paragraph.position,
            last.citation.position,
        )
        if last
        else None
    )
    return await _list(session, total, found[: page.limit], position)


async def _count(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> int:
    statement = _joined(select(func.count())).where(*conditions)
    return (await session.exec(statement)).one()


async def _page(
    session: AsyncSession,
    conditions: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnExpressionArgument[Any]],
    limit: int,
) -> list[_Row]:
    """Up to `limit + 1` citations, so that the caller sees whether there are more."""
    statement = (
        _joined(select(ParagraphCitation, Paragraph, Resolution))
        .where(*conditions)
        .order_by(*order)
        .limit(limit + 1)
    )
    return [_Row(*row) for row in (await session.exec(statement)).all()]


async def _list(
    session: AsyncSession,
    total: int,
    rows: Sequence[_Row],
    position: tuple[str | float | int, ...] | None,
) -> CitationList:
    cited = await with_status(session, [citation_of(row.citation) for row in rows])
    citations = tuple(
        CitationOfPlace(each, row.paragraph.address, row.resolution)
        for each, row in zip(cited, rows, strict=True)
    )
    return CitationList(total, citations, position)


def _joined(statement: _Statement) -> _Statement:
    """A statement over citations, with the paragraph, text and resolution of each."""
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
