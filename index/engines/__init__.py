"""The engines there are, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from index.engines.columnar import ColumnarIndex
from index.engines.whoosh import WhooshIndex
from index.model import ParagraphIndex

ENGINES: Mapping[str, Callable[[Path], ParagraphIndex]] = MappingProxyType(
    {"columnar": ColumnarIndex, "whoosh": WhooshIndex}
)


def open_index(engine: str, path: Path) -> ParagraphIndex:
    """Open the index in a folder, which need not exist yet. Raises ValueError: no such engine."""
    if engine not in ENGINES:
        raise ValueError(f"there is no engine “{engine}”; there are: {', '.join(sorted(ENGINES))}")
    return ENGINES[engine](path)
