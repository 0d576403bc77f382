"""The body lexicon, ready for matching: names by their first word, short forms, defaults."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from service.extraction.languages.files import load_lexicon
from service.model import BodyNaming

# One character for one, so that offsets hold.
_PLAIN: Final = tuple(zip("’‘ʼ\u2010\u2011\u2013\u00a0\u202f", "'''---  ", strict=True))
_PREPOSITION = re.compile(r" (?:of|on|for|in|to|against|at|with|under|established|pursuant)\b")
_PREFIX = re.compile(r"^(?:United Nations|UN|International|Security Council|African Union) ")
_CONNECTIVES: Final = frozenset({"and", "the", "de", "la"})

HEADS: Final = frozenset(
    {
        "Agency", "Alliance", "Assembly", "Association", "Authority", "Bank", "Board", "Body",
        "Bureau", "Centre", "Commission", "Committee", "Community", "Conference", "Council",
        "Court", "Department", "Directorate", "Division", "Entity", "Facility", "Force", "Forum",
        "Fund", "Group", "Institute", "Mechanism", "Mission", "Office", "Operation",
        "Organisation", "Organization", "Panel", "Platform", "Programme", "Subcommittee", "Team",
        "Tribunal", "Union", "Unit", "University",
        "Commissioner", "Rapporteur", "Representative", "Envoy", "Expert", "Coordinator",
        "Adviser", "Subcommission", "Branch", "Service", "Section", "Committees", "Experts",
        "Chamber", "College",
    }
)  # fmt: skip
"""Nouns that head the names of bodies, and so make their short forms."""


@dataclass(frozen=True, slots=True)
class Name:
    """A written name of a body."""

    text: str
    code: str
    naming: BodyNaming


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the lexicon: `shorts` are the short forms that a mention of it licenses."""

    code: str
    name: str
    category: str
    parent: str | None
    shorts: tuple[str, ...]
    licenses: tuple[str, ...]


def plain(text: str) -> str:
    """The text with one kind of apostrophe, hyphen and space; every offset stays."""
    if text.isascii():
        return text
    # Several times as fast as `translate`, for most of these are in hardly any text.
    for printed, same in _PLAIN:
        text = text.replace(printed, same)
    return text


def slug(name: str) -> str:
    """A short readable code for a body that the lexicon does not list."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


def committee_code(number: str) -> str:
    """The code of the Security Council committee established by the resolution of that number."""
    return "CTC" if number == "1373" else f"sc-committee-{number}"


def body_code(name: str) -> str:
    """The code of a body by one of its names; a slug of the name where the lexicon has none."""
    bare = re.sub(r"^[Tt]he ", "", " ".join(plain(name).split()))
    return _codes().get(bare) or slug(bare)


def body_name(code: str) -> str:
    """The English name of a body of the lexicon; of others the words that their code is made of."""
    found = bodies().get(code)
    if found:
        return found.name
    words = code.replace("-", " ") if code.islower() else code
    return words[:1].upper() + words[1:]


def short_forms(name: str) -> tuple[str, ...]:
    """The short forms that follow from a name, longest first.

    "United Nations Verification Mission in Colombia" gives "Verification Mission" and "Mission".
    """
    head = _PREFIX.sub("", _PREPOSITION.split(plain(name), maxsplit=1)[0])
    words = head.split()
    if not words or words[-1] not in HEADS:
        return ()
    forms = []
    for start in range(len(words)):
        tail = words[start:]
        if tail[0][:1].isupper() and not _CONNECTIVES & set(tail):
            forms.append(" ".join(tail))
    return tuple(form for form in forms if form != name)


@cache
def bodies() -> dict[str, Body]:
    """The bodies of the lexicon by their codes."""
    found = {}
    for entry in load_lexicon("bodies")["body"]:
        names = (entry["name"], *entry.get("also", ()))
        derived = [form for name in names for form in short_forms(name)]
        found[entry["code"]] = Body(
            code=entry["code"],
            name=entry["name"],
            category=entry["category"],
            parent=entry.get("parent"),
            shorts=tuple(dict.fromkeys([*derived, *entry.get("short", ())])),
            licenses=tuple(entry.get("licenses", ())),
        )
    return found


@cache
def names_by_first_word() -> dict[str, tuple[Name, ...]]:
    """All full names and acronyms by their first word, the longest first."""
    grouped: dict[str, list[Name]] = defaultdict(list)
    for entry in load_lexicon("bodies")["body"]:
        for written in (entry["name"], *entry.get("also", ())):
            for text in _abbreviated(plain(written)):
                name = Name(text, entry["code"], BodyNaming.FULL_NAME)
                grouped[first_word(text)].append(name)
        for text in entry.get("acronyms", ()):
            name = Name(plain(text), entry["code"], BodyNaming.ACRONYM)
            grouped[first_word(name.text)].append(name)
    for phrase in load_lexicon("bodies")["not_bodies"]["phrases"]:
        grouped[first_word(phrase)].append(Name(phrase, "", BodyNaming.FULL_NAME))
    return {
        word: tuple(sorted(names, key=lambda name: -len(name.text)))
        for word, names in grouped.items()
    }


def _abbreviated(name: str) -> tuple[str, ...]:
    """A name and the same with "UN", "AU" or "EU" for the organisation that it begins with."""
    for full, short in (
        ("United Nations", "UN"),
        ("African Union", "AU"),
        ("European Union", "EU"),
    ):
        if name.startswith(f"{full} "):
            return (name, short + name.removeprefix(full))
    return (name,)


@cache
def acronyms() -> dict[str, str]:
    """The codes of the bodies by the acronyms that the lexicon gives."""
    return {
        name.text: name.code
        for names in names_by_first_word().values()
        for name in names
        if name.naming is BodyNaming.ACRONYM
    }


@cache
def founding_resolutions() -> frozenset[str]:
    """The numbers of the resolutions by which the Security Council set up committees."""
    return frozenset(map(str, load_lexicon("bodies")["committees"]["founded_by"]))


@cache
def mandates() -> str:
    """A pattern of the mandates that the lexicon lists, the longest first."""
    phrases = load_lexicon("bodies")["mandates"]["phrases"]
    return "|".join(re.escape(plain(phrase)) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def defaults() -> dict[str, tuple[tuple[str | None, str], ...]]:
    """Short forms that need no antecedent: by form, pairs of acting body (or None) and code."""
    found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for entry in load_lexicon("bodies")["default"]:
        found[entry["short"]].append((entry.get("acting"), entry["body"]))
    return {form: tuple(entries) for form, entries in found.items()}


_FIRST_WORD = re.compile(r"[^\W_][\w'-]*|\d+")


def first_word(text: str) -> str:
    """The first word, as the scanner of names cuts words."""
    match = _FIRST_WORD.match(text)
    return match[0] if match else text


@cache
def _codes() -> dict[str, str]:
    return {
        name.text: name.code
        for names in names_by_first_word().values()
        for name in names
        if name.code
    }
