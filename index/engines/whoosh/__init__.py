"""The reference engine: Whoosh 2.7.4 has the postings, `index.execution` counts and sorts.

Whoosh's files contain pickles: open only folders that this service wrote itself.
"""

from index.engines.whoosh.engine import WhooshIndex

__all__ = ["WhooshIndex"]
