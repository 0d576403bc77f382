"""HTML pages."""

from service.extraction.readers.html.document import is_html, read_html

__all__ = ["is_html", "read_html"]
