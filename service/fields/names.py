"""Names of values that lexicons have: bodies, States and groups of States.

The only module outside extraction that reads these lexicons. Names are English.
"""

from collections.abc import Mapping
from functools import cache

from service.extraction.languages import LanguageResources, installed_languages
from service.model import Language, Organ

_Names = Mapping[str, str]
_OtherNames = Mapping[str, tuple[str, ...]]


def name_of_body(code: str) -> str:
    """The English name of a body; where no lexicon has it, the words in its code."""
    return _english().bodies.name_of(code)


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


def _english() -> LanguageResources:
    return installed_languages().of(Language.ENGLISH)


@cache
def _bodies() -> _Names:
    bodies = {body.code: body.name for body in _english().bodies.bodies.values()}
    return bodies | {organ.value: organ.label for organ in Organ}


@cache
def _sponsors() -> _Names:
    lexicon = _english().sponsors
    groups = {group.code: group.name for group in lexicon.groups}
    return groups | {state.code: state.name for state in lexicon.states}


@cache
def _addressees() -> _Names:
    return {name.lower(): name for name in _bodies().values()}


@cache
def _other_names_of_bodies() -> _OtherNames:
    return {body.code: body.other_names for body in _english().bodies.bodies.values()}


@cache
def _other_names_of_sponsors() -> _OtherNames:
    lexicon = _english().sponsors
    groups = {group.code: group.also for group in lexicon.groups}
    return groups | {
        state.code: (*state.also, *(former.name for former in state.former))
        for state in lexicon.states
    }
