"""The open class: instruments known by the pattern of their names, which no list can hold.

A noun that heads such names is found first; then the name is read to both sides of it. Either what
follows tells the subject ("Convention on …", "Protocol to Prevent …"), or a proper name stands
before it ("Kinshasa Convention").
"""

import re
from collections.abc import Iterator
from typing import Final

from service.extraction.languages.files import load_lexicon
from service.extraction.languages.instruments import HEAD

_CAPITAL = r"[A-Z][\w'/-]*"
# Without a boundary in front, which the search would have to look for at every character.
_HEADS = re.compile(rf"(?P<head>{HEAD})(?![\w-])")
_BEFORE = re.compile(
    r"(?:(?:Organization|Organisation|League|Commonwealth|Community|Council) of )?"
    rf"(?:{_CAPITAL} )+$"
)
# Conventions of the International Labour Organization begin with their subject.
_LABOUR_BEFORE = re.compile(rf"(?:{_CAPITAL},? (?:(?:and|of|in) (?=[A-Z]))?)+$")
_LABOUR_AFTER = re.compile(r", (?:19|20)\d\d \(No\. \d")
_LONGEST_BEFORE: Final = 120
# Bodies, actors, months: what a name does not run on into after a small word.
_OTHERS = (
    r"(?!(?:States?|Member|Members|Parties|Governments?|General|Secretary-General|Security Council"
    r"|Secretariat|Council|Assembly|Committee|Commission|Conference|High Commissioner|Office"
    r"|Special|Executive|Working|President|Chair|Food and Agriculture|Inter-Agency|World Health"
    r"|International Labour|International Maritime|International Atomic|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)\b)"
)
_SMALL = (
    rf"(?:(?:,(?= (?:and|or) (?!the )))? (?:and|or)(?! (?:the )?(?:{_CAPITAL} ){{0,3}}(?:{HEAD})\b)"
    r"(?: (?:for|of|on|to))?(?: (?:the|their|its))?"
    r"|(?: (?:of|on|in|for|against|to|from|concerning|relating to|among|governing)"
    r"(?: (?:the|its|their|an?))?)| with(?= Disabilities| Armed)"
    r"|(?<=ing) (?:the|an?)| at(?= Work)| by(?= \w+ing))"
)
_LISTED = rf"(?:, {_CAPITAL}(?:(?: of| for)? {_CAPITAL})*)+,? (?:and|or)(?: the)? {_CAPITAL}"
_TITLE = rf"{_OTHERS}{_CAPITAL}(?: (?!Between\b){_CAPITAL}|{_LISTED}|{_SMALL} {_OTHERS}{_CAPITAL})*"
_NUMBERED = r"(?:, (?:19|20)\d\d(?: \(No\. \d{1,3}\))?)?"
_SUBJECT = r"(?:on|against|concerning|regarding|relating to|governing|for) (?:the |an? )?"
_AFTER: Final = {
    **dict.fromkeys(
        ("Convention", "Covenant", "Treaty", "Protocol"),
        re.compile(
            rf" (?:{_SUBJECT}|to (?:the )?|relative to (?:the )?|of (?=[A-Z]))"
            rf"{_TITLE}{_NUMBERED}"
        ),
    ),
    **dict.fromkeys(
        ("Charter", "Statute"),
        re.compile(rf" (?:{_SUBJECT}|of (?:the )?(?={_CAPITAL} (?:of (?:the )?)?[A-Z])){_TITLE}"),
    ),
    "Declaration": re.compile(
        rf"(?: and (?:Programme|Plan|Platform|Framework) (?:of|for) Action)?"
        rf" (?:{_SUBJECT}|of (?=Principles|Basic|Commitment)){_TITLE}"
    ),
    "Agreement": re.compile(rf" (?:{_SUBJECT}|Establishing (?:the |an? )?){_TITLE}"),
    **dict.fromkeys(
        ("Programme of Action", "Plan of Action", "Platform for Action", "Framework for Action"),
        re.compile(rf" (?:{_SUBJECT}|to |of (?:the )?(?=\w+ \w*\s?(?:Conference|Summit))){_TITLE}"),
    ),
    **dict.fromkeys(
        ("Guidelines", "Principles", "Rules", "Strategy", "Framework", "Code of Conduct",
         "Compact"),
        re.compile(rf" {_SUBJECT}{_TITLE}"),
    ),
}  # fmt: skip
_NAMED_BY_WHAT_IS_BEFORE: Final = frozenset(
    {
        *("Convention", "Covenant", "Treaty", "Protocol", "Charter", "Declaration", "Statute"),
        *("Agreement", "Accord", "Accords", "Consensus", "Communiqué", "Programme of Action"),
        *("Plan of Action", "Platform for Action", "Framework for Action"),
    }
)
_ALONE_AFTER = re.compile(rf"(?! {_CAPITAL}|-[A-Z]){_NUMBERED}")
_WORDS: Final = load_lexicon("instruments")
_GENERIC: Final = frozenset(_WORDS["generic"])
_NEVER_BEFORE: Final = frozenset(_WORDS["never_before"])
_NUMERAL = re.compile(r"[IVXL]+")


def find_classes(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names of the open class in a plain text, as (start, end, head, rule)."""
    for match in _HEADS.finditer(text):
        head = match["head"]
        if _inside_word(text, match.start()):
            continue
        start = _start(text, match.start())
        pattern = _AFTER.get(head)
        after = pattern.match(text, match.end()) if pattern else None
        if after:
            if "National " not in text[max(0, start - 9) : match.start()]:
                yield start, after.end(), head, "instrument.subject"
        elif head in _NAMED_BY_WHAT_IS_BEFORE and _is_proper(text[start : match.start()]):
            alone = _ALONE_AFTER.match(text, match.end())
            if alone:
                yield start, alone.end(), head, "instrument.proper_name"


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")


def _start(text: str, head: int) -> int:
    """Where the capitalised words before the head begin."""
    earliest = max(0, head - _LONGEST_BEFORE)
    labour = text.startswith("Convention, ", head) and _LABOUR_AFTER.match(text, head + 10)
    before = (_LABOUR_BEFORE if labour else _BEFORE).search(text, earliest, head)
    if before is None:
        return head
    start = before.start()
    while start < head:
        word = text[start : text.index(" ", start)]
        # The first word of a paragraph has its capital from standing there.
        misplaced = word in _NEVER_BEFORE or _NUMERAL.fullmatch(word) or "'s " in text[start:head]
        if start and not misplaced:
            break
        start += len(word) + 1
    return start


def _is_proper(before: str) -> bool:
    return any(word.removesuffix("'s").rstrip("'") not in _GENERIC for word in before.split())
