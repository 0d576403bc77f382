"""Stores an index in files, written by one process and mapped into memory by many.

- `generations`: whole builds of an index, of which one is current; `durable_files`: replaced as a
  whole, synced and locked.
- `manifest`, `segment_store`: the segments of a generation and their deleted rows.
- `segments`: some rows in one file (`array_files`) of number arrays (`arrays`), which never
  changes: their columns (`paragraph_rows`, `columns`, `value_sets`), and for each text field its
  tokens (`token_streams`), term dictionary and inverted index.
- `index_writer`, `merger`: write changes as new segments, and merge small ones.

The Whoosh engine uses the generations and columns, and has files of its own for the rest.
"""
