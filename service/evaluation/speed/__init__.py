"""How fast the service is: reading documents, and answering a fixed mix of searches.

`query_mix` draws the searches from the stored paragraphs, `extraction_speed` and `search_speed`
measure `latencies`, `report` prints them. Speed is measured here and never in the tests.
"""
