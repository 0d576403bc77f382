"""Verbs of running text that names its subject: statements, decisions, chapeaux."""

from service.parsing.verbs.coordination import Scan, says_what_was_done, scan_joined
from service.parsing.verbs.joining import Join, Link
from service.parsing.verbs.lexicon import Form, Joining
from service.parsing.verbs.phrase import VerbPhrase, read_phrase
from service.parsing.verbs.words import COMMA, SPACE, STOP

# A subject stands within this many words from the start of its sentence, and its verb from it.
_SUBJECT_REACH = 60


def scan_sentences(scan: Scan, named: bool) -> None:
    """Running text that names its subject: "The Council recalls …. The Council notes …"."""
    words = scan.words
    ends = [at for at in range(1, len(words)) if words.breaks[at] == STOP] + [len(words)]
    start = 0
    known: str | None = None
    for end in ends:
        subject = _subject(scan, start, end, known)
        if subject is not None:
            known, after = subject
            phrase = _after_subject(scan, after, end, named)
            if phrase is not None:
                scan.take(phrase, Join(Link.SUBJECT, phrase.first))
                scan_joined(scan, phrase.last + 1, end)
        start = end


def _subject(scan: Scan, start: int, end: int, known: str | None) -> tuple[str, int] | None:
    """The acting body that a sentence begins with, and the word after it.

    The first sentence may begin with a phrase ("At its third meeting, the Council …"); later
    ones must name the body that the first one named, or say "it".
    """
    words, sets = scan.words, scan.lexicon.word_sets
    for at in range(start, min(end, start + _SUBJECT_REACH)):
        if at != start and words.breaks[at] != COMMA:
            continue
        if at == start and words.words[at] in sets["subject_pronouns"]:
            return known or "", at + 1
        first = at + (words.words[at] in sets["articles"])
        length = scan.lexicon.phrase_sets["acting_bodies"].at(words, first)
        body = words.words[first + length - 1] if length else ""
        if length and first > at and (not known or known == body):
            return body, first + length
        if known:
            return None
    return None


def _after_subject(scan: Scan, start: int, end: int, named: bool) -> VerbPhrase | None:
    """The verb of a subject: right after it, or after what stands between commas.

    With `named`, the rest of the body's name may stand between them ("The Commission on …").
    """
    words, lexicon = scan.words, scan.lexicon
    for at in range(start, min(end, start + _SUBJECT_REACH)):
        phrase = read_phrase(words, at, lexicon, past=True)
        if phrase is None or phrase.form not in (Form.FINITE, Form.PAST):
            continue
        if phrase.first == start and words.breaks[start] == SPACE:
            return phrase
        if phrase.form is Form.PAST and not says_what_was_done(words, phrase, lexicon):
            continue
        aside = words.breaks[start] == COMMA == words.breaks[phrase.first]
        framed = lexicon.phrase_sets["framing"].at(words, start) == phrase.first - start
        name = named and phrase.form is Form.FINITE and phrase.entry.joining is Joining.FREELY
        if name or (phrase.first > start and (aside or framed)):
            return phrase
    return None
