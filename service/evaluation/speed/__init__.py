"""How fast the service is: reading documents, and answering a fixed mix of searches.

`mix` draws the searches from the paragraphs held, `reading` and `searching` time the two jobs,
`report` prints them. Speed is measured here and never in the tests.
"""
