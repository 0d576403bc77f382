"""Written names of bodies, arranged so that those which begin at a word are found at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.extraction.text.analysed import hyphenated_form
from service.model import BodyNaming

_FIRST_WORD = re.compile(r"[^\W_][\w'-]*|\d+")
_SECOND_WORD = re.compile(r" [\w-]+")
_NO_CODE_CHARACTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A written name of a body; the code is empty where it only looks like one."""

    text: str
    code: str
    naming: BodyNaming


class BodyNameIndex:
    """Names by their first word, the longest of those that begin at a place of a text.

    Args:
        names: The names, with one kind of apostrophe and hyphen.
        genitive_endings: What a word in the genitive ends in.

    Attributes:
        first_words: The words that names begin with; of each its names, the longest first, by
            their second word with the space before it ("" where there is none).
        genitive_endings: As given.
    """

    def __init__(self, names: Iterable[BodyName], genitive_endings: Sequence[str]) -> None:
        self.genitive_endings = tuple(genitive_endings)
        by_word: dict[str, list[BodyName]] = defaultdict(list)
        for name in names:
            by_word[first_word(name.text)].append(name)
        for beginning in by_word.values():
            beginning.sort(key=lambda name: -len(name.text))
        self.first_words: Mapping[str, Mapping[str, tuple[BodyName, ...]]] = {
            word: _by_second_word(word, listed) for word, listed in by_word.items()
        }
        small = [word for word in by_word if not word[0].isupper()]
        self._small_beginnings = tuple(
            dict.fromkeys(
                " ".join(name.text.split(" ")[:2]) for word in small for name in by_word[word]
            )
        )
        words = "|".join(map(re.escape, small)) or "(?!)"
        capitals = _capitals(by_word)
        self._any_beginning = re.compile(
            rf"(?<![\w-])(?:{capitals}[\w'-]*|(?:{words})(?![\w-])|\d+)",
        )
        # The capital comes first, then what must not stand before it: a search skips to capitals.
        self._capitalised = re.compile(rf"{capitals}(?<![\w-].)[\w'-]*")

    def beginnings(self, text: str, *, with_figures: bool) -> re.Pattern[str]:
        """What finds the words that a name may begin with in a text: mostly, capitals are enough.

        Args:
            text: The text.
            with_figures: Whether there are other names, which may begin with figures.
        """
        for cue in self._small_beginnings:
            if cue in text:
                return self._any_beginning
        return self._any_beginning if with_figures else self._capitalised

    def name_at(
        self, text: str, start: int, word: str, others: Mapping[str, Sequence[BodyName]]
    ) -> BodyName | None:
        """The longest name that begins with a word of a text, or with that in the nominative.

        Args:
            text: The text, with one kind of apostrophe and hyphen.
            start: Where the word begins.
            word: The word.
            others: Further names by their first word.
        """
        found = [_longest_at(text, start, others[word])] if word in others else []
        if known := self.first_words.get(word):
            second = _SECOND_WORD.match(text, start + len(word))
            names = known.get(second[0], ()) if second else ()
            found.append(_first_at(text, start, names) or _first_at(text, start, known.get("", ())))
        if word.endswith(self.genitive_endings):
            found.append(self.name_at(text, start, self.nominative(word), others))
        if len(found) == 1:
            return found[0]
        return max(filter(None, found), key=lambda name: len(name.text), default=None)

    def nominative(self, word: str) -> str:
        """A word without the ending of the genitive."""
        for ending in self.genitive_endings:
            if word.endswith(ending):
                return word.removesuffix(ending)
        return word


def first_word(text: str) -> str:
    """The first word of a name, cut as `BodyNameIndex.beginnings` cuts words."""
    match = _FIRST_WORD.match(text)
    return match[0] if match else text


def slug(name: str) -> str:
    """A short readable code for a body that no lexicon lists.

    Example:
        `slug("Joint Lighthouse Keepers' Panel")` gives "joint-lighthouse-keepers-panel".
    """
    bare = hyphenated_form(name).lower().replace("'", "")
    return _NO_CODE_CHARACTERS.sub("-", bare).strip("-")


def _capitals(words: Iterable[str]) -> str:
    """A pattern of the capital letters A to Z, and of the others that words begin with."""
    others = {word[0] for word in words if word[0].isupper() and not word[0].isascii()}
    return f"[A-Z{''.join(sorted(others))}]"


def _by_second_word(word: str, names: Sequence[BodyName]) -> dict[str, tuple[BodyName, ...]]:
    """Names by their second word with the space before it; those of one word under ""."""
    grouped: dict[str, tuple[BodyName, ...]] = {}
    for name in names:
        second = _SECOND_WORD.match(name.text, len(word))
        key = second[0] if second else ""
        grouped[key] = (*grouped.get(key, ()), name)
    return grouped


def _first_at(text: str, start: int, names: Sequence[BodyName]) -> BodyName | None:
    """The first of some names that stands in a text: the longest, if they are ordered so."""
    for name in names:
        if text.startswith(name.text, start) and _ends_word(text, start + len(name.text)):
            return name
    return None


def _longest_at(text: str, start: int, names: Sequence[BodyName]) -> BodyName | None:
    return _first_at(text, start, sorted(names, key=lambda name: -len(name.text)))


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] in "-_")
