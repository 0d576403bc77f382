"""Verbs of a paragraph whose subject is the acting body, and whom they ask to act."""

from service.parsing.verbs.find import find_verbs

__all__ = ["find_verbs"]
