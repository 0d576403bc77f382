"""What a document has said so far: definitions, and the bodies that short forms can mean."""

import re
from collections.abc import Iterable
from typing import Final

from service.parsing.bodies.classes import COMMITTEE_BY_RESOLUTION
from service.parsing.bodies.lexicon import (
    HEADS,
    Name,
    bodies,
    committee_code,
    defaults,
    first_word,
    plain,
    short_forms,
)
from service.terms import BodyNaming, Symbol

_DEFINITION = re.compile(
    r",?\s*(?:\((?:hereinafter|hereafter|referred to as|the|[“\"']|also known as| )*"
    r"(?P<bracketed>[A-Z][\w/' .-]{1,60}?)[”\"']?\)"
    r"|,? (?:hereinafter|hereafter)(?: referred to as)? (?:the )?[“\"]?"
    r"(?P<named>[A-Z\d][\w' -]{1,60}?)[”\"]?(?= \(|[,;.]))"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9/.-]*[A-Z0-9][A-Za-z0-9/.-]*(?: [A-Z/]+)?")
_SYMBOL = re.compile(r"[A-Z]{1,5}/[\w./()-]+")
_ACTING_HEADS: Final = {"GA": "Assembly", "SC": "Council", "ECOSOC": "Council", "HRC": "Council"}
_WITH_OFFICE: Final = frozenset({"HCHR", "HCR"})


class Context:
    """The state of one document while its paragraphs are read in order."""

    def __init__(self, acting: str | None, symbol: Symbol | None = None) -> None:
        self.acting = acting
        self.own_committee = _own_committee(symbol)
        self.defined: dict[str, tuple[Name, ...]] = {}
        self._antecedents: dict[str, str | None] = {}
        self._official: str | None = None
        self._pinned = _pinned(acting)

    def mention(self, code: str, name: str) -> None:
        """Note that a body was named by a form other than the short one in question."""
        entry = bodies().get(code)
        if entry and entry.category == "official":
            self._official = code
        forms = entry.shorts if entry else (name,) if name in HEADS else short_forms(name)
        for form in forms:
            self._antecedents[form] = code
        for licensed in entry.licenses if entry else ():
            for form in bodies()[licensed].shorts:
                if form not in forms:
                    self._antecedents[form] = licensed

    def mention_office(self, code: str, form: str | None) -> None:
        """Note that an officer of a body was named; `form` is how the office is called."""
        if form:
            self._antecedents[form] = code

    def expect_committees(self, texts: Iterable[str]) -> None:
        """Let "the Committee" mean the one committee of the document, even before it is named."""
        if self.acting != "SC":
            return
        numbers = {
            match["number"]
            for text in texts
            if "Committee" in text
            for match in COMMITTEE_BY_RESOLUTION.finditer(plain(text))
        }
        if len(numbers) == 1:
            self._antecedents["Committee"] = committee_code(numbers.pop())

    def block(self, head: str) -> None:
        """Note that something else of that head was named: the bare head now means that."""
        if head in HEADS and head not in self._pinned:
            self._antecedents[head] = None

    def short_form(self, form: str) -> str | None:
        """The code that a short form stands for here, or None."""
        if form in self._pinned:
            return self._pinned[form]
        if form in self._antecedents:
            return self._antecedents[form]
        for acting, code in defaults().get(form, ()):
            if acting is None or acting == self.acting:
                return code
        return None

    def office_of_last_official(self) -> str | None:
        """The office that "her Office" means: that of the official named last, if it has one."""
        entry = bodies().get(self._official or "")
        return entry.parent if entry and entry.code in _WITH_OFFICE else None

    def define(self, text: str, end: int, code: str) -> int:
        """Read a definition "(the Committee)", "(UNODC)" after a name; return where it ends."""
        match = _DEFINITION.match(text, end)
        if match is None:
            return end
        form = (match["bracketed"] or match["named"]).strip()
        if _SYMBOL.fullmatch(form) or not form:
            return match.end() if match["bracketed"] and not _SYMBOL.fullmatch(form) else end
        if form in HEADS or form in self._antecedents:
            self._antecedents[form] = code
        else:
            naming = BodyNaming.ACRONYM if _ACRONYM.fullmatch(form) else BodyNaming.SHORT_FORM
            self._define(Name(form, code, naming))
        return match.end() if match["bracketed"] else end

    def _define(self, name: Name) -> None:
        word = first_word(name.text)
        others = tuple(old for old in self.defined.get(word, ()) if old.text != name.text)
        self.defined[word] = (name, *others)


def _pinned(acting: str | None) -> dict[str, str]:
    """The head that always means the acting body: "the Council" in a resolution of the Council."""
    entry = bodies().get(acting or "")
    if acting is None or entry is None:
        return {}
    head = _ACTING_HEADS.get(acting) or next(iter(short_forms(entry.name)[-1:]), None)
    return {head: acting} if head else {}


def _own_committee(symbol: Symbol | None) -> str | None:
    """The code of the committee that a resolution of the Security Council sets up."""
    match = re.fullmatch(r"S/RES/(\d+) \(\d{4}\)", str(symbol)) if symbol else None
    return committee_code(match[1]) if match else None
