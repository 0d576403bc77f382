"""Instruments of a document, paragraph by paragraph, in full and in short."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from service.extraction.findings.bodies.lexicon import plain
from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.instruments.classes import find_classes
from service.extraction.languages import LanguageResources
from service.extraction.languages.instruments import (
    HEAD,
    Instrument,
    instrument_named,
    listed_names,
    unlisted,
)
from service.model import InstrumentCategory, InstrumentMention

_CAPITAL = r"[A-Z][\w'-]*"
# The capital comes first, then what must stand before it: a search then skips to capitals.
_SHORT = re.compile(
    r"[A-Z](?:(?<=\b[Tt]he .)|(?<=\b[Tt]h(?:is|at) .)|(?<=\b[Ss]aid .)|(?<=\bboth .)"
    r"|(?<=\b[Tt]he s(?:aid|ame) .)|(?<=\b[Tt]h(?:is|at) s(?:aid|ame) .)"
    r"|(?<=\b[Ss]aid s(?:aid|ame) .)|(?<=\bboth s(?:aid|ame) .))"
    r"[\w'-]*(?: (?:(?:of|for) (?=Action|Implementation)|and (?=Programme|Plan|Plat)"
    rf")?{_CAPITAL})*"
)
_GOES_ON = re.compile(
    r" (?:of|on|for|to|against|concerning|relating to|regarding|between) (?:the |an? )?[A-Z]"
)
_DEFINITION = re.compile(
    r"(?:,? of \d{1,2} [A-Z][a-z]+ \d{4}|, \d{4})?,? \((?:(?:hereinafter|hereafter),? )?"
    r"(?:referred to as )?[“\"]?(?:the )?[“\"]?"
    rf"(?P<alias>{_CAPITAL}(?: (?:(?:of|for|on|and|the) ){{0,2}}{_CAPITAL}){{0,6}})[”\"]?\)"
)
_ACRONYM = re.compile(r"[A-Z][A-Z-]+s?")
_HEADED = re.compile(rf"\b(?:{HEAD})\b")
_PROTOCOLS = re.compile(
    r"\b(?P<thereto>(?:(?:Optional|Additional) )?Protocols?) thereto\b"
    r"|\b[Ii]ts (?:(?:two|three|first|second) )?(?P<its>(?:Optional|Additional) Protocols?)\b"
    r"(?! (?:to|on|I)\b)"
)
_MUCH_MORE: Final = 2
"""How many times more often than any other an instrument is to be named, to be the one meant."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    instrument: Instrument
    rule: str


@dataclass(slots=True)
class _Context:
    """What the document has named so far.

    `defined` are the short forms and acronyms that it introduces itself, `acronyms` those of them
    that are acronyms; `licensed` counts the
    mentions of each instrument under each of its short forms; `here` are those of the paragraph.
    """

    defined: dict[str, Instrument] = field(default_factory=dict)
    licensed: dict[str, Counter[Instrument]] = field(default_factory=lambda: defaultdict(Counter))
    here: list[Instrument] = field(default_factory=list)
    acronyms: dict[str, Instrument] = field(default_factory=dict)

    def define(self, form: str, instrument: Instrument) -> None:
        self.defined[form] = instrument
        if _ACRONYM.fullmatch(form):
            self.acronyms[form] = instrument

    def mention(self, instrument: Instrument) -> None:
        self.here.append(instrument)
        for form in instrument.shorts:
            self.licensed[form][instrument] += 1

    def meaning(self, form: str) -> Instrument | None:
        """What a short form stands for; None where it is not licensed, or may be either of two."""
        if form in self.defined:
            return self.defined[form]
        nearby = list(dict.fromkeys(each for each in self.here if form in each.shorts))
        if nearby:
            return nearby[0] if len(nearby) == 1 else None
        ranked = self.licensed[form].most_common(2) if form in self.licensed else []
        if len(ranked) > 1 and ranked[0][1] < _MUCH_MORE * ranked[1][1]:
            return None
        return ranked[0][0] if ranked else None


def annotate_instruments(document: AnalysedDocument, language: LanguageResources) -> None:
    """Add the instruments that every paragraph names, as (name, span without article).

    Short forms ("the Convention") count where the title or an earlier mention licenses them.
    """
    del language
    context = _Context()
    for found in _mentions(plain(document.title.text), context):
        for form in found.instrument.shorts:
            context.define(form, found.instrument)
    for paragraph in document.paragraphs:
        paragraph.instruments = _instruments(paragraph.text.text, context)


def _instruments(printed: str, context: _Context) -> tuple[InstrumentMention, ...]:
    context.here.clear()
    return tuple(
        InstrumentMention(
            name=found.instrument.name,
            category=found.instrument.category,
            text=printed[found.start : found.end],
            start=found.start,
            end=found.end,
            rule=found.rule,
        )
        for found in _mentions(plain(printed), context)
    )


def _mentions(text: str, context: _Context) -> Iterator[_Found]:
    """The instruments of a plain text from left to right; the context learns as it goes."""
    position = 0
    for found in _in_full(text):
        if found.start < position:
            continue
        yield from _in_short(text, position, found.start, context)
        context.mention(found.instrument)
        yield found
        position = _define(text, found, context)
    yield from _in_short(text, position, len(text), context)


def _in_full(text: str) -> list[_Found]:
    """Names of the lexicon and of the open class, in order; what begins first where they overlap.

    Where a name of the lexicon begins, it is known where it ends.
    """
    listed = {
        start: _Found(
            start,
            start + len(name.text),
            name.instrument,
            "instrument.acronym" if name.acronym else "instrument.name",
        )
        for start, name in listed_names(text)
    }
    candidates = list(listed.values())
    for start, end, head, rule in find_classes(text):
        if start in listed:
            continue
        name = text[start:end].removesuffix("'s")
        instrument = instrument_named(name) or unlisted(name, head)
        candidates.append(_Found(start, start + len(name), instrument, rule))
    chosen: list[_Found] = []
    for found in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def _define(text: str, found: _Found, context: _Context) -> int:
    """Note the short form introduced after a name, "(the Charter)"; where reading goes on."""
    match = _DEFINITION.match(text, found.end)
    if match is None:
        return found.end
    alias = match["alias"]
    if _abbreviates(alias, text[found.start : found.end]) or _HEADED.search(alias):
        context.define(alias, found.instrument)
        return match.end()
    return found.end


def _abbreviates(alias: str, name: str) -> bool:
    """Whether it is an acronym of the name, rather than of what the name ends with."""
    return _ACRONYM.fullmatch(alias) is not None and alias[0] == name[0]


def _in_short(text: str, start: int, end: int, context: _Context) -> Iterator[_Found]:
    """Short forms, defined acronyms and protocols of what was named, between two full names."""
    found = [*_short_forms(text, start, end, context), *_acronyms(text, start, end, context)]
    found += _protocols(text, start, end, context)
    last = start
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= last:
            context.mention(each.instrument)
            last = each.end
            yield each


def _short_forms(text: str, start: int, end: int, context: _Context) -> Iterator[_Found]:
    for match in _SHORT.finditer(text, start, end):
        form = match[0].removesuffix("'s").rstrip("'")
        stop = match.start() + len(form)
        instrument = None if _GOES_ON.match(text, stop) else context.meaning(form)
        if instrument:
            yield _Found(match.start(), stop, instrument, "instrument.short_form")


def _acronyms(text: str, start: int, end: int, context: _Context) -> Iterator[_Found]:
    for alias, instrument in context.acronyms.items():
        if alias in text:
            for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", text[:end]):
                if match.start() >= start:
                    yield _Found(*match.span(), instrument, "instrument.defined_acronym")


def _protocols(text: str, start: int, end: int, context: _Context) -> Iterator[_Found]:
    """ "The Protocols thereto", "its Optional Protocol": of the treaty named last before."""
    treaties = [each for each in context.here if each.category is InstrumentCategory.TREATY]
    if not treaties:
        return
    for match in _PROTOCOLS.finditer(text, start, end):
        kind = "thereto" if match["thereto"] else "its"
        name = f"{match[kind]} to the {treaties[-1].name}"
        stop = match.end()
        instrument = instrument_named(name) or Instrument(
            name, InstrumentCategory.TREATY, (match[kind],)
        )
        yield _Found(match.start(kind), stop, instrument, "instrument.protocol_of_treaty")
