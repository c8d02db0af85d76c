"""Records as commands are told of them; what a command loads that names none stays light."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from showcase.authoring.answers import record_path
from showcase.commands.place import find_root
from showcase.schema.fields import RECORD_ID


class RecordPath(click.Path):
    """A file or folder below content/, or a record by its id."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path of what was named."""
        if re.fullmatch(RECORD_ID, str(value)):
            value = find_root(Path.cwd()) / record_path(str(value))
        return super().convert(value, param, ctx)
