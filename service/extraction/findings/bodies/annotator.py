"""Bodies of a document, paragraph by paragraph, each with the role that it plays."""

from collections.abc import Iterator
from typing import Final

from service.extraction.findings.bodies.antecedents import Antecedents
from service.extraction.findings.bodies.candidates import (
    BodyCandidate,
    find_listed_names,
    is_mention,
    with_full_name,
    with_office,
    without_overlaps,
)
from service.extraction.findings.bodies.name_patterns import find_open_classes, find_unlisted_names
from service.extraction.findings.bodies.short_forms import ShortFormFinder
from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources
from service.extraction.languages.bodies import BodyLexicon
from service.model import IN_TEXT, BodyMention, BodyNaming, BodyRole

_LONGEST_REREAD: Final = 20_000
"""Characters of a paragraph that is read again for names which it defines itself."""


def annotate_bodies(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the bodies of every paragraph. Verbs and citations must be there: they give the roles.

    Short forms ("the Office") stand for the body named last before that has such a short form, in
    the title or the paragraphs, or for the acting body.

    Args:
        document: The document, whose paragraphs get their mentions of bodies.
        language: What is known of its language.
    """
    lexicon = language.bodies
    header = document.header
    acting = header.enacting_body or header.organ
    antecedents = Antecedents(lexicon, acting.value if acting else None, header.symbol)
    antecedents.expect_committees(document.paragraphs)
    for _ in _mentions(document.title.hyphenated, antecedents, lexicon):
        pass
    for paragraph in document.paragraphs:
        paragraph.bodies = _bodies(paragraph, antecedents, lexicon)


def _bodies(
    paragraph: AnalysedParagraph, antecedents: Antecedents, lexicon: BodyLexicon
) -> tuple[BodyMention, ...]:
    printed, text = paragraph.text.text, paragraph.text.hyphenated
    return tuple(
        BodyMention(
            body=found.code,
            text=printed[found.start : found.end],
            naming=found.naming,
            role=_role(paragraph, text, found, lexicon),
            start=found.start,
            end=found.end,
            rule=found.rule,
        )
        for found in _mentions(text, antecedents, lexicon)
    )


def _role(
    paragraph: AnalysedParagraph, text: str, found: BodyCandidate, lexicon: BodyLexicon
) -> BodyRole:
    for verb in paragraph.verbs:
        start, end = verb.addressee_start, verb.addressee_end
        if start is not None and end is not None and start <= found.start and found.end <= end:
            return BodyRole.REQUESTED
    for citation in paragraph.citations:
        inside = citation.where == IN_TEXT and citation.start <= found.start
        if inside and found.end <= citation.end:
            return BodyRole.CITATION
    if lexicon.patterns.cited.match(text, found.end):
        return BodyRole.CITATION
    return BodyRole.MENTIONED


def _mentions(text: str, antecedents: Antecedents, lexicon: BodyLexicon) -> Iterator[BodyCandidate]:
    """The bodies of a text from left to right; each is added to the antecedents."""
    position = 0
    short_forms = ShortFormFinder(text, antecedents, lexicon)
    named = _named(text, antecedents, lexicon)
    while named:
        found = named.pop(0)
        yield from short_forms.find(position, found.start)
        position = found.end
        if not found.code:
            continue
        known = len(antecedents.defined)
        name = text[found.start : found.end]
        if found.rule in lexicon.patterns.rules_of_holders:
            _note_inner_names(name, antecedents, lexicon)
        position, code = antecedents.define(text, found.end, found.named_body)
        if code != found.named_body and not found.holder:
            found = found._replace(code=code)
        antecedents.mention(found.named_body, found.holder_name or name)
        if found.holder:
            antecedents.mention_officer(found.code, name)
        if is_mention(text, found, lexicon):
            yield found
        if len(antecedents.defined) > known and len(text) < _LONGEST_REREAD:
            named = _named(text, antecedents, lexicon)
        named = [later for later in named if later.start >= position]
    yield from short_forms.find(position, len(text))


def _note_inner_names(name: str, antecedents: Antecedents, lexicon: BodyLexicon) -> None:
    """Let a body inside a name be known: "Special Rapporteur of the Human Rights Council"."""
    for inner in find_listed_names(name, lexicon, antecedents.defined):
        if inner.code:
            antecedents.mention(inner.code, name[inner.start : inner.end])


def _named(text: str, antecedents: Antecedents, lexicon: BodyLexicon) -> list[BodyCandidate]:
    """Full names, acronyms and open classes, the longest where they overlap, in order."""
    candidates = list(find_listed_names(text, lexicon, antecedents.defined))
    candidates += [
        candidate._replace(code=antecedents.qualified(candidate.code))
        for candidate in find_open_classes(text, lexicon)
    ]
    candidates += _of_acting_body(text, antecedents, lexicon)
    chosen = without_overlaps(candidates)
    taken = [(each.start, each.end) for each in chosen if each.code not in lexicon.abbreviated]
    chosen += [
        candidate
        for candidate in find_unlisted_names(text, antecedents.acting, taken, lexicon)
        if antecedents.meaning(text[candidate.start : candidate.end]) is None
    ]
    offices = lexicon.patterns.offices
    return without_overlaps(
        [with_office(text, with_full_name(text, each, lexicon), offices) for each in chosen]
    )


def _of_acting_body(
    text: str, antecedents: Antecedents, lexicon: BodyLexicon
) -> Iterator[BodyCandidate]:
    """Bodies of the acting body: its president, the committee that it sets up here."""
    if antecedents.acting is None:
        return
    if own := lexicon.patterns.offices.own:
        code = f"{antecedents.acting}-{own.code}"
        for start, end in own.spans(text):
            yield BodyCandidate(start, end, code, BodyNaming.SHORT_FORM, "body.own_president")
    set_up = lexicon.patterns.committees.set_up_here
    if set_up and (committee := antecedents.own_committee):
        for start, end in set_up.spans(text):
            yield BodyCandidate(start, end, committee, BodyNaming.SHORT_FORM, "body.set_up_here")
