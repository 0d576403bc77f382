"""Resolutions, their paragraphs, citations and traces."""
