"""The words around the names of bodies: the shape of `body_patterns.toml`, which explains each key.

A pattern that a language leaves out matches nothing, a list is empty: what they serve to find is
then not found in texts of that language.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from service.extraction.languages.files import MATCHES_NOTHING, LexiconTable, PatternText


class CuedPattern(LexiconTable):
    """A pattern that cannot match where the cue is not in the text; `what` is its named group."""

    cue: str
    pattern: PatternText

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the group `what` of each match stands in a text."""
        if self.cue in text:
            for match in self.pattern.finditer(text):
                yield match.span("what")


class OwnOfficer(CuedPattern):
    """An officer of the acting body that is named without it; `code` is the part of the code."""

    code: str


class OpenClass(LexiconTable):
    """Bodies that are recognised by how their names are built; none in a text without `cue`."""

    rule: str
    cue: str
    begins: PatternText
    pattern: PatternText
    code_of: Literal["name", "office", "resolution", "experts"] = "name"
    code: str | None = None
    needs: PatternText | None = None
    holds_bodies: bool = False

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in a text, like `finditer`, but tried only at letters that may begin one."""
        end = 0
        match_at = self.pattern.match
        for first in self.begins.finditer(text):
            start = first.start()
            if start >= end and (match := match_at(text, start)):
                end = match.end()
                if self.needs is None or self.needs.search(match[0]):
                    yield match


class Offices(LexiconTable):
    """Officers and organs of a body."""

    before: PatternText = MATCHES_NOTHING
    links: tuple[str, ...] = ()
    after: PatternText = MATCHES_NOTHING
    officer: PatternText = MATCHES_NOTHING
    without_offices: frozenset[str] = frozenset()
    with_own_office: frozenset[str] = frozenset()
    own_office: str | None = None
    left_out_of_code: PatternText = MATCHES_NOTHING
    same: Mapping[str, str] = Field(default_factory=dict)
    serving: Mapping[str, frozenset[str]] = Field(default_factory=dict)
    own: OwnOfficer | None = None


class Definitions(LexiconTable):
    """Where a document says what it calls a body: groups `bracketed` and `named`."""

    definition: PatternText = MATCHES_NOTHING
    before: PatternText = MATCHES_NOTHING


class UnqualifiedName(LexiconTable):
    """A name of an open class without qualification: the short form that tells what it means."""

    code: str
    form: str
    same_kind: bool = False


class ShortFormPatterns(LexiconTable):
    """Where short forms may be, and where not.

    `capitals` are the capital letters of the language, as the set of a regular expression has them.
    """

    capitals: str = "A-Z"
    phrases: tuple[str, ...] = ()
    leading_determiner: PatternText = MATCHES_NOTHING
    determiner_before: PatternText = MATCHES_NOTHING
    possessive_before: PatternText = MATCHES_NOTHING
    resolution_after: PatternText = MATCHES_NOTHING
    name_after: PatternText = MATCHES_NOTHING
    of_after: PatternText = MATCHES_NOTHING
    ordinal: PatternText = MATCHES_NOTHING
    by_beginning: tuple[str, ...] = ()
    by_category: Mapping[str, str] = Field(default_factory=dict)
    unqualified: tuple[UnqualifiedName, ...] = ()

    @cached_property
    def run(self) -> re.Pattern[str]:
        """A phrase, or up to four capitalised words: what a short form is looked for in.

        The capital comes first, then what must not come before it: a search then skips to
        capitals.
        """
        phrases = "|".join(
            f"(?<={re.escape(phrase[0])}){re.escape(phrase[1:])}" for phrase in self.phrases
        )
        phrase = f"(?:{phrases or MATCHES_NOTHING.pattern})(?![\\w-])"
        capital = f"[{self.capitals}]"
        return re.compile(rf"{capital}(?<![\w-].)(?:{phrase}|[\w'-]*(?: {capital}[\w'-]*){{0,3}})")


class CommitteePatterns(LexiconTable):
    """The committees of the Security Council: groups `number` and `what`."""

    cue: str | None = None
    by_resolution: PatternText = MATCHES_NOTHING
    resolution: PatternText = MATCHES_NOTHING
    set_up: PatternText = MATCHES_NOTHING
    set_up_here: CuedPattern | None = None
    short_forms: tuple[str, ...] = ()
    parts_of_code: tuple[str, ...] = ()


class OrganizationPatterns(LexiconTable):
    """When the organization is somebody who acts, and when it only says whose something is."""

    code: str | None = None
    article: str = ""
    after: PatternText = MATCHES_NOTHING
    noun_before: PatternText = MATCHES_NOTHING
    listed_before: PatternText = MATCHES_NOTHING
    listed_after: PatternText = MATCHES_NOTHING
    places: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()


class UnlistedNames(LexiconTable):
    """Names built like those of bodies that no lexicon lists: groups `lead`, `head` and `tail`."""

    head: PatternText = MATCHES_NOTHING
    tails: tuple[str, ...] = ()
    shape: PatternText = MATCHES_NOTHING
    often_national: PatternText = MATCHES_NOTHING
    country_bodies: frozenset[str] = frozenset()
    national: PatternText = MATCHES_NOTHING
    no_names: PatternText = MATCHES_NOTHING


class BodyPatterns(LexiconTable):
    """The file `body_patterns.toml`."""

    genitive_endings: tuple[str, ...] = ()
    cited: PatternText = MATCHES_NOTHING
    title_after: PatternText = MATCHES_NOTHING
    membership_before: PatternText = MATCHES_NOTHING
    full_name_before: PatternText = MATCHES_NOTHING
    offices: Offices = Offices()
    definitions: Definitions = Definitions()
    short_forms: ShortFormPatterns = ShortFormPatterns()
    committees: CommitteePatterns = CommitteePatterns()
    organization: OrganizationPatterns = OrganizationPatterns()
    unlisted: UnlistedNames = UnlistedNames()
    classes: tuple[OpenClass, ...] = ()

    @cached_property
    def rules_of_holders(self) -> frozenset[str]:
        """The rules of open classes whose names may contain those of other bodies."""
        return frozenset(each.rule for each in self.classes if each.holds_bodies)
