"""The default engine: texts as arrays of numbers in files that are mapped into memory.

`docs/adr/0008-the-columnar-engine.md` says why; `files` and `segments` say what lies on the disk.
"""

from index.engines.columnar.engine import ColumnarIndex

__all__ = ["ColumnarIndex"]
