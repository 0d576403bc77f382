"""Mentions of instruments: treaties, declarations, agendas, programmes and others known by name."""

from service.parsing.instruments.annotate import annotate_instruments

__all__ = ["annotate_instruments"]
