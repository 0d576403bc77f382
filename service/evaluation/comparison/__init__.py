"""How fast searches are answered, side by side with other engines. For developers; not shipped.

`python -m service.evaluation.comparison` (`make bench`) does all of it in one run:

- `store`, `tiling`, `paragraphs`: real paragraphs, read once, repeated to the number wanted;
- `engines`: one module an engine, all behind `engines.face`, all asked the same;
- `building`, `opening`: one engine in a process of its own: rate, size, memory, time to open;
- `comparing`, `ratios`: every search of the mix on every engine in turn, and what comes of it;
- `freshness`, `growth`, `serving`: until a new paragraph is found, larger indexes, HTTP;
- `report`: tables, and everything as JSON.
"""
