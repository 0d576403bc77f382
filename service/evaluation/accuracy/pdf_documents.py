"""PDF documents: adopted resolutions against the labels of their XML, drafts by their sponsors.

The sponsors of a draft are those of the official record (`pdf/drafts.csv`). The record knows of a
few that no draft prints, such as the representative who introduced it; "sponsors printed" counts
only drafts in which a name of the record is printed at all.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.errors import DocumentError
from service.evaluation.accuracy.corpus import LabelledDocument, read_labels_by_symbol
from service.evaluation.accuracy.scores import DocumentScore, Tally
from service.extraction.languages import installed_languages
from service.extraction.pipeline import parse
from service.extraction.readers import read
from service.extraction.structure.cues import LanguageCues
from service.model import Header, Language, Sponsor

ADOPTED_FORM = "pdf"
DRAFT_FORM = "pdf draft"
_FOLDER = "pdf"


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A draft as PDF, its symbol, and its sponsors as the official record lists them."""

    path: Path
    symbol: str
    sponsors: str


def read_adopted(folder: Path, *, every: int = 1) -> Iterator[LabelledDocument]:
    """Yield every `every`-th adopted resolution with its labels; none where there is no folder."""
    rows = _rows(folder, "adopted")[::every]
    labels = read_labels_by_symbol(folder) if rows else {}
    for row in rows:
        if gold := labels.get(row["symbol"]):
            path = folder / _FOLDER / "adopted" / row["pdf"]
            yield LabelledDocument(gold["xml"], path.read_bytes(), gold)


def read_drafts(folder: Path, *, every: int = 1) -> list[DraftDocument]:
    """Every `every`-th draft whose sponsors the record names; none where there is no folder."""
    rows = [row for row in _rows(folder, "drafts") if row["sponsors"]]
    drafts = folder / _FOLDER / "drafts"
    return [
        DraftDocument(drafts / row["pdf"], row["symbol"], row["sponsors"]) for row in rows[::every]
    ]


def score_draft(draft: DraftDocument) -> DocumentScore:
    """Parse a draft and compare its symbol and its set of sponsors."""
    scored = DocumentScore(draft.symbol, draft.symbol.split("/L.")[0])
    data = draft.path.read_bytes()
    wanted = installed_languages().of(Language.ENGLISH).sponsors.parse(draft.sponsors)
    header = Header()
    try:
        header = parse(data).header
    except DocumentError as error:
        scored.error = f"{error.code}: {error}"
    symbol = str(header.symbol or "")
    scored.tallies["symbol"] = _tally(symbol == draft.symbol, found=bool(symbol))
    same = _tally(_set(header.sponsors) == _set(wanted), found=bool(header.sponsors))
    scored.tallies["sponsors"] = same
    if _prints_any(data, wanted):
        scored.tallies["sponsors printed"] = same
    return scored


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    listed = folder / _FOLDER / f"{name}.csv"
    if not listed.exists():
        return []
    with listed.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _tally(right: bool, *, found: bool) -> Tally:
    return Tally(int(right), int(found and not right), int(not right))


def _set(sponsors: Iterable[Sponsor]) -> set[tuple[str, str | None]]:
    return {(one.code or one.name.casefold(), one.on_behalf_of) for one in sponsors}


def _prints_any(data: bytes, sponsors: Iterable[Sponsor]) -> bool:
    try:
        source = read(data, LanguageCues(installed_languages()))
    except DocumentError:
        return True
    text = " ".join(block.text for block in source.blocks).casefold()
    return any(sponsor.name.casefold() in text for sponsor in sponsors)
