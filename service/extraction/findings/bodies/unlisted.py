"""Names built like those of bodies that no lexicon lists, kept away from national bodies."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from service.extraction.findings.bodies.candidates import TITLE_FOLLOWS
from service.extraction.findings.bodies.name_patterns import CAPITAL, LISTED, TITLE
from service.extraction.languages.bodies import slug

_MULTINATIONAL = (
    "Committee|Subcommittee|Sub-Committee|Panel|Mechanism|Task Force|Team|Contact Group|Secretariat"
)
_OFTEN_NATIONAL = (
    "Commission|Board|Council|Tribunal|Court|Office|Institute|Agency|Authority|Organization"
    "|Organisation|Division|Centre"
)
_SHAPE = re.compile(
    rf"(?<![\w-])(?!(?:The|This|That|Its|Each|Any|Such|All|No)\b)"
    rf"(?P<lead>{CAPITAL}(?: (?:and |on |of )?{CAPITAL}){{0,6}}? )?"
    rf"(?P<head>{_MULTINATIONAL}|{_OFTEN_NATIONAL})"
    rf"(?P<tail> (?:of|on|for|against) {TITLE}(?:{LISTED})?)?(?![\w-])"
)
_HEAD = re.compile(rf"(?:{_MULTINATIONAL}|{_OFTEN_NATIONAL})(?![\w-])")
_TAILS: Final = (" of ", " on ", " for ", " against ")
_NOT_BODIES = re.compile(
    r"\b(?:National|Government|Governments|Ministry|Electoral|Elections?|Truth|Supreme|Justice"
    r"|Constitutional|Presidential|Presidency|Transitional|Parliament|Army|Police|Armed|State"
    r"|States|Republic|Republican|Federal|Provincial|High Peace|Legislative|Judicial|Referendum"
    r"|Reform|Military|Independence|Liberation|Interim|Governance|Palestinian|Afghan|Iraqi"
    r"|Lebanese|Somali|Libyan|Haitian|Ivorian|Congolese|Sudanese|Syrian|Liberian|Kosovo|Burundi"
    r"|Central Bank|Central African|High Court|Attorney|Prosecution|Ceasefire|Trust|World"
    r"|Reconciliation|Reparation|Hybrid|Technology Facilitation|Permanent Mission"
    r"|General Service)\b"
)
_KINDS = re.compile(r"^(?:Main|Technical|Sanctions|Joint|Steering|National) Committees?$")
_SHORT_FORMS: Final = frozenset({"Office of the High Commissioner", "Office of the Agency"})
_COUNTRY_BODIES: Final = frozenset({"SC", "HRC"})
"""Bodies whose resolutions deal with single States, and so name those States' own organs."""


def find_unlisted(
    text: str, acting: str | None, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str, str]]:
    """Spans of a plain text named like bodies, as (start, end, code, rule).

    They may overlap the spans `taken`, but where nothing else can be found, nothing is looked for.
    """
    if not any(_may_head(text, head, taken) for head in _HEAD.finditer(text)):
        return
    for match in _SHAPE.finditer(text):
        if _is_likely(text, match, acting):
            yield match.start(), match.end(), slug(match[0]), "body.unlisted"


def _may_head(text: str, head: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a noun may head a name: a capitalised word is before it, or a preposition behind."""
    start = head.start()
    if any(begin <= start < end for begin, end in taken):
        return False
    before = text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : start]
    return not before.islower() or text.startswith(_TAILS, head.end())


def _is_likely(text: str, match: re.Match[str], acting: str | None) -> bool:
    if not (match["lead"] or match["tail"]) or _NOT_BODIES.search(match[0]):
        return False
    if match[0] in _SHORT_FORMS or _KINDS.match(match[0]):
        return False
    if acting in _COUNTRY_BODIES and match["head"] in _OFTEN_NATIONAL.split("|"):
        return False
    return "United Nations-" not in match[0] and not TITLE_FOLLOWS.match(text, match.end())
