"""Recognizes searches whose whole text is the symbol of a resolution."""

import re

from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import NotFound
from service.model import Organ, Symbol
from service.store.hits import HitResolution, resolution_in_brief
from service.store.resolutions import find_text

_MAX_LENGTH = 60
_DIGIT = re.compile(r"\d")
_ADOPTERS = (Organ.GENERAL_ASSEMBLY, Organ.SECURITY_COUNCIL, Organ.ECOSOC)
"""Whose a number may be that is typed without its organ: "59/46", "1373 (2001)", "2005/19"."""


def symbols_meant(text: str) -> tuple[Symbol, ...]:
    """The symbols that a text may stand for, likeliest first; none where it is no symbol."""
    if len(text) > _MAX_LENGTH or not _DIGIT.search(text):
        return ()
    for organs in ((None,), _ADOPTERS):
        meant = dict.fromkeys(filter(None, (Symbol.parse_or_none(text, organ) for organ in organs)))
        if meant:
            return tuple(meant)
    return ()


async def find_resolution(
    session: AsyncSession, symbols: tuple[Symbol, ...]
) -> HitResolution | None:
    """The first resolution in the store that one of some symbols names, in brief.

    Args:
        session: A session for reading.
        symbols: The symbols, likeliest first.

    Returns:
        The resolution, with the title of its preferred text; None where none is stored.
    """
    for symbol in symbols:
        try:
            resolution, text, _ = await find_text(session, symbol)
        except NotFound:
            continue
        title = resolution.title if text.title is None else text.title
        return resolution_in_brief(resolution, title)
    return None
