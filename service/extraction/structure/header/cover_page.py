"""The cover page: its fields gathered in order, and free text under the landmark before it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Final

from service.extraction.blocks import Block
from service.extraction.languages import LanguageResources
from service.extraction.languages.header import CoverField
from service.extraction.structure.header.cover_fields import (
    Field,
    agenda_items,
    read_fields,
    without_note_marks,
)
from service.extraction.text.ocr_tolerance import figures
from service.model import Organ, ResolutionKind, Sponsor, Symbol

_BOLD = re.compile(r"^[*_\s]+|(?<!\w)\*\*|\*\*(?!\w)|[_\s]+$")
_MARKED_NAME = re.compile(r"(\w\)?)(:?)\*(?![\w*])")
_PRINTED_SYMBOL = re.compile(r"[A-Z]{1,2}/[\w./-]+\w")
_DRAFT_SYMBOL = re.compile(r"/L\.\d")
_PART = re.compile(r" [A-Z]$")
_DECISION_SERIES: Final = "A/DEC/"


class Landmark(Enum):
    """What free text of a cover page follows; `DRAFT_LINE` is "Malta: draft resolution"."""

    START = auto()
    AGENDA = auto()
    ADOPTED = auto()
    SPONSORS = auto()
    NUMBER = auto()
    DRAFT_LINE = auto()


_TITLE_ORDER: Final = (
    Landmark.NUMBER,
    Landmark.SPONSORS,
    Landmark.ADOPTED,
    Landmark.AGENDA,
    Landmark.START,
    Landmark.DRAFT_LINE,
)
"""The landmarks that the title of a document follows, the surest first."""


@dataclass(slots=True)
class Cover:
    """What has been read of a cover page.

    `titles` has free text by the landmark that it follows, `number` is the printed number.
    """

    symbols: list[Symbol] = field(default_factory=list)
    organs: list[Organ] = field(default_factory=list)
    agenda_items: list[str] = field(default_factory=list)
    titles: dict[Landmark, str] = field(default_factory=dict)
    sponsors: list[Sponsor] = field(default_factory=list)
    session: str | None = None
    document_date: date | None = None
    adoption_date: date | None = None
    draft_symbol: Symbol | None = None
    kind: ResolutionKind | None = None
    number: str | None = None

    def symbol(self) -> Symbol | None:
        """The symbol printed, else the one that the printed number is in its organ's series."""
        if self.symbols:
            return self.symbols[0]
        if self.number is None or self.kind is None:
            return None
        organ = self.organs[-1] if self.organs else Organ.GENERAL_ASSEMBLY
        decision = self.kind is ResolutionKind.DECISION
        return Symbol.parse_or_none(
            f"{_DECISION_SERIES if decision else organ.symbol_prefix}{self.number}"
        )

    def title(self, symbol: Symbol | None) -> str | None:
        """The title, without the letter of a part, which is below it as a heading."""
        part = _PART.search(str(symbol)) if symbol else None
        for landmark in _TITLE_ORDER:
            if title := without_note_marks(self.titles.get(landmark, "")):
                return title.removesuffix(part[0]) if part else title
        return None


def read_cover(
    blocks: Sequence[Block], all_blocks: Sequence[Block], language: LanguageResources
) -> Cover:
    """Read a cover page.

    Args:
        blocks: The blocks of the cover page.
        all_blocks: The blocks of the document, which may include a footnote to its sponsors.
        language: The language of the document.
    """
    reader = _CoverReader(language)
    behalf = reader.behalf_note(all_blocks)
    for block in blocks:
        reader.read(block, behalf)
    reader.file_pending()
    return reader.cover


class _CoverReader:
    """Reads block after block; free text waits in `_pending` until its landmark is over."""

    def __init__(self, language: LanguageResources) -> None:
        self.cover = Cover()
        self._language = language
        self._lexicon = language.header
        self._patterns = language.header.cover
        self._after = Landmark.START
        self._pending: list[str] = []

    def read(self, block: Block, behalf: str | None) -> None:
        """Read a block; `behalf` is the footnote to the sponsors, if there is one."""
        text = _BOLD.sub("", self._with_notes(block)).strip()
        if not text:
            return
        if behalf and self._patterns.sponsors.match(text):
            text = _MARKED_NAME.sub(lambda found: f"{found[1]} ({behalf}){found[2]}", text, count=1)
        if match := self._patterns.sponsors.match(text) or self._patterns.submitted.match(text):
            self._read_sponsors(match["names"], match["draft"])
            self.cover.titles.setdefault(Landmark.DRAFT_LINE, text)
            return
        for part in read_fields(text, self._lexicon):
            if reader := self.READERS.get(part.name):
                reader(self, part)

    def behalf_note(self, blocks: Sequence[Block]) -> str | None:
        """The text of a footnote "* On behalf of …" that is a block of its own."""
        for block in blocks:
            marked = block.text.lstrip().startswith("*")
            if marked and (match := self._patterns.behalf.match(block.text)):
                return match["text"]
        return None

    def file_pending(self) -> None:
        """File the free text read since the last landmark under that landmark."""
        if self._pending:
            text = self._patterns.broken_word.sub("", " ".join(self._pending))
            self.cover.titles.setdefault(self._after, text)
            self._pending.clear()

    def _with_notes(self, block: Block) -> str:
        """The text with notes such as "On behalf of …" put at their markers."""
        text = block.text
        for note in sorted(block.notes, key=lambda note: -note.offset):
            if match := self._patterns.behalf.match(note.text):
                # The marker may come after the colon: "Malta:* draft resolution".
                names = text[: note.offset].rstrip(" :,*")
                text = f"{names} ({match['text']}){text[len(names) :]}"
        return text

    def _read_sponsors(self, names: str, draft: str | None) -> None:
        while self._pending and self._is_broken_list(self._pending[-1]):
            names = f"{self._pending.pop()} {names}"
        self.file_pending()
        self.cover.sponsors += self._language.sponsors.parse(names)
        self._after = Landmark.SPONSORS
        # An amendment to a draft is a document of another kind.
        self.cover.kind = self._lexicon.kinds.get((draft or "").lower(), ResolutionKind.OTHER)

    def _is_broken_list(self, text: str) -> bool:
        """Whether a block is part of a list of sponsors, broken at the end of a line."""
        sponsors = self._language.sponsors.parse(text)
        known = [sponsor for sponsor in sponsors if sponsor.code]
        # The last name of a line may be cut: "Bosnia and", "Northern".
        cut = len(sponsors) - len(known)
        return bool(known) and (cut == 0 or (cut == 1 and len(known) > 1 and not sponsors[-1].code))

    def _read_symbol(self, part: Field) -> None:
        if symbol := Symbol.parse_or_none(part.get("symbol").rstrip(".-(")):
            self.cover.symbols.append(symbol)
        else:
            self._read_free(part)

    def _read_organ(self, part: Field) -> None:
        self._add_organ(part.get("name"))

    def _read_session(self, part: Field) -> None:
        self.cover.session = self.cover.session or self._language.calendar.find_session(part.text)

    def _read_date(self, part: Field) -> None:
        found = self._language.calendar.find_date(part.text)
        self.cover.document_date = self.cover.document_date or found

    def _read_agenda(self, part: Field) -> None:
        known = self.cover.agenda_items
        new = agenda_items(part.get("items", "items_colon", "provisional"))
        known += [item for item in new if item not in known]
        self._after = Landmark.AGENDA

    def _read_adopted(self, part: Field) -> None:
        self.file_pending()
        self._after = Landmark.ADOPTED
        decision = bool(part.get("decision"))
        self.cover.kind = ResolutionKind.DECISION if decision else ResolutionKind.RESOLUTION
        self._read_adoption_date(part)
        self._add_organ(part.get("organ"))

    def _read_council_number(self, part: Field) -> None:
        self._read_adopted(part)
        self.cover.organs.append(Organ.SECURITY_COUNCIL)
        self.cover.number = figures(part.get("number"))

    def _read_dated_number(self, part: Field) -> None:
        self.cover.kind = ResolutionKind.RESOLUTION
        self.cover.organs.append(Organ.SECURITY_COUNCIL)
        self.cover.number = figures(part.get("number"))
        self._read_adoption_date(part)

    def _read_adoption_day(self, part: Field) -> None:
        """The second line of "Resolution 900 (1961) / of 22 November 1961"."""
        if self.cover.kind is ResolutionKind.RESOLUTION:
            self._read_adoption_date(part)

    def _read_adoption_date(self, part: Field) -> None:
        found = self._language.calendar.find_date(figures(part.get("day")))
        self.cover.adoption_date = self.cover.adoption_date or found

    def _read_proposal(self, part: Field) -> None:
        for printed in _PRINTED_SYMBOL.findall(part.text):
            if _DRAFT_SYMBOL.search(printed) and self.cover.draft_symbol is None:
                self.cover.draft_symbol = Symbol.parse_or_none(printed)

    def _read_draft_symbol(self, part: Field) -> None:
        self.cover.draft_symbol = self.cover.draft_symbol or Symbol.parse_or_none(
            part.get("symbol")
        )

    def _read_number(self, part: Field) -> None:
        self.file_pending()
        self.cover.number = part.get("number")
        if "(" in self.cover.number:
            self.cover.kind = self.cover.kind or ResolutionKind.RESOLUTION
        self._after = Landmark.NUMBER

    def _read_title(self, part: Field) -> None:
        self._pending.append(part.text)

    def _read_free(self, part: Field) -> None:
        text = part.text.strip("*_ ")
        if self._patterns.statement.match(text):
            self.cover.kind = ResolutionKind.STATEMENT
            self.cover.titles[Landmark.NUMBER] = text
        elif match := self._patterns.draft_alone.match(text):
            self._read_sponsors("", match["draft"])
        elif not self._patterns.never_title.match(without_note_marks(text)):
            self._pending.append(text)

    def _read_act_kind(self, part: Field) -> None:
        if part.get("decision"):
            self.cover.kind = ResolutionKind.DECISION

    def _add_organ(self, name: str) -> None:
        if organ := self._language.structure.organ_named(name):
            self.cover.organs.append(organ)

    READERS: Final[Mapping[CoverField, Callable[["_CoverReader", Field], None]]] = {
        CoverField.SYMBOL: _read_symbol,
        CoverField.ORGAN: _read_organ,
        CoverField.SESSION: _read_session,
        CoverField.DATE: _read_date,
        CoverField.AGENDA: _read_agenda,
        CoverField.ADOPTED: _read_adopted,
        CoverField.COUNCIL_NUMBER: _read_council_number,
        CoverField.COUNCIL_MEETING: _read_adopted,
        CoverField.DATED_NUMBER: _read_dated_number,
        CoverField.ADOPTION_DAY: _read_adoption_day,
        CoverField.PROPOSAL: _read_proposal,
        CoverField.DRAFT_SYMBOL: _read_draft_symbol,
        CoverField.NUMBER: _read_number,
        CoverField.TITLE: _read_title,
        CoverField.FREE: _read_free,
        CoverField.ACT_KIND: _read_act_kind,
    }
    """Who reads each field; those that are not here are passed over."""
