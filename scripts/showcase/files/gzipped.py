"""gzip (RFC 1952) without what a machine tells of itself."""

from __future__ import annotations

import gzip

_SYSTEM = 9
_UNKNOWN = b"\xff"
_BEST = 9


def gzipped(data: bytes) -> bytes:
    """The same bytes whatever the hour and the version of Python, which name a system in the header or do not."""
    packed = gzip.compress(data, _BEST, mtime=0)
    return packed[:_SYSTEM] + _UNKNOWN + packed[_SYSTEM + 1 :]
