"""Speed of the service: reading documents, and answering a fixed mix of searches.

`query_mix` draws the searches from the stored paragraphs, `extraction_speed` and `search_speed`
time the two jobs, `report` prints them. Speed is measured here and never in the tests.
"""
