"""Requests to report: who shall report to whom, on what, by which session or date, how often.

A clause of an asking verb ("requests the Secretary-General …") is read up to the next verb of the
acting body; within it, each act of reporting ("to report", "to submit … a report", "to keep it
informed", "to brief") begins a request, whose parts are looked for up to the next act. Everything
is as printed; only sessions and days are worked out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources
from service.extraction.languages.reports import ReportLexicon
from service.extraction.text.dates import find_date
from service.extraction.text.sessions import find_session
from service.model import Address, ReportRequest, Verb

_REACH: Final = 400


def annotate_reports(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the requests to report of every paragraph. Verbs must be there.

    A subparagraph without a verb of its own ("(a) To report …") is asked of those whom its
    paragraph asks.
    """
    lexicon = language.reports
    if lexicon is None:
        return
    asked: dict[Address, str] = {}
    for analysed in document.paragraphs:
        paragraph = analysed.paragraph
        above = asked.get(paragraph.parent) if paragraph.parent else None
        analysed.reports = _find_requests(analysed, above, lexicon)
        own = analysed.verbs[-1].addressee if analysed.verbs else above
        if own and (":" in paragraph.text or not analysed.verbs):
            asked[paragraph.address] = own


def _find_requests(
    paragraph: AnalysedParagraph, asked_above: str | None, lexicon: ReportLexicon
) -> tuple[ReportRequest, ...]:
    """The requests to report in a paragraph, in the order of the text.

    `asked_above` is who is asked by the paragraph that this one is a part of.
    """
    text = paragraph.text.text
    if asked_above and not paragraph.verbs and lexicon.subparagraph_act.match(text):
        return tuple(_read_clause(text, asked_above, 0, len(text), lexicon))
    return tuple(
        request
        for reporter, begin, end in _asking_clauses(paragraph.verbs, len(text), lexicon)
        for request in _read_clause(text, reporter, begin, end, lexicon)
    )


def _asking_clauses(
    verbs: Sequence[Verb], length: int, lexicon: ReportLexicon
) -> Iterator[tuple[str, int, int]]:
    """Who is asked, and the stretch that says to do what; "him" is the one asked before."""
    asked = ""
    for index, verb in enumerate(verbs):
        if verb.addressee is not None and verb.addressee_end is not None:
            following = (later.start for later in verbs[index + 1 :] if not later.participle)
            asked = asked if asked and verb.addressee in lexicon.pronouns else verb.addressee
            yield asked, verb.addressee_end, next(following, length)


def _read_clause(
    text: str, reporter: str, begin: int, end: int, lexicon: ReportLexicon
) -> Iterator[ReportRequest]:
    acts = [
        act
        for act in lexicon.act.finditer(text, begin, end)
        # What is to be submitted may be material of another kind.
        if not act["paper"]
        or lexicon.reporting.search(text, act.start(), min(end, act.start() + _REACH))
    ]
    for index, act in enumerate(acts):
        stop = acts[index + 1].start() if index + 1 < len(acts) else end
        yield _request(reporter, act, _part(text[act.start() : stop], lexicon), lexicon)


def _part(text: str, lexicon: ReportLexicon) -> str:
    """The text up to where something else is asked, without what only leads on."""
    for resumed in lexicon.another_act.finditer(text):
        if not lexicon.infinitive.search(text, 0, resumed.start()):
            text = text[: resumed.start()]
            break
    while (shorter := lexicon.tail.sub("", text)) != text:
        text = shorter
    return text


def _request(reporter: str, act: re.Match[str], part: str, lexicon: ReportLexicon) -> ReportRequest:
    """The request that an act of reporting begins; `part` is its text."""
    recipient, rest = _recipient(part, lexicon)
    session, day = lexicon.session.search(part), lexicon.day.search(part)
    term, period = lexicon.term.search(part), lexicon.period.search(part)
    kind = next(name for name, found in act.groupdict().items() if found)
    return ReportRequest(
        reporter=reporter,
        recipient=recipient,
        subject=_subject(rest, lexicon),
        session=find_session(session["named"]) if session else None,
        due=find_date(day["day"]) if day else None,
        term=(term["term"] or term["moment"]) if term else None,
        period=period["period"] if period else None,
        text=part,
        start=act.start(),
        end=act.start() + len(part),
        rule=f"report.{kind}",
    )


def _recipient(part: str, lexicon: ReportLexicon) -> tuple[str | None, str]:
    """Who is to receive the report, and the part with a pronoun for them."""
    match = lexicon.recipient.search(part)
    if match is None:
        return None, part
    before, after = part[: match.start("who")], part[match.end("who") :]
    return match["who"].strip(), f"{before}{lexicon.recipient_pronoun}{after}"


def _subject(part: str, lexicon: ReportLexicon) -> str | None:
    for match in lexicon.subject.finditer(part):
        what = lexicon.after_subject.sub("", match["what"]).strip(" ,")
        if subject := lexicon.tail.sub("", what):
            return subject
    return None
