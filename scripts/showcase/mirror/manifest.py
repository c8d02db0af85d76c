"""The source's manifest and its parts, which are not trusted: what they may name and how much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MANIFEST = "api/v1/index.json"
SIGNATURE = f"{MANIFEST}.minisig"
MOST_SIGNATURE_BYTES = 10_000
MOST_MANIFEST_BYTES = 64 * 1024**2
"""Of the manifest, and of a part of it."""
MOST_FILES = 1_000_000
MOST_FILE_BYTES = 1024**3
MOST_BYTES = 16 * 1024**3
MOST_PATH_BYTES = 1000

# A name that no system reads as anything but a name: not hidden, no "..", no drive, no separator, no control sign.
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\:.][^\x00-\x1f\x7f/\\:]{0,99}")


_Model = TypeVar("_Model", bound=BaseModel)


class MirrorError(Exception):
    """The copy could not be brought in step; the message is for the person at the terminal."""


class File(BaseModel):
    """A file of the source: `path` is relative to the site's root, `size` in bytes."""

    model_config = ConfigDict(frozen=True)

    path: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=MOST_FILE_BYTES)]


class Part(File):
    """A part of the manifest, which is a file too."""

    size: Annotated[int, Field(ge=0, le=MOST_MANIFEST_BYTES)]


class Manifest(BaseModel):
    """What a mirror reads of the manifest; version 1 may gain other fields."""

    version: Annotated[str, Field(pattern=r"^1\.\d+$")]
    url: str
    parts: Annotated[list[Part], Field(max_length=MOST_FILES)]


class _Files(BaseModel):
    """What a mirror reads of a part."""

    files: Annotated[list[File], Field(max_length=MOST_FILES)]


def parse_manifest(raw: bytes) -> Manifest:
    """The manifest; raises MirrorError if it is none, or if it names what a mirror must not write."""
    manifest = _parse(Manifest, MANIFEST, raw)
    check_files(manifest.parts)
    return manifest


def parse_part(path: str, raw: bytes) -> list[File]:
    """The files that a part names; raises MirrorError if it is none."""
    return _parse(_Files, path, raw).files


def check_files(files: Sequence[File]) -> None:
    """Raises MirrorError if these, all together, are what a mirror must not write."""
    _check_paths([file.path for file in files])
    if len(files) > MOST_FILES:
        raise MirrorError(f"清单共 {len(files)} 个文件，超过上限 {MOST_FILES} 个。")
    if (total := sum(file.size for file in files)) > MOST_BYTES:
        raise MirrorError(f"清单共 {total} 字节，超过上限 {MOST_BYTES} 字节。")


def _parse(model: type[_Model], path: str, raw: bytes) -> _Model:
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise MirrorError(f"{path} 不是本目录第 1 版的清单（{place or '全文'}：{first['msg']}）。") from None


def _check_paths(paths: list[str]) -> None:
    known = set(paths)
    if len(known) < len(paths) or MANIFEST in known:
        raise MirrorError("清单中有重复的路径。")
    for path in paths:
        names = path.split("/")
        if len(path.encode(errors="replace")) > MOST_PATH_BYTES or not all(_NAME.fullmatch(name) for name in names):
            raise MirrorError(f"清单中的路径 {path[:MOST_PATH_BYTES]!a} 不安全，没有写入任何文件。")
        if any("/".join(names[:depth]) in known for depth in range(1, len(names))):
            raise MirrorError(f"清单中的路径 {path!a} 既是文件又是文件夹。")
