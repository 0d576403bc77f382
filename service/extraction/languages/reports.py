"""The words and patterns of requests to report in a language; see `en/reports.toml`."""

from importlib.resources.abc import Traversable
from typing import Annotated

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
    with_groups,
)


class ReportLexicon(LexiconTable):
    """What a language calls reporting, and how it says to whom, on what, when and how often.

    Attributes:
        pronouns: Addressees that stand for the one asked before.
        recipient_pronoun: What stands for the recipient, once it is read.
        subparagraph_act: How a subparagraph begins that says what its paragraph asks.
        act: An act of reporting; its groups are the kinds of requests.
        reporting: What must be near a paper for it to be a report.
        recipient: Who is to receive the report.
        subject: What it is on.
        after_subject: What ends the subject, and all after it.
        session: The session to report at.
        day: The day to report by.
        term: The time that may pass, or the month or year to report by.
        period: How often.
        tail: What a request is cut short by at its end.
        another_act: What else is asked of the same addressee.
        infinitive: An aim within a request, which `another_act` may belong to.
    """

    pronouns: frozenset[str] = frozenset()
    recipient_pronoun: str = ""
    subparagraph_act: PatternText = MATCHES_NOTHING
    act: Annotated[PatternText, with_groups("paper", "report", "inform", "brief")]
    reporting: PatternText = MATCHES_NOTHING
    recipient: Annotated[PatternText, with_groups("who")] = MATCHES_NOTHING
    subject: Annotated[PatternText, with_groups("what")] = MATCHES_NOTHING
    after_subject: PatternText = MATCHES_NOTHING
    session: Annotated[PatternText, with_groups("named")] = MATCHES_NOTHING
    day: Annotated[PatternText, with_groups("day")] = MATCHES_NOTHING
    term: Annotated[PatternText, with_groups("moment", "term")] = MATCHES_NOTHING
    period: Annotated[PatternText, with_groups("period")] = MATCHES_NOTHING
    tail: PatternText = MATCHES_NOTHING
    another_act: PatternText = MATCHES_NOTHING
    infinitive: PatternText = MATCHES_NOTHING


def read_report_lexicon(folder: Traversable) -> ReportLexicon | None:
    """The lexicon of a language's folder; None where it has no `reports.toml`.

    Raises:
        LexiconError: The file is not of the shape of `ReportLexicon`.
    """
    return read_table(folder, "reports", ReportLexicon)
