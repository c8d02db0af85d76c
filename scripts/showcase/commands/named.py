"""Records as commands are told of them; what a command loads that names none stays light."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from showcase.commands.place import find_root
from showcase.schema.fields import RECORD_ID
from showcase.schema.notation.reading import plain
from showcase.schema.records import record_path


def typed_id(text: str) -> str:
    """The id that was typed in whatever letters, or as a record's path."""
    return plain(Path(text).name.removesuffix(".md")).lower()


class RecordPath(click.Path):
    """A file or folder below content/, or a record by its id as people type it."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path of what was named."""
        if not Path(value).exists() and re.fullmatch(RECORD_ID, identifier := typed_id(str(value))):
            value = find_root(Path.cwd()) / record_path(identifier)
        return super().convert(value, param, ctx)
