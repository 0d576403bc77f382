"""What a document has said so far: definitions, and the bodies that short forms can mean."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from service.extraction.findings.bodies.candidates import office_code
from service.extraction.findings.bodies.name_patterns import COMMITTEE_BY_RESOLUTION
from service.extraction.languages.bodies import (
    HEADS,
    Name,
    acronyms,
    bodies,
    committee_code,
    defaults,
    first_word,
    founding_resolutions,
    plain,
    short_forms,
)
from service.model import BodyNaming, Paragraph, Symbol

_DEFINITION = re.compile(
    r",?\s*(?:\((?:hereinafter|hereafter|referred to as|the|[“\"']|also known as| )*"
    r"(?P<bracketed>[A-Z][\w/' .-]{1,60}?)[”\"']?\)"
    r"|,? (?:hereinafter|hereafter)(?: referred to as)? (?:the )?[“\"]?"
    r"(?P<named>[A-Z\d][\w' -]{1,60}?)[”\"]?(?= \(|[,;.]))"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9/.-]*[A-Z0-9][A-Za-z0-9/.-]*(?: [A-Z/]+)?")
_SYMBOL = re.compile(r"[A-Z]{1,5}/[\w./()-]+")
_ACTING_HEADS: Final = {"GA": "Assembly", "SC": "Council", "ECOSOC": "Council", "HRC": "Council"}
_RESOLUTION = re.compile(r"\bresolutions? (\d{3,4})(?![\d/])")
_SETS_UP = re.compile(r"\ba Committee of the (?:Security )?Council\b(?! established)")
_NAMED_WEIGHT: Final = 3
_COMMITTEE_FORMS: Final = (
    *("Committee", "Sanctions Committee", "Security Council Committee"),
    *("United Nations Sanctions Committee", "Security Council Sanctions Committee"),
)
_BARE: Final = {
    "panel-of-experts": "Panel",
    "group-of-experts": "Group",
    "conference-of-the-parties": "Conference of the Parties",
    "secretariat-of-the-convention": "secretariat of the Convention",
}
"""The forms that a name of an open class without any qualification goes by."""
_CHAIRED: Final = frozenset(
    {
        *("committee", "commission", "functional-commission", "subsidiary-organ", "treaty-body"),
        *("sanctions-committee", "expert-body", "working-group", "governing-body", "board"),
    }
)
_OFFICERS: Final = {
    "Chair": _CHAIRED,
    "Chairman": _CHAIRED,
    "Chairperson": _CHAIRED,
    "Chair-Rapporteur": _CHAIRED,
    "Executive Director": frozenset({"programme", "fund", "entity", "office", "agency"}),
    "Executive Secretary": frozenset({"regional-commission", "secretariat"}),
    "Director-General": frozenset({"specialized-agency", "related-organization"}),
    "Prosecutor": frozenset({"court"}),
    "Registrar": frozenset({"court"}),
    "Force Commander": frozenset({"peace-operation"}),
}
"""The categories of bodies that an officer, named without "of", may serve."""
_WITH_OFFICE: Final = frozenset({"HCHR", "HCR"})


class Context:
    """The state of one document while its paragraphs are read in order."""

    def __init__(self, acting: str | None, symbol: Symbol | None = None) -> None:
        self.acting = acting
        self.own_committee = _own_committee(symbol)
        self.defined: dict[str, tuple[Name, ...]] = {}
        self._antecedents: dict[str, str | None] = {}
        self._usual: dict[str, str] = {}
        self._fixed: set[str] = set()
        self._official: str | None = None
        self._last_of: dict[str, str] = {}
        self._pinned = _pinned(acting)

    def mention(self, code: str, name: str) -> None:
        """Note that a body was named by a form other than the short one in question."""
        entry = bodies().get(code)
        if entry and entry.category == "official":
            self._official = code
        elif entry and entry.category == "peace-operation":
            self._usual.setdefault("Mission", code)
        category = entry.category if entry else _category(code)
        self._last_of.pop(category, None)
        self._last_of[category] = code
        if name.startswith("Conference of the Parties"):
            self._stand_for("Conference of the Parties", code)
        forms = entry.shorts if entry else (name,) if name in HEADS else short_forms(name)
        for form in forms:
            self._stand_for(form, code)
        for licensed in entry.licenses if entry else ():
            for form in bodies()[licensed].shorts:
                if form not in forms:
                    self._stand_for(form, licensed)

    def mention_office(self, code: str, form: str | None) -> None:
        """Note that an officer of a body was named; `form` is how the office is called."""
        if form:
            self._stand_for(form, code)

    def expect_committees(self, paragraphs: Sequence[Paragraph]) -> None:
        """Let "the Committee" mean the one committee of the document, even before it is named.

        That is the one which the document sets up, or whose founding resolution it names most, be
        it in the name of the committee (which counts several times) or alone.
        """
        if self.acting != "SC":
            return
        texts = [paragraph.text for paragraph in paragraphs if "Committee" in paragraph.text]
        if not texts:
            return
        named = Counter(
            match["number"]
            for text in texts
            for match in COMMITTEE_BY_RESOLUTION.finditer(plain(text))
        )
        cited = Counter(
            number
            for paragraph in paragraphs
            for number in _RESOLUTION.findall(paragraph.text)
            if number in founding_resolutions()
        )
        weights = cited + Counter(
            {number: _NAMED_WEIGHT * times for number, times in named.items()}
        )
        code = next((committee_code(number) for number, _ in weights.most_common(1)), None)
        if self.own_committee and any(_SETS_UP.search(text) for text in texts):
            code = self.own_committee
        if code:
            self._antecedents.update(dict.fromkeys(_COMMITTEE_FORMS, code))
            self._fixed.update(_COMMITTEE_FORMS)

    def block(self, head: str) -> None:
        """Note that something else of that head was named: the bare head now means that."""
        if head in HEADS and head not in self._pinned:
            self._stand_for(head, None)

    def _stand_for(self, form: str, code: str | None) -> None:
        """Let a short form mean a body, unless the document itself has said what it means."""
        if form not in self._fixed:
            self._antecedents[form] = code

    def short_form(self, form: str) -> str | None:
        """The code that a short form stands for here, or None."""
        if form in self._pinned:
            return self._pinned[form]
        code = self._antecedents.get(form) or self._usual.get(form)
        if code is not None or form in self._antecedents:
            return code
        for acting, code in defaults().get(form, ()):
            if acting is None or acting == self.acting:
                return code
        return None

    def office_of_last_official(self) -> str | None:
        """The office that "her Office" means: that of the official named last, if it has one."""
        entry = bodies().get(self._official or "")
        return entry.parent if entry and entry.code in _WITH_OFFICE else None

    def qualified(self, code: str) -> str:
        """The code of the body that a bare "Panel of Experts" means here."""
        known = self._antecedents.get(_BARE[code]) if code in _BARE else None
        return known if known and (known.startswith(code) or " of " in _BARE[code]) else code

    def officer(self, form: str) -> str | None:
        """The code of "the Executive Secretary": that of the body named last which has one."""
        categories = _OFFICERS.get(form, frozenset())
        serving = [code for category, code in self._last_of.items() if category in categories]
        return f"{serving[-1]}-{office_code(form)}" if serving else None

    def define(self, text: str, end: int, code: str) -> tuple[int, str]:
        """Read a definition "(the Committee)", "(UNODC)" after a name.

        Returns where it ends, and the code: that of the lexicon where the name is not in it, but
        the acronym is.
        """
        match = _DEFINITION.match(text, end)
        if match is None:
            return end, code
        form = (match["bracketed"] or match["named"]).strip()
        if _SYMBOL.fullmatch(form) or not form:
            return end, code
        if code not in bodies():
            code = acronyms().get(form, code)
        if form in HEADS or form in self._antecedents:
            self._antecedents[form] = code
            self._fixed.add(form)
        else:
            naming = BodyNaming.ACRONYM if _ACRONYM.fullmatch(form) else BodyNaming.SHORT_FORM
            self._define(Name(form, code, naming))
        return (match.end() if match["bracketed"] else end), code

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


def _category(code: str) -> str:
    return "committee" if "committee" in code or "working-group" in code else ""


def _own_committee(symbol: Symbol | None) -> str | None:
    """The code of the committee that a resolution of the Security Council sets up."""
    match = re.fullmatch(r"S/RES/(\d+) \(\d{4}\)", str(symbol)) if symbol else None
    return committee_code(match[1]) if match else None
