"""Small indexes of the columnar engine, and what its tests look at in them."""

from datetime import date
from pathlib import Path

from index import IndexedParagraph, ParagraphIndex, SearchRequest, Sort, parse_query
from index.engines.columnar import ColumnarIndex
from index.storage.merger import MergePolicy

NEVER = MergePolicy(together=1_000)
EAGER = MergePolicy(together=2, smallest=4, growth=2, largest=1_000)


def paragraph(number: int, text: str = "the glacier") -> IndexedParagraph:
    return IndexedParagraph(
        id=number,
        resolution_id=number // 3,
        text=text,
        title="Ice",
        language="en",
        date=date(2041, 2, 3),
        sort_symbol="A",
        position=number,
    )


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"generations/*/*{ending}"))


def ids(engine: ParagraphIndex, query: str | None = None) -> list[int]:
    request = SearchRequest(
        query=None if query is None else parse_query(query), sort=Sort.OLDEST, limit=10_000
    )
    return [hit.id for hit in engine.search(request).hits]


def entries(engine: ColumnarIndex) -> list[tuple[int, int]]:
    """Rows and removed rows of each segment."""
    manifest = engine._reader.current().store.manifest()
    return [(entry.rows, entry.removed) for entry in manifest.entries]
