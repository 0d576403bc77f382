"""The search use case: from a request, by the index and the store, to a page of hits."""
