"""Types of parameters that several operations share."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from service.fields.parameters import SymbolText, canonical_symbol

_DAY_LENGTH = len("2005-05-24")


def _only_iso(value: object) -> object:
    # Left to itself, the validation would take seconds since 1970 and whole timestamps as well.
    if isinstance(value, str) and not (len(value) == _DAY_LENGTH and value[4] == "-"):
        raise ValueError("write a date as 2005-05-24")
    return value


Day = Annotated[date, BeforeValidator(_only_iso)]
"""A date, year first."""

SymbolInAnyForm = Annotated[SymbolText, AfterValidator(canonical_symbol)]
"""A symbol as people write it, made canonical."""
