"""A submitter's symbol: given to a document that prints none, refused where it prints another."""

import pytest

from service.errors import Conflict
from service.ingest.pipeline import with_symbol
from service.model import Header, ParsedResolution, Symbol

PRINTED = ParsedResolution(Header(symbol=Symbol.parse("A/RES/90/1")), (), "text")
PROVISIONAL = ParsedResolution(
    Header(symbol=Symbol.parse("PROVISIONAL/0123456789ab")), (), "text", provisional_symbol=True
)


def test_the_submitter_names_what_prints_no_name() -> None:
    named = with_symbol(PROVISIONAL, "A/RES/90/7")
    assert (named.header.symbol, named.provisional_symbol) == (Symbol.parse("A/RES/90/7"), False)
    assert with_symbol(PROVISIONAL, None) == PROVISIONAL


def test_the_submitter_cannot_rename_what_prints_its_name() -> None:
    assert with_symbol(PRINTED, "A/RES/90/1") == PRINTED
    with pytest.raises(Conflict, match="A/RES/90/1"):
        with_symbol(PRINTED, "A/RES/90/2")
