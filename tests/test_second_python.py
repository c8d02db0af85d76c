"""Another Python makes the same bytes: `make soak`, where one is installed and packages can be fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from building import AS_OF_EPOCH, REPOSITORY
from environments import make_environment
from showing import read

SOAK = bool(os.environ.get("SHOWCASE_SOAK"))


def others() -> Iterator[str]:
    """Pythons of this machine that the project supports, this one left out, newest first."""
    for minor in range(20, 10, -1):
        found = shutil.which(f"python3.{minor}")
        works = found and not subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode
        if found and works and minor != sys.version_info.minor:
            yield found


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="takes minutes and fetches packages: make soak")
def test_the_same_bytes(project: Path, tmp_path: Path, lack: Callable[[str], NoReturn]) -> None:
    """A site built by another minor version of Python is the same, byte for byte."""
    python = next(others(), None)
    if python is None:
        lack("there is no second Python here (python3.11 to python3.14): run `make soak` where there is")
    made = make_environment(python, tmp_path / "venv", [REPOSITORY / "requirements.lock"])
    if made.returncode:
        lack(f"packages for {python} cannot be fetched: {made.stderr.strip()[-200:]}")
    site = tmp_path / "site"
    environment = os.environ | {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    command = [tmp_path / "venv/bin/showcase", "build", "--site-dir", site]
    subprocess.run(command, cwd=project, env=environment | {"SHOWCASE_CACHE": str(tmp_path / "cache")}, check=True)
    here, there = read(project / "site"), read(site)

    assert [path for path in here.keys() | there.keys() if here.get(path) != there.get(path)] == []
