"""The patterns of headers in a language: cover page, start of the body, closing lines."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    alternation,
    read_table,
    with_groups,
)
from service.model import ResolutionKind


class CoverField(StrEnum):
    """What may be printed on a cover page; what comes after `ACT_KIND` is passed over."""

    FREE = "free"
    NUMBER = "number"
    TITLE = "title"
    SYMBOL = "symbol"
    ORGAN = "organ"
    SESSION = "session"
    DATE = "date"
    AGENDA = "agenda"
    ADOPTED = "adopted"
    COUNCIL_NUMBER = "council_number"
    COUNCIL_MEETING = "council_meeting"
    DATED_NUMBER = "dated_number"
    ADOPTION_DAY = "adoption_day"
    PROPOSAL = "proposal"
    DRAFT_SYMBOL = "draft_symbol"
    ACT_KIND = "act_kind"
    DISTRIBUTION = "distribution"
    ORIGINAL = "original"
    PUBLISHER = "publisher"
    DAYS = "days"
    JOB = "job"
    COMMITTEE = "committee"


_FIELD_GROUPS: Final[Mapping[CoverField, frozenset[str]]] = {
    CoverField.SYMBOL: frozenset({"symbol"}),
    CoverField.AGENDA: frozenset({"items", "items_colon", "provisional"}),
    CoverField.ADOPTED: frozenset({"decision", "organ", "day"}),
    CoverField.COUNCIL_NUMBER: frozenset({"number", "day"}),
    CoverField.COUNCIL_MEETING: frozenset({"day"}),
    CoverField.DATED_NUMBER: frozenset({"number", "day"}),
    CoverField.ADOPTION_DAY: frozenset({"day"}),
    CoverField.DRAFT_SYMBOL: frozenset({"symbol"}),
    CoverField.ACT_KIND: frozenset({"decision"}),
}
"""The groups of patterns that are read."""

FieldPatterns = tuple[tuple[CoverField, re.Pattern[str]], ...]
"""Fields with the pattern of each, in the order in which they are tried."""


def _checked_groups(
    patterns: dict[CoverField, re.Pattern[str]],
) -> dict[CoverField, re.Pattern[str]]:
    for field, pattern in patterns.items():
        unknown = pattern.groupindex.keys() - _FIELD_GROUPS.get(field, frozenset())
        if unknown:
            raise ValueError(f"groups of {field} are unknown: {', '.join(sorted(unknown))}")
    return patterns


_FieldTable = Annotated[dict[CoverField, PatternText], AfterValidator(_checked_groups)]


class CoverFieldTable(LexiconTable):
    """The fields of a cover page, by where they are recognised.

    Attributes:
        anywhere: In any place.
        at_start: Where a field may begin.
        closed: Where a field may begin, and the block ends behind it or another field follows.
    """

    anywhere: _FieldTable = Field(default_factory=dict)
    at_start: _FieldTable = Field(default_factory=dict)
    closed: _FieldTable = Field(default_factory=dict)


class CoverPatterns(LexiconTable):
    """Patterns for a whole block of the cover page; `header.toml` explains each."""

    sponsors: Annotated[PatternText, with_groups("names", "draft")] = MATCHES_NOTHING
    submitted: Annotated[PatternText, with_groups("names", "draft")] = MATCHES_NOTHING
    draft_alone: Annotated[PatternText, with_groups("draft")] = MATCHES_NOTHING
    statement: PatternText = MATCHES_NOTHING
    behalf: Annotated[PatternText, with_groups("text")] = MATCHES_NOTHING
    never_title: PatternText = MATCHES_NOTHING
    broken_word: PatternText = MATCHES_NOTHING
    numbered_title: Annotated[PatternText, with_groups("number")] = MATCHES_NOTHING


class BodyStartPatterns(LexiconTable):
    """How the body of a document without a formula begins."""

    prose: PatternText = MATCHES_NOTHING
    meeting: Annotated[PatternText, with_groups("day", optional=["connected"])] = MATCHES_NOTHING


class ClosingPatterns(LexiconTable):
    """The lines below the last paragraph; `header.toml` explains each."""

    meeting: Annotated[PatternText, with_groups("day")] = MATCHES_NOTHING
    day_alone: PatternText = MATCHES_NOTHING
    adopted: PatternText = MATCHES_NOTHING
    unanimous: PatternText = MATCHES_NOTHING
    without_vote: PatternText = MATCHES_NOTHING
    recorded_vote: PatternText = MATCHES_NOTHING
    non_recorded_vote: PatternText = MATCHES_NOTHING
    counts: Annotated[PatternText, with_groups("for", "against", optional=["abstaining"])] = (
        MATCHES_NOTHING
    )


class HeaderTable(LexiconTable):
    """`header.toml`.

    Attributes:
        kinds: What a draft is, by what it is called, in lower case.
        numbers: Counts of votes that are written out.
        body: How a body without a formula begins.
        cover: Blocks of the cover page.
        cover_fields: Fields in such blocks.
        closing: The lines below the last paragraph.
    """

    kinds: dict[str, ResolutionKind] = Field(default_factory=dict)
    numbers: dict[str, int] = Field(default_factory=dict)
    body: BodyStartPatterns = BodyStartPatterns()
    cover: CoverPatterns = CoverPatterns()
    cover_fields: CoverFieldTable = CoverFieldTable()
    closing: ClosingPatterns = ClosingPatterns()


class HeaderLexicon:
    """What tells the parts of a header in one language.

    Args:
        table: What the file says.
        organs: The names of organs in the language.

    Attributes:
        kinds: What a draft is, by what it is called, in lower case.
        numbers: Counts of votes that are written out.
        body: How a body without a formula begins.
        cover: Blocks of the cover page.
        closing: The lines below the last paragraph.
        fields_anywhere: Fields that are recognised anywhere in a block.
        fields_at_start: All that are recognised where a field may begin, `fields_anywhere` first.
        closed_fields: Fields that are recognised there if the block ends or a field follows.
    """

    def __init__(self, table: HeaderTable, organs: Iterable[str]) -> None:
        self.kinds = table.kinds
        self.numbers = table.numbers
        self.body = table.body
        self.cover = table.cover
        self.closing = table.closing
        fields = table.cover_fields
        self.fields_anywhere: FieldPatterns = tuple(fields.anywhere.items())
        self.fields_at_start: FieldPatterns = (*self.fields_anywhere, *fields.at_start.items())
        self.closed_fields: FieldPatterns = (
            (CoverField.ORGAN, _organ_pattern(organs)),
            *fields.closed.items(),
        )


def read_header_table(folder: Traversable) -> HeaderTable | None:
    """The table of the language whose files are in a folder; None where it has no such file."""
    return read_table(folder, "header", HeaderTable)


def _organ_pattern(organs: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?P<name>{alternation(list(organs))})", re.IGNORECASE)
