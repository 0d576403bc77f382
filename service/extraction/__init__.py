"""Extraction: from bytes to frozen values, without settings, clock, database or network."""
