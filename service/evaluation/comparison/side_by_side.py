"""Every search of the mix on every engine in turn, warm, and whether their answers are the same."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from index import SearchRequest
from service.evaluation.comparison.engines import PLAIN, files_of
from service.evaluation.comparison.engines.interface import Answer, Engine
from service.evaluation.speed.query_mix import DrawnSearch


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an engine answers otherwise than the reference. `reason` is empty when unexplained."""

    engine: str
    kind: str
    search: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds of each search by engine, in the order of the mix, and the differences."""

    kinds: Sequence[str]
    seconds: Mapping[str, Sequence[float]]
    totals: Sequence[int]
    differences: Sequence[Difference]


def compare(engines: Mapping[str, Engine], mix: Sequence[DrawnSearch], rounds: int) -> Comparison:
    """Ask all engines, the first of which is the reference; the first round only warms up.

    Which engine begins changes from search to search, so that none gains from the one before it.
    """
    names = list(engines)
    asked = {
        name: [engine.prepare(each.request) for each in mix] for name, engine in engines.items()
    }
    taken: dict[str, list[list[float]]] = {name: [[] for _ in mix] for name in names}
    answers: dict[str, list[Answer]] = {name: [] for name in names}
    for round_ in range(rounds + 1):
        for number in range(len(mix)):
            turn = (number + round_) % len(names)
            for name in (*names[turn:], *names[:turn]):
                engine = engines[name]
                engine.forget()
                began = time.perf_counter()
                found = engine.run(asked[name][number])
                seconds = time.perf_counter() - began
                if round_:
                    taken[name][number].append(seconds)
                else:
                    answers[name].append(engine.answer(found))
    return Comparison(
        kinds=[each.kind for each in mix],
        seconds={name: [median(each) for each in taken[name]] for name in names},
        totals=[each.total for each in answers[names[0]]],
        differences=[
            difference
            for name in names[1:]
            for drawn, ours, theirs in zip(mix, answers[names[0]], answers[name], strict=True)
            if (difference := _difference(name, drawn, ours, theirs))
        ],
    )


def _difference(name: str, drawn: DrawnSearch, ours: Answer, theirs: Answer) -> Difference | None:
    what = []
    if ours.total != theirs.total:
        what.append(f"total {ours.total} : {theirs.total}")
    elif ours.shown != theirs.shown:
        what.append(f"shown {ours.shown} : {theirs.shown}")
    else:
        plain = drawn.request.filters if name == PLAIN else {}
        what += [
            f"counts of {field}"
            for field, counts in ours.counts.items()
            if field not in plain and counts != theirs.counts[field]
        ]
    if not what:
        return None
    return Difference(
        name, drawn.kind, _said(drawn.request), "; ".join(what), _reason(name, drawn.kind)
    )


def _reason(name: str, kind: str) -> str:
    if kind == "phrase" and files_of(name) in {"tantivy", "sqlite"}:
        return "of a place with several terms, phrases see the first alone"
    return ""


def _said(request: SearchRequest) -> str:
    filters = [f"{field}={'|'.join(sorted(values))}" for field, values in request.filters.items()]
    return " ".join([*([str(request.query)] if request.query else []), *filters])
