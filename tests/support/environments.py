"""Virtual environments beside the one that runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from building import REPOSITORY

UV = Path(sys.executable).parent / "uv"


def make_environment(python: str, folder: Path, locks: list[Path]) -> subprocess.CompletedProcess[str]:
    """One with what the lock files name and the project in place, as scripts/setup/environment makes it."""
    made = install(python, folder, locks)
    project = ["pip", "install", "--no-deps", "--no-build-isolation", "--editable", str(REPOSITORY)]
    return made if made.returncode else _run_uv(folder, project)


def install(python: str, folder: Path, locks: list[Path]) -> subprocess.CompletedProcess[str]:
    """One with what the lock files name, each package known by its hash."""
    named = [part for lock in locks for part in ("-r", str(lock))]
    made = _run_uv(folder, ["venv", "--python", python, str(folder)])
    return made if made.returncode else _run_uv(folder, ["pip", "install", "--require-hashes", *named])


def _run_uv(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    mirror = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    environment = os.environ | {"VIRTUAL_ENV": str(folder), "UV_SYSTEM_CERTS": "1"}
    environment |= {"UV_DEFAULT_INDEX": mirror} if mirror else {}
    return subprocess.run([UV, *arguments], env=environment, capture_output=True, text=True, check=False)
