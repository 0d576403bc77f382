"""Bodies of a document, paragraph by paragraph, each with the role that it plays."""

import re
from collections.abc import Iterator
from typing import Final

from service.extraction.findings.bodies.antecedents import Context
from service.extraction.findings.bodies.candidates import (
    Found,
    find_names,
    is_membership,
    office_named,
    with_full_name,
    with_office,
)
from service.extraction.findings.bodies.name_patterns import find_classes
from service.extraction.findings.bodies.united_nations import acts
from service.extraction.findings.bodies.unlisted import find_unlisted
from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources
from service.extraction.languages.bodies import HEADS, plain
from service.model import BodyMention, BodyNaming, BodyRole

_CITED = re.compile(r"'?s? (?:[a-z]+ ){0,2}?(?:resolution|decision)s?\b")
# The capital comes first, then what must not stand before it: a search then skips to capitals.
_RUN = re.compile(
    r"[A-Z](?<![\w-].)(?:"
    r"(?:(?<=O)ffice of the High Commissioner|(?<=P)anel of Experts|(?<=G)roup of Experts"
    r"|(?<=C)ommittee of Experts)(?![\w-])"
    r"|[\w'-]*(?: [A-Z][\w'-]*){0,3})"
)
_ARTICLE = re.compile(r"(?:The|This|That|Its|Both|His|Her) ")
_DETERMINER = re.compile(
    r"(?:^|[\s(“\"])(?:[Tt]he|[Tt]his|[Tt]hat|said|[Ii]ts|his|her|their|both|present|same|each"
    r"|of|and/or|the [a-z]+)\s$"
)
_POSSESSIVE = re.compile(r"\b(?:his|her|their) $")
_GOES_ON = re.compile(
    r" (?:of|on|for|against) (?:the |an? )?[A-Z]|(?<=[rvy]) to (?:the |an? )?[A-Z]"
)
_ORDINAL = re.compile(r"(?:[A-Z][a-z]+th|First|Second|Third)$")
_ACTING_CITED = re.compile(r" (?:resolution|decision)s?\b")
_PRESIDENT = re.compile(
    r"\b(?:[Ii]ts|[Nn]ote (?:by|of|from) the) (?P<what>President)\b(?! of (?!\d))"
)
_BEGINNINGS: Final = frozenset({"UN", "AU", "EU"})
"""Bodies whose names begin those of others: "United Nations Working Party on …"."""
_OWN_COMMITTEE = re.compile(r"\b(?P<what>Committee) of the Security Council\b(?! established)")
_HOLDING_OTHERS: Final = frozenset({"body.special_rapporteur", "body.independent_expert"})
_LONGEST_REREAD: Final = 20_000
"""Characters of a paragraph that is read again for names which it defines itself."""
_SHORT_HEADS: Final = HEADS | {
    *("General", "President", "Ombudsperson", "Quartet", "Director", "Director-General"),
    *("Administrator", "Prosecutor", "Registrar", "Chair", "Chairperson", "Chairman", "Secretary"),
    *("Commissioner-General", "Rapporteur", "Secretary-General", "Chair-Rapporteur", "Commander"),
}
_OF = re.compile(r" (?:of|for)\b")
_DEFINED_BEFORE = re.compile(r"\([“\"]?(?:the )?[“\"]?$")


def annotate_bodies(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the bodies of every paragraph. Verbs and citations must be there: they give the roles.

    Short forms ("the Office") stand for the body named last before that has such a short form, in
    the title or the paragraphs, or for the acting body.
    """
    del language
    header = document.header
    acting = header.enacting_body or header.organ
    context = Context(acting.value if acting else None, header.symbol)
    context.expect_committees([analysed.paragraph for analysed in document.paragraphs])
    if header.title:
        tuple(_mentions(plain(header.title), context))
    for paragraph in document.paragraphs:
        paragraph.bodies = _bodies(paragraph, context)


def _bodies(paragraph: AnalysedParagraph, context: Context) -> tuple[BodyMention, ...]:
    printed = paragraph.text.text
    text = plain(printed)
    return tuple(
        BodyMention(
            body=found.code,
            text=printed[found.start : found.end],
            naming=found.naming,
            role=_role(paragraph, text, found),
            start=found.start,
            end=found.end,
            rule=found.rule,
        )
        for found in _mentions(text, context)
    )


def _role(paragraph: AnalysedParagraph, text: str, found: Found) -> BodyRole:
    for verb in paragraph.verbs:
        start, end = verb.addressee_start, verb.addressee_end
        if start is not None and end is not None and start <= found.start and found.end <= end:
            return BodyRole.REQUESTED
    for citation in paragraph.citations:
        inside = citation.where == "text" and citation.start <= found.start
        if inside and found.end <= citation.end:
            return BodyRole.CITATION
    if _CITED.match(text, found.end):
        return BodyRole.CITATION
    return BodyRole.MENTIONED


def _mentions(text: str, context: Context) -> Iterator[Found]:
    """The bodies of a plain text from left to right; the context learns as it goes."""
    position = 0
    named = _named(text, context)
    while named:
        found = named.pop(0)
        yield from _short_forms(text, position, found.start, context)
        position = found.end
        if not found.code:
            continue
        known = len(context.defined)
        if found.rule in _HOLDING_OTHERS:
            _note_inner(text[found.start : found.end], context)
        position, code = context.define(text, found.end, found.named)
        if code != found.named and not found.of:
            found = found._replace(code=code)
        context.mention(found.named, found.of_name or text[found.start : found.end])
        if found.of:
            context.mention_office(found.code, office_named(text[found.start : found.end]))
        if _counts(text, found):
            yield found
        if len(context.defined) > known and len(text) < _LONGEST_REREAD:
            named = _named(text, context)
        named = [later for later in named if later.start >= position]
    yield from _short_forms(text, position, len(text), context)


def _note_inner(name: str, context: Context) -> None:
    """Let a body inside a name be known: "Special Rapporteur of the Human Rights Council"."""
    for inner in find_names(name, context.defined):
        if inner.code:
            context.mention(inner.code, name[inner.start : inner.end])


def _counts(text: str, found: Found) -> bool:
    if found.code == "UN":
        return acts(text, found.start, found.end)
    return not is_membership(text, found.start)


def _named(text: str, context: Context) -> list[Found]:
    """Full names, acronyms and open classes, the longest where they overlap, in order."""
    candidates = list(find_names(text, context.defined))
    candidates += [
        Found(start, end, context.qualified(code), BodyNaming.FULL_NAME, rule)
        for start, end, code, rule in find_classes(text)
    ]
    candidates += _own(text, context)
    chosen = _without_overlaps(candidates)
    taken = [(found.start, found.end) for found in chosen if found.code not in _BEGINNINGS]
    chosen += [
        Found(start, end, code, BodyNaming.FULL_NAME, rule)
        for start, end, code, rule in find_unlisted(text, context.acting, taken)
        if all(end <= begin or start >= stop for begin, stop in taken)
        and context.short_form(text[start:end]) is None
    ]
    return _without_overlaps([with_office(text, with_full_name(text, found)) for found in chosen])


def _own(text: str, context: Context) -> Iterator[Found]:
    """Bodies of the acting body: its president, the committee that it sets up here."""
    if context.acting is None:
        return
    if "resident" in text:
        for match in _PRESIDENT.finditer(text):
            code = f"{context.acting}-president"
            yield Found(*match.span("what"), code, BodyNaming.SHORT_FORM, "body.own_president")
    if context.own_committee and "Committee of the Security Council" in text:
        for match in _OWN_COMMITTEE.finditer(text):
            span = match.span("what")
            yield Found(*span, context.own_committee, BodyNaming.SHORT_FORM, "body.set_up_here")


def _without_overlaps(candidates: list[Found]) -> list[Found]:
    if len(candidates) < 2:
        return candidates
    chosen: list[Found] = []
    for found in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def _short_forms(text: str, start: int, end: int, context: Context) -> Iterator[Found]:
    """Short forms between two named bodies, as far as the context licenses them."""
    for run in _RUN.finditer(text, start, end):
        article = _ARTICLE.match(run[0])
        begin = run.start() + (article.end() if article else 0)
        found = _short_form(text, begin, run.end(), context)
        if found is None:
            _note_other(text, begin, run.end(), context)
            continue
        if not _is_definition(text, found):
            wide = with_office(text, found)
            found = wide if start <= wide.start and wide.end <= end else found
            yield found
        start = max(start, found.end)


def _note_other(text: str, start: int, end: int, context: Context) -> None:
    """Something else that is headed like a body: "World Programme", "Programme of Action"."""
    words = text[start:end].split(" ")
    if (len(words) > 1 and not _ORDINAL.match(words[0])) or _GOES_ON.match(text, end):
        context.block(words[-1].removesuffix("'s"))


def _short_form(text: str, start: int, end: int, context: Context) -> Found | None:
    words = text[start:end].split(" ")
    if _SHORT_HEADS.isdisjoint(words) and "'" not in text[start:end]:
        return None
    for count in range(len(words), 0, -1):
        form = " ".join(words[:count]).removesuffix("'s").rstrip("'")
        stop = start + len(form)
        code = _meaning(text, start, stop, form, context)
        if code is None:
            continue
        found = Found(start, stop, code, BodyNaming.SHORT_FORM, "body.short_form")
        goes_on = text[stop : stop + 2].strip()[:1].isupper() or _GOES_ON.match(text, stop)
        if goes_on and with_office(text, found).end == stop:
            return None
        return found
    return None


def _meaning(text: str, start: int, stop: int, form: str, context: Context) -> str | None:
    head = form.rpartition(" ")[2]
    if head not in _SHORT_HEADS or not _licensed_here(text, start, stop):
        return None
    if form == "Office" and _POSSESSIVE.search(text, max(0, start - 8), start):
        return context.office_of_last_official()
    code = context.short_form(form)
    if code is None and not _OF.match(text, stop):
        return context.officer(form)
    return code


def _licensed_here(text: str, start: int, stop: int) -> bool:
    before = text[max(0, start - 24) : start]
    return bool(_DETERMINER.search(before) or _ACTING_CITED.match(text, stop))


def _is_definition(text: str, found: Found) -> bool:
    """Whether it stands alone in brackets, "(the Committee)": a definition, not a mention."""
    opens = _DEFINED_BEFORE.search(text[max(0, found.start - 6) : found.start])
    return bool(opens) and text[found.end : found.end + 2].lstrip('”"').startswith(")")
