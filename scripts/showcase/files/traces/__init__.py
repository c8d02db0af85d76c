"""What attached files tell of people: authors, places, devices, and who commented.

The files are hostile until shown otherwise, so that a process of its own opens them
(`python -m showcase.files.traces`), with limits on time and memory; if it dies over one file, that file is at fault.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from showcase.files.digests import digest
from showcase.files.kept import find_kept, keep

Kind = Literal["author", "place", "device", "comment", "folder", "action", "embedded", "behind", "personal", "unread"]
Fault = Literal["broken", "encrypted", "too-large", "stopped", "pointer"]
_SHELF = "traces"
_CHANCE: tuple[Fault, ...] = ("stopped", "too-large")
FILES = 100
SECONDS = 120
"""For the files of one run, at most FILES; beside it each has seconds of the processor of its own."""


@dataclass(frozen=True)
class Trace:
    """`name` is where it stands, as a program shows it; `value` what it says, empty for a place."""

    kind: Kind
    name: str
    value: str


@dataclass(frozen=True)
class Examination:
    """What one file told; with a fault it could not be looked through."""

    traces: tuple[Trace, ...] = ()
    fault: Fault | None = None


def load_traces(paths: Sequence[Path]) -> Mapping[Path, Examination]:
    """Every file's examination. Paths must name plain files of an allowed type and size.

    What a file of these bytes told is kept; of one that took too much, which may have been the machine's fault, it is
    not.
    """
    keys = {path: digest(path.suffix.lower(), path.read_bytes()) for path in paths}
    kept = find_kept(_SHELF, keys.values())
    made = _examine([path for path in paths if keys[path] not in kept])
    keep(_SHELF, {keys[path]: item for path, item in made.items() if item.fault not in _CHANCE})
    return {path: kept[keys[path]] if keys[path] in kept else made[path] for path in paths}


def _examine(paths: Sequence[Path]) -> dict[Path, Examination]:
    found: dict[Path, Examination] = {}
    waiting = list(paths)
    while waiting:
        batch, waiting = waiting[:FILES], waiting[FILES:]
        lines = _run(batch)
        found |= {path: _read(line) for path, line in zip(batch, lines, strict=False)}
        if rest := batch[len(lines) :]:
            found[rest[0]] = Examination(fault="stopped")
            waiting = rest[1:] + waiting
    return found


def _run(paths: Sequence[Path]) -> list[str]:
    """The child's lines, one a file in order; fewer if it was stopped."""
    command = [sys.executable, "-I", "-m", "showcase.files.traces", *map(str, paths)]
    try:
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  # no shell
        output = result.stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    return [line for line in output.decode("utf-8", "replace").split("\n")[:-1] if line]


def _read(line: str) -> Examination:
    answer = json.loads(line)
    traces = tuple(Trace(kind, name, value) for kind, name, value in answer["traces"] if kind in get_args(Kind))
    return Examination(traces, answer["fault"])
