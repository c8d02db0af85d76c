"""What a developer's machine is set up with, and what the repository says of itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
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


def test_without_a_network_what_is_kept_serves(tmp_path: Path) -> None:
    """Where no registry answers, the environment is made of what earlier installations have left on the machine."""
    (version,) = re.findall(r"^uv==(\S+)", (REPOSITORY / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    programs = tmp_path / "venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    (programs / "uv").write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "uv {version}" && exit\n'
        f'echo "$*" >> {tmp_path}/asked\ncase "$*" in *--offline*) exit 0;; esac\nexit 2\n',
        encoding="utf-8",
    )
    (programs / "uv").chmod(0o755)
    subprocess.run(
        [REPOSITORY / "scripts" / "setup" / "environment", tmp_path / "venv"], check=True, capture_output=True
    )
    first, second, project = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()

    assert first.split() == [part for part in second.split() if part != "--offline"]
    assert "--require-hashes" in second
    assert "--editable" in project


def test_without_any_registry_the_remedy_is_said(tmp_path: Path) -> None:
    """Where nothing can be fetched and nothing is kept, what to look at is said in both languages, below the cause."""
    programs = tmp_path / "venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(
        '#!/bin/sh\ncase "$*" in *"pip config"*) echo https://mirror.example/simple/;;'
        ' *"pip install"*) echo "ERROR: No matching distribution found for uv" >&2; exit 1;; esac\n',
        encoding="utf-8",
    )
    (programs / "python").chmod(0o755)
    result = subprocess.run(
        [REPOSITORY / "scripts" / "setup" / "environment", tmp_path / "venv"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.startswith("ERROR: No matching distribution")
    for said in (
        "没有装好：取不到 Python 程序包",
        "现在的设置：https://mirror.example/simple/",
        "Check the network, the proxy",
    ):
        assert said in result.stderr


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
