"""Compares findings with labels made by hand: verbs, addressees and bodies of single paragraphs.

A label file has a line for each paragraph: the document's file in the corpus, the address or a
digest of the text, its length, and offsets with lemmas and codes; never the text itself.
A body without a code (null) is one for which any code is right.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from service.evaluation.accuracy.scores import Tally
from service.model import Paragraph, ParsedResolution

LABELS: Mapping[str, Path] = {
    "hand labels, unseen": Path("tests/labels/fresh.jsonl"),
    "hand labels, seen": Path("tests/labels/independent.jsonl"),
}
"""Label files by what the table calls them: never used to improve rules, and used since."""
REVIEWED_CITATIONS = Path("tests/labels/citations-reviewed.jsonl")

Span = tuple[str | None, int, int]
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


def read_labels(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The labels of each document, by its file in the corpus; none where there is no file."""
    labels: dict[str, list[dict[str, Any]]] = {}
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                labels.setdefault(row["file"], []).append(row)
    return labels


@cache
def read_reviewed(path: Path = REVIEWED_CITATIONS) -> dict[str, list[str]]:
    """Symbols that a document cites though no official link says so, by its file in the corpus."""
    return {name: rows[0]["cited"] for name, rows in read_labels(path).items()}


def text_digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a paragraph's text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def score_labels(labels: Iterable[dict[str, Any]], parsed: ParsedResolution) -> dict[str, Tally]:
    """Compare the labelled paragraphs of one document.

    A paragraph that is not there, or whose text is another than was labelled, counts as wholly
    missed.
    """
    tallies = {"verbs": Tally(), "addressees": Tally(), "bodies": Tally()}
    paragraphs = {str(paragraph.address): paragraph for paragraph in parsed.paragraphs}
    paragraphs |= {text_digest(paragraph.text): paragraph for paragraph in parsed.paragraphs}
    for row in labels:
        paragraph = paragraphs.get(row.get("text_sha256") or row["address"])
        if paragraph is not None and len(paragraph.text) != row["length"]:
            paragraph = None
        for figure, (labelled, found) in _FIGURES.items():
            given = found(paragraph) if paragraph else []
            tallies[figure].add(_tally(labelled(row, paragraph), given))
    return tallies


def _tally(labelled: list[Span], found: list[Span]) -> Tally:
    rest = list(found)
    right = 0
    for value, start, end in labelled:
        for each in rest:
            if each[1:] == (start, end) and value in (each[0], None):
                rest.remove(each)
                right += 1
                break
    return Tally(right, len(rest), len(labelled) - right)


def _labelled_verbs(row: dict[str, Any], _: Paragraph | None) -> list[Span]:
    return [(verb["lemma"], verb["start"], verb["end"]) for verb in row["verbs"]]


def _labelled_addressees(row: dict[str, Any], paragraph: Paragraph | None) -> list[Span]:
    spans = [verb["addressee"] for verb in row["verbs"] if "addressee" in verb]
    return [_without_article(paragraph, start, end) for start, end in spans]


def _labelled_bodies(row: dict[str, Any], _: Paragraph | None) -> list[Span]:
    return [(body["body"], body["start"], body["end"]) for body in row["bodies"]]


def _found_verbs(paragraph: Paragraph) -> list[Span]:
    return [(verb.lemma, verb.start, verb.end) for verb in paragraph.verbs]


def _found_addressees(paragraph: Paragraph) -> list[Span]:
    return [
        _without_article(paragraph, verb.addressee_start, verb.addressee_end)
        for verb in paragraph.verbs
        if verb.addressee_start is not None and verb.addressee_end is not None
    ]


def _found_bodies(paragraph: Paragraph) -> list[Span]:
    return [(body.body, body.start, body.end) for body in paragraph.bodies]


def _without_article(paragraph: Paragraph | None, start: int, end: int) -> Span:
    article = _ARTICLE.match(paragraph.text, start) if paragraph else None
    return (None, article.end() if article else start, end)


_Labelled = Callable[[dict[str, Any], Paragraph | None], list[Span]]
_FIGURES: dict[str, tuple[_Labelled, Callable[[Paragraph], list[Span]]]] = {
    "verbs": (_labelled_verbs, _found_verbs),
    "addressees": (_labelled_addressees, _found_addressees),
    "bodies": (_labelled_bodies, _found_bodies),
}
