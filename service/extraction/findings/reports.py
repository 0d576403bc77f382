"""Requests to report: who shall report to whom, on what, by which session or date, how often.

A clause of an asking verb ("requests the Secretary-General …") is read up to the next verb of the
acting body; within it, each act of reporting ("to report", "to submit … a report", "to keep it
informed", "to brief") begins a request, whose parts are looked for up to the next act. Everything
is as printed; only sessions and days are computed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources
from service.extraction.languages.calendar import Calendar
from service.extraction.languages.reports import ReportLexicon
from service.model import Address, ReportRequest, Verb

_REACH: Final = 400
"""Characters after an act of submitting, within which a report must be named."""


def annotate_reports(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the requests to report of every paragraph. Verbs must be there.

    A subparagraph without a verb of its own ("(a) To report …") is asked of those whom its
    paragraph asks.
    """
    if language.reports is None:
        return
    finder = _RequestFinder(language.reports, language.calendar)
    asked: dict[Address, str] = {}
    for analysed in document.paragraphs:
        paragraph = analysed.paragraph
        above = asked.get(paragraph.parent) if paragraph.parent else None
        analysed.reports = tuple(finder.find(analysed, above))
        own = analysed.verbs[-1].addressee if analysed.verbs else above
        if own and (":" in paragraph.text or not analysed.verbs):
            asked[paragraph.address] = own


class _RequestFinder:
    """Finds requests to report by the words of one language."""

    def __init__(self, lexicon: ReportLexicon, calendar: Calendar) -> None:
        self._lexicon = lexicon
        self._calendar = calendar

    def find(
        self, paragraph: AnalysedParagraph, asked_above: str | None
    ) -> Iterator[ReportRequest]:
        """The requests of a paragraph, in the order of the text.

        `asked_above` is who is asked by the paragraph that this one is a part of.
        """
        text = paragraph.text.text
        if asked_above and not paragraph.verbs and self._lexicon.subparagraph_act.match(text):
            yield from self._read_clause(text, asked_above, 0, len(text))
            return
        for reporter, start, end in self._asking_clauses(paragraph.verbs, len(text)):
            yield from self._read_clause(text, reporter, start, end)

    def _asking_clauses(self, verbs: Sequence[Verb], length: int) -> Iterator[tuple[str, int, int]]:
        """Who is asked, and the stretch that says to do what; "him" is the one asked before."""
        asked = ""
        for index, verb in enumerate(verbs):
            if verb.addressee is not None and verb.addressee_end is not None:
                following = (later.start for later in verbs[index + 1 :] if not later.participle)
                same = asked and verb.addressee in self._lexicon.pronouns
                asked = asked if same else verb.addressee
                yield asked, verb.addressee_end, next(following, length)

    def _read_clause(
        self, text: str, reporter: str, start: int, end: int
    ) -> Iterator[ReportRequest]:
        """The requests of one clause: each act of reporting begins one."""
        lexicon = self._lexicon
        acts = [
            act
            for act in lexicon.act.finditer(text, start, end)
            # What is to be submitted may be material of another kind.
            if not act["paper"]
            or lexicon.reporting.search(text, act.start(), min(end, act.start() + _REACH))
        ]
        for index, act in enumerate(acts):
            stop = acts[index + 1].start() if index + 1 < len(acts) else end
            yield self._request(reporter, act, self._part(text[act.start() : stop]))

    def _part(self, text: str) -> str:
        """The text up to where something else is asked, without what only leads on."""
        for resumed in self._lexicon.another_act.finditer(text):
            if not self._lexicon.infinitive.search(text, 0, resumed.start()):
                text = text[: resumed.start()]
                break
        while (shorter := self._lexicon.tail.sub("", text)) != text:
            text = shorter
        return text

    def _request(self, reporter: str, act: re.Match[str], part: str) -> ReportRequest:
        """The request that an act of reporting begins; `part` is its text."""
        recipient, rest = self._recipient(part)
        lexicon, calendar = self._lexicon, self._calendar
        session, day = lexicon.session.search(part), lexicon.day.search(part)
        term, period = lexicon.term.search(part), lexicon.period.search(part)
        kind = next(name for name, found in act.groupdict().items() if found)
        return ReportRequest(
            reporter=reporter,
            recipient=recipient,
            subject=self._subject(rest),
            session=calendar.find_session(session["named"]) if session else None,
            due=calendar.find_date(day["day"]) if day else None,
            term=(term["term"] or term["moment"]) if term else None,
            period=period["period"] if period else None,
            text=part,
            start=act.start(),
            end=act.start() + len(part),
            rule=f"report.{kind}",
        )

    def _recipient(self, part: str) -> tuple[str | None, str]:
        """Who is to receive the report, and the part with a pronoun for them."""
        match = self._lexicon.recipient.search(part)
        if match is None:
            return None, part
        before, after = part[: match.start("who")], part[match.end("who") :]
        return match["who"].strip(), f"{before}{self._lexicon.recipient_pronoun}{after}"

    def _subject(self, part: str) -> str | None:
        """What the report is to be about; None where nothing says so."""
        for match in self._lexicon.subject.finditer(part):
            what = self._lexicon.after_subject.sub("", match["what"]).strip(" ,")
            if subject := self._lexicon.tail.sub("", what):
                return subject
        return None
