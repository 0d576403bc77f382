"""Verbs of a paragraph whose subject is the acting body, and whom they ask to act."""

from service.extraction.findings.verbs.annotator import annotate_verbs, find_verbs

__all__ = ["annotate_verbs", "find_verbs"]
