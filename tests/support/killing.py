"""A command killed before each of its steps that change the disk: `python killing.py < specification`.

The specification is JSON: `template`, the folder to begin with; `folder`, where a copy of it stands for each kill, and
`drafts`, where temporary files go; `look`, the folder in the copy that is looked at; `arguments` of `showcase`;
`moments`, before which of all steps to kill it (0: not at all). With `steps` it is first killed before each step below
the copy, until it ends by itself.

Prints a line of JSON for each kill: whether it hit, what stood there after it, what the next command finds when it has
put that right, what the command itself made of it when run again (digests by path; tried for `moments` only), and what
was left among the drafts. Python tells of each step
by an audit event (PEP 578), so that no moment is left to luck.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from showcase.cli import Commands, main
from showcase.files.journal import finish_writing

STEPS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.truncate", "os.chmod"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def read(folder: Path) -> dict[str, str]:
    """Every file's digest by its path, git's own left out."""
    paths = sorted(path for path in folder.rglob("*") if ".git" not in path.parts)
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in paths
    }


def is_step(event: str, arguments: tuple[Any, ...], place: str) -> bool:
    if event not in STEPS and not (event == "open" and arguments[2] & WRITING):
        return False
    return not place or (not isinstance(arguments[0], int) and os.fsdecode(arguments[0]).startswith(place))


def kill_before(moment: int, place: str) -> None:
    """Let this process end by SIGKILL before its step of that number below `place`, if one is given."""
    count = itertools.count(1)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if is_step(event, arguments, place) and next(count) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def in_a_child(folder: Path, arguments: list[str], moment: int = 0, place: str = "") -> bool:
    """Run a command; whether it was killed."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        if moment:
            kill_before(moment, place)
        CliRunner().invoke(main, arguments)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed_once(specification: dict[str, Any], moment: int, *, everywhere: bool) -> bool:
    """Prints the line; whether the kill hit."""
    folder, drafts, arguments = Path(specification["folder"]), Path(tempfile.gettempdir()), specification["arguments"]
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(specification["template"], folder, symlinks=True)
    look = folder / specification["look"]
    killed = in_a_child(folder, arguments, moment, "" if everywhere else str(folder))
    seen = read(look.resolve())
    finish_writing(folder)
    found = read(look.resolve())
    if everywhere:
        in_a_child(folder, arguments)
    answer = {"killed": killed, "seen": seen, "found": found, "again": read(look.resolve())}
    print(json.dumps(answer | {"drafts": list(map(str, drafts.iterdir()))}), flush=True)  # noqa: T201  # its answer
    return killed


def run(specification: dict[str, Any]) -> None:
    tempfile.tempdir = specification["drafts"]
    for step in itertools.count(1) if specification["steps"] else ():
        if not killed_once(specification, step, everywhere=False):
            break
    for moment in specification["moments"]:
        killed_once(specification, moment, everywhere=True)


if __name__ == "__main__":  # not where a process that reads a sheet takes its beginning from here
    from showcase.catalogue.load import load

    given = json.load(sys.stdin)
    Commands().get_command(None, given["arguments"][0])  # type: ignore[arg-type]  # imported before the first fork …
    load(Path(given["template"]))  # … and the vocabularies read
    run(given)
