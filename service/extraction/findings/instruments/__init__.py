"""Mentions of instruments: treaties, declarations, agendas, programmes and others known by name."""

from service.extraction.findings.instruments.annotator import annotate_instruments

__all__ = ["annotate_instruments"]
