"""Digests of what something is made from: by them it is known again, and when it must be made anew."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]


def digest(*parts: str | bytes) -> str:
    """One name for all parts in their order; what joins two parts differently has another."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def value_digest(value: Any) -> str:
    """Of plain values, in whatever they are held; equal ones have the same, though some may have two."""
    target = io.BytesIO()
    pickler = _Pickler(target, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # by value, not by whether two texts are one object
    pickler.dump(value)
    return digest(target.getvalue())


class _Pickler(pickle.Pickler):
    """Of dataclasses and models the fields only: not what they have found out of them and keep.

    A model's own state names the fields that were given, in a set, whose order is another in every process.
    """

    def reducer_override(self, held: Any) -> Any:
        kind = type(held)
        names: Iterable[str] | None = getattr(kind, "model_fields", None)
        if names is None and is_dataclass(held) and not isinstance(held, type):
            names = [field.name for field in fields(held)]
        if names is None:
            return NotImplemented
        return tuple, ((kind.__module__, kind.__qualname__, *(getattr(held, name) for name in names)),)


def folder_digest(folder: Path) -> str:
    """Of everything below: names, kinds and bytes, not times; what cannot be read raises OSError. Follows no link."""
    return digest(*(part for item in _walk(str(folder), "") for part in item))


@cache
def package_digest() -> str:
    """Of this package, of the libraries installed beside it and of Python: what the same input makes depends on it."""
    return digest(sys.version, folder_digest(PACKAGE), *_libraries())


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str, bytes]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = prefix + entry.name
        if entry.is_symlink():
            yield name, "link", os.fsencode(Path(entry.path).readlink())
        elif entry.is_dir():
            if entry.name != "__pycache__":
                yield name, "folder", b""
                yield from _walk(entry.path, f"{name}/")
        elif entry.is_file():
            with open(entry.path, "rb") as file:  # noqa: PTH123  # thousands: a path costs as much as the reading
                yield name, "file", hashlib.sha256(file.read()).digest()
        else:
            yield name, "other", b""


def _libraries() -> Iterator[str | bytes]:
    """Each installed distribution's name, version and list of files with their hashes."""
    for place in sys.path:
        folder = Path(place)
        for record in sorted(folder.glob("*.dist-info/RECORD")) if folder.is_dir() else ():
            if not record.parent.name.startswith("showcase-"):  # this package, whose sources have been read
                yield record.parent.name
                yield record.read_bytes()
