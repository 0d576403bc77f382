"""The verbs of every paragraph, with whom they ask to act, as findings."""

import re
from typing import Final

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.findings.verbs.addressees import Span, find_addressee
from service.extraction.findings.verbs.clause import Clause
from service.extraction.findings.verbs.coordination import Coordination
from service.extraction.findings.verbs.sentences import find_in_clause, find_in_text
from service.extraction.languages import LanguageResources
from service.extraction.languages.verbs import Form, VerbLexicon
from service.model import ParagraphKind, Verb

_NON_FINITE: Final = frozenset({Form.PARTICIPLE, Form.ADJECTIVE})
_ACRONYM: Final = re.compile(r"\s\(“?[A-Z][A-Za-z‑-]*[A-Z][A-Za-z‑-]*”?\)")
_WITH_SUBJECT: Final = frozenset({ParagraphKind.CHAPEAU, ParagraphKind.TEXT})
"""The paragraphs of running text, whose sentences name their subject."""
_SUBJECT_UNDERSTOOD: Final = frozenset(
    {ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE, ParagraphKind.SUBPARAGRAPH}
)


def annotate_verbs(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the verbs of every paragraph. Nothing is found in a language without a verb lexicon."""
    if language.verbs is None:
        return
    for paragraph in document.paragraphs:
        paragraph.verbs = find_verbs(paragraph, language.verbs)


def find_verbs(analysed: AnalysedParagraph, lexicon: VerbLexicon) -> tuple[Verb, ...]:
    """All verbs whose subject is the acting body, in order; none in headings and formulas."""
    paragraph = analysed.paragraph
    with_subject = paragraph.kind in _WITH_SUBJECT
    if not with_subject and paragraph.kind not in _SUBJECT_UNDERSTOOD:
        return ()
    tokens = analysed.text.tokens.with_abbreviations(lexicon.abbreviations)
    if not len(tokens):
        return ()
    preambular = paragraph.kind is ParagraphKind.PREAMBULAR
    found = Coordination(Clause(tokens, lexicon), preambular=preambular)
    if with_subject:
        find_in_text(found, paragraph)
    else:
        find_in_clause(found, paragraph)
    if not found.verbs:
        return ()
    lead, asked = _lead_index(found), _find_addressees(found)
    return tuple(_verb(found, i, i == lead, asked[i]) for i in range(len(asked)))


def _lead_index(found: Coordination) -> int:
    """Which verb leads: the first, but a finite one before a participle of framing; -1 if none."""
    if found.continued:
        return -1
    for index, phrase in enumerate(found.verbs):
        if found.preambular or phrase.form is not Form.PARTICIPLE:
            return index
    return 0


def _find_addressees(found: Coordination) -> list[Span | None]:
    """Whom each verb asks; an addressee is looked for up to where the next verb is joined."""
    clause, verbs = found.clause, found.verbs
    ends = [join.start for join in found.joins[1:]] + [clause.end]
    asked = [
        find_addressee(clause.until(end), phrase) for phrase, end in zip(verbs, ends, strict=True)
    ]
    # "Requests and encourages the Office": the first verb asks whom the second one asks.
    for i in range(len(verbs) - 2, -1, -1):
        if asked[i] is None and verbs[i].asks and verbs[i].end == ends[i]:
            asked[i] = asked[i + 1]
    return asked


def _verb(found: Coordination, index: int, lead: bool, asked: Span | None) -> Verb:
    phrase, tokens = found.verbs[index], found.clause.tokens
    start, end = tokens.starts[phrase.start], tokens.ends[phrase.end - 1]
    addressee = first = last = None
    if asked is not None:
        first, last = tokens.starts[asked[0]], tokens.ends[asked[1] - 1]
        # A name goes on with the acronym that follows it in brackets.
        acronym = _ACRONYM.match(tokens.text, last)
        last = acronym.end() if acronym else last
        addressee = tokens.text[first:last]
    return Verb(
        lemma=phrase.lemma,
        surface=tokens.text[start:end],
        modifiers=phrase.modifiers,
        lead=lead,
        start=start,
        end=end,
        rule=f"verb.{found.joins[index].link}",
        participle=phrase.form in _NON_FINITE or (found.preambular and phrase.form is Form.PAST),
        addressee=addressee,
        addressee_start=first,
        addressee_end=last,
    )
