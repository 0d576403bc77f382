"""The reference engine: Whoosh 2.7.4 keeps the words, `index.execution` counts and orders.

Whoosh's files contain pickles: open only folders that this service wrote itself.
"""

from index.engines.whoosh.engine import WhooshIndex

__all__ = ["WhooshIndex"]
