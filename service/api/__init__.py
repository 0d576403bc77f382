"""HTTP: the JSON API under /v1 and the search page. The domain knows nothing of it."""
