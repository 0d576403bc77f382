"""Change numbers: they tell followers what has changed, in the order of the commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.store.tables import ChangeCounter, RemovedParagraph, ResolutionText


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Texts to read again and paragraphs to forget, for all changes up to `upto`."""

    upto: int
    texts: Sequence[int]
    removed: Sequence[int]


async def next_change(session: AsyncSession) -> int:
    """Allocate the next number. Locks the counter's row until the end of the unit of work.

    So writers queue here, numbers commit in order, and a follower that has seen 7 will never meet
    a 6 later. Take it before anything else is written: two writers then can't deadlock.
    """
    statement = (
        update(ChangeCounter)
        .where(col(ChangeCounter.id) == 1)
        .values(value=ChangeCounter.value + 1)
        .returning(col(ChangeCounter.value))
    )
    return int((await session.exec(statement)).scalar_one())


async def current_change(session: AsyncSession) -> int:
    """The last number allocated and committed; 0 for an empty store."""
    return (await session.exec(select(ChangeCounter.value).where(ChangeCounter.id == 1))).one()


async def changes_after(session: AsyncSession, seen: int, limit: int) -> ChangeSet | None:
    """What changed after `seen`: about `limit` texts, whole changes always; None if nothing did."""
    upto = await current_change(session)
    if upto <= seen:
        return None
    changed = col(ResolutionText.change)
    numbers = select(changed).where(changed > seen, changed <= upto).order_by(changed)
    last = (await session.exec(numbers.offset(limit - 1).limit(1))).first()
    if last is not None:
        upto = last
    texts = select(ResolutionText.id).where(changed > seen, changed <= upto).order_by(changed)
    gone = col(RemovedParagraph.change)
    removed = select(RemovedParagraph.paragraph_id).where(gone > seen, gone <= upto)
    return ChangeSet(
        upto=upto,
        texts=[text for text in (await session.exec(texts)).all() if text is not None],
        removed=(await session.exec(removed)).all(),
    )


async def count_texts(session: AsyncSession) -> int:
    """How many texts are stored, for progress."""
    return (await session.exec(select(func.count()).select_from(ResolutionText))).one()
