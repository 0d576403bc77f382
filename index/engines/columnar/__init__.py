"""The default engine: token streams and columns as arrays, in files that are mapped into memory.

`index.storage` has its files; `docs/adr/0008-the-columnar-engine.md` says why it is built so.
"""

from index.engines.columnar.engine import ColumnarIndex

__all__ = ["ColumnarIndex"]
