"""Two lines put together: which hyphens at line ends divide a word, and which belong to it."""

import re
from functools import cache

from service.extraction.languages.files import load_lexicon

_DIVIDED = re.compile(r"([^\W\d_]+)-$")
_OWN_HYPHEN = re.compile(r"\w[-‑]$")
_SPAN = re.compile(r"\d[-–]$")
_WORD = re.compile(r"[^\W\d_]+")
_HUNG = re.compile(r"(?:and|or|to)\b")
_WHOLE = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")


def whole_words(lines: list[str]) -> frozenset[str]:
    """The words that stand whole inside lines, with their hyphens, in small letters."""
    words: set[str] = set()
    for line in lines:
        found = _WHOLE.findall(line.casefold().replace("‑", "-"))
        words.update(found[:-1] if line.endswith("-") else found)
    return frozenset(words)


def line_end(text: str, line: str, words: frozenset[str]) -> tuple[int, str]:
    """How two lines join: characters to drop from the end of the first, and what comes between.

    `words` are the whole words of the document.
    """
    if _SPAN.search(text) and line[:1].isdecimal():
        return 0, ""
    following = _WORD.match(line)
    if following is None or _HUNG.match(line) or not _OWN_HYPHEN.search(text):
        return 0, " "
    divided = _DIVIDED.search(text)
    if divided and _is_division(divided[1], following[0], words):
        return 1, ""
    return 0, ""


def _is_division(first: str, second: str, words: frozenset[str]) -> bool:
    if not second[0].islower():
        return False
    first, second = first.casefold(), second.casefold()
    if f"{first}-{second}" in words:
        return False
    if first + second in words:
        return True
    firsts, seconds = _compounds()
    return first not in firsts and second not in seconds


@cache
def _compounds() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load_lexicon("compounds")["en"]
    return frozenset(lexicon["firsts"]), frozenset(lexicon["seconds"])
