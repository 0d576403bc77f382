"""The search use case: what a reader asks, by way of the index and the store, to a page of hits."""
