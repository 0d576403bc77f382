"""Executes requests on a snapshot of an index, in the same way for all engines.

An engine tells which rows match a word or a phrase (`patterns.PostingsReader`). The rest is here:

- `snapshot`: the columns of one state of an index, and caches of what is computed from them;
- `patterns`, `matcher`, `filters`: which rows a request finds, as `row_lists`;
- `scorer`, `facet_counts`, `hit_collector`: scores, counts and the hits of a page, which `search`
  combines;
- `explanation`, `suggestions`: why a paragraph has its score, and corrections of spelling.
"""
