"""Verbs of running text that names its subject: statements, decisions, chapeaux."""

from service.extraction.findings.verbs.clause import Join, Link
from service.extraction.findings.verbs.coordination import (
    Scan,
    acting_join,
    says_what_was_done,
    scan_joined,
)
from service.extraction.findings.verbs.verb_phrases import VerbPhrase, read_phrase
from service.extraction.languages.verbs import Form, Joining
from service.extraction.text.tokens import COMMA, SPACE, STOP

# A subject stands within this many words from the start of its sentence; its verb follows it within
# as many, or after what is set between commas, which may be long.
_SUBJECT_REACH = 60
_VERB_REACH = 250


def scan_sentences(scan: Scan, named: bool) -> None:
    """Running text that names its subject: "The Council recalls …. The Council notes …"."""
    words = scan.words
    ends = [at for at in range(1, len(words)) if words.breaks[at] == STOP] + [len(words)]
    start = 0
    known: str | None = None
    for end in ends:
        subject = _subject(scan, start, end, known)
        if subject is not None:
            known, first, after = subject
            phrase = _after_subject(scan, after, end, named)
            if phrase is not None:
                _take_participles(scan, start, first)
                _take_participles(scan, after, phrase.first)
                scan.take(phrase, Join(Link.SUBJECT, phrase.first))
                scan_joined(scan, phrase.last + 1, end)
        start = end


def _take_participles(scan: Scan, start: int, end: int) -> None:
    """Take those that stand before the verb: "The Council, recalling …, asks"."""
    words, lexicon = scan.words, scan.lexicon
    for at in range(start, end):
        if words.words[at] not in lexicon.word_sets["operative_participles"]:
            continue
        phrase = read_phrase(words, at, lexicon)
        if phrase is None or phrase.form is not Form.PARTICIPLE or not phrase.complete:
            continue
        opens = phrase.first == start and words.breaks[start] in (STOP, SPACE)
        join = Join(Link.SENTENCE, start) if opens else acting_join(scan, phrase)
        if join is not None:
            scan.take(phrase, join)


def _subject(scan: Scan, start: int, end: int, known: str | None) -> tuple[str, int, int] | None:
    """The acting body that a sentence begins with, its first word, and the word after it.

    A sentence may begin with a phrase ("At its third meeting, the Council …"); later ones must
    name the body that the first one named, or say "it".
    """
    words, sets = scan.words, scan.lexicon.word_sets
    framed = scan.lexicon.phrase_sets["framing"].at(words, start)
    for at in range(start, min(end, start + _SUBJECT_REACH)):
        if at != start and words.breaks[at] != COMMA:
            continue
        if at in (start, start + framed) and words.words[at] in sets["subject_pronouns"]:
            return known or "", at, at + 1
        first = at + (words.words[at] in sets["articles"])
        length = scan.lexicon.phrase_sets["acting_bodies"].at(words, first)
        body = words.words[first + length - 1] if length else ""
        if length and first > at and (not known or known == body):
            return body, at, first + length
        if known and at == start and not _opens_with_phrase(scan, start):
            return None
    return None


def _opens_with_phrase(scan: Scan, start: int) -> bool:
    """Whether a sentence opens with a phrase that its subject may follow: "In this regard, …"."""
    word, sets = scan.words.words[start], scan.lexicon.word_sets
    if word in sets["framing_openers"] or word in sets["operative_participles"]:
        return True
    framed = scan.lexicon.phrase_sets["framing"].at(scan.words, start)
    return bool(framed) or scan.lexicon.is_adverb(word)


def _after_subject(scan: Scan, start: int, end: int, named: bool) -> VerbPhrase | None:
    """The verb of a subject: right after it, or after what stands between commas.

    With `named`, the rest of the body's name may stand between them ("The Commission on …").
    """
    words, lexicon = scan.words, scan.lexicon
    reach = _VERB_REACH if words.breaks[start : start + 1] == [COMMA] else _SUBJECT_REACH
    for at in range(start, min(end, start + reach)):
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
