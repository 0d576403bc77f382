"""Closed vocabularies: kinds of documents, paragraphs, sponsors, citations and mentions.

The words are those of the UN Editorial Manual and of AKN4UN; `docs/glossary.md` explains each.
"""

import re
from enum import StrEnum
from typing import Final


class ResolutionKind(StrEnum):
    """What a document is. `OTHER` is for all documents that are no resolutions or the like."""

    RESOLUTION = "resolution"
    DRAFT_RESOLUTION = "draft_resolution"
    DECISION = "decision"
    DRAFT_DECISION = "draft_decision"
    STATEMENT = "statement"
    OTHER = "other"


PROSE_KINDS: Final = frozenset(
    {ResolutionKind.STATEMENT, ResolutionKind.DECISION, ResolutionKind.DRAFT_DECISION}
)
"""Kinds of documents that may be running text, without any operative paragraph."""


class Status(StrEnum):
    """The status of a document: proposed, adopted, or put to the vote and not adopted."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class ParagraphKind(StrEnum):
    """What a paragraph does in its document.

    `CHAPEAU` is a sentence that hands the text on ("The Commission recommends to the Council the
    approval of the following draft resolution:"); `ENACTING` names the acting body ("The General
    Assembly,"); `TEXT` is running prose of documents without operative paragraphs (statements,
    decisions); the `ANNEX` kinds are what the same shapes are called inside an annex.
    """

    CHAPEAU = "chapeau"
    ENACTING = "enacting"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    HEADING = "heading"
    ANNEX = "annex"
    TEXT = "text"


class AdoptionMethod(StrEnum):
    """How a document was adopted, where it says so."""

    WITHOUT_VOTE = "without_vote"
    RECORDED_VOTE = "recorded_vote"
    NON_RECORDED_VOTE = "non_recorded_vote"
    UNANIMOUS = "unanimous"


class SponsorRole(StrEnum):
    """A sponsor is printed on the draft as issued; an additional sponsor joined later."""

    SPONSOR = "sponsor"
    ADDITIONAL_SPONSOR = "additional_sponsor"


class CitationKind(StrEnum):
    """How a document is cited.

    explicit: with its organ or full symbol ("Security Council resolution 1373 (2001)");
    list_member: a later number of a list that names its organ once;
    implicit: its organ must be inferred ("its resolution 59/46", "that resolution");
    self_reference: "the present resolution".
    """

    EXPLICIT = "explicit"
    LIST_MEMBER = "list_member"
    IMPLICIT = "implicit"
    SELF_REFERENCE = "self_reference"


class CitationStatus(StrEnum):
    """Whether the cited document is stored. Computed in SQL, never by the parser."""

    RESOLVED = "resolved"
    NOT_HELD = "not_held"
    AMBIGUOUS = "ambiguous"


class BodyNaming(StrEnum):
    """How a body is named where it is mentioned."""

    FULL_NAME = "full_name"
    ACRONYM = "acronym"
    SHORT_FORM = "short_form"


class BodyRole(StrEnum):
    """What a mention of a body does: asked to act, part of a citation, or merely mentioned."""

    REQUESTED = "requested"
    CITATION = "citation"
    MENTIONED = "mentioned"


class InstrumentCategory(StrEnum):
    """What kind of instrument is named.

    An agreement is a peace or political accord; outcome stands for consensus and final documents.
    """

    TREATY = "treaty"
    DECLARATION = "declaration"
    AGENDA = "agenda"
    PROGRAMME = "programme"
    STRATEGY = "strategy"
    STANDARDS = "standards"
    GOALS = "goals"
    OUTCOME = "outcome"
    AGREEMENT = "agreement"


SDG_NUMBER: Final = re.compile(r"(?:[1-9]|1[0-7])(?:\.(?:\d{1,2}|[a-d]))?")
"""A Sustainable Development Goal ("4"), a target ("4.7") or a means of implementation ("4.a")."""
