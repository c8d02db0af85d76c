"""Names of files: what looks the same is the same, whatever system wrote it, and an address holds any of them.

macOS composes é of two characters, others write one (Unicode Standard Annex 15): names are compared in form C.
Windows and macOS take A for a, and Windows has names and signs of its own: git cannot check such a file out there.
Addresses are encoded as RFC 3986 asks, or ?, # and % would end or change them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote


def composed(name: str) -> str:
    """The name in Unicode's form C."""
    return unicodedata.normalize("NFC", name)


def folded(path: str) -> str:
    """What is the same for two paths of which some systems keep one."""
    return composed(composed(path).casefold())


def is_dropping(name: str) -> bool:
    """Whether a file manager or an office program left it behind: never published, and no fault of the author's."""
    return name.lower() in _DROPPINGS or name.startswith("~$")


_DROPPINGS = {".ds_store", "thumbs.db", "desktop.ini"}
_NOT_ON_WINDOWS = re.compile(
    r"[\x00-\x1f<>:\"|?*\\]|[ .]\Z|\A(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\.|\Z)", re.IGNORECASE
)


def decoded(raw: bytes) -> str | None:
    """The text of a name's bytes that do not say how they are encoded: UTF-8, else what Chinese Windows writes."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_portable(name: str) -> bool:
    """Whether every system can hold a file of this name (Microsoft: Naming Files, Paths, and Namespaces)."""
    return not _NOT_ON_WINDOWS.search(name)


def address_of(name: str) -> str:
    """A file's name as one part of an address."""
    return quote(composed(name), safe="")


def find_file(folder: Path, name: str) -> Path:
    """The file that has this name, however it is composed; where there is none, the place where it would stand."""
    exact = folder / name
    if exact.exists() or not folder.is_dir():
        return exact
    return next((path for path in folder.iterdir() if composed(path.name) == composed(name)), exact)
