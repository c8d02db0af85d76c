"""Every file of a site as a build left it: by this a later build knows that nobody has touched it since."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Item(NamedTuple):
    """A file's size, its times (ns), its number on the disk, and its SHA-256.

    Nobody can set `ctime`: where it is the same, so are the bytes. A hard link changes it too.
    """

    size: int
    mtime: int
    ctime: int
    inode: int
    sha256: bytes

    @classmethod
    def of(cls, found: os.stat_result, sha256: bytes) -> Item:
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, sha256)


Inventory = Mapping[str, Item]
"""By path below the site's folder."""


def take_inventory(folder: str | os.PathLike[str], sums: Mapping[str, bytes]) -> Inventory:
    """The files below `folder` that `sums` names with their SHA-256."""
    return {path: Item.of(_status(entry), sums[path]) for path, entry in files_below(folder) if path in sums}


def stands(folder: str | os.PathLike[str], inventory: Inventory) -> bool:
    """Whether the folder holds these files with these bytes, and no other."""
    seen = 0
    for path, entry in files_below(folder):
        item = inventory.get(path)
        if item is None or not holds_still(entry.path, _status(entry), item):
            return False
        seen += 1
    return seen == len(inventory)


def holds_still(path: str, found: os.stat_result, item: Item) -> bool:
    """Whether a file holds the bytes that it held: untouched, or the same after all."""
    if Item.of(found, item.sha256) == item:
        return True
    if found.st_size != item.size:
        return False
    with open(path, "rb") as file:  # noqa: PTH123  # thousands: a path costs as much as the reading
        return hashlib.file_digest(file, "sha256").digest() == item.sha256


def files_below(folder: str | os.PathLike[str], prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every path below that is no folder, links included, with its entry there."""
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry)
            else:
                yield prefix + entry.name, entry
    for entry in folders:
        yield from files_below(entry.path, f"{prefix}{entry.name}/")


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    return entry.stat(follow_symlinks=False)
