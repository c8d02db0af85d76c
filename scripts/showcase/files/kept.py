"""What was made before, kept on this machine: a cache that can be lost at any time and never decides a byte.

    <cache>/showcase/<digest of the package>-<n>.sqlite     `SHOWCASE_CACHE` names another folder, or none if empty

A value is kept under a key that names all it was made from (`digests.digest`); another version of the package or of a
library keeps its own in files of its own. Each value carries its checksum, so that what was half written, changed or
spoilt is not found. Whatever goes wrong here, nothing was kept.

Of each version there are two generations at most. What is found in the elder is carried over into the younger; once
that has grown large it is the elder, and what nobody has asked for since the last time goes with the former one. So
what is in use stays, and nobody need say what is.

It lies in the user's own folder and not in the checkout: what a stranger proposes cannot bring a cache along.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from showcase.files.digests import package_digest

T = TypeVar("T")

VARIABLE = "SHOWCASE_CACHE"
VERSIONS = 3
"""So many versions stay; whoever goes back and forth between two branches finds both."""

_ROOM = 1 << 28
_ROOM_EACH = 1 << 16
"""Bytes that a generation may grow to, pictures and all, and more for each record: twice what is made of its text."""
_AT_ONCE = 500
"""Keys that a database is asked for in one sentence."""
_HELD = 100
"""Values that are held at a time, where they are taken one by one."""
_FEW = 16
"""Values that stay at hand."""
_WAIT = 2.0
"""Seconds for another build to finish its own writing."""
_SUM = 16

_Row = tuple[str, str, bytes]
"""Shelf, key and packed value."""

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
    wanted = list(keys)
    found: dict[str, Any] = {}
    for age, path in enumerate(_generations()):
        carried: list[_Row] = []
        with suppress(sqlite3.Error):
            for key, packed in _read(path, shelf, [key for key in wanted if key not in found]):
                with suppress(Exception):  # whatever a spoilt pickle raises
                    found[key] = _unpacked(shelf, key, packed)
                    carried += [(shelf, key, packed)] if age else []
                if len(carried) == _AT_ONCE:
                    _write(carried)
                    carried.clear()
            _write(carried)
    return found


def keep(shelf: str, made: Mapping[str, Any]) -> None:
    """Keep values by key."""
    with suppress(sqlite3.Error):
        for part in _parts(list(made)):  # all of them, packed, would be as much again as the catalogue
            _write([(shelf, key, _packed(shelf, key, made[key])) for key in part])


def grow_old(records: int) -> None:
    """Begin a new generation if the present one has grown large for a catalogue of so many records.

    To be called before a build asks for anything: all that it asks for is then carried over.
    """
    with suppress(OSError, sqlite3.Error):
        generations = _generations()
        if generations and generations[0].stat().st_size > _ROOM + _ROOM_EACH * records:
            for elder in generations[1:]:
                _remove(elder)
            _put(_named(generations[0].parent, _number(generations[0]) + 1), [])


def _read(path: Path, shelf: str, keys: list[str]) -> Iterator[tuple[str, bytes]]:
    if not keys:
        return
    with _opened(path, "rw") as shelves:
        for part in _parts(keys):
            marks = ",".join("?" * len(part))
            asked = f"SELECT key, value FROM kept WHERE shelf = ? AND key IN ({marks})"  # noqa: S608  # question marks
            yield from shelves.execute(asked, [shelf, *part])


def _write(rows: Sequence[_Row]) -> None:
    if not rows or (path := _youngest()) is None:
        return
    try:
        _put(path, rows)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        _make_room(path)
        _put(path, rows)


def _put(path: Path, rows: Sequence[_Row]) -> None:
    with _opened(path, "rwc") as shelves:
        shelves.execute("CREATE TABLE IF NOT EXISTS kept (shelf, key, value, PRIMARY KEY (shelf, key)) WITHOUT ROWID")
        shelves.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)


def _make_room(path: Path) -> None:
    """On a full disk: other versions keep nothing any more, nor does the elder generation; else all begins anew."""
    others = [other for other in path.parent.glob("*.sqlite") if other != path]
    for other in others or [path]:
        _remove(other)


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
        keep(shelf, made)


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


@contextmanager
def _opened(path: Path, mode: Literal["rw", "rwc"]) -> Iterator[sqlite3.Connection]:
    """The shelves of a generation, what is written committed at the end; "rwc" begins one that is not there."""
    try:
        address = f"file:{quote(os.fspath(path))}?mode={mode}"
        with closing(sqlite3.connect(address, timeout=_WAIT, uri=True)) as shelves, shelves:
            # What the machine loses with its power is made again: the checksums tell it.
            shelves.execute("PRAGMA synchronous = OFF")
            yield shelves
    except sqlite3.OperationalError:  # busy, full, not to be written
        raise
    except sqlite3.DatabaseError:  # no longer a database
        _remove(path)
        raise


def _remove(path: Path) -> None:
    for part in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            part.unlink()


def _generations() -> list[Path]:
    """The files of this version that are there, the youngest first: mostly one or two."""
    folder = cache_folder()
    found = folder.glob(f"{_version()}-*.sqlite") if folder else ()
    return sorted((path for path in found if _number(path)), key=_number, reverse=True)


def _youngest() -> Path | None:
    """The file that is written; None where there can be none."""
    if found := _generations():
        return found[0]
    if (folder := cache_folder()) is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _let_go(folder)
    except OSError:
        return None
    return _named(folder, 1)


def _let_go(folder: Path) -> None:
    """Of other versions those stay that were written last."""
    written: dict[str, float] = {}
    for path in folder.glob("*.sqlite"):
        version = path.stem.partition("-")[0]
        written[version] = max(path.stat().st_mtime, written.get(version, 0.0))
    for version in sorted(written, key=written.__getitem__, reverse=True)[VERSIONS - 1 :]:
        for path in folder.glob(f"{version}*.sqlite"):
            _remove(path)


def _version() -> str:
    return package_digest()[:32]


def _named(folder: Path, number: int) -> Path:
    return folder / f"{_version()}-{number}.sqlite"


def _number(path: Path) -> int:
    """Of a generation, from 1; 0 of another file."""
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _parts(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
