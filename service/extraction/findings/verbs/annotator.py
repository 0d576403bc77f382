"""Find the verbs of a paragraph: the lead one, then all that are joined to it."""

import re

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.findings.verbs.addressees import Span, find_addressee
from service.extraction.findings.verbs.clause import Join, Link, read_join
from service.extraction.findings.verbs.coordination import (
    Scan,
    acting_join,
    begins_object,
    is_noun,
    says_what_was_done,
    scan_joined,
)
from service.extraction.findings.verbs.sentences import scan_sentences
from service.extraction.findings.verbs.verb_phrases import VerbPhrase, read_known, read_phrase
from service.extraction.languages import LanguageResources
from service.extraction.languages.verbs import Entry, Form, VerbLexicon
from service.extraction.text.tokens import SPACE, STOP
from service.model import Paragraph, ParagraphKind, Verb

_NON_FINITE = frozenset({Form.PARTICIPLE, Form.ADJECTIVE})
_EMPHASIS_SLACK = 3
_ACRONYM = re.compile(r"\s\(“?[A-Z][A-Za-z‑-]*[A-Z][A-Za-z‑-]*”?\)")
_WITH_SUBJECT = frozenset({ParagraphKind.CHAPEAU, ParagraphKind.TEXT})
# The paragraphs that begin with their lead verb, whatever it looks like.
_LED = frozenset({ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE})
_WITH_VERBS = _WITH_SUBJECT | _LED | {ParagraphKind.SUBPARAGRAPH}


def annotate_verbs(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the verbs of every paragraph. Nothing is found in a language without a verb lexicon."""
    if language.verbs is None:
        return
    for paragraph in document.paragraphs:
        paragraph.verbs = find_verbs(paragraph, language.verbs)


def find_verbs(analysed: AnalysedParagraph, lexicon: VerbLexicon) -> tuple[Verb, ...]:
    """All verbs whose subject is the acting body, in order; none in headings and formulas."""
    paragraph = analysed.paragraph
    if paragraph.kind not in _WITH_VERBS:
        return ()
    words = analysed.text.tokens
    if not len(words):
        return ()
    scan = Scan(words, lexicon, preambular=paragraph.kind is ParagraphKind.PREAMBULAR)
    if paragraph.kind in _WITH_SUBJECT:
        _scan_text(scan, paragraph)
    else:
        _scan_clause(scan, paragraph)
    return _verbs(scan)


def _scan_text(scan: Scan, paragraph: Paragraph) -> None:
    """Running text: its sentences name their subject, or it goes on like a subparagraph."""
    scan_sentences(scan, paragraph.kind is ParagraphKind.CHAPEAU)
    started = None if scan.taken else _at_start(scan, paragraph)
    if started is not None:
        scan.take(started, Join(Link.START, started.first))
        scan_joined(scan, started.last + 1, len(scan.words))


def _scan_clause(scan: Scan, paragraph: Paragraph) -> None:
    """A paragraph whose subject is understood: the lead verb stands at its start."""
    lead = _lead(scan, paragraph)
    if lead is None:
        if paragraph.kind is ParagraphKind.SUBPARAGRAPH:
            scan.continued = True
            scan_joined(scan, 1, len(scan.words))
        return
    phrase, join = lead
    if phrase.form is Form.FINITE:
        scan.preambular = False
    scan.take(phrase, join)
    scan_joined(scan, phrase.last + 1, len(scan.words))


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
    subparagraph = paragraph.kind not in _LED
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
    if phrase.form is Form.FINITE:
        opens = words.capitalised(phrase.first) or phrase.asks
        return opens and not is_noun(words, phrase, lexicon)
    return phrase.form is Form.PAST and says_what_was_done(words, phrase, lexicon)


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
        entry = _emphasised_entry(scan, at)
        if entry is not None:
            return read_known(scan.words, at, entry, scan.lexicon)
        if not scan.lexicon.is_adverb(scan.words.words[at]):
            return None
    return None


def _emphasised_entry(scan: Scan, at: int) -> Entry | None:
    """A base form ("*Request* the Office"), or a word of a verb's shape before an object."""
    word = scan.words.words[at]
    if at + 1 >= len(scan.words) or scan.words.breaks[at + 1] != SPACE:
        return None
    known = scan.lexicon.bases.get(word)
    if known is not None or scan.preambular or begins_object(scan.words, at + 1, scan.lexicon):
        return known or _by_shape(word, scan.preambular, scan.lexicon)
    return None


def _by_shape(word: str, preambular: bool, lexicon: VerbLexicon) -> Entry | None:
    for ending, replacement in lexicon.endings["preambular" if preambular else "operative"].items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            lemma = word.removesuffix(ending) + replacement
            return Entry(lemma, Form.PARTICIPLE if preambular else Form.FINITE)
    return None


def _verbs(scan: Scan) -> tuple[Verb, ...]:
    if not scan.taken:
        return ()
    lead = -1 if scan.continued else _lead_index(scan)
    limits = [join.start for join in scan.joins[1:]] + [len(scan.words)]
    spans = [
        find_addressee(scan.words, phrase, limit, scan.lexicon)
        for phrase, limit in zip(scan.taken, limits, strict=True)
    ]
    for i in range(len(spans) - 2, -1, -1):
        if spans[i] is None and scan.taken[i].asks and _shares_object(scan, i):
            spans[i] = spans[i + 1]
    return tuple(_verb(scan, i, i == lead, spans[i]) for i in range(len(spans)))


def _lead_index(scan: Scan) -> int:
    """Which verb leads: the first, but a finite one before a participle of framing."""
    for i, phrase in enumerate(scan.taken):
        if scan.preambular or phrase.form is not Form.PARTICIPLE:
            return i
    return 0


def _shares_object(scan: Scan, index: int) -> bool:
    """Whether nothing stands between a verb and the next: "Requests and encourages the Office"."""
    return scan.taken[index].last + 1 == scan.joins[index + 1].start


def _verb(scan: Scan, index: int, lead: bool, asked: Span | None) -> Verb:
    phrase, words = scan.taken[index], scan.words
    start, end = words.starts[phrase.first], words.ends[phrase.last]
    addressee = first = last = None
    if asked is not None:
        first, last = words.starts[asked[0]], _with_acronym(words.text, words.ends[asked[1]])
        addressee = words.text[first:last]
    return Verb(
        lemma=phrase.lemma,
        surface=words.text[start:end],
        modifiers=phrase.modifiers,
        lead=lead,
        start=start,
        end=end,
        rule=f"verb.{scan.joins[index].link}",
        participle=phrase.form in _NON_FINITE or (scan.preambular and phrase.form is Form.PAST),
        addressee=addressee,
        addressee_start=first,
        addressee_end=last,
    )


def _with_acronym(text: str, end: int) -> int:
    """The end of a name with the acronym that follows it in brackets."""
    acronym = _ACRONYM.match(text, end)
    return acronym.end() if acronym else end
