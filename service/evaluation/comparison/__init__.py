"""Speed of searches, side by side with other engines. For developers; not shipped.

`python -m service.evaluation.comparison` (`make bench`) does all of it in one run:

- `corpus_store`, `tiled_corpus`, `paragraph_files`: real paragraphs, read once, repeated to the
  number wanted;
- `engines`: one module an engine, all with the same interface, all given the same requests;
- `index_builds`, `cold_starts`: one engine in a process of its own: rate, size, memory, opening;
- `query_mix_files`, `side_by_side`, `ratios`: every search of the mix on every engine in turn;
- `freshness`, `growth`, `http_latency`: until a new paragraph is found, larger indexes, HTTP;
- `report`: tables, and everything as JSON.
"""
