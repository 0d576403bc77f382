"""The official machine-readable edition: Akoma Ntoso for the United Nations."""

from service.extraction.readers.akn.document import local_name, parse_xml, read_akn

__all__ = ["local_name", "parse_xml", "read_akn"]
