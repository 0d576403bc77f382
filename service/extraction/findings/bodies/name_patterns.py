"""Names that no list can contain, recognised by their patterns.

Open classes are committees named by the resolution that set them up, special rapporteurs by their
mandate, conferences of parties, panels of experts, operations in a country and the like. Other
names only look like those of bodies of several States, and are distinguished from national ones.
"""

import re
from collections.abc import Iterator, Sequence

from service.extraction.findings.bodies.candidates import BodyCandidate
from service.extraction.languages.bodies import BodyLexicon
from service.extraction.languages.body_names import slug
from service.extraction.languages.body_patterns import OpenClass, UnlistedNames
from service.model import BodyNaming


def find_open_classes(text: str, lexicon: BodyLexicon) -> Iterator[BodyCandidate]:
    """Bodies of open classes in a text with one kind of apostrophe and hyphen."""
    for open_class in lexicon.patterns.classes:
        if open_class.cue not in text:
            continue
        for match in open_class.matches(text):
            start, name = match.start(), match[0].rstrip(" ,")
            code = _code(match, name, open_class, lexicon)
            end = start + len(name)
            yield BodyCandidate(start, end, code, BodyNaming.FULL_NAME, open_class.rule)


def _code(match: re.Match[str], name: str, open_class: OpenClass, lexicon: BodyLexicon) -> str:
    if open_class.code is not None:
        return open_class.code
    match open_class.code_of:
        case "resolution":
            return lexicon.committee_code(match["number"])
        case "experts":
            return _code_of_experts(match)
        case "office":
            # The same code whether or not the name says whose special representative it is.
            return lexicon.patterns.offices.left_out_of_code.sub("", lexicon.code_of(name))
        case "name":
            return lexicon.code_of(name)


def _code_of_experts(match: re.Match[str]) -> str:
    kind = slug(match["kind"])
    if match["number"]:
        return f"{kind}-{match['number']}"
    return f"{kind}-{slug(match['on'])}" if match["on"] else kind


def find_unlisted_names(
    text: str, acting: str | None, taken: Sequence[tuple[int, int]], lexicon: BodyLexicon
) -> Iterator[BodyCandidate]:
    """Names built like those of bodies that the lexicon does not have.

    Args:
        text: The text, with one kind of apostrophe and hyphen.
        acting: The code of the acting body.
        taken: Where other names are: none is found that overlaps one of these.
        lexicon: The bodies of the language.
    """
    unlisted = lexicon.patterns.unlisted
    if not any(_may_head(text, head, taken, unlisted) for head in unlisted.head.finditer(text)):
        return
    for match in unlisted.shape.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        is_title = lexicon.patterns.title_after.match(text, end)
        if not is_title and _is_likely(match, acting, unlisted):
            code = slug(match[0])
            yield BodyCandidate(start, end, code, BodyNaming.FULL_NAME, "body.unlisted")


def _may_head(
    text: str, head: re.Match[str], taken: Sequence[tuple[int, int]], unlisted: UnlistedNames
) -> bool:
    """Whether a noun may head a name: a capitalised word is before it, or a preposition behind."""
    start = head.start()
    if any(begin <= start < end for begin, end in taken):
        return False
    before = text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : start]
    return not before.islower() or text.startswith(unlisted.tails, head.end())


def _is_likely(match: re.Match[str], acting: str | None, unlisted: UnlistedNames) -> bool:
    name = match[0]
    if not (match["lead"] or match["tail"]) or unlisted.national.search(name):
        return False
    if acting in unlisted.country_bodies and unlisted.often_national.fullmatch(match["head"]):
        return False
    return not unlisted.no_names.fullmatch(name)
