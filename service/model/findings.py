"""What is found in the paragraphs of a document: verbs, citations, bodies and more.

Every finding has offsets into the text where it was found, and the id of the rule that found it.
Offsets count Unicode code points; `end` is exclusive.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from service.model.vocabulary import BodyNaming, BodyRole, CitationKind, InstrumentCategory

IN_TEXT: Final = "text"
"""`Citation.where` of a citation in the text of the paragraph itself."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb (operative) or participle (preambular) whose subject is the acting body.

    `surface` is the verb with its modifiers as printed (`text[start:end]`); `lemma` its base form;
    `lead` is False for coordinated verbs; `addressee` is who is asked, at
    `text[addressee_start:addressee_end]`.
    """

    lemma: str
    surface: str
    modifiers: tuple[str, ...]
    lead: bool
    start: int
    end: int
    rule: str
    participle: bool = False
    addressee: str | None = None
    addressee_start: int | None = None
    addressee_end: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited. `where` is "text", or the marker of the footnote that the offsets index.

    `symbol` is canonical (str of a `Symbol`, or another symbol as printed); None for a
    self-reference. `paragraph` is the place named in the target ("op5"), `annex` the annex named
    ("annex", "annex II"), `cited_date` the date printed beside the number.
    """

    symbol: str | None
    text: str
    kind: CitationKind
    start: int
    end: int
    where: str
    rule: str
    paragraph: str | None = None
    annex: str | None = None
    cited_date: date | None = None

    @property
    def implicit(self) -> bool:
        """Whether the organ was inferred from the context."""
        return self.kind is CitationKind.IMPLICIT


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a paragraph: `body` is its code in the lexicon, `text` as printed."""

    body: str
    text: str
    naming: BodyNaming
    role: BodyRole
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A request to report: who (`reporter`) to whom, on what, and when, all as printed.

    "It" as a recipient is the acting body. `session` is the number of the session to report at,
    `due` the day named, `term` a span or a month ("six months", "the end of 2031"), `period` how
    often ("every ninety days"); `text[start:end]` is the request.
    """

    reporter: str | None
    recipient: str | None
    subject: str | None
    session: str | None
    due: date | None
    term: str | None
    period: str | None
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A treaty, declaration or other named instrument; `name` is the one that it is counted by.

    That is its name in the lexicon, or else as the document first gives it in full.
    """

    name: str
    category: InstrumentCategory
    text: str
    start: int
    end: int
    rule: str
