"""The resolution that a search names: whose symbol, and nothing else, is its text."""

import re

from index.fields import Field
from index.model import SearchRequest, Sort
from service.model import Organ, Symbol

_LONGEST = 60
_DIGIT = re.compile(r"\d")
_ADOPTERS = (Organ.GENERAL_ASSEMBLY, Organ.SECURITY_COUNCIL, Organ.ECOSOC)
"""Whose a number may be that is typed without its organ: "59/46", "1373 (2001)", "2005/19"."""


def symbols_meant(text: str) -> tuple[str, ...]:
    """The symbols that a text may stand for, likeliest first; none where it is no symbol."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return ()
    for organs in ((None,), _ADOPTERS):
        meant = dict.fromkeys(filter(None, (_parsed(text, organ) for organ in organs)))
        if meant:
            return tuple(meant)
    return ()


def naming(symbol: str) -> SearchRequest:
    """What finds the first paragraph of a resolution."""
    return SearchRequest(filters={Field.RESOLUTION: frozenset({symbol})}, sort=Sort.SYMBOL, limit=1)


def _parsed(text: str, organ: Organ | None) -> str | None:
    try:
        return str(Symbol.parse(text, organ))
    except ValueError:
        return None
