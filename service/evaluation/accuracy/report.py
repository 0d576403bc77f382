"""The accuracy table: every labelled document parsed in every form, scored, summed by figure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.errors import DocumentError
from service.evaluation.accuracy.corpus import LabelledDocument, read_corpus
from service.evaluation.accuracy.hand_labels import LABELS, read_labels, read_reviewed, score_labels
from service.evaluation.accuracy.pdf_documents import ADOPTED_FORM as PDF
from service.evaluation.accuracy.pdf_documents import DRAFT_FORM as PDF_DRAFT
from service.evaluation.accuracy.pdf_documents import read_adopted, read_drafts, score_draft
from service.evaluation.accuracy.scores import DocumentScore, Tally, score
from service.evaluation.accuracy.typed_pages import render
from service.evaluation.accuracy.word_documents import FORM as WORD
from service.evaluation.accuracy.word_documents import read_word_documents, score_word_document
from service.extraction.pipeline import parse

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "xml": lambda data: data,
    "text": lambda data: render(data, cut_paragraphs=False).encode(),
    "text, cut by footnotes": lambda data: render(data, cut_paragraphs=True).encode(),
}
_HEADINGS = (
    f"{'form':<24}{'series':<20}{'figure':<22}"
    f"{'precision':>10}{'recall':>8}{'F1':>8}{'right':>8}{'wrong':>7}{'missed':>7}"
)


@dataclass(slots=True)
class AccuracyReport:
    """Tallies by form and figure, and the documents with most wrong or missed paragraphs."""

    documents: int = 0
    tallies: dict[tuple[str, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    worst: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, form: str, scored: DocumentScore) -> None:
        """Count one document."""
        if scored.error:
            self.errors[form].append(f"{scored.name}: {scored.error}")
        for figure, tally in scored.tallies.items():
            self.tallies[form, "all", figure].add(tally)
            self.tallies[form, scored.series, figure].add(tally)
        lost = scored.tallies.get("paragraphs", Tally())
        if lost.wrong + lost.missed:
            self.worst.append((lost.wrong + lost.missed, form, scored.name))


def measure(
    folder: Path, *, every: int = 1, labels: Mapping[str, Path] = LABELS, processes: int = 2
) -> AccuracyReport:
    """Score every `every`-th document in all its forms, and all that have hand labels.

    Raises SourceError.
    """
    report = AccuracyReport()
    by_hand = {name: read_labels(path) for name, path in labels.items()}
    with ProcessPoolExecutor(processes) as pool:
        labelled = (
            (document, name, rows[document.name])
            for document in read_corpus(folder)
            for name, rows in by_hand.items()
            if document.name in rows
        )
        for name, tallies in pool.map(_score_by_hand, labelled, chunksize=4):
            for figure, tally in tallies.items():
                report.tallies["xml", name, figure].add(tally)
        for scores in pool.map(_score_document, read_corpus(folder, every=every), chunksize=16):
            report.documents += 1
            for form, scored in zip(FORMS, scores, strict=True):
                report.add(form, scored)
        for scored in pool.map(score_word_document, read_word_documents(folder, every=every)):
            report.add(WORD, scored)
        for scored in pool.map(_score_as_it_is, read_adopted(folder, every=every), chunksize=4):
            report.add(PDF, scored)
        for scored in pool.map(score_draft, read_drafts(folder, every=every), chunksize=4):
            report.add(PDF_DRAFT, scored)
    report.worst.sort(reverse=True)
    return report


def _score_by_hand(
    labelled: tuple[LabelledDocument, str, list[dict[str, Any]]],
) -> tuple[str, dict[str, Tally]]:
    document, name, labels = labelled
    return name, score_labels(labels, parse(document.data))


def _score_document(document: LabelledDocument) -> list[DocumentScore]:
    return [_score_form(document, convert) for convert in FORMS.values()]


def _score_as_it_is(document: LabelledDocument) -> DocumentScore:
    return _score_form(document, lambda data: data)


def _score_form(document: LabelledDocument, convert: Callable[[bytes], bytes]) -> DocumentScore:
    try:
        cited = read_reviewed().get(document.name, ())
        return score(document.name, document.gold, parse(convert(document.data)), cited)
    except DocumentError as error:
        scored = DocumentScore(document.name, document.series, error=f"{error.code}: {error}")
        scored.tallies["paragraphs"] = Tally(missed=len(document.gold["paragraphs"]))
        return scored


def as_text(report: AccuracyReport, *, worst: int = 10) -> str:
    """The table as plain text, a line for each figure; then errors and the worst documents."""
    lines = [f"{report.documents} documents", "", _HEADINGS]
    for (form, series, figure), tally in sorted(report.tallies.items(), key=_table_order):
        lines.append(
            f"{form:<24}{series:<20}{figure:<22}{tally.precision:>10.4f}{tally.recall:>8.4f}"
            f"{tally.f1:>8.4f}{tally.right:>8}{tally.wrong:>7}{tally.missed:>7}"
        )
    lines += _section("Documents that could not be read", _errors(report))
    lines += _section(
        "Documents with most paragraphs wrong or missed",
        (f"{count:>5}  {form:<24} {name}" for count, form, name in report.worst[:worst]),
    )
    return "\n".join(lines) + "\n"


def _table_order(row: tuple[tuple[str, str, str], Tally]) -> tuple[int, bool, str, str]:
    form, series, figure = row[0]
    return [*FORMS, WORD, PDF, PDF_DRAFT].index(form), series != "all", series, figure


def _errors(report: AccuracyReport) -> Iterable[str]:
    return (f"{form}: {error}" for form, errors in report.errors.items() for error in errors)


def _section(title: str, rows: Iterable[str]) -> list[str]:
    listed = list(rows)
    return ["", f"{title}:", *listed] if listed else []
