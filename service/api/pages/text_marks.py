"""Splits a text at its marks, into stretches that a template prints one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from service.api.resolutions.schemas import Citation, Footnote, Verb
from service.api.search.schemas import SearchHit


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show over `text[start:end]`."""

    start: int
    end: int
    kind: str
    href: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text under the same marks; `notes` are the footnotes anchored at its end."""

    text: str
    kinds: frozenset[str] = frozenset()
    href: str | None = None
    title: str | None = None
    notes: tuple[Footnote, ...] = field(default=())


def stretches(
    text: str, marks: Sequence[Mark], notes: Sequence[Footnote] = ()
) -> tuple[Stretch, ...]:
    """The text in pieces, each with the marks over it. Marks may overlap; the text stays whole."""
    length = len(text)
    cuts = {0, length}
    for mark in marks:
        cuts.update((min(mark.start, length), min(mark.end, length)))
    cuts.update(min(note.offset, length) for note in notes)
    bounds = sorted(cuts)
    pieces = [Stretch("", notes=_anchored(notes, 0, length))] if _anchored(notes, 0, length) else []
    for start, end in pairwise(bounds):
        over = [mark for mark in marks if mark.start <= start and mark.end >= end]
        pieces.append(
            Stretch(
                text[start:end],
                frozenset(mark.kind for mark in over),
                next((mark.href for mark in over if mark.href), None),
                next((mark.title for mark in over if mark.title), None),
                _anchored(notes, end, length),
            )
        )
    return tuple(pieces)


def _anchored(notes: Sequence[Footnote], place: int, length: int) -> tuple[Footnote, ...]:
    return tuple(note for note in notes if min(note.offset, length) == place)


def verb_marks(verbs: Iterable[Verb]) -> list[Mark]:
    """Marks for verbs."""
    return [
        Mark(
            verb.start, verb.end, "verb", title=f"to: {verb.addressee}" if verb.addressee else None
        )
        for verb in verbs
    ]


def citation_marks(citations: Iterable[Citation], where: str, pages: dict[str, str]) -> list[Mark]:
    """Marks for the citations of a text or of one footnote; `pages` has the stored ones."""
    return [
        Mark(
            each.start,
            each.end,
            "citation",
            href=pages.get(each.symbol or ""),
            title=each.symbol or "this document",
        )
        for each in citations
        if each.where == where
    ]


def hit_stretches(hit: SearchHit) -> tuple[Stretch, ...]:
    """A hit's text with its matches and verbs marked."""
    marks = [Mark(each.start, each.end, "match") for each in hit.matches]
    return stretches(hit.paragraph.text, [*marks, *verb_marks(hit.paragraph.verbs)])
