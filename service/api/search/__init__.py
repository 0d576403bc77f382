"""Search over paragraphs: hits, facets, completions, explanations."""
