"""The official header of an AKN4UN document: its metadata and its cover page.

Everything is optional in practice: what is absent, empty or not readable is not stated (None).
The date 0001-01-01 stands for "none" in these files.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from service.extraction.readers.cues import MetadataCues
from service.extraction.readers.typography import normalize
from service.model import (
    SDG_NUMBER,
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
_NUMBER_BEFORE_TITLE = re.compile(r"^\S*\d\S*\.\s+")
_PRINTED = etree.XPath(".//text()[not(ancestor::*[local-name()='authorialNote'])]")
_NO_DATE = date(1, 1, 1)


def read_metadata(root: etree._Element, cues: MetadataCues) -> Header:
    """The header that the document's own metadata states."""
    meta = _Metadata(root, cues)
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
        sdgs=meta.sdgs(),
        sponsors=meta.sponsors(),
    )


class _Metadata:
    """Look-ups in one document, each None or empty where nothing is stated."""

    def __init__(self, root: etree._Element, cues: MetadataCues) -> None:
        self._root = root
        self._cues = cues
        first = next(self._all("meta"), None)
        self._meta = first if first is not None else root
        self._outcomes = [
            (step.get("outcome") or "", step) for step in self._all("step", within=self._meta)
        ]

    def symbol(self) -> Symbol | None:
        for number in self._all("docNumber"):
            if number.get("refersTo") == "#symbol":
                return Symbol.parse_or_none(_text(number))
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
                found = self._cues.enacting_body(_text(element)) or found
        return found

    def session(self) -> str | None:
        for element in self._all("session"):
            if value := normalize(element.get("value") or ""):
                return f"{self._cues.session_prefix(_text(element))}{value}"
        return None

    def agenda_items(self) -> tuple[str, ...]:
        for element in self._all("inline"):
            if element.get("name") == "agenda item":
                return self._cues.agenda_items(_text(element) or element.get("title") or "")
        return ()

    def title(self) -> str | None:
        preface = next(self._all("preface"), None)
        titles = (
            [] if preface is None else [_text(t) for t in self._all("docTitle", within=preface)]
        )
        titles += [_text(t) for t in self._all("docTitle") if _parents(t, 2) == "mainBody"]
        printed = normalize(" ".join(dict.fromkeys(filter(None, titles))))
        return _NUMBER_BEFORE_TITLE.sub("", printed) or self._catalogue_title()

    def _catalogue_title(self) -> str | None:
        # The Security Council prints no titles; the library's catalogue has one in brackets.
        for keyword in self._all("keyword", within=self._meta):
            if keyword.get("refersTo") == "title":
                title = self._cues.catalogue_title(normalize(keyword.get("value") or ""))
                if title:
                    return title[:1].upper() + title[1:]
        return None

    def date(self, name: str) -> date | None:
        for element in self._all("FRBRdate", within=self._meta):
            if element.get("name") == name:
                return _date(element.get("date"))
        return None

    def draft_symbol(self) -> Symbol | None:
        for outcome, step in self._outcomes:
            if outcome in ("draftResolution", "draftDecision") and step.get("as"):
                return Symbol.parse_or_none(normalize(step.get("as") or ""))
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
        stated = map(self._cues.adoption_method, self._adoption_words())
        return next(filter(None, stated), None)

    def votes(self) -> Votes | None:
        counts = {c.get("refersTo"): _count(c) for c in self._all("count", within=self._meta)}
        if any(counts.values()):
            return Votes(
                in_favour=counts.get("inFavour", 0),
                against=counts.get("against", 0),
                abstaining=counts.get("abstaining", 0),
            )
        return next(filter(None, map(self._cues.votes, self._adoption_words())), None)

    def _adoption_words(self) -> Iterator[str]:
        for outcome, step in self._outcomes:
            if outcome == "adopted":
                yield f"{step.get('as') or ''}; {step.get('by') or ''}"
        for voting in self._all("voting", within=self._meta):
            yield voting.get("outcome") or ""

    def subjects(self) -> tuple[str, ...]:
        keywords = (
            normalize(k.get("showAs") or k.get("value") or "")
            for k in self._all("keyword", within=self._meta)
            if k.get("dictionary") == "UNBIS Thesaurus" and not k.get("refersTo")
        )
        return tuple(dict.fromkeys(filter(None, keywords)))

    def sdgs(self) -> tuple[str, ...]:
        """Sustainable Development Goals and targets, in numerical order of the goals."""
        found = {
            value
            for keyword in self._all("keyword", within=self._meta)
            if keyword.get("dictionary") == "SDGO"
            and SDG_NUMBER.fullmatch(value := (keyword.get("value") or "").strip().lower())
        }
        return tuple(sorted(found, key=lambda value: (int(value.partition(".")[0]), value)))

    def sponsors(self) -> tuple[Sponsor, ...]:
        found: list[Sponsor] = []
        for outcome, step in self._outcomes:
            by = normalize(step.get("by") or "")
            if by and outcome in ("draftResolution", "draftDecision"):
                found += self._cues.sponsors(by, SponsorRole.SPONSOR)
            elif by and outcome.endswith("AdditionalSponsors"):
                found += self._cues.sponsors(by, SponsorRole.ADDITIONAL_SPONSOR)
        return tuple(found)

    def _all(self, *names: str, within: etree._Element | None = None) -> Iterator[etree._Element]:
        root = self._root if within is None else within
        return root.iter(*(f"{{*}}{name}" for name in names))


def _text(element: etree._Element) -> str:
    """The printed text, without the notes in it."""
    parts = _PRINTED(element)
    return normalize("".join(str(part) for part in parts) if isinstance(parts, list) else "")


def _parents(element: etree._Element, steps: int) -> str:
    current: etree._Element | None = element
    for _ in range(steps):
        current = None if current is None else current.getparent()
    return "" if current is None else etree.QName(current).localname


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
