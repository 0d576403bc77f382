"""Extraction: bytes in, frozen values out; no settings, clock, database or network."""
