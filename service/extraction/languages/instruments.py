"""The lexicon of instruments, ready for matching: names by their first word, and short forms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from service.extraction.findings.bodies.lexicon import plain
from service.extraction.languages.files import load_lexicon
from service.model import InstrumentCategory

CATEGORIES: Final = {
    **dict.fromkeys(
        ("Convention", "Conventions", "Covenant", "Covenants", "Treaty", "Protocol", "Protocols",
         "Charter", "Statute"),
        InstrumentCategory.TREATY,
    ),
    **dict.fromkeys(("Declaration",), InstrumentCategory.DECLARATION),
    **dict.fromkeys(("Agreement", "Accord", "Accords"), InstrumentCategory.AGREEMENT),
    **dict.fromkeys(("Consensus", "Pact", "Communiqué"), InstrumentCategory.OUTCOME),
    **dict.fromkeys(("Agenda",), InstrumentCategory.AGENDA),
    **dict.fromkeys(
        ("Programme of Action", "Plan of Action", "Platform for Action", "Plan of Implementation"),
        InstrumentCategory.PROGRAMME,
    ),
    **dict.fromkeys(
        ("Strategy", "Framework for Action", "Framework", "Compact"), InstrumentCategory.STRATEGY
    ),
    **dict.fromkeys(
        ("Code of Conduct", "Guidelines", "Principles", "Rules"), InstrumentCategory.STANDARDS
    ),
}  # fmt: skip
"""What kind of instrument a noun heads. The first noun of a name decides."""

HEAD: Final = "|".join(sorted(CATEGORIES, key=len, reverse=True))
_HEAD = re.compile(rf"\b(?:{HEAD})(?![\w-])")
_QUALIFIED = re.compile(
    r" (?:on|against|to|concerning|relating|regarding|among|relative|of(?! Action| Conduct"
    r"| Implementation)|for(?! Action))\b|[,:(]"
)
_WORD = re.compile(r"(?<![\w/-])\w[\w'-]*")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: `shorts` are the short forms that a mention of it licenses."""

    name: str
    category: InstrumentCategory
    shorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A written name of an instrument of the lexicon."""

    text: str
    instrument: Instrument
    acronym: bool


def unlisted(name: str, head: str) -> Instrument:
    """An instrument that the lexicon does not hold, named as the document names it."""
    return Instrument(name, CATEGORIES[head], short_forms(name))


def short_forms(name: str) -> tuple[str, ...]:
    """What the name may be cut down to: "Convention" and "Vienna Convention" of "… on …"."""
    lead = _QUALIFIED.split(plain(name), maxsplit=1)[0]
    heads = _HEAD.findall(lead)
    if not heads:
        return ()
    return tuple(dict.fromkeys([*heads, lead[_start_of_last_words(lead, heads[0]) :], lead]))


def instrument_named(name: str) -> Instrument | None:
    """The instrument of the lexicon that has this name."""
    return _names().get(name)


def listed_names(text: str) -> Iterator[tuple[int, Name]]:
    """The names of the lexicon in a plain text, each with its start, the longest only."""
    by_word = _by_first_word()
    for word in _first_word().finditer(text):
        for name in by_word.get(word[0].removesuffix("'s"), ()):
            end = word.start() + len(name.text)
            if text.startswith(name.text, word.start()) and not _goes_on(text, end):
                yield word.start(), name
                break


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 2]
    return following[:1].isalnum() or (following[:1] == "-" and following[1:].isalpha())


def _start_of_last_words(lead: str, head: str) -> int:
    """Where the head begins with the word before it: "Optional Protocol"."""
    before = lead[: lead.index(head)].rstrip()
    return before.rfind(" ") + 1 if before else lead.index(head)


@cache
def _by_first_word() -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in _read():
        word = _WORD.match(name.text)
        found[word[0] if word else name.text].append(name)
    return {
        word: tuple(sorted(names, key=lambda name: -len(name.text)))
        for word, names in found.items()
    }


@cache
def _first_word() -> re.Pattern[str]:
    """A word that begins with the same letter as a name; a search skips to such a letter."""
    letters = re.escape("".join(sorted({word[0] for word in _by_first_word()})))
    return re.compile(rf"[{letters}](?<![\w/-].)(?<![\w-]'.)[\w'-]*")


@cache
def _names() -> dict[str, Instrument]:
    return {name.text: name.instrument for name in _read()}


@cache
def _read() -> tuple[Name, ...]:
    names: list[Name] = []
    for entry in load_lexicon("instruments")["instrument"]:
        shorts = entry.get("short")
        instrument = Instrument(
            entry["name"],
            InstrumentCategory(entry["category"]),
            short_forms(entry["name"]) if shorts is None else tuple(shorts),
        )
        full = [entry["name"], *entry.get("also", ())]
        names += [Name(plain(text), instrument, acronym=False) for text in full]
        names += [Name(text, instrument, acronym=True) for text in entry.get("acronyms", ())]
    return tuple(names)
