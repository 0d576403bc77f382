"""The official machine-readable edition: Akoma Ntoso for the United Nations."""

from service.extraction.readers.akn.document import read_akn

__all__ = ["read_akn"]
