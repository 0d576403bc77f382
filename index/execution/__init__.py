"""What engines share: columns of values by row, and all that is worked out from rows found.

A *row* is a paragraph's number within one state of an index, a *document* a run of rows of one
text. An engine says in which rows words stand; the rest is the same for all engines and lives here:

- `row`, `segment`, `sets`: columns of a run of rows that never changes, and how runs are merged;
  `table`: those of one state of an index, and what is kept with it (`keeping`, `cache`).
- `matching`, `filtering`: which rows a request finds, with the lists of rows of `rows`.
- `counting`, `scoring`, `ordering`: facets, ranks and pages of them; `searching` puts an answer
  together; `explaining` says why one paragraph has its score.
"""
