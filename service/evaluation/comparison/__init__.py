"""How fast searches are answered, side by side with other engines. For developers; not shipped.

`python -m service.evaluation.comparison` (`make bench`) does all of it in one run:

- `corpus_store`, `tiled_corpus`, `paragraph_files`: real paragraphs, repeated to the number wanted;
- `engines`: one module for each engine, all behind `engines.interface`; `rival_terms` and
  `facet_views` give them the same terms and counts;
- `index_builds`, `cold_starts`: an engine in a process of its own: rate, size, memory, start;
- `query_mix_files`, `side_by_side`, `ratios`: every search of the mix on every engine in turn;
- `freshness`, `growth`, `http_latency`: time until a new paragraph is found, larger indexes, HTTP;
- `report`: tables, and all figures as JSON.
"""
