"""Where the verbs of a paragraph begin: its lead verb, or the subjects that its sentences name."""

from collections.abc import Sequence
from typing import Final

from service.extraction.findings.verbs.clause import Clause, Join, Link
from service.extraction.findings.verbs.coordination import Coordination
from service.extraction.findings.verbs.verb_phrases import (
    VerbPhrase,
    has_object,
    is_plural_noun,
    match_verb_phrase,
    verb_phrase_of,
)
from service.extraction.languages.verbs import Form, Joining, VerbEntry
from service.extraction.text.tokens import COMMA, SPACE, STOP
from service.model import Paragraph, ParagraphKind

_LED: Final = frozenset({ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE})
"""The paragraphs that begin with their lead verb, whatever it looks like."""
_LEAD_REACH: Final = 8
"""A lead verb is one of this many first words; modifiers and framing may come before it."""
_EMPHASIS_SLACK: Final = 3
"""Italics begin at most so many characters behind the first word."""
_SUBJECT_REACH: Final = 60
"""A subject is within this many words of the start of its sentence, a verb of its subject."""
_VERB_REACH: Final = 250
"""The same for a verb behind what is set between commas, which may be long."""


def find_in_clause(found: Coordination, paragraph: Paragraph) -> None:
    """Find the verbs of a paragraph whose subject is understood: a lead verb, and those joined."""
    lead = _lead(found, paragraph)
    if lead is not None:
        phrase, join = lead
        if phrase.form is Form.FINITE:
            found.preambular = False
        found.add(phrase, join)
        found.extend(phrase.end, found.clause.end)
    elif paragraph.kind is ParagraphKind.SUBPARAGRAPH:
        found.continued = True
        found.extend(1, found.clause.end)


def find_in_text(found: Coordination, paragraph: Paragraph) -> None:
    """Find the verbs of running text, which names its subject, or opens like a subparagraph."""
    _find_in_sentences(found, named=paragraph.kind is ParagraphKind.CHAPEAU)
    started = None if found.verbs else _at_start(found.clause, paragraph)
    if started is not None:
        found.add(started, Join(Link.START, started.start))
        found.extend(started.end, found.clause.end)


# The lead verb of a paragraph.


def _lead(found: Coordination, paragraph: Paragraph) -> tuple[VerbPhrase, Join] | None:
    clause = found.clause
    started = _at_start(clause, paragraph)
    if started is not None:
        return started, Join(Link.START, started.start)
    if paragraph.kind is ParagraphKind.SUBPARAGRAPH:
        return None
    if clause.words[0] in clause.lexicon.framing.openers:
        framed = _after_framing(found)
        if framed is not None:
            return framed, Join(Link.FRAMED, framed.start)
    emphasised = _by_emphasis(clause, paragraph.emphasis, preambular=found.preambular)
    return (emphasised, Join(Link.EMPHASIS, 0)) if emphasised is not None else None


def _at_start(clause: Clause, paragraph: Paragraph) -> VerbPhrase | None:
    """The verb phrase that the paragraph begins with, after its modifiers and framing."""
    led = paragraph.kind in _LED
    for at in range(min(clause.end, _LEAD_REACH)):
        phrase = match_verb_phrase(clause, at, past=not led)
        if phrase is None:
            continue
        opens = clause.join_before(phrase.start).link is Link.START
        return phrase if opens and (led or _starts_subparagraph(clause, phrase)) else None
    return None


def _starts_subparagraph(clause: Clause, phrase: VerbPhrase) -> bool:
    """Whether a subparagraph opens with a verb of the acting body: "(a) Requests the Office"."""
    if phrase.form is Form.FINITE:
        opens = clause.is_capitalised(phrase.start) or phrase.asks
        return opens and not is_plural_noun(clause, phrase)
    return phrase.form is Form.PAST and has_object(clause, phrase)


def _after_framing(found: Coordination) -> VerbPhrase | None:
    """The first verb joined by a comma after an opening phrase: "On the basis of …, decides"."""
    clause = found.clause
    for at in range(1, clause.end):
        if clause.breaks[at] == STOP:
            return None
        phrase = match_verb_phrase(clause, at)
        if phrase is None or (phrase.form is Form.FINITE) == found.preambular:
            continue
        if found.join_of(phrase) is not None:
            return phrase
    return None


def _by_emphasis(
    clause: Clause, emphasis: Sequence[tuple[int, int]], *, preambular: bool
) -> VerbPhrase | None:
    """A lead verb that no lexicon knows, in the italics that mark it: "*Fosters* the exchange"."""
    starts = clause.tokens.starts
    if not emphasis or emphasis[0][0] > starts[0] + _EMPHASIS_SLACK:
        return None
    for at in range(clause.end):
        if starts[at] >= emphasis[0][1] or (at and clause.breaks[at] != SPACE):
            return None
        entry = _emphasised_entry(clause, at, preambular=preambular)
        if entry is not None:
            return verb_phrase_of(clause, at, entry)
        if not clause.is_adverb(at):
            return None
    return None


def _emphasised_entry(clause: Clause, at: int, *, preambular: bool) -> VerbEntry | None:
    """A base form ("*Request* the Office"), or a word of a verb's shape before an object."""
    word, after = clause.words[at], at + 1
    if after >= clause.length or clause.breaks[after] != SPACE:
        return None
    known = clause.lexicon.bases.get(word)
    if known is not None or not (preambular or clause.begins_object(after)):
        return known
    unknown = clause.lexicon.endings.unknown_verbs
    form = Form.PARTICIPLE if preambular else Form.FINITE
    endings = unknown.preambular if preambular else unknown.operative
    for ending, replacement in endings.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return VerbEntry(word.removesuffix(ending) + replacement, form)
    return None


# Sentences that name their subject.


def _find_in_sentences(found: Coordination, *, named: bool) -> None:
    """Running text that names its subject: "The Council recalls …. The Council notes …".

    With `named`, the rest of the body's name may be between it and its verb.
    """
    clause = found.clause
    ends = [at for at in range(1, clause.end) if clause.breaks[at] == STOP] + [clause.end]
    start = 0
    known: str | None = None
    for end in ends:
        sentence = clause.until(end)
        subject = _subject(sentence, start, known)
        if subject is not None:
            known, first, after = subject
            phrase = _after_subject(sentence, after, named=named)
            if phrase is not None:
                # "The Council, recalling …, asks": participles stand on both sides of the subject.
                _add_participles(found, start, first)
                _add_participles(found, after, phrase.start)
                found.add(phrase, Join(Link.SUBJECT, phrase.start))
                found.extend(phrase.end, end)
        start = end


def _subject(clause: Clause, start: int, known: str | None) -> tuple[str, int, int] | None:
    """The acting body that a sentence begins with, its first word, and the word after it.

    A sentence may begin with a phrase ("At its third meeting, the Council …"); later ones must
    name the body that the first one named, or say "it".
    """
    subjects = clause.lexicon.subjects
    framed = clause.framing_at(start)
    for at in range(start, min(clause.end, start + _SUBJECT_REACH)):
        if at != start and clause.breaks[at] != COMMA:
            continue
        if at in (start, start + framed) and clause.words[at] in subjects.pronouns:
            return known or "", at, at + 1
        if clause.words[at] in subjects.articles:
            end = at + 1 + subjects.acting_bodies.length_at(clause.tokens, at + 1)
            if end > at + 1 and (not known or known == clause.words[end - 1]):
                return clause.words[end - 1], at, end
        if known and at == start and not _opens_with_phrase(clause, start):
            return None
    return None


def _opens_with_phrase(clause: Clause, start: int) -> bool:
    """Whether a sentence opens with a phrase that its subject may follow: "In this regard, …"."""
    word, lexicon = clause.words[start], clause.lexicon
    if word in lexicon.framing.openers or word in lexicon.participles.operative:
        return True
    return bool(clause.framing_at(start)) or clause.is_adverb(start)


def _after_subject(clause: Clause, start: int, *, named: bool) -> VerbPhrase | None:
    """The verb of a subject: right after it, or after what comes between commas."""
    aside = start < clause.length and clause.breaks[start] == COMMA
    reach = _VERB_REACH if aside else _SUBJECT_REACH
    for at in range(start, min(clause.end, start + reach)):
        phrase = match_verb_phrase(clause, at, past=True)
        if phrase is None or phrase.form not in (Form.FINITE, Form.PAST):
            continue
        if phrase.start == start and clause.breaks[start] == SPACE:
            return phrase
        if phrase.form is Form.PAST and not has_object(clause, phrase):
            continue
        # "The Commission on Soils recommends": what comes between may be the rest of a name.
        if named and phrase.form is Form.FINITE and phrase.entry.joining is Joining.FREELY:
            return phrase
        closed = aside and clause.breaks[phrase.start] == COMMA
        if phrase.start > start and (closed or clause.framing_at(start) == phrase.start - start):
            return phrase
    return None


def _add_participles(found: Coordination, start: int, end: int) -> None:
    """Add the participles of a span before the verb that speak of the same subject."""
    clause = found.clause
    for at in range(start, end):
        if clause.words[at] not in clause.lexicon.participles.operative:
            continue
        phrase = match_verb_phrase(clause, at)
        if phrase is None or phrase.form is not Form.PARTICIPLE or not phrase.complete:
            continue
        opens = phrase.start == start and clause.breaks[start] in (STOP, SPACE)
        join = Join(Link.SENTENCE, start) if opens else found.join_of(phrase)
        if join is not None:
            found.add(phrase, join)
