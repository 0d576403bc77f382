"""The official header of an AKN4UN document: its metadata and its cover page.

Everything is optional in practice: what is absent, empty or not readable is not stated (None).
The date 0001-01-01 stands for "none" in these files.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from service.extraction.languages import installed_languages
from service.extraction.readers.typography import tidy
from service.model import (
    AdoptionMethod,
    Header,
    Language,
    Organ,
    ResolutionKind,
    Sponsor,
    SponsorRole,
    Status,
    Symbol,
    Votes,
)

_KINDS = {
    "resolution": ResolutionKind.RESOLUTION,
    "draftresolution": ResolutionKind.DRAFT_RESOLUTION,
    "decision": ResolutionKind.DECISION,
    "draftdecision": ResolutionKind.DRAFT_DECISION,
    "presidentialstatement": ResolutionKind.STATEMENT,
}
_AUTHORS = {
    "ga": Organ.GENERAL_ASSEMBLY,
    "sc": Organ.SECURITY_COUNCIL,
    "ecosoc": Organ.ECOSOC,
}
_METHODS = {
    "adoptedwithoutvote": AdoptionMethod.WITHOUT_VOTE,
    "adoptedbyacclamation": AdoptionMethod.WITHOUT_VOTE,
    "adoptedrecordedvote": AdoptionMethod.RECORDED_VOTE,
}
_SPOKEN_METHODS = (
    ("unanimously", AdoptionMethod.UNANIMOUS),
    ("without vote", AdoptionMethod.WITHOUT_VOTE),
    ("by consensus", AdoptionMethod.WITHOUT_VOTE),
)
_COUNTS = re.compile(r"Adopted (\d+)-(\d+)-(\d+)")
_NUMBER_BEFORE_TITLE = re.compile(r"^\S*\d\S*\.\s+")
_SPONSOR_LINE = re.compile(r": (?:revised )?draft (?:resolution|decision)\W*$")
_CATALOGUE_TITLE = re.compile(r"\[((?:on|relating to|concerning) .+?)\]?$")
_ITEM = re.compile(r"(\d{1,3})((?:\s*\([a-z]{1,2}\)(?:\s*(?:,|and|to)\s*)?)*)")
_LETTER = re.compile(r"\([a-z]{1,2}\)")
_PRINTED = etree.XPath(".//text()[not(ancestor::*[local-name()='authorialNote'])]")
_NO_DATE = date(1, 1, 1)


def read_metadata(root: etree._Element) -> Header:
    """The header that the document's own metadata states."""
    meta = _Metadata(root)
    symbol = meta.symbol()
    status = meta.status()
    return Header(
        symbol=symbol,
        kind=meta.kind(),
        status=status,
        organ=(symbol.organ if symbol else None) or meta.organ(),
        enacting_body=meta.enacting_body(),
        session=meta.session(),
        agenda_items=meta.agenda_items(),
        title=meta.title(),
        document_date=meta.date("publication"),
        adoption_date=meta.date("adoption") if status is Status.ADOPTED else None,
        draft_symbol=meta.draft_symbol(),
        language=meta.language(),
        adoption_method=meta.adoption_method(),
        votes=meta.votes(),
        subjects=meta.subjects(),
        sponsors=meta.sponsors(),
    )


class _Metadata:
    """Look-ups in one document, each None or empty where nothing is stated."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        first = next(self._all("meta"), None)
        self._meta = first if first is not None else root
        self._outcomes = [
            (step.get("outcome") or "", step) for step in self._all("step", within=self._meta)
        ]

    def symbol(self) -> Symbol | None:
        for number in self._all("docNumber"):
            if number.get("refersTo") == "#symbol":
                return _symbol(_text(number))
        return None

    def kind(self) -> ResolutionKind | None:
        # A collection ("publication") takes the kind of the statements in it.
        statement = next(self._all("statement"), None)
        name = (statement.get("name") or "") if statement is not None else ""
        return _KINDS.get(re.sub(r"\W", "", name).casefold())

    def status(self) -> Status | None:
        if any(outcome.casefold() in ("veto", "notadopted") for outcome, _ in self._outcomes):
            return Status.NOT_ADOPTED
        kind = self.kind()
        if kind in (ResolutionKind.DRAFT_RESOLUTION, ResolutionKind.DRAFT_DECISION):
            return Status.DRAFT
        return Status.ADOPTED if kind else None

    def organ(self) -> Organ | None:
        for author in self._all("FRBRauthor", within=self._meta):
            if author.get("as") == "author":
                return _AUTHORS.get(author.get("href") or "")
        return None

    def enacting_body(self) -> Organ | None:
        """Who speaks: where a text is only recommended to another organ, that organ."""
        found = None
        for element in self._all("formula", "container"):
            if element.get("name") in ("formula", "enactingFormula"):
                name = _text(element).strip(" ,:").removeprefix("The ").casefold()
                found = next((o for o in Organ if o.label.casefold() == name), found)
        return found

    def session(self) -> str | None:
        for element in self._all("session"):
            value, words = tidy(element.get("value") or ""), _text(element).casefold()
            if value:
                special = "S-" if "special session" in words else ""
                return f"{'E' if 'emergency special' in words else ''}{special}{value}"
        return None

    def agenda_items(self) -> tuple[str, ...]:
        for element in self._all("inline"):
            if element.get("name") == "agenda item":
                return _items(_text(element) or element.get("title") or "")
        return ()

    def title(self) -> str | None:
        preface = next(self._all("preface"), None)
        titles = (
            [] if preface is None else [_text(t) for t in self._all("docTitle", within=preface)]
        )
        titles += [_text(t) for t in self._all("docTitle") if _parents(t, 2) == "mainBody"]
        printed = tidy(" ".join(dict.fromkeys(filter(None, titles))))
        return _NUMBER_BEFORE_TITLE.sub("", printed) or self._catalogue_title()

    def _catalogue_title(self) -> str | None:
        # The Security Council prints no titles; the library's catalogue has one in brackets.
        for keyword in self._all("keyword", within=self._meta):
            if keyword.get("refersTo") == "title":
                match = _CATALOGUE_TITLE.search(tidy(keyword.get("value") or ""))
                if match:
                    return match[1][:1].upper() + match[1][1:]
        return None

    def date(self, name: str) -> date | None:
        for element in self._all("FRBRdate", within=self._meta):
            if element.get("name") == name:
                return _date(element.get("date"))
        return None

    def draft_symbol(self) -> Symbol | None:
        for outcome, step in self._outcomes:
            if outcome in ("draftResolution", "draftDecision") and step.get("as"):
                return _symbol(step.get("as") or "")
        return None

    def language(self) -> Language | None:
        for element in self._all("FRBRlanguage", within=self._meta):
            try:
                return Language.from_iso639_2(element.get("language") or "")
            except ValueError:
                return None
        return None

    def adoption_method(self) -> AdoptionMethod | None:
        for voting in self._all("voting", within=self._meta):
            method = _METHODS.get((voting.get("outcome") or "").casefold())
            if method:
                return method
        for spoken in self._adoption_words():
            for words, method in _SPOKEN_METHODS:
                if words in spoken.casefold():
                    return method
            if _COUNTS.search(spoken):
                return AdoptionMethod.RECORDED_VOTE
        return None

    def votes(self) -> Votes | None:
        counts = {c.get("refersTo"): _count(c) for c in self._all("count", within=self._meta)}
        if any(counts.values()):
            return Votes(
                in_favour=counts.get("inFavour", 0),
                against=counts.get("against", 0),
                abstaining=counts.get("abstaining", 0),
            )
        for spoken in self._adoption_words():
            if match := _COUNTS.search(spoken):
                return Votes(*map(int, match.groups()))
        return None

    def _adoption_words(self) -> Iterator[str]:
        for outcome, step in self._outcomes:
            if outcome == "adopted":
                yield f"{step.get('as') or ''}; {step.get('by') or ''}"
        for voting in self._all("voting", within=self._meta):
            yield voting.get("outcome") or ""

    def subjects(self) -> tuple[str, ...]:
        keywords = (
            tidy(k.get("showAs") or k.get("value") or "")
            for k in self._all("keyword", within=self._meta)
            if k.get("dictionary") == "UNBIS Thesaurus" and not k.get("refersTo")
        )
        return tuple(dict.fromkeys(filter(None, keywords)))

    def sponsors(self) -> tuple[Sponsor, ...]:
        found: list[Sponsor] = []
        parse_sponsors = installed_languages().of(Language.ENGLISH).sponsors.parse
        for outcome, step in self._outcomes:
            by = tidy(step.get("by") or "")
            if by and outcome in ("draftResolution", "draftDecision"):
                found += parse_sponsors(by, SponsorRole.SPONSOR)
            elif by and outcome.endswith("AdditionalSponsors"):
                found += parse_sponsors(by, SponsorRole.ADDITIONAL_SPONSOR)
        return tuple(found)

    def _all(self, *names: str, within: etree._Element | None = None) -> Iterator[etree._Element]:
        root = self._root if within is None else within
        return root.iter(*(f"{{*}}{name}" for name in names))


def _text(element: etree._Element) -> str:
    """The printed text, without the notes in it."""
    parts = _PRINTED(element)
    return tidy("".join(str(part) for part in parts) if isinstance(parts, list) else "")


def _parents(element: etree._Element, steps: int) -> str:
    current: etree._Element | None = element
    for _ in range(steps):
        current = None if current is None else current.getparent()
    return "" if current is None else etree.QName(current).localname


def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(tidy(text))
    except ValueError:
        return None


def _date(text: str | None) -> date | None:
    try:
        found = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return None if found == _NO_DATE else found


def _count(element: etree._Element) -> int:
    value = (element.get("value") or "").strip()
    if value.isdecimal() and int(value):
        return int(value)
    return sum(1 for _ in element.iter("{*}organization"))


def _items(text: str) -> tuple[str, ...]:
    """Agenda item numbers: "14", "19 (c)"; "20 (a) and (b)" is two."""
    found: list[str] = []
    for number, letters in _ITEM.findall(text):
        parts = _LETTER.findall(letters)
        found += [f"{number} {letter}" for letter in parts] or [number]
    return tuple(dict.fromkeys(found))
