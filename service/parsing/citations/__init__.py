"""What a text cites: resolutions by number, documents by symbol, with offsets into the text."""

from service.parsing.citations.annotate import annotate_citations
from service.parsing.citations.find import CitationContext, find_citations

__all__ = ["CitationContext", "annotate_citations", "find_citations"]
