"""The cover page: its fields gathered in order, free text filed under the landmark before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from service.extraction.blocks import Block
from service.extraction.languages import installed_languages
from service.extraction.structure.header.cover_fields import Field, organ_named, read_fields
from service.extraction.text.dates import find_date
from service.extraction.text.ocr_tolerance import figures
from service.extraction.text.sessions import find_session
from service.model import Language, Organ, ResolutionKind, Sponsor, Symbol

_SPONSORS = re.compile(
    r"^(?P<names>.+?)\s*:[\s,*]*"
    r"(?P<what>(?:further )?(?:revised )?draft (?:resolution|decision)"
    r"|(?:sub-?)?amendments? to (?:the )?(?:revised )?draft (?:resolution|decision)"
    r"(?: [A-Z]+/\S+)?)"
    r"\b[^a-z]*$",
    re.IGNORECASE | re.DOTALL,
)
_SUBMITTED = re.compile(
    r"^(?P<what>(?:further )?(?:revised )?draft (?:resolution|decision))s?\*? "
    r"(?:submitted|proposed|sponsored) by (?P<names>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_DRAFT_ALONE = re.compile(
    r"^(?:revised )?draft (?P<what>resolution|decision)s?\b.{0,12}$", re.IGNORECASE
)
_STATEMENT = re.compile(r"^Statement by the President of the Security Council\b", re.IGNORECASE)
NOTE_MARKS: Final = re.compile(r"[\s*\u00b9\u00b2\u00b3\u2070-\u2079]+$")
"""Footnote markers that a reader left at the end of a line."""
_NEVER_TITLE = re.compile(r"^(?:[\W\d_]*|page \d+|[A-Z]|United Nations.{0,3})$", re.IGNORECASE)
_BOLD = re.compile(r"^[*_\s]+|(?<!\w)\*\*|\*\*(?!\w)|[_\s]+$")
_BROKEN_WORD = re.compile(r"(?<=\w-) (?!(?:and|or|to)\b)(?=[a-z])")
_MARKED_NAME = re.compile(r"(\w\)?)(:?)\*(?![\w*])")
_MARKED_BEHALF = re.compile(r"^\W{0,3}\s*(?P<text>on behalf of .+?)\.?$", re.IGNORECASE | re.DOTALL)
_KINDS: Final = {
    "draft resolution": ResolutionKind.DRAFT_RESOLUTION,
    "draft decision": ResolutionKind.DRAFT_DECISION,
}


@dataclass(slots=True)
class Cover:
    """What has been read of a cover page.

    `titles` holds free text by the landmark it follows: "agenda" (the name of the item), "adopted",
    "sponsors", "number" (after a printed resolution number), "start"; and as "draft line" the line
    "Malta: draft resolution" itself. `number` is the printed number.
    """

    symbols: list[Symbol] = field(default_factory=list)
    organs: list[Organ] = field(default_factory=list)
    agenda_items: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    sponsors: list[Sponsor] = field(default_factory=list)
    session: str | None = None
    document_date: date | None = None
    adoption_date: date | None = None
    draft_symbol: Symbol | None = None
    kind: ResolutionKind | None = None
    number: str | None = None
    after: str = "start"
    pending: list[str] = field(default_factory=list)


def read_cover(blocks: Sequence[Block], all_blocks: Sequence[Block]) -> Cover:
    """Read the blocks of a cover page; `all_blocks` may hold a footnote to its sponsors."""
    cover = Cover()
    behalf = _behalf_note(all_blocks)
    for block in blocks:
        _read_block(cover, block, behalf)
    _flush(cover)
    return cover


def _read_block(cover: Cover, block: Block, behalf: str | None) -> None:
    text = _BOLD.sub("", _with_notes(block)).strip()
    if not text:
        return
    if behalf and _SPONSORS.match(text):
        text = _MARKED_NAME.sub(lambda found: f"{found[1]} ({behalf}){found[2]}", text, count=1)
    if match := _SPONSORS.match(text) or _SUBMITTED.match(text):
        _read_sponsors(cover, match["names"], match["what"].lower())
        cover.titles.setdefault("draft line", text)
        return
    for part in read_fields(text):
        _READERS.get(part.name, _ignore)(cover, part)


def _with_notes(block: Block) -> str:
    """The text with notes such as "On behalf of the Group …" put where their markers stand."""
    text = block.text
    for note in sorted(block.notes, key=lambda note: -note.offset):
        if match := _MARKED_BEHALF.match(note.text):
            # The marker may stand behind the colon: "Malta:* draft resolution".
            names = text[: note.offset].rstrip(" :,*")
            text = f"{names} ({match['text']}){text[len(names) :]}"
    return text


def _behalf_note(blocks: Sequence[Block]) -> str | None:
    """The text of a footnote "* On behalf of …" that stands as a block of its own."""
    for block in blocks:
        if block.text.lstrip().startswith("*") and (match := _MARKED_BEHALF.match(block.text)):
            return match["text"]
    return None


def _read_sponsors(cover: Cover, names: str, what: str) -> None:
    while cover.pending and _is_broken_list(cover.pending[-1]):
        names = f"{cover.pending.pop()} {names}"
    _flush(cover)
    cover.sponsors += installed_languages().of(Language.ENGLISH).sponsors.parse(names)
    cover.after = "sponsors"
    plain = re.sub(r"^(?:further )?(?:revised )?", "", what)
    cover.kind = _KINDS.get(plain, ResolutionKind.OTHER)


def _is_broken_list(text: str) -> bool:
    """Whether a block is part of a list of sponsors, broken at the end of a line."""
    sponsors = installed_languages().of(Language.ENGLISH).sponsors.parse(text)
    known = [sponsor for sponsor in sponsors if sponsor.code]
    # The last name of a line may be cut: "Bosnia and", "Northern".
    cut = len(sponsors) - len(known)
    return bool(known) and (cut == 0 or (cut == 1 and len(known) > 1 and not sponsors[-1].code))


def _read_symbol(cover: Cover, part: Field) -> None:
    symbol = _symbol(part["symbol"].rstrip(".-("))
    if symbol:
        cover.symbols.append(symbol)
    else:
        _read_free(cover, part)


def _read_organ(cover: Cover, part: Field) -> None:
    if organ := organ_named(part["name"]):
        cover.organs.append(organ)


def _read_session(cover: Cover, part: Field) -> None:
    cover.session = cover.session or find_session(part.text)


def _read_date(cover: Cover, part: Field) -> None:
    cover.document_date = cover.document_date or find_date(part.text)


def _read_agenda(cover: Cover, part: Field) -> None:
    printed = part.groups.get("items") or part.groups.get("items_colon") or part["provisional"]
    new = agenda_items(printed)
    cover.agenda_items += [item for item in new if item not in cover.agenda_items]
    cover.after = "agenda"


def agenda_items(printed: str) -> tuple[str, ...]:
    """The items of a list: "19 (a) and (b), 25" gives "19 (a)", "19 (b)", "25"."""
    items: list[str] = []
    number = ""
    for match in re.finditer(r"(\d{1,3})?((?: ?\([a-z]{1,3}\))*)", printed):
        letters = " ".join(match[2].replace("(", " (").split())
        number = match[1] or number
        if match[0].strip() and number:
            items.append(f"{number} {letters}".strip())
    return tuple(dict.fromkeys(items))


def _read_adopted(cover: Cover, part: Field) -> None:
    _flush(cover)
    cover.after = "adopted"
    decision = part.groups.get("act", "").lower().startswith("decision")
    cover.kind = ResolutionKind.DECISION if decision else ResolutionKind.RESOLUTION
    days = [part.groups.get(group, "") for group in ("adopted", "council_adopted", "of")]
    cover.adoption_date = cover.adoption_date or find_date(figures(" ".join(days)))
    if organ := organ_named(part.groups.get("organ", "")):
        cover.organs.append(organ)
    if part.name == "council_number":
        cover.organs.append(Organ.SECURITY_COUNCIL)
        cover.number = figures(part["council"])


def _read_dated_number(cover: Cover, part: Field) -> None:
    cover.kind = ResolutionKind.RESOLUTION
    cover.organs.append(Organ.SECURITY_COUNCIL)
    cover.number = figures(part["dated"])
    cover.adoption_date = cover.adoption_date or find_date(figures(part["dated_on"]))


def _read_adoption_day(cover: Cover, part: Field) -> None:
    """The second line of "Resolution 900 (1961) / of 22 November 1961"."""
    if cover.kind is ResolutionKind.RESOLUTION:
        cover.adoption_date = cover.adoption_date or find_date(figures(part["of"]))


def _read_proposal(cover: Cover, part: Field) -> None:
    for printed in re.findall(r"[A-Z]{1,2}/[\w./-]+\w", part.text):
        if re.search(r"/L\.\d", printed) and cover.draft_symbol is None:
            cover.draft_symbol = _symbol(printed)


def _read_draft_symbol(cover: Cover, part: Field) -> None:
    cover.draft_symbol = cover.draft_symbol or _symbol(part["draft"])


def _read_number(cover: Cover, part: Field) -> None:
    _flush(cover)
    cover.number = part["number"]
    if "(" in cover.number:
        cover.kind = cover.kind or ResolutionKind.RESOLUTION
    cover.after = "number"


def _read_title(cover: Cover, part: Field) -> None:
    cover.pending.append(part.text)


def _read_free(cover: Cover, part: Field) -> None:
    text = part.text.strip("*_ ")
    if _STATEMENT.match(text):
        cover.kind = ResolutionKind.STATEMENT
        cover.titles["number"] = text
    elif match := _DRAFT_ALONE.match(text):
        _read_sponsors(cover, "", f"draft {match['what'].lower()}")
    elif not _NEVER_TITLE.match(NOTE_MARKS.sub("", text)):
        cover.pending.append(text)


def _read_kind(cover: Cover, part: Field) -> None:
    if part.text == "Decision":
        cover.kind = ResolutionKind.DECISION


def _flush(cover: Cover) -> None:
    """File the free text read since the last landmark under that landmark."""
    if cover.pending:
        text = " ".join(cover.pending)
        cover.titles.setdefault(cover.after, _BROKEN_WORD.sub("", text))
        cover.pending.clear()


def _ignore(cover: Cover, part: Field) -> None:
    """Pass over lines of which nothing is kept: publisher, distribution, place, job number."""


_READERS: Final = {
    "symbol": _read_symbol,
    "organ": _read_organ,
    "session": _read_session,
    "date": _read_date,
    "agenda": _read_agenda,
    "adopted": _read_adopted,
    "council_number": _read_adopted,
    "council_meeting": _read_adopted,
    "dated_number": _read_dated_number,
    "adoption_day": _read_adoption_day,
    "proposal": _read_proposal,
    "draft_symbol": _read_draft_symbol,
    "number": _read_number,
    "title": _read_title,
    "free": _read_free,
    "act_kind": _read_kind,
}


def _symbol(printed: str) -> Symbol | None:
    try:
        return Symbol.parse(printed)
    except ValueError:
        return None
