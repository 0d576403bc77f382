"""The full-text index of paragraphs: a library that knows nothing of the service."""
