"""What a developer's machine is set up with, and what the repository says of itself."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import yaml

from building import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STAND_IN = '#!/bin/sh\necho "manager: python3.13: command not found" >&2\nexit 127\n'


def test_setting_up_is_silent_about_what_does_not_matter(tmp_path: Path) -> None:
    """A version manager's stand-ins, which complain of versions that are not chosen, are passed over in silence."""
    for name in ("python3.14", "python3.13", "python3.12", "python3.11", "python3"):
        (tmp_path / name).write_text(STAND_IN, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [REPOSITORY / "scripts" / "setup" / "environment", str(tmp_path / "venv")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stdout + result.stderr == (
        "Python 3.11 or newer is needed; on Debian: apt-get install python3 python3-venv\n"
    )


def test_a_version_has_one_place() -> None:
    """pyproject.toml says which version this is; the command tells it, and the changelog's newest entry is of it."""
    program = Path(sysconfig.get_path("scripts")) / "showcase"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()
    entries = re.findall(r"^## (\S+)", (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert told[-1] == PROJECT["version"]
    assert entries[0] == PROJECT["version"]


def test_the_licence_is_there() -> None:
    """The licence that the package names is the one in the repository."""
    (name,) = PROJECT["license-files"]

    assert (REPOSITORY / name).read_text(encoding="utf-8").startswith(f"{PROJECT['license']} License\n")


def test_a_commit_is_held_to_what_make_lint_asks() -> None:
    """The hook before a commit is `make lint` itself, by the project's own tools: nothing is fetched or said twice."""
    program = Path(sysconfig.get_path("scripts")) / "pre-commit"
    config = REPOSITORY / ".pre-commit-config.yaml"
    subprocess.run([program, "validate-config", config], check=True)
    (repository,) = yaml.safe_load(config.read_text(encoding="utf-8"))["repos"]
    (hook,) = repository["hooks"]

    assert repository["repo"] == "local"
    assert hook["entry"] == "make --silent lint"
