"""Verbs of real paragraphs: hand labels, official leading phrases, the first draft.

Texts are read from the corpus beside the project, and nothing of them is stored here.
"""

import json
import lzma
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.verbs import annotate_verbs
from service.extraction.languages import installed_languages
from service.model import Address, Header, Language, Paragraph, ParagraphKind, Verb

_KINDS = {"preambular": ParagraphKind.PREAMBULAR, "operative": ParagraphKind.OPERATIVE}
_FIRST_POINT = " (a) "
_LEADS_EVERY = 25
Gold = dict[str, Any]


def _corpus(root: Path, absent: Callable[[str], None], name: str) -> Path:
    path = root.parent / "shared" / "corpus" / name
    if not path.exists():
        absent(f"the corpus ({name})")
    return path


@pytest.fixture(scope="module")
def gold(root: Path, absent: Callable[[str], None]) -> list[Gold]:
    path = _corpus(root, absent, "gold-en.jsonl.xz")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _text(item: Gold) -> str:
    text = str(item["text"])
    return text.partition(_FIRST_POINT)[0] if item["points"] else text


def _verbs(kind: ParagraphKind, text: str) -> tuple[Verb, ...]:
    document = AnalysedDocument.of(Header(), [Paragraph(Address(("op1",)), kind, None, 0, text)])
    annotate_verbs(document, installed_languages().of(Language.ENGLISH))
    return document.paragraphs[0].verbs


def _addressed(document: Gold) -> Iterator[tuple[str, Gold]]:
    """The paragraphs of a document under the addresses that the labels use."""
    preambular = 0
    for index, item in enumerate(document["paragraphs"]):
        if item["type"] == "preambular":
            preambular += 1
            yield f"pp{preambular}", item
        elif item["type"] == "operative" or (item["type"] == "other" and item["verb"]):
            yield f"op{(item['num'] or '').strip(' .()')}", item
        else:
            yield f"x{index}", item


def _without_article(text: str, span: tuple[int, int]) -> tuple[int, int]:
    article = re.match(r"(?:the|an?)\s", text[slice(*span)], re.IGNORECASE)
    return (span[0] + article.end(), span[1]) if article else span


def _f1(found: set[object], labelled: set[object]) -> float:
    return 2 * len(found & labelled) / (len(found) + len(labelled))


@pytest.mark.parametrize(
    ("name", "verbs_at_least", "addressees_at_least"),
    [("verbs-dev", 0.99, 0.98), ("verbs-test", 0.99, 0.98), ("verbs-long", 0.98, 0.93)],
)
def test_hand_labels(
    name: str, verbs_at_least: float, addressees_at_least: float, gold: list[Gold], root: Path
) -> None:
    texts = {
        (document["symbol"], address): _text(item)
        for document in gold
        for address, item in _addressed(document)
    }
    found: set[object] = set()
    labelled: set[object] = set()
    asked: set[object] = set()
    labelled_asked: set[object] = set()
    for line in (root / "tests" / "labels" / f"{name}.jsonl").read_text().splitlines():
        label = json.loads(line)
        key = (label["symbol"], label["address"])
        text = texts[key]
        assert len(text) == label["length"], key
        verbs = _verbs(ParagraphKind(label["kind"]), text)
        found |= {(key, verb.lemma, verb.start, verb.end) for verb in verbs}
        labelled |= {(key, verb["lemma"], verb["start"], verb["end"]) for verb in label["verbs"]}
        asked |= {
            (key, _without_article(text, (verb.addressee_start, verb.addressee_end)))
            for verb in verbs
            if verb.addressee_start is not None and verb.addressee_end is not None
        }
        labelled_asked |= {
            (key, _without_article(text, tuple(verb["addressee"])))
            for verb in label["verbs"]
            if "addressee" in verb
        }
    assert _f1(found, labelled) >= verbs_at_least
    assert _f1(asked, labelled_asked) >= addressees_at_least


def _reduced(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def test_official_leading_phrases(gold: list[Gold]) -> None:
    """The italic phrase begins the first verb, or the first verb begins it: in 99.5 of 100."""
    right = wrong = 0
    for document in gold[::_LEADS_EVERY]:
        for item in document["paragraphs"]:
            if not item["verb"] or item["type"] not in _KINDS:
                continue
            verbs = _verbs(_KINDS[item["type"]], _text(item))
            official = _reduced(item["verb"])
            phrase = _reduced(verbs[0].surface) if verbs else "-"
            if phrase.startswith(official) or official.startswith(phrase):
                right += 1
            else:
                wrong += 1
    assert right / (right + wrong) >= 0.995


@pytest.fixture(scope="module")
def seed(root: Path, absent: Callable[[str], None]) -> str:
    """The draft's text without its footnotes, with the paragraph that they cut joined again."""
    path = _corpus(root, absent, "seed/ccpcj-2005-draft-resolution-terrorism.txt")
    text = path.read_text(encoding="utf-8").partition("The General Assembly,\n")[2]
    text = re.sub(r"\n[¹²³⁴] [^\n]*\n", "\n", text).replace("*", "")
    return re.sub(r",\s*\n+\s*whenever", ", whenever", text)


def test_operative_verbs_of_the_first_document(seed: str) -> None:
    paragraphs = [match[1] for match in re.finditer(r"^\d+\. (.+)$", seed, re.MULTILINE)]
    found = [_verbs(ParagraphKind.OPERATIVE, text) for text in paragraphs]
    assert len(paragraphs) == 12
    assert sum(map(len, found)) == 21
    assert sum(len(verbs) == 2 for verbs in found) == 9
    assert [verb.lemma for verb in found[0]] == ["commend", "request"]
    assert found[0][1].addressee == "the Office"
    assert [verb.lemma for verb in found[7]] == ["recognize", "request"]
    assert found[7][1].addressee == "the United Nations Office on Drugs and Crime"


def test_preambular_openings_of_the_first_document(seed: str) -> None:
    paragraphs = [
        line for line in seed.splitlines() if line.endswith(",") and not line[0].isdigit()
    ]
    found = [[verb.lemma for verb in _verbs(ParagraphKind.PREAMBULAR, text)] for text in paragraphs]
    assert len(paragraphs) == 15
    assert all(found)
    assert [lemmas for lemmas in found if len(lemmas) > 1] == [
        ["welcome", "express hope"],
        ["mindful", "reaffirm"],
        ["take note", "reaffirm"],
        ["concerned", "express sympathy"],
    ]
