"""Opaque cursors and Link headers.

A cursor carries the sort key of the last entry, a digest of the query that it belongs to and a
signature. Because of the signature, no altered or invented cursor reaches the engine or the
database; a cursor is no secret and grants nothing.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import ClassVar

from service.errors import InvalidRequest

_DIGEST_BYTES = 8
_SIGNATURE_BYTES = 12

Position = tuple[str | float | int, ...]
"""The sort key of an entry of a list or a search."""


class InvalidCursor(InvalidRequest):
    """A cursor is mangled, or belongs to another query."""

    code: ClassVar[str] = "invalid_cursor"


class Cursors:
    """Writes and reads the cursors of one query. `query` is its canonical form, paging left out."""

    def __init__(self, key: bytes, query: str) -> None:
        self._key = key
        self._digest = hashlib.sha256(query.encode()).digest()[:_DIGEST_BYTES]

    def write(self, position: Position | None) -> str | None:
        """The cursor of the page after `position`; None where there is nothing more."""
        if position is None:
            return None
        payload = json.dumps(list(position), separators=(",", ":"), ensure_ascii=False).encode()
        signed = self._digest + payload
        return base64.urlsafe_b64encode(self._sign(signed) + signed).rstrip(b"=").decode()

    def read(self, cursor: str | None) -> Position | None:
        """The position that a cursor carries. Raises InvalidCursor."""
        if cursor is None:
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise InvalidCursor("this is not a cursor of this service") from None
        signature, signed = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(signed)):
            raise InvalidCursor("this is not a cursor of this service")
        if signed[:_DIGEST_BYTES] != self._digest:
            raise InvalidCursor("this cursor belongs to another query: drop it to start again")
        return tuple(json.loads(signed[_DIGEST_BYTES:]))

    def _sign(self, signed: bytes) -> bytes:
        return hmac.digest(self._key, signed, "sha256")[:_SIGNATURE_BYTES]


def link_header(links: Mapping[str, str]) -> str:
    """The value of a Link header (RFC 8288) for URLs by their relation."""
    return ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items())
