"""The past of the catalogue: what each record said after each step of main.

A version counts if it can be read at all: its front matter must give what `Version` holds. Today's
rules are not asked, since they would rewrite the past whenever a rule is added. An old version that
cannot be read was never published (the build refuses it), so the version before it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from showcase.files.digests import digest
from showcase.files.kept import find_kept, keep
from showcase.files.source import Source, Tree, parse_front, unix_lines
from showcase.past.history import Commit, History, load_blobs
from showcase.schema.fields import Date, Flag, Line, RecordId
from showcase.schema.parts import Withdrawal
from showcase.schema.records import FOLDERS, Kind
from showcase.schema.validity import valid_until

_KINDS: dict[str, Kind] = {folder: kind for kind, folder in FOLDERS.items()}
_PATH = re.compile(rf"content/({'|'.join(_KINDS)})/(\d{{4}})/([ad]\2-[a-z0-9]{{2,12}}-\d{{3,4}})\.md", re.ASCII)
"""Folder, year and id; an id begins with the first letter of its kind."""


def is_record(path: str) -> bool:
    """Whether a path is one that a record's file may have."""
    return _PATH.fullmatch(path) is not None


def last_versions(history: History) -> dict[str, tuple[str, Commit | None]]:
    """By path the last blob of a record that main published, and the step that removed it, if one did.

    What was removed stands in the order in which it went.
    """
    last: dict[str, tuple[str, Commit | None]] = {}
    for revision in history.revisions:
        for path, blob in revision.blobs.items():
            if not is_record(path):
                continue
            if blob:
                last[path] = (blob, None)
            elif path in last:
                last[path] = (last.pop(path)[0], revision.commit)
    return last


PLACING = (
    *("status", "published", "reviewed", "valid_until", "withdrawn", "deadline", "resolution"),
    *("industries", "marine_sectors", "contract_types", "stage", "ip", "task_force", "holder", "agency"),
    *("demander", "venture", "financing"),
)
"""The fields that decide on which lists a record stands, and until when."""


class _Front(BaseModel):
    """The part of a record's front matter that its past is told by."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: RecordId
    title: Line
    status: str
    published: Date
    reviewed: Date | None = None
    valid_until: Date | None = None
    deadline: Date | None = None
    withdrawn: Withdrawal | None = None
    aliases: list[RecordId] = []
    superseded_by: RecordId | None = None
    agency: str
    task_force: str
    demo: Flag = False


@dataclass(frozen=True)
class Version:
    """What a record said at one time; `sha256` is that of its file."""

    id: str
    kind: Kind
    sha256: str
    title: str
    status: str
    published: date
    valid_until: date
    deadline: date | None
    withdrawn: Withdrawal | None
    aliases: tuple[str, ...]
    superseded_by: str | None
    agency: str
    task_force: str
    demo: bool
    placing: Mapping[str, Tree] = field(compare=False, repr=False)
    """What it said in the fields of PLACING, as its file has it."""


@dataclass(frozen=True)
class Step:
    """A moment at which records changed: the new version of each id, None for a file that is gone.

    `commit` is None for what is in the working tree only.
    """

    time: datetime
    commit: str | None
    versions: dict[str, Version | None]


_SHELF = "versions"

Past = tuple[Step, ...]
"""Steps of main, oldest first."""

_versions: dict[tuple[str, str], Version | None] = {}
"""Versions by path and blob, kept for the next build of a preview; None cannot be read."""


def load_past(history: History, sources: Iterable[Source] = ()) -> Past:
    """Every published version of every record, from git; raises HistoryError where git cannot tell.

    What stands in `sources`, the files of today, is not read again.
    """
    for source in sources:
        if not source.problems and (blob := history.holds(source.path, source.raw)):
            _versions[source.path, blob] = build_version(source.path, source.sha256, source.data)
    places: dict[str, set[str]] = {}
    for revision in history.revisions:
        for path, blob in revision.blobs.items():
            if blob and _PATH.fullmatch(path) and (path, blob) not in _versions:
                places.setdefault(blob, set()).add(path)
    _read_versions(history, places)
    steps = (Step(item.commit.time, item.commit.sha, _versions_of(item.blobs)) for item in history.revisions)
    return tuple(step for step in steps if step.versions)


def _read_versions(history: History, places: Mapping[str, set[str]]) -> None:
    """The versions at these paths, by blob, into `_versions`."""
    keys = {digest(path, blob): (path, blob) for blob, paths in places.items() for path in sorted(paths)}
    kept = find_kept(_SHELF, keys)
    _versions.update({keys[key]: version for key, version in kept.items()})
    missing = {blob for key, (_, blob) in keys.items() if key not in kept}
    for blob, raw in load_blobs(history.root, sorted(missing)):
        for path in places[blob]:
            _versions[path, blob] = read_version(path, raw)
    keep(_SHELF, {key: _versions[place] for key, place in keys.items() if key not in kept})


def read_version(path: str, raw: bytes) -> Version | None:
    """The version that a record file of this path and these bytes is, if it can be read."""
    return build_version(path, hashlib.sha256(unix_lines(raw)).hexdigest(), parse_front(raw))


def build_version(path: str, sha256: str, data: Mapping[str, Tree] | None) -> Version | None:
    """The version that front matter makes, if it stands where its id belongs."""
    place = _PATH.fullmatch(path)
    if not place or data is None:
        return None
    try:
        front = _Front.model_validate({name: value for name, value in data.items() if value is not None})
    except ValidationError:
        return None
    if front.id != place[3]:
        return None
    own = {name: getattr(front, name) for name in Version.__dataclass_fields__ if hasattr(front, name)}
    derived = {"kind": _KINDS[place[1]], "sha256": sha256, "valid_until": valid_until(front)}
    derived["placing"] = {name: data[name] for name in PLACING if data.get(name) is not None}
    return Version(**(own | derived | {"aliases": tuple(front.aliases)}))


def _versions_of(blobs: Mapping[str, str | None]) -> dict[str, Version | None]:
    """By id; versions that cannot be read are left out."""
    found: dict[str, Version | None] = {}
    for path, blob in blobs.items():
        place = _PATH.fullmatch(path)
        version = _versions[path, blob] if place and blob else None
        if place and (version or not blob):
            found[place[3]] = version
    return found
