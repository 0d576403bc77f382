"""Requests to report: who shall report to whom, on what, by which session or date, how often.

A clause of an asking verb ("requests the Secretary-General …") is read up to the next verb of the
acting body; within it, each act of reporting ("to report", "to submit … a report", "to keep it
informed", "to brief") begins a request, whose parts are looked for up to the next act. Everything
is as printed; only sessions and days are worked out.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from service.extraction.findings.document import AnalysedDocument, AnalysedParagraph
from service.extraction.languages import LanguageResources, installed_languages
from service.model import Address, ReportRequest, Verb

_PAPER = (
    r"(?:reports?|update|updates|briefings?|information|study|account|assessment|review|overview"
    r"|recommendations|proposals)"
)
# Those who are informed or briefed; manuals and lists are updated, too.
_READER = (
    r"(?:Assembly|Council|Committees?|Commission|Conference|Board|Secretary-General|Secretariat"
    r"|High Commissioner|Special Rapporteur|Executive Director|States|Group|Forum)"
)
# The first letter comes first, then what must stand before it: a search then skips to such letters.
_ACT: Final = re.compile(
    r"[bcikmprstu]"
    r"(?:(?<=\b[tT]o .)|(?<=\band .)|(?<=\bor .)|(?<=ly .)|(?<=\balso .)|(?<=, .))(?:"
    r"(?P<paper>(?:(?<=s)ubmit|(?<=p)(?:resent|rovide|repare)|(?<=t)ransmit|(?<=i)(?:nclude|ssue)"
    r"|(?<=c)(?:irculate|ompile)|(?<=m)ake(?= (?:an? |recommendations|proposals)))\b"
    rf"(?! (?:and|or)\b)(?=[^;]{{0,400}}?\b{_PAPER}\b))"
    r"|(?P<report>(?<=r)eport\b(?= (?:to|on|thereon|thereto|back|orally|regularly|annually"
    r"|periodically|every|as|at|in|within|through|by|no|its|their|any|progress|three|six|eleven|twelve)\b"
    r"|[,;.]|$))"
    r"|(?P<inform>(?:(?<=k)eep|(?<=c)ontinue to keep)\b"
    r"(?=[^,;]{1,80}\b(?:informed|apprised|updated)\b))"
    r"|(?P<brief>(?:(?<=b)rief|(?<=u)pdate|(?<=i)nform)\b"
    r"(?= (?:it\b|them\b|(?:all )?Member States\b"
    rf"|the (?:[A-Z][\w’'-]* (?:(?:and|of|on) (?:the )?)?){{0,5}}{_READER}\b)))"
    r")"
)
# Papers that are material rather than reports need a report somewhere near to count.
_REPORTING: Final = re.compile(r"\b(?:reports?|update|updates|briefings?|informed|apprised)\b")
_RECIPIENT: Final = re.compile(
    r"\b(?:to|keep|brief|update|inform|provide|present) (?P<who>it\b|them\b|(?:the|its) "
    r"(?:[A-Z][\w’'-]*(?: (?:of|and|for) (?:the )?(?=[A-Z])| (?=[A-Z]))?)*"
    r"(?:(?<=Committee)|(?<=Commission)|(?<=Conference)|(?<=Group))"
    r"(?: on (?:the )?(?:[A-Z][\w’'-]*(?: (?:of|and|for|in) (?:the )?(?=[A-Z])| (?=[A-Z]))?)+)?"
    r"|(?:the|its) (?:[A-Z][\w’'-]*(?: (?:of|and|for) (?:the )?(?=[A-Z])| (?=[A-Z]))?)+)"
)
_SUBJECT: Final = re.compile(
    r"(?:(?<!Committee )(?<!Commission )(?<!Conference )(?<!Group )(?<!Panel )(?<!Rapporteur )"
    r"(?<!Expert )(?<!Council )\b(?:on|regarding|concerning|describing|containing|about)"
    r"|(?:informed|apprised|updated) of"
    r"|\binform (?:it|them|the [A-Z][\w ]+?) of)\b"
    r"(?! (?:an? )?(?:\w+(?:-\w+)? )?basis\b)(?! \d+ [A-Z]) (?P<what>[^;]*)"
)
# Where a subject ends: when, how often or to whom is said next.
_AFTER_SUBJECT: Final = re.compile(
    r",? (?:at (?:its|the) [\w,\u2010\u2011 -]*sessions?\b|to (?:it\b|the [A-Z])"
    r"|every (?:\w+ )?(?:days|months|year)"
    r"|(?:by|before|no later than|not later than) \d|within \w+ (?:days|weeks|months|years)\b"
    r"|on an? (?:\w+(?:-\w+)? )?basis\b|in the context of (?:his|her|its|their|the next)\b"
    r"|(?:in|with) (?:an?|one|two|three|the first) (?:first |interim )?written report"
    r"|in a timely manner|in (?:his|her|its|their) (?:\w+ )*report(?:s|ing)?\b).*"
)
_SESSIONS: Final = re.compile(
    r"\b(?:at|to|before|during|in time for|for consideration (?:at|during|by)|by|no later than)"
    r" (?:the main part of |the (?:first|second)(?: part of the)? resumed part of )?"
    r"(?:its|the|their)(?P<named> [^,;:]{0,80}?\bsessions?\b)"
)
_DAY: Final = re.compile(
    r"\b(?:by|before|no later than|not later than|on|until) (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})"
)
_TERM: Final = re.compile(
    r"\b(?:by|before|until|no later than|not later than) (?P<moment>(?:the )?"
    r"(?:(?:end|beginning|middle) of )?(?:(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) )?\d{4})\b(?! sessions?\b)"
    r"|\b(?:within|no later than|not later than|in)(?: the next)? (?:\w+ )?"
    r"(?P<term>(?:\d+|one|two|three|four|five|six|nine|twelve|thirty|sixty|ninety)"
    r" (?:(?:working|calendar) )?(?:days?|weeks?|months?|years?)"
    r"(?: (?:of|from|after|following|before|prior to)"
    r" (?:the )?[^,;]{1,60}?(?=,|;|$| and\b| on\b))?)"
)
_PERIOD: Final = re.compile(
    r"\b(?P<period>every (?:\w+ )?(?:\w+ )?(?:days?|weeks?|months?|years?|sessions?)"
    r"|on an? (?:annual|biennial|biannual|regular|monthly|quarterly|periodic|six-monthly) basis"
    r"|at (?:regular|\w+-month(?:ly)?) intervals|at least once (?:a|per|every) \w+(?: \w+)?"
    r"|(?:semi-)?annual(?:ly)?|biennial(?:ly)?|biannual(?:ly)?|quarterly|monthly|regularly|periodically)\b"
)
_TAIL: Final = re.compile(
    r"[\s,;.]+$|,? (?:and|as well as|with a view|including|to|also)$|,? and to \w+$"
    r"|[;:] \([a-z]+\)$"
)

# What else is asked of the same addressee: "…, and to coordinate its work with …".
_ANOTHER_ACT: Final = re.compile(
    r",? and (?:(?:also|further|in this regard|to this end),? )?(?:to (?:\w+ly )?|continue to )"
    r"(?!(?:the|its|it|their|them|all|that|those|this|these|his|her|any|an?|other|what|which)\b)"
    r"[a-z]"
)
# An aim within the subject, which what follows "and to" may belong to as well.
_INFINITIVE: Final = re.compile(
    r"(?<!Secretary-General )\bto (?:\w+ly )?(?!the\b|its?\b|their\b"
    r"|them\b|all\b|that\b|those\b|this\b|these\b|his\b|her\b|any\b|an?\b|other\b|be\b)[a-z]"
)

_PRONOUNS: Final = frozenset({"him", "her", "it", "them"})


def annotate_reports(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the requests to report of every paragraph. Verbs must be there.

    A subparagraph without a verb of its own ("(a) To report …") is asked of those whom its
    paragraph asks.
    """
    del language
    asked: dict[Address, str] = {}
    for analysed in document.paragraphs:
        paragraph = analysed.paragraph
        above = asked.get(paragraph.parent) if paragraph.parent else None
        analysed.reports = find_report_requests(analysed, above)
        own = analysed.verbs[-1].addressee if analysed.verbs else above
        if own and (":" in paragraph.text or not analysed.verbs):
            asked[paragraph.address] = own


def find_report_requests(
    paragraph: AnalysedParagraph, asked_above: str | None = None
) -> tuple[ReportRequest, ...]:
    """The requests to report in a paragraph, in the order of the text. Needs the verbs.

    `asked_above` is who is asked by the paragraph that this one is a part of. `start` and `end`
    span the act of reporting to the end of its part.
    """
    text = paragraph.text.text
    if asked_above and not paragraph.verbs and text.startswith("To "):
        return tuple(_read_clause(text, asked_above, 0, len(text)))
    return tuple(
        request
        for reporter, begin, end in _asking_clauses(paragraph.verbs, len(text))
        for request in _read_clause(text, reporter, begin, end)
    )


def _asking_clauses(verbs: Sequence[Verb], length: int) -> Iterator[tuple[str, int, int]]:
    """Who is asked, and the stretch that says to do what; "him" is the one asked before."""
    asked = ""
    for index, verb in enumerate(verbs):
        if verb.addressee is not None and verb.addressee_end is not None:
            following = (later.start for later in verbs[index + 1 :] if not later.participle)
            asked = asked if asked and verb.addressee in _PRONOUNS else verb.addressee
            yield asked, verb.addressee_end, next(following, length)


def _read_clause(text: str, reporter: str, begin: int, end: int) -> Iterator[ReportRequest]:
    acts = [
        act
        for act in _ACT.finditer(text, begin, end)
        if not act["paper"] or _reports(text, act.start(), end)
    ]
    for index, act in enumerate(acts):
        stop = acts[index + 1].start() if index + 1 < len(acts) else end
        yield _request(reporter, act, _part(text[act.start() : stop]))


def _part(text: str) -> str:
    """The text up to where something else is asked, without what only leads on."""
    for resumed in _ANOTHER_ACT.finditer(text):
        if not _INFINITIVE.search(text, 0, resumed.start()):
            text = text[: resumed.start()]
            break
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    return text


def _request(reporter: str, act: re.Match[str], part: str) -> ReportRequest:
    recipient, rest = _recipient(part)
    term = _TERM.search(part)
    period = _PERIOD.search(part)
    kind = next(name for name, found in act.groupdict().items() if found)
    return ReportRequest(
        reporter=reporter,
        recipient=recipient,
        subject=_subject(rest),
        session=_session(part),
        due=_due(part),
        term=(term["term"] or term["moment"]) if term else None,
        period=period["period"] if period else None,
        text=part,
        start=act.start(),
        end=act.start() + len(part),
        rule=f"report.{kind}",
    )


def _reports(text: str, start: int, end: int) -> bool:
    """Whether what is to be submitted is a report, rather than material of another kind."""
    return _REPORTING.search(text, start, min(end, start + 400)) is not None


def _recipient(part: str) -> tuple[str | None, str]:
    """Who is to receive the report, and the part without them."""
    match = _RECIPIENT.search(part)
    if match is None:
        return None, part
    who = match["who"].strip()
    return who, f"{part[: match.start('who')]}it{part[match.end('who') :]}"


def _subject(part: str) -> str | None:
    for match in _SUBJECT.finditer(part):
        if what := _TAIL.sub("", _AFTER_SUBJECT.sub("", match["what"]).strip(" ,")):
            return what
    return None


def _session(part: str) -> str | None:
    match = _SESSIONS.search(part)
    return installed_languages().of(None).calendar.find_session(match["named"]) if match else None


def _due(part: str) -> date | None:
    match = _DAY.search(part)
    return installed_languages().of(None).calendar.find_date(match["day"]) if match else None
