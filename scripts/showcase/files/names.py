"""Names of files: what looks the same is the same, whatever system wrote it, and an address holds any of them.

macOS composes é of two characters, others write one (Unicode Standard Annex 15): names are compared in form C.
Addresses are encoded as RFC 3986 asks, or ?, # and % would end or change them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import quote


def composed(name: str) -> str:
    """The name in Unicode's form C."""
    return unicodedata.normalize("NFC", name)


def address_of(name: str) -> str:
    """A file's name as one part of an address."""
    return quote(composed(name), safe="")


def find_file(folder: Path, name: str) -> Path:
    """The file that has this name, however it is composed; where there is none, the place where it would stand."""
    exact = folder / name
    if exact.exists() or not folder.is_dir():
        return exact
    return next((path for path in folder.iterdir() if composed(path.name) == composed(name)), exact)
