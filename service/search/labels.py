"""What values of facets are called: codes in the index, names on the page."""

from collections.abc import Mapping
from functools import cache

from index.fields import Field
from service.extraction.languages import installed_languages
from service.model import Language, Organ, ParagraphKind, Status

FIELD_LABELS: Mapping[Field, str] = {
    Field.OPERATIVE_VERB: "Operative verb",
    Field.VERB_MODIFIER: "Verb modifier",
    Field.OPENING: "Preambular opening",
    Field.ADDRESSEE: "Addressee",
    Field.CITED_BODY: "Cited body",
    Field.INSTRUMENT: "Treaty or instrument",
    Field.CITES: "Cites",
    Field.SPONSOR: "Sponsor",
    Field.ORGAN: "Organ",
    Field.SESSION: "Session",
    Field.AGENDA: "Agenda item",
    Field.SUBJECT: "Subject",
    Field.KIND: "Kind of paragraph",
    Field.STATUS: "Status",
    Field.LANGUAGE: "Language",
    Field.YEAR: "Year",
    Field.RESOLUTION: "Resolution",
}

_KINDS: Mapping[str, str] = {
    ParagraphKind.CHAPEAU: "Chapeau",
    ParagraphKind.ENACTING: "Enacting formula",
    ParagraphKind.PREAMBULAR: "Preambular paragraph",
    ParagraphKind.OPERATIVE: "Operative paragraph",
    ParagraphKind.SUBPARAGRAPH: "Subparagraph",
    ParagraphKind.HEADING: "Heading",
    ParagraphKind.ANNEX: "Annex",
    ParagraphKind.TEXT: "Running text",
}
_STATUSES: Mapping[str, str] = {
    Status.DRAFT: "Draft",
    Status.ADOPTED: "Adopted",
    Status.NOT_ADOPTED: "Not adopted",
}
_LANGUAGES: Mapping[str, str] = {
    Language.ARABIC: "Arabic",
    Language.CHINESE: "Chinese",
    Language.ENGLISH: "English",
    Language.FRENCH: "French",
    Language.RUSSIAN: "Russian",
    Language.SPANISH: "Spanish",
    Language.GERMAN: "German",
}


def label_of(field: Field, value: str) -> str:
    """The name of a value; the value itself where it is its own name or no lexicon has it."""
    names = _names().get(field)
    if field is Field.ADDRESSEE:
        return _addressees().get(value) or value[:1].upper() + value[1:]
    return names.get(value, value) if names else value


def other_names_of(field: Field, value: str) -> tuple[str, ...]:
    """What else people call a value: acronyms, former names, other ways of writing it."""
    return _other_names().get(field, {}).get(value, ())


@cache
def _addressees() -> Mapping[str, str]:
    """Names of bodies by their lower-case form, which is how addressees are counted."""
    return {name.lower(): name for name in _names()[Field.CITED_BODY].values()}


@cache
def _names() -> Mapping[Field, Mapping[str, str]]:
    english = installed_languages().of(Language.ENGLISH)
    groups = {group.code: group.name for group in english.sponsors.groups}
    states = {state.code: state.name for state in english.sponsors.states}
    bodies = {body.code: body.name for body in english.bodies.bodies.values()}
    bodies |= {organ.value: organ.label for organ in Organ}
    return {
        Field.KIND: _KINDS,
        Field.STATUS: _STATUSES,
        Field.LANGUAGE: _LANGUAGES,
        Field.ORGAN: bodies,
        Field.CITED_BODY: bodies,
        Field.SPONSOR: groups | states,
    }


@cache
def _other_names() -> Mapping[Field, Mapping[str, tuple[str, ...]]]:
    english = installed_languages().of(Language.ENGLISH)
    bodies = {body.code: body.other_names for body in english.bodies.bodies.values()}
    groups = {group.code: group.also for group in english.sponsors.groups}
    states = {
        state.code: (*state.also, *(former.name for former in state.former))
        for state in english.sponsors.states
    }
    return {Field.ORGAN: bodies, Field.CITED_BODY: bodies, Field.SPONSOR: groups | states}
