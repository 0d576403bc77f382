"""What of a text is searched: paragraphs, each with the values it is filtered and counted by."""

import re
from collections.abc import Iterator, Sequence

from index.fields import Field
from index.model import IndexedParagraph
from service.extraction.languages import installed_languages
from service.model import Language, ParagraphKind
from service.store.indexable import (
    IndexableBody,
    IndexableParagraph,
    IndexableText,
    IndexableVerb,
)

_SEARCHABLE = frozenset(ParagraphKind) - {ParagraphKind.ENACTING, ParagraphKind.HEADING}
"""An enacting formula and a heading say nothing by themselves; they come along as context."""
_ARTICLES = ("all ", "the ")
_DETERMINERS = ("", "the ", "its ")
_BRACKETED = re.compile(r"\s*\([^)]*\)$")


def to_indexed(text: IndexableText) -> Iterator[IndexedParagraph]:
    """The searchable paragraphs of a text, each with the values of its document."""
    document: dict[Field, tuple[str, ...]] = {
        Field.SPONSOR: _distinct(text.sponsors),
        Field.ORGAN: _distinct([text.organ]),
        Field.SESSION: _distinct([text.session]),
        Field.AGENDA: _distinct(text.agenda_items),
        Field.SUBJECT: _distinct(text.subjects),
        Field.STATUS: _distinct([text.status]),
        Field.LANGUAGE: (str(text.language),),
        Field.YEAR: (str(text.date.year),) if text.date else (),
        Field.RESOLUTION: (text.symbol,),
    }
    for paragraph in text.paragraphs:
        if paragraph.kind not in _SEARCHABLE:
            continue
        values = document | _paragraph_values(paragraph)
        yield IndexedParagraph(
            id=paragraph.id,
            resolution_id=text.resolution_id,
            text=paragraph.text,
            title=text.title,
            language=str(text.language),
            date=text.date,
            sort_symbol=text.sort_key,
            position=paragraph.position,
            facets={name: found for name, found in values.items() if found},
        )


def _paragraph_values(paragraph: IndexableParagraph) -> dict[Field, tuple[str, ...]]:
    verbs = paragraph.verbs
    in_preamble = paragraph.kind == ParagraphKind.PREAMBULAR
    openings = [verb.lemma for verb in verbs if in_preamble and verb.lead]
    operative = [verb.lemma for verb in verbs if not in_preamble and not verb.participle]
    return {
        Field.OPERATIVE_VERB: _distinct(operative),
        Field.OPENING: _distinct(openings),
        Field.VERB_MODIFIER: _distinct([word for verb in verbs for word in verb.modifiers]),
        Field.ADDRESSEE: _distinct([_addressee(verb, paragraph.bodies) for verb in verbs]),
        Field.CITED_BODY: _distinct([mention.code for mention in paragraph.bodies]),
        Field.INSTRUMENT: _distinct(paragraph.instruments),
        Field.CITES: _distinct(paragraph.cites),
        Field.KIND: (str(paragraph.kind),),
    }


def _addressee(verb: IndexableVerb, mentions: Sequence[IndexableBody]) -> str | None:
    """Who is asked: by the body's name where "the Office" or an acronym stands for a known body."""
    if verb.addressee is None or verb.addressee_start is None:
        return None
    for mention in mentions:
        before = verb.addressee[: max(0, mention.start - verb.addressee_start)]
        after = verb.addressee[mention.end - verb.addressee_start :]
        inside = mention.start >= verb.addressee_start
        if inside and before.lower() in _DETERMINERS and not _BRACKETED.sub("", after):
            bodies = installed_languages().of(Language.ENGLISH).bodies
            return normalise_addressee(bodies.name_of(mention.code))
    return normalise_addressee(verb.addressee)


def normalise_addressee(addressee: str | None) -> str | None:
    """One form for "the  Parties", "All Parties" and "all the parties": "parties"."""
    if addressee is None:
        return None
    text = " ".join(addressee.lower().split())
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text or None


def _distinct(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError("a list of values is wanted")
    return tuple(dict.fromkeys(str(value) for value in values if value))
