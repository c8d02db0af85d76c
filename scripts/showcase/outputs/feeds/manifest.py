"""index.json and the parts of it below files/: every file of the API and the feeds with its sum and size.

A mirror reads index.json, then the parts that changed, then the files that changed: with one record changed that is
little, however large the catalogue. A part holds the files of one folder; those of a large one are dealt out by a
hash of their path, so that a part changes with its own files only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from showcase.derived.views import Output, Views
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.documents import FileDescription
from showcase.outputs.feeds.versions import VERSION

MANIFEST = f"{API}/index.json"
PART_FILES = 200
"""The most files that a part holds on average."""


class Counts(Document):
    achievements: int
    demands: int
    expired: int
    withdrawn: int


class ManifestPart(Document):
    """A part of the manifest: some of the files, by path."""

    version: str
    files: list[FileDescription]


class PartDescription(Document):
    """Where a part of the manifest is, and how many files it names."""

    path: str
    sha256: str
    size: int
    count: int


class Manifest(Document):
    """What the API holds; fetch this first."""

    version: str
    as_of: date
    site: str
    url: str
    counts: Counts
    has_history: bool
    parts: list[PartDescription]


def render_manifest(views: Views, files: Iterable[FileDescription]) -> Iterator[Output]:
    """The parts, then index.json, which names them."""
    parts = []
    for path, described in sorted(_deal(files).items()):
        data = render_model(ManifestPart(version=VERSION, files=described))
        digest = hashlib.sha256(data).hexdigest()
        parts.append(PartDescription(path=path, sha256=digest, size=len(data), count=len(described)))
        yield path, data
    yield MANIFEST, render_model(_manifest(views, parts))


def _manifest(views: Views, parts: list[PartDescription]) -> Manifest:
    entries, listed = views.catalogue.entries, views.catalogue.listed
    return Manifest(
        version=VERSION,
        as_of=views.catalogue.as_of,
        site=views.site.name,
        url=views.site.url,
        counts=Counts(
            achievements=sum(entry.kind == "achievement" for entry in listed),
            demands=sum(entry.kind == "demand" for entry in listed),
            expired=sum(entry.expired for entry in entries),
            withdrawn=sum(entry.withdrawn for entry in entries),
        ),
        has_history=views.past is not None,
        parts=parts,
    )


def _deal(files: Iterable[FileDescription]) -> dict[str, list[FileDescription]]:
    """The files by the path of the part that they are in, sorted by path."""
    groups: dict[str, list[FileDescription]] = {}
    for file in sorted(files, key=lambda file: file.path):
        groups.setdefault(_folder(file.path), []).append(file)
    dealt: dict[str, list[FileDescription]] = {}
    for folder, members in groups.items():
        for file, name in zip(members, _names(folder, members), strict=True):
            dealt.setdefault(f"{API}/files/{name}.json", []).append(file)
    return dealt


def _folder(path: str) -> str:
    """What the parts of a file's folder are called; the site's root is `site`, api/v1/ itself `api`."""
    if path.startswith(f"{API}/"):
        folder, below, _ = path.removeprefix(f"{API}/").partition("/")
        return folder if below else "api"
    return path.partition("/")[0] if "/" in path else "site"


def _names(folder: str, members: Sequence[FileDescription]) -> list[str]:
    """The part of each file. Their number doubles as the folder grows, so that it seldom changes."""
    parts = 1
    while parts * PART_FILES < len(members):
        parts *= 2
    if parts == 1:
        return [folder] * len(members)
    digits = len(f"{parts - 1:x}")
    places = (int(hashlib.sha256(file.path.encode()).hexdigest()[:8], 16) % parts for file in members)
    return [f"{folder}-{place:0{digits}x}" for place in places]
