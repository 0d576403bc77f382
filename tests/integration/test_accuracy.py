"""The accuracy on the labelled corpus never falls below what was reached."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from service.evaluation.accuracy.hand_labels import LABELS
from service.evaluation.accuracy.report import AccuracyReport, measure

_EVERY = 20


def test_no_figure_falls(root: Path, absent: Callable[[str], None]) -> None:
    corpus = root.parent / "shared" / "corpus"
    if not corpus.exists():
        absent("the labelled corpus")
    labels = {name: root / path for name, path in LABELS.items()}
    report = measure(corpus, every=_EVERY, labels=labels)
    assert not report.errors
    assert _below(report, root / "tests" / "accuracy-floors.toml") == []


def _below(report: AccuracyReport, floors: Path) -> list[str]:
    below = []
    for row in tomllib.loads(floors.read_text(encoding="utf-8"))["floor"]:
        form, series = row.pop("form"), row.pop("series")
        for figure, floor in row.items():
            tally = report.tallies[form, series, figure]
            if not tally.right or tally.f1 < floor:
                below.append(f"{form}, {series}, {figure}: {tally.f1:.4f} < {floor}")
    return below
