"""What short forms of a document mean: the bodies named before, and the document's definitions."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from service.extraction.findings.bodies.candidates import office_code
from service.extraction.findings.document import AnalysedParagraph
from service.extraction.languages.bodies import Body, BodyLexicon
from service.extraction.languages.body_names import BodyName, first_word
from service.model import BodyNaming, Organ, Symbol

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9/.-]*[A-Z0-9][A-Za-z0-9/.-]*(?: [A-Z/]+)?")
_SYMBOL = re.compile(r"[A-Z]{1,5}/[\w./()-]+")
_COUNCIL_RESOLUTION = re.compile(r"S/RES/(\d+) \(\d{4}\)")
_NAMED_WEIGHT: Final = 3
_COMMITTEE: Final = "committee"
_OFFICIAL: Final = "official"


class Antecedents:
    """The bodies that short forms may stand for, while the paragraphs of a document are read.

    Args:
        lexicon: The bodies of the language.
        acting: The code of the acting body.
        symbol: The symbol of the document.

    Attributes:
        acting: The code of the acting body.
        own_committee: The code of the committee that the document would set up.
        defined: The names that the document defines, by their first word.
    """

    def __init__(self, lexicon: BodyLexicon, acting: str | None, symbol: Symbol | None) -> None:
        self.acting = acting
        self.own_committee = _own_committee(symbol, lexicon)
        self.defined: dict[str, tuple[BodyName, ...]] = {}
        self._lexicon = lexicon
        self._patterns = lexicon.patterns
        self._meanings: dict[str, str | None] = {}
        self._usual_meanings: dict[str, str] = {}
        self._fixed: set[str] = set()
        self._last_official: str | None = None
        self._last_of_category: dict[str, str] = {}
        head = lexicon.head_of_acting(acting) if acting else None
        self._meaning_of_acting = {head: acting} if head and acting else {}

    def mention(self, code: str, name: str) -> None:
        """Note that a body was named by a form other than the short one in question."""
        body = self._lexicon.bodies.get(code)
        category = body.category if body else self._category_of_unlisted(code)
        if category == _OFFICIAL:
            self._last_official = code
        elif body and (form := self._patterns.short_forms.by_category.get(category)):
            self._usual_meanings.setdefault(form, code)
        self._last_of_category.pop(category, None)
        self._last_of_category[category] = code
        for form in self._patterns.short_forms.by_beginning:
            if name.startswith(form):
                self._set_meaning(form, code)
        if body:
            self._mention_listed(body)
            return
        is_bare = name in self._lexicon.heads
        for form in (name,) if is_bare else self._lexicon.short_forms(name):
            self._set_meaning(form, code)

    def _mention_listed(self, body: Body) -> None:
        for form in body.short_forms:
            self._set_meaning(form, body.code)
        for licensed in body.licenses:
            for form in self._lexicon.bodies[licensed].short_forms:
                if form not in body.short_forms:
                    self._set_meaning(form, licensed)

    def mention_officer(self, code: str, text: str) -> None:
        """Note that an officer of a body was named, who is called by the office afterwards.

        Args:
            code: The code of the officer.
            text: The mention, such as "Executive Director of the World Food Programme".
        """
        if officer := self._patterns.offices.officer.match(text):
            self._set_meaning(officer[0], code)

    def expect_committees(self, paragraphs: Iterable[AnalysedParagraph]) -> None:
        """Let "the Committee" mean the one committee of the document, even before it is named.

        That is the one which the document sets up, or whose founding resolution it names most, be
        it in the name of the committee (which counts several times) or alone.
        """
        words = self._patterns.committees
        if self.acting != Organ.SECURITY_COUNCIL.value or words.cue is None:
            return
        texts = [paragraph.text.hyphenated for paragraph in paragraphs]
        about = [text for text in texts if words.cue in text]
        if not about:
            return
        weights: Counter[str] = Counter()
        for text in texts:
            numbers = words.resolution.findall(text)
            weights.update(each for each in numbers if each in self._lexicon.founding_resolutions)
        for text in about:
            for match in words.by_resolution.finditer(text):
                weights[match["number"]] += _NAMED_WEIGHT
        code = next(
            (self._lexicon.committee_code(number) for number, _ in weights.most_common(1)), None
        )
        if self.own_committee and any(words.set_up.search(text) for text in about):
            code = self.own_committee
        if code:
            self._meanings.update(dict.fromkeys(words.short_forms, code))
            self._fixed.update(words.short_forms)

    def block(self, head: str) -> None:
        """Note that something else of that head was named: the bare head now means that."""
        if head in self._lexicon.heads and head not in self._meaning_of_acting:
            self._set_meaning(head, None)

    def _set_meaning(self, form: str, code: str | None) -> None:
        """Let a short form mean a body, unless the document itself has said what it means."""
        if form not in self._fixed:
            self._meanings[form] = code

    def meaning(self, form: str) -> str | None:
        """The code that a short form stands for here, or None."""
        if form in self._meaning_of_acting:
            return self._meaning_of_acting[form]
        code = self._meanings.get(form) or self._usual_meanings.get(form)
        if code is not None or form in self._meanings:
            return code
        return self._lexicon.default_meaning(form, self.acting)

    def office_of_last_official(self) -> str | None:
        """The office that "her Office" means: that of the official named last, if it has one."""
        code = self._last_official
        if code is None or code not in self._patterns.offices.with_own_office:
            return None
        return self._lexicon.bodies[code].parent

    def officer(self, form: str) -> str | None:
        """The code of "the Executive Secretary": that of the body named last which has one."""
        offices = self._patterns.offices
        categories = offices.serving.get(form)
        if not categories:
            return None
        serving = [code for kind, code in self._last_of_category.items() if kind in categories]
        return f"{serving[-1]}-{office_code(form, offices)}" if serving else None

    def qualified(self, code: str) -> str:
        """The code of the body that a name without qualification means: "Panel of Experts"."""
        for name in self._patterns.short_forms.unqualified:
            if name.code == code:
                known = self._meanings.get(name.form)
                if known and (not name.same_kind or known.startswith(code)):
                    return known
        return code

    def define(self, text: str, end: int, code: str) -> tuple[int, str]:
        """Read a definition "(the Committee)", "(UNODC)" after a name.

        Args:
            text: The text, with one kind of apostrophe and hyphen.
            end: Where the name ends.
            code: The code of the body that is named.

        Returns:
            Where the definition ends, and the code of the body: that of the lexicon where the name
            is not in it, but the acronym is.
        """
        match = self._patterns.definitions.definition.match(text, end)
        if match is None:
            return end, code
        form = (match["bracketed"] or match["named"]).strip()
        if _SYMBOL.fullmatch(form) or not form:
            return end, code
        if code not in self._lexicon.bodies:
            code = self._lexicon.code_of_acronym(form) or code
        if form in self._lexicon.heads or form in self._meanings:
            self._meanings[form] = code
            self._fixed.add(form)
        else:
            naming = BodyNaming.ACRONYM if _ACRONYM.fullmatch(form) else BodyNaming.SHORT_FORM
            self._add_defined(BodyName(form, code, naming))
        return (match.end() if match["bracketed"] else end), code

    def _add_defined(self, name: BodyName) -> None:
        word = first_word(name.text)
        others = tuple(old for old in self.defined.get(word, ()) if old.text != name.text)
        self.defined[word] = (name, *others)

    def _category_of_unlisted(self, code: str) -> str:
        parts = self._patterns.committees.parts_of_code
        return _COMMITTEE if any(part in code for part in parts) else ""


def _own_committee(symbol: Symbol | None, lexicon: BodyLexicon) -> str | None:
    """The code of the committee that a resolution of the Security Council sets up."""
    match = _COUNCIL_RESOLUTION.fullmatch(str(symbol)) if symbol else None
    return lexicon.committee_code(match[1]) if match else None
