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
from showing import read

SOAK = bool(os.environ.get("SHOWCASE_SOAK"))
UV = Path(sys.executable).parent / "uv"


def others() -> Iterator[str]:
    """Pythons of this machine that the project supports, this one left out, newest first."""
    for minor in range(20, 10, -1):
        found = shutil.which(f"python3.{minor}")
        works = found and not subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode
        if found and works and minor != sys.version_info.minor:
            yield found


def make_environment(python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A virtual environment of another Python from the lock file, as scripts/setup/environment makes one."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    mirror = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    environment = os.environ | {"VIRTUAL_ENV": str(folder), "UV_SYSTEM_CERTS": "1"}
    environment |= {"UV_DEFAULT_INDEX": mirror} if mirror else {}
    project = ["--no-deps", "--no-build-isolation", "--editable", str(REPOSITORY)]
    for arguments in (
        ["venv", "--python", python, str(folder)],
        ["pip", "install", "--require-hashes", "-r", str(REPOSITORY / "requirements.lock")],
        ["pip", "install", *project],
    ):
        result = subprocess.run([UV, *arguments], env=environment, capture_output=True, text=True, check=False)
        if result.returncode:
            return result
    return result


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="takes minutes and fetches packages: make soak")
def test_the_same_bytes(project: Path, tmp_path: Path, lack: Callable[[str], NoReturn]) -> None:
    """A site built by another minor version of Python is the same, byte for byte."""
    python = next(others(), None)
    if python is None:
        lack("there is no second Python here (python3.11 to python3.14): run `make soak` where there is")
    made = make_environment(python, tmp_path / "venv")
    if made.returncode:
        lack(f"packages for {python} cannot be fetched: {made.stderr.strip()[-200:]}")
    site = tmp_path / "site"
    environment = os.environ | {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    command = [tmp_path / "venv/bin/showcase", "build", "--site-dir", site]
    subprocess.run(command, cwd=project, env=environment | {"SHOWCASE_CACHE": str(tmp_path / "cache")}, check=True)
    here, there = read(project / "site"), read(site)

    assert [path for path in here.keys() | there.keys() if here.get(path) != there.get(path)] == []
