"""Sponsor lists: which States, groups or officers stand behind a draft.

Names hold "and" and commas ("Bosnia and Herzegovina", "Germany, Federal Republic of"), so a list
cannot be split at them: names of the lexicons (`states.toml`, `groups.toml`) are matched first, the
longest at each place, and only what no lexicon knows is cut at the next comma or "and".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.extraction.languages.files import load_lexicon
from service.extraction.text.folded import Folded, fold
from service.model import Sponsor, SponsorRole

_INTRODUCTION = re.compile(
    r"(?:revised )?(?:draft (?:resolution|decision)s? )?(?:sponsored|submitted|introduced|proposed)"
    r"(?: in the [a-z]+)? by (?:the )?(?:representatives? of )?"
    r"|^by (?=the )|^(?:the )?representatives? of "
)
_TAIL = re.compile(
    r"\s*:\s*(?:\w+ )?"
    r"(?:draft (?:resolution|decision)|(?:sub-?)?amendment|working paper|proposal).*$"
)
_NOBODY = re.compile(r"(?:on the basis of|(?:on the )?recommendation of|report of|un\. )")
_OFFICER = re.compile(
    r"(?:the )?(?:acting )?(?:"
    r"(?:vice-|co-)?(?:chair(?:man|woman|person)?s?|presidents?)|rapporteurs?|co-facilitators?|"
    r"facilitators?|bureau|secretary-general|secretariat|"
    r"(?:[a-z-]+ ){0,3}(?:committee|commission|council|working group|drafting group|conference))\b"
)
_OFFICER_END = re.compile(
    r",| following\b| on the (?:basis|recommendation)\b| o[nf] behalf\b| \(|$"
    r"|(?:(?<= of the committee)|(?<= of the council)) and "
)
_SEPARATORS = re.compile(r"(?:[\s,;&*†‡§_.:\d]|and\b|the\b(?! former yugoslav)|[\])])+")
_BEHALF = re.compile(r"[,\s]*\(?\s*o[nf] behalf of ")
_MEMBERS = re.compile(
    r"(?:the )?(?:states )?(?:members of the united nations |states |countries )?"
    r"(?:that|which) are (?:also )?members of (?:e )?(?:the )?(?:members of (?:the )?)?"
    r"|(?:the )?(?:member )?states (?:members )?of (?:the )?"
    r"|the "
)
_MAXIMUM_UNKNOWN = 200


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    rule: str


def parse_sponsors(text: str, role: SponsorRole = SponsorRole.SPONSOR) -> tuple[Sponsor, ...]:
    """The sponsors that a list names, in its order, each once; names unknown keep code None.

    Accepts lists in capitals or with bold and footnote marks, and what surrounds them on the page
    ("…: draft resolution", "draft resolution submitted by …").
    """
    folded = _fold_list(text)
    if _NOBODY.match(folded.text):
        return ()
    start = introduction.end() if (introduction := _INTRODUCTION.search(folded.text)) else 0
    if officer := _officer(folded, start, role):
        return (officer,)
    return _once(_walk(folded, start, role))


def state_code(name: str) -> str | None:
    """The code of a State by any of its names; None where the lexicon has none."""
    key = _key(name)
    found = _names().get(key) or _names().get(key.removeprefix("the "))
    return found.code if found and found.rule.startswith("sponsor.state") else None


def _fold_list(text: str) -> Folded:
    folded = fold(text)
    tail = _TAIL.search(folded.text)
    return folded.cut(tail.start()) if tail else folded


def _officer(folded: Folded, start: int, role: SponsorRole) -> Sponsor | None:
    match = _OFFICER.match(folded.text, start)
    if not match or _pattern().match(folded.text, start):
        return None
    end = _OFFICER_END.search(folded.text, match.end())
    name = folded.original(start, end.start() if end else len(folded.text))
    return Sponsor(None, re.sub(r"^[Tt]he ", "", name), role, rule="sponsor.officer")


def _walk(folded: Folded, position: int, role: SponsorRole) -> Iterator[Sponsor]:
    text = folded.text
    while position < len(text):
        if separators := _SEPARATORS.match(text, position):
            position = separators.end()
            continue
        name: _Name | None
        if match := _pattern().match(text, position):
            name, end = _names()[match[0]], match.end()
        else:
            end = _unknown_end(text, position)
            name = _squeezed_names().get(_squeeze(text[position:end]))
        printed = folded.original(position, end).strip(" *_")
        position, group = _behalf(folded, end)
        if printed.strip("()[]-–—'\" "):
            yield Sponsor(
                name.code if name else None,
                printed,
                role,
                group,
                name.rule if name else "sponsor.unknown",
            )


def _unknown_end(text: str, start: int) -> int:
    depth = 0
    for match in re.finditer(r"[(),;*]| and | o[nf] behalf of ", text[start:]):
        mark = match[0]
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and match.start() > 0:
            return start + match.start()
    return max(len(text), start + 1)


def _behalf(folded: Folded, position: int) -> tuple[int, str | None]:
    """Skip a bracket or "on behalf of" after a name; say for whom, as a code or as printed."""
    text = folded.text
    match = _BEHALF.match(text, position)
    if match:
        end = _bracket_end(text, position) if "(" in match[0] else _clause_end(text, match.end())
        return end, _group(folded, match.end(), end)
    bracket = re.compile(r"\s*\(").match(text, position)
    return (_bracket_end(text, position), None) if bracket else (position, None)


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


def _clause_end(text: str, position: int) -> int:
    """Where an unbracketed "on behalf of X" ends: after a known group, else at the next comma."""
    members = _MEMBERS.match(text, position)
    inner = members.end() if members else position
    group = _pattern().match(text, inner)
    if group:
        return group.end()
    comma = text.find(",", inner)
    return comma if comma >= 0 else len(text)


def _group(folded: Folded, start: int, end: int) -> str | None:
    while members := _MEMBERS.match(folded.text, start):
        start = members.end()
    known = _pattern().match(folded.text, start)
    if known and known.end() <= end:
        return _names()[known[0]].code
    return folded.original(start, end).strip(" )(,*") or None


def _once(sponsors: Iterator[Sponsor]) -> tuple[Sponsor, ...]:
    seen: dict[tuple[str, str | None], Sponsor] = {}
    for sponsor in sponsors:
        seen.setdefault((sponsor.code or sponsor.name, sponsor.on_behalf_of), sponsor)
    return tuple(seen.values())


@cache
def _names() -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for group in load_lexicon("groups")["group"]:
        for written in (group["name"], *group.get("also", ())):
            names[_key(written)] = _Name(group["code"], "sponsor.group")
    for state in load_lexicon("states")["state"]:
        for former in state.get("former", ()):
            for written in _turns(former["name"]):
                names[_key(written)] = _Name(state["code"], "sponsor.state_former_name")
        for written in (state["name"], *state.get("also", ())):
            for turned in _turns(written):
                names[_key(turned)] = _Name(state["code"], "sponsor.state")
    return names


def _key(name: str) -> str:
    return fold(name).text


def _turns(name: str) -> tuple[str, ...]:
    """A name and its turn with a comma, as old lists print it: "Iran, Islamic Republic of"."""
    match = re.fullmatch(r"(.+) \((.+)\)", name)
    return (name, f"{match[1]}, {match[2]}") if match else (name,)


@cache
def _squeezed_names() -> dict[str, _Name]:
    return {_squeeze(key): name for key, name in _names().items()}


def _squeeze(key: str) -> str:
    """Without spaces, hyphens and apostrophes: page breaks and typing scatter them inside names."""
    return re.sub(r"[\s'-]", "", key)


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(_name_pattern, longest_first))})(?![^\W\d])")


def _name_pattern(name: str) -> str:
    """A turned name ends where its words end: not "Congo, Democratic Republic of the" Congo."""
    return re.escape(name) + (r"(?! (?!and\b)[^\W\d])" if "," in name else "")
