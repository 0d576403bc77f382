"""Compares a parsed document with its labels: counts of right, wrong and missing by figure.

What counts as right follows the conventions of the labels: texts are compared after reducing
them to lower-case letters and digits, up to the first sub-point; lead phrases by normalised prefix;
citations as sets of canonical symbols in a document.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from service.model import CitationKind, Paragraph, ParagraphKind, ParsedResolution, Symbol

_RESOLUTIONS = re.compile(r"[ASE]/RES/")
_COMPLETE_LINKS = re.compile(
    r"GAresolutions/|ECOSOCresolutions/|SCresolutions/(202\d|Pre-2020/201[7-9])/"
)
"""Collections whose links are complete. Of the Security Council's resolutions of 2015, four in five
link fewer than half of the numbers they cite, so its years before 2017 can't be scored."""
_LINK = re.compile(r"https?://(?:www\.)?undocs\.org/+(?:en/+)?(.+)$")
_SUPPLEMENT = re.compile(r"\(supp\)", re.IGNORECASE)
_GLUED_PART = re.compile(r"(/RES/.*\d)[a-zA-Z](?:-[a-zA-Z])?$")
_PART = re.compile(r"(.*[\d)]) [A-Z](?:-[A-Z])?$")
_JOINT = re.compile(r"-(?=[A-Z]+/)")
_VOLUME = re.compile(r" \((?:Part|Vol|Sect)[^)]*\)")
_NUMBER_OF_TITLE = re.compile(r"^\S*\d\S*(?: [A-Z](?: and [A-Z])?)?\.\s+")
# What the projection took into some titles: the heading of a second part with its note, or the note
# of an election.
_SWALLOWED = re.compile(
    r"\s(?:[A-Z] (?:Decision|Resolution) \d+/\d+.* becomes .*|In accordance with rule \d+ .*)$"
)
_SESSION = re.compile(r"(?:GA|HRC)resolutions/(\d+)session/")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(slots=True)
class Tally:
    """Counts of one figure: right, found but wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Add another document's counts."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Right among found; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Right among labelled; 1 where nothing was labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class DocumentScore:
    """The tallies of one document by figure; `series` groups documents in the table."""

    name: str
    series: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    error: str | None = None


def reduce(text: str) -> str:
    """Lower-case letters and digits only, footnote markers left out."""
    plain = unicodedata.normalize("NFKC", _SUPERSCRIPTS.sub("", text)).lower()
    return "".join(char for char in plain if char.isalnum())


def score(
    name: str, gold: dict[str, Any], parsed: ParsedResolution, cited: Iterable[str] = ()
) -> DocumentScore:
    """Compare `parsed` with its labels.

    `cited` are symbols that the official links leave out and a reader found cited in the text.
    """
    result = DocumentScore(name, name.split("/", 1)[0])
    result.tallies |= _score_paragraphs(gold["paragraphs"], parsed.paragraphs)
    if _COMPLETE_LINKS.match(name):
        result.tallies |= _score_citations(gold, parsed, frozenset(cited))
    result.tallies |= _score_header(name, gold, parsed)
    return result


def _score_paragraphs(
    gold: list[dict[str, Any]], paragraphs: Iterable[Paragraph]
) -> dict[str, Tally]:
    labelled, leads = _labelled_paragraphs(gold)
    if not any(kind == "preambular" for kind, _, _ in labelled):
        return {}
    found: Counter[tuple[str, str, str]] = Counter()
    openings: dict[tuple[str, str, str], str] = {}
    for paragraph in paragraphs:
        if paragraph.kind not in (ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE):
            continue
        number = (paragraph.number or "") if paragraph.kind is ParagraphKind.OPERATIVE else ""
        key = (str(paragraph.kind), number, reduce(paragraph.text))
        if key not in labelled:
            marked = (*key[:2], reduce(_with_markers(paragraph)))
            key = marked if marked in labelled else key
        found[key] += 1
        openings[key] = paragraph.verbs[0].surface if paragraph.verbs else ""
    right = found & labelled
    tally = Tally(right.total(), (found - labelled).total(), (labelled - found).total())
    lead = Tally()
    for key in right:
        if key in leads:
            agrees = _prefixes(reduce(leads[key]), reduce(openings[key]))
            lead.add(Tally(int(agrees), int(not agrees), int(not agrees)))
    return {"paragraphs": tally, "lead phrase": lead}


def _with_markers(paragraph: Paragraph) -> str:
    """The text with its footnote markers restored, as in the labels of some sessions."""
    text = paragraph.text
    for note in reversed(paragraph.footnotes):
        text = f"{text[: note.offset]}{note.marker}{text[note.offset :]}"
    return text


def _labelled_paragraphs(
    gold: list[dict[str, Any]],
) -> tuple[Counter[tuple[str, str, str]], dict[tuple[str, str, str], str]]:
    """The labelled paragraphs by kind, number and reduced text, and their lead phrases."""
    numbered = any(p["type"] == "operative" and p["num"] for p in gold)
    labelled: Counter[tuple[str, str, str]] = Counter()
    leads: dict[tuple[str, str, str], str] = {}
    for row in gold:
        kind = row["type"]
        if kind == "other":
            if numbered or not row["verb"]:
                continue
            kind = "operative"
        elif kind == "operative" and row["num"] and not row["verb"]:
            continue
        number = row["num"].strip(" .()") if kind == "operative" else ""
        key = (kind, number, reduce(_before_points(row)))
        labelled[key] += 1
        if row["verb"]:
            leads[key] = row["verb"]
    return labelled, leads


def _before_points(row: dict[str, Any]) -> str:
    text: str = row["text"] or ""
    if row["points"]:
        first = row["points"][0]
        start = text.find(f"{first['num']} {first['text']}"[:40])
        if start > 0:
            return text[:start]
    return text


def _prefixes(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _score_citations(
    gold: dict[str, Any], parsed: ParsedResolution, cited: frozenset[str]
) -> dict[str, Tally]:
    own = _without_part(_canonical(gold["symbol"] or ""))
    labelled = {
        symbol for row in gold["paragraphs"] for link in row["links"] if (symbol := _target(*link))
    }
    found = {
        found
        for paragraph in parsed.paragraphs
        for citation in (
            *paragraph.citations,
            *(c for note in paragraph.footnotes for c in note.citations),
        )
        if citation.symbol is not None and citation.kind is not CitationKind.SELF_REFERENCE
        for found in _as_linked(citation.symbol, labelled)
    }
    tallies = {}
    for figure, wanted in (("citations A/S/E RES", True), ("citations other", False)):
        gold_part = {s for s in labelled if bool(_RESOLUTIONS.match(s)) is wanted} - {own}
        found_part = {s for s in found if bool(_RESOLUTIONS.match(s)) is wanted} - {own}
        tallies[figure] = _compared(gold_part, found_part)
        if wanted:
            # A reviewed symbol that is not found is not counted as missing: it was drawn
            # from what had been found.
            tallies[f"{figure}, reviewed"] = _compared(gold_part | (cited & found_part), found_part)
    return tallies


def _compared(labelled: set[str], found: set[str]) -> Tally:
    return Tally(len(labelled & found), len(found - labelled), len(labelled - found))


def _target(_text: str, address: str) -> str | None:
    """The symbol that a link leads to; None where the address has none."""
    match = _LINK.match(address)
    if match is None:
        return None
    symbol = _SUPPLEMENT.sub("", unquote(match[1]).strip())
    try:
        return _without_part(str(Symbol.parse(_GLUED_PART.sub(r"\1", symbol))))
    except ValueError:
        return None


def _as_linked(symbol: str, labelled: set[str]) -> Iterator[str]:
    """A found symbol as the official links would have it.

    Links have no parts ("53/243 A and B" leads to 53/243), one half of a joint symbol, and no
    volumes; decisions are linked so rarely that one without a link counts neither way.
    """
    plain = _without_part(symbol)
    halves = [half for half in _JOINT.split(plain) if half in labelled]
    if plain in labelled or not (halves or "/DEC/" in plain):
        bare = _VOLUME.sub("", plain)
        yield bare if bare in labelled else plain
    yield from halves


def _without_part(symbol: str) -> str:
    return _PART.sub(r"\1", symbol) if _RESOLUTIONS.match(symbol) else symbol


def _canonical(text: str) -> str:
    try:
        return str(Symbol.parse(text))
    except ValueError:
        return text


def _score_header(name: str, gold: dict[str, Any], parsed: ParsedResolution) -> dict[str, Tally]:
    header = parsed.header
    title = _SWALLOWED.sub("", _NUMBER_OF_TITLE.sub("", gold["title"] or ""))
    session = _SESSION.match(name)
    item = re.search(r"\d+", gold["agenda_item"] or "")
    pairs = {
        "symbol": (_canonical(gold["symbol"] or ""), str(header.symbol or "")),
        "title": (reduce(title), reduce(header.title or "")),
        # Folders of a session contain special ones, too, with symbols of their own.
        "session": (
            session[1] if session and f"/{session[1]}/" in (gold["symbol"] or "") else "",
            header.session or "",
        ),
        "adoption date": (_adopted_on(name, gold), str(header.adoption_date or "")),
        "agenda item": (
            item[0] if item else "",
            re.sub(r"\D.*", "", header.agenda_items[0]) if header.agenda_items else "",
        ),
    }
    return {
        figure: Tally(int(right == found), int(right != found and bool(found)), int(right != found))
        for figure, (right, found) in pairs.items()
        if right
    }


def _adopted_on(name: str, gold: dict[str, Any]) -> str:
    """The label's date; of drafts that were not adopted it is that of the document."""
    return "" if "/Not adopted/" in name else gold["adoption_date"] or ""
