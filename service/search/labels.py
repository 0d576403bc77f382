"""What values of facets are called: codes in the index, names on the page."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from index.fields import Field
from service.extraction.languages import installed_languages
from service.extraction.languages.files import load_lexicon
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
    lexicon = installed_languages().of(Language.ENGLISH).sponsors
    sponsors = {entry.code: entry.name for entry in (*lexicon.groups, *lexicon.states)}
    bodies = _named("bodies", "body") | {organ.value: organ.label for organ in Organ}
    return {
        Field.KIND: _KINDS,
        Field.STATUS: _STATUSES,
        Field.LANGUAGE: _LANGUAGES,
        Field.ORGAN: bodies,
        Field.CITED_BODY: bodies,
        Field.SPONSOR: sponsors,
    }


@cache
def _other_names() -> Mapping[Field, Mapping[str, tuple[str, ...]]]:
    bodies = _called("bodies", "body")
    return {
        Field.ORGAN: bodies,
        Field.CITED_BODY: bodies,
        Field.SPONSOR: _called("groups", "group") | _called("states", "state"),
    }


def _called(lexicon: str, table: str) -> dict[str, tuple[str, ...]]:
    entries: list[dict[str, Any]] = load_lexicon(lexicon)[table]
    return {
        str(entry["code"]): (
            *entry.get("acronyms", ()),
            *entry.get("also", ()),
            *(former["name"] for former in entry.get("former", ())),
        )
        for entry in entries
    }


def _named(lexicon: str, table: str) -> dict[str, str]:
    entries: list[dict[str, Any]] = load_lexicon(lexicon)[table]
    return {str(entry["code"]): str(entry["name"]) for entry in entries}
