"""Find the verbs of a paragraph: the lead one, then all that are joined to it."""

from dataclasses import replace

from service.parsing.model import Paragraph, Verb
from service.parsing.verbs.addressee import Span, find_addressee
from service.parsing.verbs.coordination import Scan, acting_join, is_noun
from service.parsing.verbs.joining import Join, Link, read_join
from service.parsing.verbs.lexicon import Entry, Form, Joining, VerbLexicon, verb_lexicon
from service.parsing.verbs.phrase import VerbPhrase, read_phrase
from service.parsing.verbs.words import COMMA, SPACE, STOP, Words
from service.terms import Language, ParagraphKind

_EMPHASIS_SLACK = 3
# A subject stands within this many words from the start of its sentence, and its verb from it.
_SUBJECT_REACH = 40
_WITH_SUBJECT = frozenset({ParagraphKind.CHAPEAU, ParagraphKind.TEXT})
_WITHOUT_SUBJECT = frozenset(
    {ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE, ParagraphKind.SUBPARAGRAPH}
)


def find_verbs(paragraph: Paragraph, language: Language = Language.ENGLISH) -> tuple[Verb, ...]:
    """All verbs whose subject is the acting body, in order; none in headings, annexes and formulas.

    Nothing is found in a language that has no lexicon yet.
    """
    lexicon = verb_lexicon(language)
    if lexicon is None or paragraph.kind not in _WITH_SUBJECT | _WITHOUT_SUBJECT:
        return ()
    words = Words.of(paragraph.text)
    if not len(words):
        return ()
    scan = Scan(words, lexicon, preambular=paragraph.kind is ParagraphKind.PREAMBULAR)
    if paragraph.kind in _WITH_SUBJECT:
        _scan_sentences(scan, paragraph.kind is ParagraphKind.CHAPEAU)
    else:
        _scan_clause(scan, paragraph)
    return _verbs(scan)


def _scan_clause(scan: Scan, paragraph: Paragraph) -> None:
    """A paragraph whose subject is understood: the lead verb stands at its start."""
    lead = _lead(scan, paragraph)
    if lead is None:
        return
    phrase, join = lead
    if phrase.form is Form.FINITE:
        scan.preambular = False
    scan.take(phrase, join)
    _scan_joined(scan, phrase.last + 1, len(scan.words))


def _lead(scan: Scan, paragraph: Paragraph) -> tuple[VerbPhrase, Join] | None:
    started = _at_start(scan, paragraph)
    if started is not None:
        return started, Join(Link.START, started.first)
    if paragraph.kind is ParagraphKind.SUBPARAGRAPH:
        return None
    if scan.words.words[0] in scan.lexicon.word_sets["framing_openers"]:
        framed = _after_framing(scan)
        if framed is not None:
            return framed
    emphasised = _by_emphasis(scan, paragraph)
    return (emphasised, Join(Link.EMPHASIS, 0)) if emphasised is not None else None


def _at_start(scan: Scan, paragraph: Paragraph) -> VerbPhrase | None:
    """The verb phrase that the paragraph begins with, after its modifiers and framing."""
    subparagraph = paragraph.kind is ParagraphKind.SUBPARAGRAPH
    words, lexicon = scan.words, scan.lexicon
    for at in range(min(len(words), 8)):
        phrase = read_phrase(words, at, lexicon, past=subparagraph)
        if phrase is None:
            continue
        if read_join(words, phrase.first, lexicon).link is not Link.START:
            return None
        if subparagraph and not _starts_subparagraph(scan, phrase):
            return None
        return phrase
    return None


def _starts_subparagraph(scan: Scan, phrase: VerbPhrase) -> bool:
    """Whether a subparagraph opens with a verb of the acting body: "(a) Requests the Office"."""
    words, lexicon = scan.words, scan.lexicon
    if not words.capitalised(phrase.first):
        return False
    if phrase.form is Form.FINITE:
        return not is_noun(words, phrase, lexicon)
    after = phrase.last + 1
    return (
        phrase.form is Form.PAST
        and after < len(words)
        and words.words[after] in lexicon.word_sets["after_past"]
    )


def _after_framing(scan: Scan) -> tuple[VerbPhrase, Join] | None:
    """The first verb joined by a comma after an opening phrase: "On the basis of …, decides"."""
    finite = Form.FINITE
    for at in range(1, len(scan.words)):
        if scan.words.breaks[at] == STOP:
            return None
        phrase = read_phrase(scan.words, at, scan.lexicon)
        if phrase is None or (phrase.form is finite) == scan.preambular:
            continue
        if acting_join(scan, phrase) is not None:
            return phrase, Join(Link.FRAMED, phrase.first)
    return None


def _by_emphasis(scan: Scan, paragraph: Paragraph) -> VerbPhrase | None:
    """A lead verb that no lexicon knows, in the italics that mark it: "*Fosters* the exchange"."""
    if not paragraph.emphasis or paragraph.emphasis[0][0] > scan.words.starts[0] + _EMPHASIS_SLACK:
        return None
    end = paragraph.emphasis[0][1]
    for at in range(len(scan.words)):
        if scan.words.starts[at] >= end or (at and scan.words.breaks[at] != SPACE):
            return None
        word = scan.words.words[at]
        entry = scan.lexicon.bases.get(word) or _by_shape(word, scan.preambular, scan.lexicon)
        if entry is not None and at + 1 < len(scan.words):
            return VerbPhrase(
                entry.lemma, entry, entry.form, 0, at, at, tuple(scan.words.words[:at])
            )
        if not scan.lexicon.is_adverb(word):
            return None
    return None


def _by_shape(word: str, preambular: bool, lexicon: VerbLexicon) -> Entry | None:
    for ending, replacement in lexicon.endings["preambular" if preambular else "operative"].items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            lemma = word.removesuffix(ending) + replacement
            return Entry(lemma, Form.PARTICIPLE if preambular else Form.FINITE)
    return None


def _scan_joined(scan: Scan, start: int, end: int) -> None:
    """Take all verbs between two words that are joined to those taken."""
    words, lexicon = scan.words, scan.lexicon
    at = start
    while at < end:
        word = words.words[at]
        past = bool(scan.taken) and _past_counts(scan)
        if word in lexicon.forms or word in lexicon.starters or (past and word in lexicon.past):
            phrase = read_phrase(words, at, lexicon, past=past)
            join = acting_join(scan, phrase) if phrase is not None else None
            if phrase is not None and join is not None:
                scan.take(phrase, join)
                at = phrase.last
            elif phrase is not None and phrase.form is Form.FINITE:
                _pass_over(scan, phrase)
        at += 1


def _past_counts(scan: Scan) -> bool:
    last = scan.taken[-1]
    return last.form is Form.PAST or scan.lexicon.words["perfect"] in last.modifiers


def _pass_over(scan: Scan, phrase: VerbPhrase) -> None:
    """Remember a verb with another subject, if a verb it is and no plural noun."""
    if phrase.entry.joining is Joining.LEAD:
        return
    before = scan.words.words[phrase.first - 1] if phrase.first else ""
    form = scan.words.words[phrase.head]
    sets = scan.lexicon.word_sets
    nominal = form in sets["noun_forms"] and before in sets["determiners"] | sets["after_nouns"]
    if not nominal and not is_noun(scan.words, phrase, scan.lexicon):
        scan.passed = phrase.head


def _scan_sentences(scan: Scan, named: bool) -> None:
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
                _scan_joined(scan, phrase.last + 1, end)
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
        if known and at == start and words.words[at] in sets["subject_pronouns"]:
            return known, at + 1
        first = at + (words.words[at] in sets["articles"])
        length = scan.lexicon.phrase_sets["acting_bodies"].at(words, first)
        body = words.words[first + length - 1] if length else ""
        if length and first > at and known in (None, body):
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
        adjoins = words.breaks[start] == SPACE and phrase.first == start
        aside = words.breaks[start] == COMMA == words.breaks[phrase.first]
        framed = lexicon.phrase_sets["framing"].at(words, start) == phrase.first - start
        name = named and phrase.form is Form.FINITE and phrase.entry.joining is Joining.FREELY
        if adjoins or name or (phrase.first > start and (aside or framed)):
            return phrase
    return None


def _verbs(scan: Scan) -> tuple[Verb, ...]:
    if not scan.taken:
        return ()
    lead = next(
        (
            i
            for i, phrase in enumerate(scan.taken)
            if scan.preambular or phrase.form is not Form.PARTICIPLE
        ),
        0,
    )
    limits = [join.start for join in scan.joins[1:]] + [len(scan.words)]
    spans = [
        find_addressee(scan.words, phrase, limit, scan.lexicon)
        for phrase, limit in zip(scan.taken, limits, strict=True)
    ]
    for i in range(len(spans) - 2, -1, -1):
        if spans[i] is None and scan.taken[i].asks and _shares_object(scan, i):
            spans[i] = spans[i + 1]
    return tuple(_verb(scan, i, i == lead, spans[i]) for i in range(len(spans)))


def _shares_object(scan: Scan, index: int) -> bool:
    """Whether nothing stands between a verb and the next: "Requests and encourages the Office"."""
    return scan.taken[index].last + 1 == scan.joins[index + 1].start


def _verb(scan: Scan, index: int, lead: bool, asked: Span | None) -> Verb:
    phrase, words = scan.taken[index], scan.words
    start, end = words.starts[phrase.first], words.ends[phrase.last]
    verb = Verb(
        lemma=phrase.lemma,
        surface=words.text[start:end],
        modifiers=phrase.modifiers,
        lead=lead,
        start=start,
        end=end,
        rule=f"verb.{scan.joins[index].link.value}",
        participle=phrase.form in (Form.PARTICIPLE, Form.ADJECTIVE),
    )
    if asked is None:
        return verb
    first, last = words.starts[asked[0]], words.ends[asked[1]]
    return replace(
        verb, addressee=words.text[first:last], addressee_start=first, addressee_end=last
    )
