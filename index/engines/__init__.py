"""The engines, all behind the interface `index.model.ParagraphIndex`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from index.engines.columnar import ColumnarIndex
from index.engines.whoosh import WhooshIndex
from index.model import ParagraphIndex

ENGINES: Mapping[str, Callable[[Path], ParagraphIndex]] = MappingProxyType(
    {"columnar": ColumnarIndex, "whoosh": WhooshIndex}
)
"""Opens an index in a folder, by name of the engine."""


def open_index(engine: str, path: Path) -> ParagraphIndex:
    """Open the index in a folder, which need not exist yet.

    Args:
        engine: A name in `ENGINES`.
        path: The folder, on a local disk.

    Raises:
        ValueError: There is no such engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"there is no engine “{engine}”; there are: {', '.join(sorted(ENGINES))}")
    return ENGINES[engine](path)
