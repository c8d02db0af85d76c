"""Templates as they are read, and as they are compiled: fifty take half a second, so that is kept."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache

from showcase.files.kept import find_kept, keep

_SHELF = "templates"
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(FileSystemLoader):
    """Templates without the blanks that lines begin with: nobody reads the pages' sources, everybody fetches them."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, current = super().get_source(environment, template)
        return _INDENTATION.sub("", source), path, current


class KeptBytecode(BytecodeCache):
    """Jinja2's bytecode on a shelf of its own; Jinja2 itself tells what another version of it or of Python has made.

    A template's file is compiled by one environment only: the settings are no part of the key.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        key = _key(bucket)
        if (found := find_kept(_SHELF, [key]).get(key)) is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(_SHELF, {_key(bucket): bucket.bytecode_to_string()})


def _key(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
