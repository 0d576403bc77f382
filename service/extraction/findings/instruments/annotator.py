"""Instruments of a document, paragraph by paragraph, in full and in short."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.instruments.classes import find_classes
from service.extraction.languages import LanguageResources
from service.extraction.languages.instruments import Instrument, InstrumentLexicon
from service.extraction.text.analysed import AnalysedText
from service.model import InstrumentCategory, InstrumentMention

_MUCH_MORE: Final = 2
"""How many times more often than any other an instrument is to be named, to be the one meant."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """An instrument mentioned at `start` to `end`."""

    start: int
    end: int
    instrument: Instrument
    rule: str


@dataclass(slots=True)
class _Context:
    """What the document has named so far.

    `defined` are the short forms and acronyms that it introduces itself, `acronyms` those of them
    that are acronyms; `licensed` counts the mentions of each instrument under each of its short
    forms; `here` are those of the paragraph.
    """

    lexicon: InstrumentLexicon
    defined: dict[str, Instrument] = field(default_factory=dict)
    acronyms: dict[str, Instrument] = field(default_factory=dict)
    licensed: dict[str, Counter[Instrument]] = field(default_factory=lambda: defaultdict(Counter))
    here: list[Instrument] = field(default_factory=list)

    def define(self, form: str, instrument: Instrument) -> None:
        """Remember what a form means from here on."""
        self.defined[form] = instrument
        if self.is_acronym(form):
            self.acronyms[form] = instrument

    def is_acronym(self, form: str) -> bool:
        """Whether a form has the look of an acronym."""
        return self.lexicon.table.acronym.fullmatch(form) is not None

    def mention(self, instrument: Instrument) -> None:
        """Note a mention, which licenses the short forms of the instrument."""
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
    """Add the instruments that every paragraph names; their spans leave out the article.

    Short forms ("the Convention") count where the title or an earlier mention licenses them.
    """
    lexicon = language.instruments
    context = _Context(lexicon)
    for found in _mentions(document.title.hyphenated, context):
        for form in found.instrument.shorts:
            context.define(form, found.instrument)
    for paragraph in document.paragraphs:
        paragraph.instruments = _instruments(paragraph.text, context)


def _instruments(text: AnalysedText, context: _Context) -> tuple[InstrumentMention, ...]:
    """The instruments that a paragraph names, as printed."""
    context.here.clear()
    return tuple(
        InstrumentMention(
            name=found.instrument.name,
            category=found.instrument.category,
            text=text.text[found.start : found.end],
            start=found.start,
            end=found.end,
            rule=found.rule,
        )
        for found in _mentions(text.hyphenated, context)
    )


def _mentions(text: str, context: _Context) -> Iterator[_Mention]:
    """The instruments of a text from left to right; each is added to the context."""
    position = 0
    for found in _in_full(text, context.lexicon):
        if found.start < position:
            continue
        yield from _in_short(text, position, found.start, context)
        context.mention(found.instrument)
        yield found
        position = _define(text, found, context)
    yield from _in_short(text, position, len(text), context)


def _in_full(text: str, lexicon: InstrumentLexicon) -> list[_Mention]:
    """Names of the lexicon and of the open class, in order; what begins first where they overlap.

    Where a name of the lexicon begins, it is known where it ends.
    """
    listed = {
        start: _Mention(
            start,
            start + len(name.text),
            name.instrument,
            "instrument.acronym" if name.acronym else "instrument.name",
        )
        for start, name in lexicon.listed_names(text)
    }
    candidates = list(listed.values())
    for start, end, noun, rule in find_classes(text, lexicon):
        if start in listed:
            continue
        name = lexicon.without_possessive(text[start:end])
        instrument = lexicon.instrument_named(name) or lexicon.unlisted(name, noun)
        candidates.append(_Mention(start, start + len(name), instrument, rule))
    chosen: list[_Mention] = []
    for found in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def _define(text: str, found: _Mention, context: _Context) -> int:
    """Note the short form introduced after a name, "(the Charter)"; where reading goes on."""
    match = context.lexicon.table.mentions.definition.match(text, found.end)
    if match is None:
        return found.end
    alias = match["alias"]
    # An acronym is one of the name, rather than of what the name ends with.
    abbreviates = context.is_acronym(alias) and alias[0] == text[found.start]
    if abbreviates or context.lexicon.has_noun(alias):
        context.define(alias, found.instrument)
        return match.end()
    return found.end


def _in_short(text: str, start: int, end: int, context: _Context) -> Iterator[_Mention]:
    """Short forms, defined acronyms and protocols of what was named, between two full names."""
    found = [*_short_forms(text, start, end, context), *_acronyms(text, start, end, context)]
    found += _protocols(text, start, end, context)
    last = start
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= last:
            context.mention(each.instrument)
            last = each.end
            yield each


def _short_forms(text: str, start: int, end: int, context: _Context) -> Iterator[_Mention]:
    lexicon = context.lexicon
    patterns = lexicon.table.mentions
    for match in patterns.short_form.finditer(text, start, end):
        form = lexicon.without_possessive(match[0]).rstrip("'")
        stop = match.start() + len(form)
        instrument = None if patterns.goes_on.match(text, stop) else context.meaning(form)
        if instrument:
            yield _Mention(match.start(), stop, instrument, "instrument.short_form")


def _acronyms(text: str, start: int, end: int, context: _Context) -> Iterator[_Mention]:
    for alias, instrument in context.acronyms.items():
        if alias in text:
            for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", text[:end]):
                if match.start() >= start:
                    yield _Mention(*match.span(), instrument, "instrument.defined_acronym")


def _protocols(text: str, start: int, end: int, context: _Context) -> Iterator[_Mention]:
    """ "The Protocols thereto", "its Optional Protocol": of the treaty named last before."""
    treaties = [each for each in context.here if each.category is InstrumentCategory.TREATY]
    if not treaties:
        return
    lexicon = context.lexicon
    patterns = lexicon.table.mentions
    for match in patterns.protocols.finditer(text, start, end):
        group = "thereto" if match["thereto"] else "its"
        protocol = match[group]
        name = patterns.protocol_name.format(protocol=protocol, treaty=treaties[-1].name)
        instrument = lexicon.instrument_named(name) or Instrument(
            name, InstrumentCategory.TREATY, (protocol,)
        )
        rule = "instrument.protocol_of_treaty"
        yield _Mention(match.start(group), match.end(), instrument, rule)
