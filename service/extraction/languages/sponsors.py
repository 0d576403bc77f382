"""States and groups of States, and the lists of them as sponsors of a draft.

Names contain "and" and commas ("Bosnia and Herzegovina", "Germany, Federal Republic of"), so a list
cannot be split at them: names of the lexicon are matched first, the longest at each place, and only
what the lexicon does not know is cut at the next comma or "and".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Final

from pydantic import Field

from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
)
from service.extraction.text.folded import FoldedText, fold
from service.model import Sponsor, SponsorRole

_OPENING_BRACKET = re.compile(r"\s*\(")
_SEPARATOR_MARKS: Final = r"[\s,;&*†‡§_.:\d\])]"
_NAME_END_MARKS: Final = r"[(),;*]"
_OUTER_MARKS: Final = "()[]-–—'\" "


class FormerName(LexiconTable):
    """An earlier name of a State, with the first and last year of its use."""

    name: str
    years: tuple[int, int]


class State(LexiconTable):
    """A State; `years` are those of its membership, for a State that is no more."""

    code: str
    name: str
    years: tuple[int, int] | None = None
    former: tuple[FormerName, ...] = ()
    also: tuple[str, ...] = ()


class StateGroup(LexiconTable):
    """A group of States, or an organisation of States, that drafts are submitted on behalf of."""

    code: str
    name: str
    also: tuple[str, ...] = ()


class StatesTable(LexiconTable):
    """The file `states.toml`."""

    states: tuple[State, ...] = Field((), alias="state")


class StateGroupsTable(LexiconTable):
    """The file `groups.toml`."""

    groups: tuple[StateGroup, ...] = Field((), alias="group")


class SponsorPatterns(LexiconTable):
    """The file `sponsors.toml`: the words around the names in a list. It explains each key."""

    article: PatternText = MATCHES_NOTHING
    introduction: PatternText = MATCHES_NOTHING
    tail: PatternText = MATCHES_NOTHING
    no_sponsors: PatternText = MATCHES_NOTHING
    officer: PatternText = MATCHES_NOTHING
    officer_end: PatternText = MATCHES_NOTHING
    separator_words: PatternText = MATCHES_NOTHING
    name_end_words: PatternText = MATCHES_NOTHING
    after_turned_name: PatternText = MATCHES_NOTHING
    behalf: PatternText = MATCHES_NOTHING
    members: PatternText = MATCHES_NOTHING


@dataclass(frozen=True, slots=True)
class _KnownName:
    code: str
    rule: str


class SponsorLexicon:
    """The names of States and groups in one language, and the lists that they stand in.

    Attributes:
        states: The States, in the order of the file.
        groups: The groups of States, in the order of the file.
        patterns: The words around the names in a list.
    """

    def __init__(
        self, states: Iterable[State], groups: Iterable[StateGroup], patterns: SponsorPatterns
    ) -> None:
        self.states = tuple(states)
        self.groups = tuple(groups)
        self.patterns = patterns

    def parse(self, text: str, role: SponsorRole = SponsorRole.SPONSOR) -> tuple[Sponsor, ...]:
        """The sponsors that a list names, in its order, each once.

        Accepts lists in capitals or with bold and footnote marks, and what surrounds them on the
        page ("…: draft resolution", "draft resolution submitted by …").

        Args:
            text: The list as printed.
            role: The role of all of them.

        Returns:
            The sponsors; a name that the lexicon does not know has the code None.

        Example:
            `parse("Malta, Fiji and Ruritania")` gives sponsors of the codes MLT, FJI and None.
        """
        folded = fold(text)
        if tail := self.patterns.tail.search(folded.text):
            folded = folded.cut(tail.start())
        if self.patterns.no_sponsors.match(folded.text):
            return ()
        introduction = self.patterns.introduction.search(folded.text)
        start = introduction.end() if introduction else 0
        if officer := self._officer(folded, start, role):
            return (officer,)
        return _without_repetitions(self._listed(folded, start, role))

    def _officer(self, folded: FoldedText, start: int, role: SponsorRole) -> Sponsor | None:
        match = self.patterns.officer.match(folded.text, start)
        if not match or self._any_name.match(folded.text, start):
            return None
        end = self.patterns.officer_end.search(folded.text, match.end())
        name = folded.original(start, end.start() if end else len(folded.text))
        if article := self.patterns.article.match(name):
            name = name[article.end() :]
        return Sponsor(None, name, role, rule="sponsor.officer")

    def _listed(self, folded: FoldedText, position: int, role: SponsorRole) -> Iterator[Sponsor]:
        text = folded.text
        while position < len(text):
            if separators := self._separators.match(text, position):
                position = separators.end()
                continue
            name: _KnownName | None
            if match := self._any_name.match(text, position):
                name, end = self._names[match[0]], match.end()
            else:
                end = self._end_of_unknown(text, position)
                name = self._squeezed_names.get(_squeeze(text[position:end]))
            printed = folded.original(position, end).strip(" *_")
            position, group = self._behalf(folded, end)
            if printed.strip(_OUTER_MARKS):
                code, rule = (name.code, name.rule) if name else (None, "sponsor.unknown")
                yield Sponsor(code, printed, role, group, rule)

    def _end_of_unknown(self, text: str, start: int) -> int:
        """Where a name ends that the lexicon does not know."""
        depth = 0
        for match in self._name_end.finditer(text[start:]):
            mark = match[0]
            if mark == "(":
                depth += 1
            elif mark == ")":
                depth = max(0, depth - 1)
            elif depth == 0 and match.start() > 0:
                return start + match.start()
        return max(len(text), start + 1)

    def _behalf(self, folded: FoldedText, position: int) -> tuple[int, str | None]:
        """Skip a bracket or "on behalf of" after a name; say for whom, as a code or as printed."""
        text = folded.text
        match = self.patterns.behalf.match(text, position)
        if match:
            bracketed = "(" in match[0]
            end = _bracket_end(text, position) if bracketed else self._clause_end(text, match.end())
            return end, self._group(folded, match.end(), end)
        bracket = _OPENING_BRACKET.match(text, position)
        return (_bracket_end(text, position), None) if bracket else (position, None)

    def _clause_end(self, text: str, position: int) -> int:
        """Where "on behalf of X" without brackets ends: after a known group, else at a comma."""
        members = self.patterns.members.match(text, position)
        inner = members.end() if members else position
        group = self._any_name.match(text, inner)
        if group:
            return group.end()
        comma = text.find(",", inner)
        return comma if comma >= 0 else len(text)

    def _group(self, folded: FoldedText, start: int, end: int) -> str | None:
        while members := self.patterns.members.match(folded.text, start):
            start = members.end()
        known = self._any_name.match(folded.text, start)
        if known and known.end() <= end:
            return self._names[known[0]].code
        return folded.original(start, end).strip(" )(,*") or None

    @cached_property
    def _names(self) -> Mapping[str, _KnownName]:
        names: dict[str, _KnownName] = {}
        for group in self.groups:
            for written in (group.name, *group.also):
                names[fold(written).text] = _KnownName(group.code, "sponsor.group")
        for state in self.states:
            for former in state.former:
                for turned in _turns(former.name):
                    names[fold(turned).text] = _KnownName(state.code, "sponsor.state_former_name")
            for written in (state.name, *state.also):
                for turned in _turns(written):
                    names[fold(turned).text] = _KnownName(state.code, "sponsor.state")
        return names

    @cached_property
    def _squeezed_names(self) -> Mapping[str, _KnownName]:
        return {_squeeze(key): name for key, name in self._names.items()}

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        longest_first = sorted(self._names, key=len, reverse=True)
        names = "|".join(map(self._name_pattern, longest_first)) or MATCHES_NOTHING.pattern
        return re.compile(rf"(?:{names})(?![^\W\d])")

    def _name_pattern(self, name: str) -> str:
        """A turned name ends where its words end: not "Congo, Democratic Republic of the" Congo."""
        following = self.patterns.after_turned_name.pattern
        return re.escape(name) + (rf"(?! (?!{following})[^\W\d])" if "," in name else "")

    @cached_property
    def _separators(self) -> re.Pattern[str]:
        return re.compile(f"(?:{_SEPARATOR_MARKS}|{self.patterns.separator_words.pattern})+")

    @cached_property
    def _name_end(self) -> re.Pattern[str]:
        return re.compile(f"{_NAME_END_MARKS}|{self.patterns.name_end_words.pattern}")


def read_sponsor_lexicon(folder: Traversable, fallback: SponsorLexicon | None) -> SponsorLexicon:
    """The lexicon of the language whose files are in a folder.

    Args:
        folder: The folder of the language.
        fallback: The lexicon of the language that this one falls back on. It serves where there is
            no `states.toml`; where there is no `sponsors.toml`, its patterns serve.

    Raises:
        LexiconError: A file has not the shape that it should have.
    """
    states = read_table(folder, "states", StatesTable)
    if states is None and fallback:
        return fallback
    groups = read_table(folder, "groups", StateGroupsTable) or StateGroupsTable()
    patterns = read_table(folder, "sponsors", SponsorPatterns)
    if patterns is None:
        patterns = fallback.patterns if fallback else SponsorPatterns()
    return SponsorLexicon(states.states if states else (), groups.groups, patterns)


def _bracket_end(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth -= 1
            if depth <= 0:
                return index + 1
    return len(text)


def _without_repetitions(sponsors: Iterator[Sponsor]) -> tuple[Sponsor, ...]:
    seen: dict[tuple[str, str | None], Sponsor] = {}
    for sponsor in sponsors:
        seen.setdefault((sponsor.code or sponsor.name, sponsor.on_behalf_of), sponsor)
    return tuple(seen.values())


def _turns(name: str) -> tuple[str, ...]:
    """A name and its turn with a comma, as old lists print it: "Iran, Islamic Republic of"."""
    match = re.fullmatch(r"(.+) \((.+)\)", name)
    return (name, f"{match[1]}, {match[2]}") if match else (name,)


def _squeeze(key: str) -> str:
    """Without spaces, hyphens and apostrophes: page breaks and typing scatter them inside names."""
    return re.sub(r"[\s'-]", "", key)
