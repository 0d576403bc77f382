"""Word documents without labels: properties that every resolution must have.

Its operative paragraphs are numbered 1 to n without a gap, and each is opened by a verb; its cover
prints symbol, session, agenda item, title and date. The symbols are those of `docx/docx.csv`.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from service.errors import DocumentError
from service.evaluation.accuracy.scores import DocumentScore, Tally
from service.extraction.pipeline import parse
from service.model import Header, Paragraph, ParagraphKind, ParsedResolution

FORM = "docx"
_FOLDER = "docx"
_SYMBOLS = "docx.csv"


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A Word document and the symbol it is known under, which leaves out the part ("B")."""

    path: Path
    symbol: str


def read_word_documents(folder: Path, *, every: int = 1) -> list[WordDocument]:
    """Every `every`-th Word document of the corpus; none where the corpus has no such folder."""
    listed = folder / _FOLDER / _SYMBOLS
    if not listed.exists():
        return []
    with listed.open(encoding="utf-8", newline="") as lines:
        symbols = {row["file"]: row["symbol"] for row in csv.DictReader(lines)}
    found = [WordDocument(listed.parent / file, symbol) for file, symbol in symbols.items()]
    return found[::every]


def score_word_document(document: WordDocument) -> DocumentScore:
    """Parse a document and score it."""
    try:
        return score_unlabelled(document.symbol, parse(document.path.read_bytes()))
    except DocumentError as error:
        missed = DocumentScore(document.symbol, _series(document.symbol))
        missed.error = f"{error.code}: {error}"
        missed.tallies["operative numbering"] = Tally(missed=1)
        return missed


def score_unlabelled(symbol: str, parsed: ParsedResolution) -> DocumentScore:
    """One tally for each figure: a document is right or wrong, or lacks what is looked for."""
    numbered = has_sound_numbering(parsed.paragraphs)
    printed = str(parsed.header.symbol or "")
    same = printed == symbol or printed.startswith(f"{symbol} ")
    return DocumentScore(
        symbol,
        _series(symbol),
        {
            "operative numbering": Tally(int(numbered), int(not numbered), int(not numbered)),
            "symbol": Tally(int(same), int(not same and bool(printed)), int(not same)),
            "cover complete": Tally(
                int(_is_complete(parsed.header)), 0, int(not _is_complete(parsed.header))
            ),
        },
    )


def has_sound_numbering(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether operative paragraphs count 1 to n in each part, each opened by a verb of its own.

    A part with a single operative paragraph need not number it.
    """
    parts: dict[tuple[str, ...], list[str | None]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.OPERATIVE:
            if not paragraph.verbs:
                return False
            parts[paragraph.address.steps[:-1]].append(paragraph.number)
    return bool(parts) and all(_counts(numbers) for numbers in parts.values())


def _counts(numbers: list[str | None]) -> bool:
    return numbers in ([None], [str(number) for number in range(1, len(numbers) + 1)])


def _is_complete(header: Header) -> bool:
    return all((header.session, header.agenda_items, header.title, header.adoption_date))


def _series(symbol: str) -> str:
    return symbol.rsplit("/", 1)[0]
