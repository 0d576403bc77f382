"""Candidates for mentions: names of the lexicon and of the document, and what belongs to them."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from service.extraction.languages.bodies import BodyLexicon
from service.extraction.languages.body_names import BodyName, slug
from service.extraction.languages.body_patterns import Offices
from service.model import BodyNaming

_LONGEST_FULL_NAME: Final = 120
_LONGEST_OFFICE: Final = 60
_LONGEST_CONTEXT: Final = 40
"""Characters before a name in which a full name, an office, or what else matters, is looked for."""


class BodyCandidate(NamedTuple):
    """A place of a text that may mention a body.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        code: The code of the body; empty where the name only looks like one of a body.
        naming: How the body is named.
        rule: The rule that found it.
        holder: The code of the body whose officer or organ it is, for "President of the General
            Assembly"; else empty.
        holder_name: How that body is named: "General Assembly".
    """

    start: int
    end: int
    code: str
    naming: BodyNaming
    rule: str
    holder: str = ""
    holder_name: str = ""

    @property
    def named_body(self) -> str:
        """The code of the body whose name is printed, which short forms will mean."""
        return self.holder or self.code


def find_listed_names(
    text: str, lexicon: BodyLexicon, defined: Mapping[str, tuple[BodyName, ...]]
) -> Iterator[BodyCandidate]:
    """Names of the lexicon and of the document in a text, the longest at each place.

    Args:
        text: The text, with one kind of apostrophe and hyphen.
        lexicon: The bodies of the language.
        defined: The names that the document itself defines, by their first word.
    """
    names, title_after = lexicon.names, lexicon.patterns.title_after
    listed, genitives = names.first_words, names.genitive_endings
    with_figures = any(word[0].isdigit() for word in defined)
    position = 0
    for match in names.beginnings(text, with_figures=with_figures).finditer(text):
        word, start = match[0], match.start()
        if start < position:
            continue
        if not (word in listed or word in defined or word.endswith(genitives)):
            continue
        name = names.name_at(text, start, word, defined)
        if name is None:
            continue
        position = start + len(name.text)
        rule = "body.acronym" if name.naming is BodyNaming.ACRONYM else "body.name"
        code = "" if title_after.match(text, position) else name.code
        yield BodyCandidate(start, position, code, name.naming, rule)


def with_full_name(text: str, candidate: BodyCandidate, lexicon: BodyLexicon) -> BodyCandidate:
    """Widen an acronym in brackets to the full name before it: "Joint Force in Malta (JFM)"."""
    start, end = candidate.start, candidate.end
    if candidate.naming is not BodyNaming.ACRONYM or text[start - 1 : start] != "(":
        return candidate
    reach = max(0, start - _LONGEST_FULL_NAME)
    before = lexicon.patterns.full_name_before.search(text, reach, start)
    if before is None or text[end : end + 1] != ")" or before[0][0] != text[start]:
        return candidate
    return candidate._replace(start=before.start(), end=before.end(), naming=BodyNaming.FULL_NAME)


def with_office(text: str, candidate: BodyCandidate, offices: Offices) -> BodyCandidate:
    """Widen a body to its officer or organ: "President of the General Assembly" is one mention."""
    if not candidate.code or candidate.code in offices.without_offices:
        return candidate
    code, start, end = candidate.code, candidate.start, candidate.end
    if after := offices.after.match(text, end):
        code, end = f"{code}-{office_code(after['what'], offices)}", after.end()
    reach = max(0, start - _LONGEST_OFFICE)
    is_linked = text.endswith(offices.links, reach, start)
    if is_linked and (before := offices.before.search(text, reach, start)):
        code, start = f"{code}-{office_code(before['what'], offices)}", before.start()
    if code == candidate.code:
        return candidate
    name = text[candidate.start : candidate.end]
    return BodyCandidate(start, end, code, candidate.naming, "body.office", candidate.code, name)


def office_code(what: str, offices: Offices) -> str:
    """The code of an office: "chair" for any word for it."""
    name = slug(what)
    return offices.same.get(name, name)


def without_overlaps(candidates: list[BodyCandidate]) -> list[BodyCandidate]:
    """The candidates from left to right; of those that overlap the first, the longest if two."""
    if len(candidates) < 2:
        return candidates
    chosen: list[BodyCandidate] = []
    for candidate in sorted(candidates, key=lambda each: (each.start, -each.end)):
        if not chosen or candidate.start >= chosen[-1].end:
            chosen.append(candidate)
    return chosen


def is_mention(text: str, candidate: BodyCandidate, lexicon: BodyLexicon) -> bool:
    """Whether a name is a mention of the body, rather than of what belongs to it."""
    if candidate.code == lexicon.patterns.organization.code:
        return _acts(text, candidate.start, candidate.end, lexicon)
    reach = max(0, candidate.start - _LONGEST_CONTEXT)
    return not lexicon.patterns.membership_before.search(text, reach, candidate.start)


def _acts(text: str, start: int, end: int, lexicon: BodyLexicon) -> bool:
    """Whether the name of the organization at a place of a text names an actor."""
    words = lexicon.patterns.organization
    if not words.after.match(text, end):
        return False
    before = text[max(0, start - _LONGEST_CONTEXT) : start]
    if not before.lower().endswith(words.article):
        return bool(words.listed_before.search(before) and words.listed_after.match(text, end))
    whose = words.noun_before.search(before)
    if whose is None:
        return True
    noun = whose["noun"].lower()
    return noun in words.acts if whose["of"] else noun not in words.places
