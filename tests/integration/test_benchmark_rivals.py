"""The comparison runs, and all engines give the same answers; paragraphs of our own."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index import Field, IndexedParagraph
from service.evaluation.comparison.engines import files_of, maker_of
from service.evaluation.comparison.index_builds import build_here
from service.evaluation.comparison.paragraph_files import to_line
from service.evaluation.comparison.query_mix_files import draw_mix
from service.evaluation.comparison.side_by_side import compare
from service.evaluation.speed.query_mix import SHARES

_BEGINNINGS = ("Requests", "Invites", "Recalling", "Welcomes with appreciation", "Decides that")
_BODIES = ("the lake office", "all coastal provinces", "the UNLO", "its committees on waters")
_MATTERS = (
    "to report on the state of the northern lakes and their non-navigable tributaries",
    "the resolutions X/RES/12/7 and X/RES/14/30 on reports of the provinces",
    "the development of fisheries, the protection of shores and the development of harbours",
    "to consider joining 1,200 developing fisheries and/or lake's harbours",
)
_EMBEDDED = ["columnar", "columnar-answers", "columnar-nothing", "whoosh", "tantivy"]
_EMBEDDED += ["whoosh-nothing", "tantivy-plain", "sqlite"]
_PARAGRAPHS = 300


def _paragraphs(languages: Sequence[str]) -> Iterator[IndexedParagraph]:
    chance = random.Random(7)
    for number in range(_PARAGRAPHS):
        resolution = number // 6
        of_document = random.Random(resolution)
        year = 1990 + resolution % 7
        yield IndexedParagraph(
            id=number + 1,
            resolution_id=resolution,
            text=" ".join(map(chance.choice, (_BEGINNINGS, _BODIES, _MATTERS, _MATTERS))),
            title="Waters",
            language=languages[resolution % len(languages)],
            date=date(year, 1, 1),
            sort_symbol=f"X/{resolution:04}",
            position=number % 6,
            facets={
                Field.OPERATIVE_VERB: (chance.choice(("request", "invite", "welcome")),),
                Field.CITED_BODY: tuple(chance.sample(("UNLO", "LAKES", "SHORES"), 2)),
                Field.SPONSOR: tuple(of_document.sample(("NOR", "PER", "JPN", "FIN"), 2)),
                Field.ORGAN: (of_document.choice(("GA", "SC")),),
                Field.YEAR: (str(year),),
                Field.RESOLUTION: (f"X/{resolution}",),
            },
        )


def _write(path: Path, languages: Sequence[str] = ("en",)) -> Path:
    path.write_text("".join(map(to_line, _paragraphs(languages))), "utf-8")
    return path


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("bench") / "paragraphs.jsonl")


def _compare(
    names: list[str], paragraphs: Path, folder: Path, languages: Sequence[str] = ("en",)
) -> None:
    for name in dict.fromkeys(map(files_of, names)):
        built = build_here(name, folder / name, paragraphs, _PARAGRAPHS, languages)
        assert (built.engine, built.paragraphs) == (name, _PARAGRAPHS)
        assert built.bytes > 0
    engines = {name: maker_of(name).open(folder / files_of(name)) for name in names}
    found = compare(engines, draw_mix(paragraphs, limit=_PARAGRAPHS), rounds=1)
    for engine in engines.values():
        engine.close()
    assert found.differences == []
    assert len(found.totals) == sum(SHARES.values())
    assert sum(map(bool, found.totals)) > len(found.totals) / 2
    assert {name: len(seconds) for name, seconds in found.seconds.items()} == {
        name: len(found.totals) for name in names
    }


def test_engines_in_this_process_answer_alike(paragraphs: Path, tmp_path: Path) -> None:
    _compare(_EMBEDDED, paragraphs, tmp_path)


def test_texts_of_several_languages_are_told_apart(tmp_path: Path) -> None:
    languages = ("en", "fr", "zh")
    paragraphs = _write(tmp_path / "paragraphs.jsonl", languages)
    _compare(["columnar", "tantivy", "sqlite"], paragraphs, tmp_path, languages)


def test_postgres_answers_alike(
    paragraphs: Path, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_POSTGRES_URL", postgres_url)
    _compare(["columnar", "postgres"], paragraphs, tmp_path)


def test_what_answers_otherwise_is_noticed(paragraphs: Path, tmp_path: Path) -> None:
    fewer = _PARAGRAPHS - 60
    build_here("columnar", tmp_path / "columnar", paragraphs, _PARAGRAPHS, ["en"])
    build_here("sqlite", tmp_path / "sqlite", paragraphs, fewer, ["en"])
    engines = {name: maker_of(name).open(tmp_path / name) for name in ("columnar", "sqlite")}
    found = compare(engines, draw_mix(paragraphs, limit=_PARAGRAPHS), rounds=1)
    for engine in engines.values():
        engine.close()
    assert {each.engine for each in found.differences} == {"sqlite"}
    assert any("total" in each.what and not each.reason for each in found.differences)
