"""The mix of searches for a file of paragraphs, saved as JSON for all processes."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from index import FacetRequest, Field, SearchRequest, parse_query
from service.evaluation.comparison.paragraph_files import read_paragraphs
from service.evaluation.speed.query_mix import FACETS, SEED, DrawnSearch, draw

_SAMPLE = 20_000


def draw_mix(paragraphs: Path, *, limit: int, seed: int = SEED) -> list[DrawnSearch]:
    """The mix for the first `limit` paragraphs of a file, drawn from a sample of them."""
    every = max(1, limit // _SAMPLE)
    return draw(list(islice(read_paragraphs(paragraphs, limit), 0, None, every)), seed=seed)


def save_mix(mix: Sequence[DrawnSearch], path: Path) -> None:
    """Write a mix down."""
    rows = [
        {
            "kind": each.kind,
            "query": None if each.request.query is None else str(each.request.query),
            "filters": {str(f): sorted(v) for f, v in each.request.filters.items()},
        }
        for each in mix
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=0), "utf-8")


def load_mix(path: Path) -> list[DrawnSearch]:
    """Read a mix back."""
    return [
        DrawnSearch(
            row["kind"],
            SearchRequest(
                query=row["query"] and parse_query(row["query"]),
                filters={Field(name): frozenset(v) for name, v in row["filters"].items()},
                facets=tuple(FacetRequest(field) for field in FACETS),
            ),
        )
        for row in json.loads(path.read_text("utf-8"))
    ]
