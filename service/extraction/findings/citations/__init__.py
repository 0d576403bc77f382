"""What a text cites: resolutions by number, documents by symbol, with offsets into the text."""

from service.extraction.findings.citations.annotator import annotate_citations
from service.extraction.findings.citations.finder import CitationContext, find_citations

__all__ = ["CitationContext", "annotate_citations", "find_citations"]
