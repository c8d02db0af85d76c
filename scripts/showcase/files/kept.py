"""What was made before, kept on this machine: a cache that can be lost at any time and never decides a byte.

    <cache>/showcase/<digest of the package>.sqlite     `SHOWCASE_CACHE` names another folder, or none if it is empty

A value is kept under a key that names all it was made from (`digests.digest`); another version of the package or of a
library keeps its own in a file of its own. Each value carries its checksum, so that what was half written, changed or
spoilt is not found. Whatever goes wrong here, nothing was kept.

It lies in the user's own folder and not in the checkout: what a stranger proposes cannot bring a cache along.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from showcase.files.digests import package_digest

T = TypeVar("T")

VARIABLE = "SHOWCASE_CACHE"
VERSIONS = 3
"""Files of so many versions stay; whoever goes back and forth between two branches finds both."""

_MOST = 4
"""So many times the values of the present catalogue may lie on a shelf before those not in use go."""
_SPARE = 1000
_ROOM = 1 << 25
"""Bytes, likewise: of large values, of which a catalogue has few, a thousand would fill a disk."""
_AT_ONCE = 500
"""Keys that a database is asked for in one sentence."""
_HELD = 100
"""Values that are held at a time, where they are taken one by one."""
_FEW = 16
"""Values that stay at hand."""
_WAIT = 2.0
"""Seconds for another build to finish its own writing."""
_SUM = 16

_at_hand: dict[tuple[str, str], Any] = {}


def cache_folder() -> Path | None:
    """Where things are kept; None where nothing is."""
    if (named := os.environ.get(VARIABLE)) is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "showcase"
    except RuntimeError:  # a user without a home
        return None


def find_kept(shelf: str, keys: Iterable[str]) -> dict[str, Any]:
    """By key what is kept on a shelf; what is not found has to be made."""
    found: dict[str, Any] = {}
    with suppress(sqlite3.Error), _opened() as shelves:
        if shelves is None:
            return found
        for part in _parts(list(keys)):
            marks = ",".join("?" * len(part))
            rows = shelves.execute(f"SELECT key, value FROM kept WHERE shelf = ? AND key IN ({marks})", [shelf, *part])  # noqa: S608  # question marks
            for key, packed in rows:
                with suppress(Exception):  # whatever a spoilt pickle raises
                    found[key] = _unpacked(shelf, key, packed)
    return found


def keep(shelf: str, made: Mapping[str, Any], used: Iterable[str] | None = None, *, sweep: bool = True) -> None:
    """Keep values by key; `used` are all keys that are in use: where there is much else on the shelf, that goes.

    Without `sweep` it goes only where the disk is full.
    """
    needed = None if used is None else {*made, *used}
    with suppress(sqlite3.Error):
        for part in _parts(list(made)):  # all of them, packed, would be as much again as the catalogue
            rows = [(shelf, key, _packed(shelf, key, made[key])) for key in part]
            try:
                _write(rows)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                    raise
                _make_room(shelf, needed)
                _write(rows)
        if made and sweep and needed is not None:
            with _opened(writing=True) as shelves:
                if shelves:
                    _sweep(shelves, shelf, needed)


def _write(rows: Iterable[tuple[str, str, bytes]]) -> None:
    with _opened(writing=True) as shelves:
        if shelves:
            shelves.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)


def _make_room(shelf: str, needed: Collection[str] | None) -> None:
    """On a full disk: other versions keep nothing any more, and of this shelf what nobody needs goes.

    There is no room for a journal either; what breaks half-way is no database any more, and begun anew.
    """
    path = _place(writing=True)
    for other in path.parent.glob("*.sqlite") if path else ():
        if other != path:
            with suppress(OSError):
                other.unlink()
    if needed is not None:
        with _opened(writing=True) as shelves:
            if shelves:
                shelves.commit()
                shelves.execute("PRAGMA journal_mode = OFF")
                _let_go(shelves, shelf, [key for key in _sizes(shelves, shelf) if key not in needed])


def recall(shelf: str, key: str, make: Callable[[], T]) -> T:
    """What `make` makes, unless it is kept already."""
    (found,) = recall_each(shelf, [key], lambda _number: make())
    return found


def recall_again(shelf: str, key: str, make: Callable[[], T]) -> T:
    """The same, of what a process asks for again and again: the last few values are at hand."""
    if (shelf, key) not in _at_hand:
        _at_hand[shelf, key] = recall(shelf, key, make)
        for old in list(_at_hand)[:-_FEW]:
            del _at_hand[old]
    found: T = _at_hand[shelf, key]
    return found


def recall_each(shelf: str, keys: Sequence[str], make: Callable[[int], T]) -> Iterator[T]:
    """One value a key, in order; `make` is asked, by number, for those that are not kept. Holds a few at a time."""
    for start in range(0, len(keys), _HELD):
        part = keys[start : start + _HELD]
        found = find_kept(shelf, part)
        made: dict[str, T] = {}
        for number, key in enumerate(part, start):
            value: T = found[key] if key in found else made[key] if key in made else make(number)
            if key not in found:
                made[key] = value
            yield value
        keep(shelf, made, keys, sweep=start + _HELD >= len(keys))


def _packed(shelf: str, key: str, value: Any) -> bytes:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _checksum(shelf, key, data) + data


def _unpacked(shelf: str, key: str, packed: bytes) -> Any:
    data = packed[_SUM:]
    if _checksum(shelf, key, data) != packed[:_SUM]:
        raise ValueError(key)
    return pickle.loads(data)  # noqa: S301  # the user's own file, see above


def _checksum(shelf: str, key: str, data: bytes) -> bytes:
    found = hashlib.blake2b(f"{shelf} {key} ".encode(), digest_size=_SUM)
    found.update(data)
    return found.digest()


def _sweep(shelves: sqlite3.Connection, shelf: str, used: set[str]) -> None:
    """Let what is no longer in use go, once there is much of it."""
    sizes = _sizes(shelves, shelf)
    idle = {key: size for key, size in sizes.items() if key not in used}
    own = sum(sizes.values()) - sum(idle.values())
    if len(sizes) > _MOST * len(used) + _SPARE or sum(idle.values()) > _MOST * own + _ROOM:
        _let_go(shelves, shelf, idle)


def _sizes(shelves: sqlite3.Connection, shelf: str) -> dict[str, int]:
    return dict(shelves.execute("SELECT key, length(value) FROM kept WHERE shelf = ?", [shelf]))


def _let_go(shelves: sqlite3.Connection, shelf: str, keys: Iterable[str]) -> None:
    shelves.executemany("DELETE FROM kept WHERE shelf = ? AND key = ?", [(shelf, key) for key in keys])


@contextmanager
def _opened(*, writing: bool = False) -> Iterator[sqlite3.Connection | None]:
    """The shelves, what is written committed at the end; None where there are none."""
    path = _place(writing=writing)
    if path is None:
        yield None
        return
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT)) as shelves, shelves:
            # What the machine loses with its power is made again: the checksums tell it.
            shelves.execute("PRAGMA synchronous = OFF")
            if writing:
                shelves.execute(
                    "CREATE TABLE IF NOT EXISTS kept (shelf, key, value, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
                )
            yield shelves
    except sqlite3.OperationalError:  # busy, full, not to be written, not yet begun
        raise
    except sqlite3.DatabaseError:  # no longer a database
        for part in (path, path.with_name(f"{path.name}-journal")):
            with suppress(OSError):
                part.unlink()
        raise


def _place(*, writing: bool) -> Path | None:
    folder = cache_folder()
    if folder is None:
        return None
    path = folder / f"{package_digest()[:32]}.sqlite"
    if path.is_file():
        return path
    if not writing:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        others = sorted(folder.glob("*.sqlite"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in others[VERSIONS - 1 :]:
            old.unlink()
    except OSError:
        return None
    return path


def _parts(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
