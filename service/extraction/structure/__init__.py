"""Blocks to structure: header, paragraphs with their kinds and addresses."""
