"""Hand labels: what counts as right in verbs, addressees and bodies of a paragraph."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.evaluation.accuracy.hand_labels import read_labels, score_labels
from service.evaluation.accuracy.scores import Tally
from service.model import (
    Address,
    BodyMention,
    BodyNaming,
    BodyRole,
    Header,
    Paragraph,
    ParagraphKind,
    ParsedResolution,
    Verb,
)

_TEXT = "Requests the Lake Office to act;"
_VERB = Verb("request", "Requests", (), True, 0, 8, "test", False, "the Lake Office", 9, 24)
_BODY = BodyMention("lake", "Lake Office", BodyNaming.FULL_NAME, BodyRole.REQUESTED, 13, 24, "test")
_PARAGRAPH = Paragraph(
    Address(("op1",)), ParagraphKind.OPERATIVE, "1", 0, _TEXT, verbs=(_VERB,), bodies=(_BODY,)
)
_LABEL: dict[str, Any] = {
    "address": "op1",
    "length": len(_TEXT),
    "verbs": [{"lemma": "request", "start": 0, "end": 8, "addressee": [13, 24]}],
    "bodies": [{"body": "lake", "start": 13, "end": 24}],
}
_RIGHT = Tally(1, 0, 0)


def _score(label: dict[str, Any], paragraph: Paragraph = _PARAGRAPH) -> dict[str, Tally]:
    return score_labels([label], ParsedResolution(Header(), (paragraph,), "text"))


def test_all_right_up_to_the_article() -> None:
    assert _score(_LABEL) == {"verbs": _RIGHT, "addressees": _RIGHT, "bodies": _RIGHT}


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("verbs", {"verbs": [{"lemma": "urge", "start": 0, "end": 8}]}),
        ("verbs", {"verbs": [{"lemma": "request", "start": 0, "end": 9}]}),
        (
            "addressees",
            {"verbs": [{"lemma": "request", "start": 0, "end": 8, "addressee": [9, 20]}]},
        ),
        ("bodies", {"bodies": [{"body": "sea", "start": 13, "end": 24}]}),
        ("bodies", {"bodies": [{"body": "lake", "start": 9, "end": 24}]}),
    ],
)
def test_another_value_or_span_is_wrong(figure: str, change: dict[str, Any]) -> None:
    assert _score(_LABEL | change)[figure] == Tally(0, 1, 1)


def test_a_body_that_the_lexicon_did_not_list_may_have_any_code() -> None:
    label = _LABEL | {"bodies": [{"body": None, "start": 13, "end": 24}]}
    assert _score(label)["bodies"] == _RIGHT


def test_a_paragraph_read_otherwise_is_missed() -> None:
    assert _score(_LABEL, replace(_PARAGRAPH, text=_TEXT[:-1]))["verbs"] == Tally(0, 0, 1)
    assert _score(_LABEL | {"address": "op2"})["bodies"] == Tally(0, 0, 1)


def test_labels_are_kept_by_document(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"file": "x.xml", "n": 1}\n{"file": "x.xml", "n": 2}\n', encoding="utf-8")
    assert [row["n"] for row in read_labels(path)["x.xml"]] == [1, 2]
    assert read_labels(tmp_path / "none.jsonl") == {}
