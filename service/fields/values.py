"""Takes the values of fields from texts and paragraphs as the store has them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from service.fields.names import name_of_body
from service.fields.parameters import normalise_addressee
from service.model import ParagraphKind, Verb
from service.store.indexable import (
    IndexableBody,
    IndexableParagraph,
    IndexableText,
)

_DETERMINERS = ("", "the ", "its ")
_OUTER_STEP = re.compile(r"(annex)\d*|(op|pp|p)\d.*")
_OUTER_KINDS = {
    "annex": ParagraphKind.ANNEX,
    "op": ParagraphKind.OPERATIVE,
    "pp": ParagraphKind.PREAMBULAR,
    "p": ParagraphKind.TEXT,
}
_LONGEST_HEADING = 100
_CLOSED = re.compile(r"[.;,?!。；，،؛](?:\s+\w+)?$")
"""How sentences and items of lists end; a conjunction may follow: "to act; and"."""
_BRACKETED = re.compile(r"\s*\([^)]*\)$")


def operative_verbs(paragraph: IndexableParagraph) -> Iterable[str]:
    """Base forms of the finite verbs of a paragraph outside the preamble."""
    if _is_preambular(paragraph):
        return ()
    return (verb.lemma for verb in paragraph.verbs if not verb.participle)


def openings(paragraph: IndexableParagraph) -> Iterable[str]:
    """Base forms of the verbs that a preambular paragraph begins with."""
    if not _is_preambular(paragraph):
        return ()
    return (verb.lemma for verb in paragraph.verbs if verb.lead)


def modifiers(paragraph: IndexableParagraph) -> Iterable[str]:
    """Words that modify the verbs of a paragraph."""
    return (word for verb in paragraph.verbs for word in verb.modifiers)


def addressees(paragraph: IndexableParagraph) -> Iterator[str | None]:
    """Who is asked to act, in the form that addressees are counted by.

    "The Office", or an acronym, is counted by the name of the body that it means, if known.
    """
    for verb in paragraph.verbs:
        if verb.addressee is not None and verb.addressee_start is not None:
            yield normalise_addressee(
                _body_addressed(verb, verb.addressee_start, paragraph.bodies) or verb.addressee
            )


def _body_addressed(verb: Verb, start: int, mentions: Sequence[IndexableBody]) -> str | None:
    """The name of the body that an addressee is a mention of; None where it is no such mention."""
    addressee = verb.addressee or ""
    for mention in mentions:
        before = addressee[: max(0, mention.start - start)]
        after = addressee[mention.end - start :]
        inside = mention.start >= start
        if inside and before.lower() in _DETERMINERS and not _BRACKETED.sub("", after):
            return name_of_body(mention.code)
    return None


def cited_bodies(paragraph: IndexableParagraph) -> Iterable[str]:
    """Codes of the bodies that a paragraph mentions."""
    return (mention.code for mention in paragraph.bodies)


def paragraph_kinds(paragraph: IndexableParagraph) -> Iterator[str]:
    """The kind of a paragraph; of a subparagraph, that of the paragraph it is part of as well.

    A subparagraph that only names what follows ("(a) Protection of civilians") counts as a heading
    instead.
    """
    yield str(paragraph.kind)
    if paragraph.kind == ParagraphKind.SUBPARAGRAPH:
        if _is_bare_heading(paragraph):
            yield ParagraphKind.HEADING
            return
        for step in paragraph.address.split("."):
            if match := _OUTER_STEP.fullmatch(step):
                yield _OUTER_KINDS[match[1] or match[2]]
                return


def _is_bare_heading(paragraph: IndexableParagraph) -> bool:
    """Whether a paragraph is short, does nothing, and is not closed as a sentence or list item."""
    text = paragraph.text
    if paragraph.verbs or len(text) > _LONGEST_HEADING or text[:1].islower():
        return False
    return _CLOSED.search(text) is None


def goals_and_targets(text: IndexableText) -> Iterator[str]:
    """The Sustainable Development Goals of a document, and its targets, each after its goal."""
    for value in text.sdgs:
        yield value.partition(".")[0]
        yield value


def year(text: IndexableText) -> tuple[str, ...]:
    """The year of a document, where it has a date."""
    return (str(text.date.year),) if text.date else ()


def _is_preambular(paragraph: IndexableParagraph) -> bool:
    return paragraph.kind == ParagraphKind.PREAMBULAR
