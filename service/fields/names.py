"""Names of values that lexicons have: bodies, States and groups of States.

The only module outside extraction that reads these lexicons.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from service.extraction.findings.bodies.lexicon import body_name
from service.extraction.languages.files import load_lexicon
from service.model import Organ

_Names = Mapping[str, str]
_OtherNames = Mapping[str, tuple[str, ...]]


def name_of_body(code: str) -> str:
    """The English name of a body; where no lexicon has it, the words that its code is made of."""
    return body_name(code)


def body_label(code: str) -> str:
    """The name of a body or an organ; the code itself where no lexicon has it."""
    return _bodies().get(code, code)


def sponsor_label(code: str) -> str:
    """The name of a State or a group of States; the code itself where no lexicon has it."""
    return _sponsors().get(code, code)


def addressee_label(value: str) -> str:
    """An addressee, which is counted in lower case, as it is written in a text."""
    return _addressees().get(value) or value[:1].upper() + value[1:]


def other_names_of_body(code: str) -> tuple[str, ...]:
    """Acronyms, former names and other ways of writing the name of a body."""
    return _other_names_of_bodies().get(code, ())


def other_names_of_sponsor(code: str) -> tuple[str, ...]:
    """Acronyms, former names and other ways of writing the name of a State or a group."""
    return _other_names_of_sponsors().get(code, ())


@cache
def _bodies() -> _Names:
    return _named("bodies", "body") | {organ.value: organ.label for organ in Organ}


@cache
def _sponsors() -> _Names:
    return _named("groups", "group") | _named("states", "state")


@cache
def _addressees() -> _Names:
    return {name.lower(): name for name in _bodies().values()}


@cache
def _other_names_of_bodies() -> _OtherNames:
    return _also_called("bodies", "body")


@cache
def _other_names_of_sponsors() -> _OtherNames:
    return _also_called("groups", "group") | _also_called("states", "state")


def _named(lexicon: str, table: str) -> dict[str, str]:
    entries: list[dict[str, Any]] = load_lexicon(lexicon)[table]
    return {str(entry["code"]): str(entry["name"]) for entry in entries}


def _also_called(lexicon: str, table: str) -> dict[str, tuple[str, ...]]:
    entries: list[dict[str, Any]] = load_lexicon(lexicon)[table]
    return {
        str(entry["code"]): (
            *entry.get("acronyms", ()),
            *entry.get("also", ()),
            *(former["name"] for former in entry.get("former", ())),
        )
        for entry in entries
    }
