"""The errors of the service. No HTTP here: `service/api/http/problems.py` gives each its status.

ServiceError
├── DocumentError            a document cannot be ingested; names the document and the place
│   ├── EmptyDocument        empty_document
│   ├── UnsupportedFormat    unsupported_format
│   ├── MalformedDocument    malformed_document
│   ├── NoTextLayer          no_text_layer
│   ├── NotAResolution       not_a_resolution
│   └── DocumentTooLarge     document_too_large
├── SourceError              a source (path, URL, symbol) cannot be fetched: source_unavailable
├── InvalidRequest           a request asks for something that does not exist in the contract
├── NotFound                 not_found
└── Conflict                 conflict
"""

from typing import ClassVar


class ServiceError(Exception):
    """Any failure that the service foresees. `code` is stable: programs may branch on it."""

    code: ClassVar[str] = "service_error"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class DocumentError(ServiceError):
    """A document cannot be ingested. `place` says where in the document ("line 3, column 14")."""

    code: ClassVar[str] = "document_error"

    def __init__(self, detail: str, *, place: str | None = None) -> None:
        super().__init__(f"{detail} ({place})" if place else detail)
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        # Worker processes send errors back pickled; keyword-only arguments need help.
        return (_rebuild_document_error, (type(self), self.detail, self.place))


def _rebuild_document_error(
    kind: type[DocumentError], detail: str, place: str | None
) -> DocumentError:
    error = kind(detail)
    error.place = place
    return error


class EmptyDocument(DocumentError):
    """There are no bytes, or nothing but white space."""

    code = "empty_document"


class UnsupportedFormat(DocumentError):
    """No reader supports this content."""

    code = "unsupported_format"


class MalformedDocument(DocumentError):
    """A reader supports the format, but the content breaks its rules."""

    code = "malformed_document"


class NoTextLayer(DocumentError):
    """Pages of pictures: there is no text to read."""

    code = "no_text_layer"


class NotAResolution(DocumentError):
    """The text was read, and it is not a resolution, a decision or a statement."""

    code = "not_a_resolution"


class DocumentTooLarge(DocumentError):
    """The document exceeds a limit on bytes, expansion or paragraphs."""

    code = "document_too_large"


class SourceError(ServiceError):
    """A path, URL or symbol cannot be fetched."""

    code = "source_unavailable"


class InvalidRequest(ServiceError):
    """A request names a field, an order or a cursor that the contract does not have."""

    code = "invalid_request"


class NotFound(ServiceError):
    """What was requested is not stored."""

    code = "not_found"


class Conflict(ServiceError):
    """The request contradicts what is stored."""

    code = "conflict"
