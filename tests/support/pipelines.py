"""What GitHub and GitLab do with a job of this repository: as much of it as its jobs need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from building import AS_OF_EPOCH, REPOSITORY

SETTINGS = (
    "scripts/setup/publish",
    ".gitignore",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "scripts/setup/environment",
)
PROGRAMS = Path(sysconfig.get_path("scripts"))
"""Where this environment has its commands."""

_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
# docs.github.com, "Workflow syntax", jobs.<job_id>.steps[*].shell; the other is what GitLab's runner begins with.
_SHELLS = {None: ["-e"], "bash": ["--noprofile", "--norc", "-eo", "pipefail"]}
_GITLAB = ["-eo", "pipefail"]
_WHENEVER = {None: False, "${{ !cancelled() }}": True}


@dataclass(frozen=True)
class Outcome:
    """How a job ended: every step's log in turn, and what it put into the summary."""

    passed: bool
    log: str
    summary: str


def put_settings(root: Path) -> None:
    """The files that `make` works with."""
    for name in SETTINGS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, root / name)


def set_up(root: Path) -> None:
    """The tests' own environment in place of one from the network; to `make` it is ready."""
    (root / ".venv").mkdir()
    for part in PROGRAMS.parent.iterdir():  # pyvenv.cfg too: from 3.13 on Python looks for it beside its own link
        if part.name != ".ready":
            (root / ".venv" / part.name).symlink_to(part)
    (root / ".venv" / ".ready").touch()


def run_github(root: Path, workflow: str, context: dict[str, str], variables: dict[str, str]) -> Outcome:
    """The job of `.github/workflows/<workflow>` that is called as it is, in `root`, which is checked out and set up.

    `context` are the expressions that it may ask for, `variables` the machine's environment.
    """
    document = yaml.safe_load((REPOSITORY / ".github" / "workflows" / workflow).read_text(encoding="utf-8"))
    job = document["jobs"][Path(workflow).stem]
    files = {name: root.parent / f"{root.name}-{name}" for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
    for file in files.values():
        file.touch()
    environment = _environment(root) | variables | {name: str(file) for name, file in files.items()}
    environment |= {name: _fill(value, context) for name, value in job.get("env", {}).items()}
    shell = _SHELLS[job.get("defaults", {}).get("run", {}).get("shell")]

    passed, log = True, ""
    for step in _steps(job, root):
        if passed or _WHENEVER[step.get("if")]:
            environment |= dict(line.split("=", 1) for line in files["GITHUB_ENV"].read_text("utf-8").splitlines())
            result = _run(root, step["run"], shell, environment)
            passed, log = passed and result.returncode == 0, log + result.stdout
    return Outcome(passed, log, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))


def run_gitlab(root: Path, job: str, variables: dict[str, str]) -> Outcome:
    """A job of `.gitlab-ci.yml` in `root`, likewise; the summary is its artifact."""
    document = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))[job]
    result = _run(root, "\n".join(document["script"]), _GITLAB, _environment(root) | variables)
    summary = "".join((root / path).read_text(encoding="utf-8") for path in document["artifacts"]["paths"])
    return Outcome(result.returncode == 0, result.stdout, summary)


def _steps(job: dict[str, Any], root: Path) -> Iterator[dict[str, Any]]:
    """The steps that are scripts. Of the others, the check-out has been made, and what is kept must be there."""
    for step in job["steps"]:
        action = step.get("uses", "").partition("@")[0]
        assert action in {"", "actions/checkout", "actions/upload-artifact"}
        if action == "actions/upload-artifact":
            kept = root / step["with"]["path"]
            assert kept.is_file() or any(kept.iterdir())
        elif not action:
            yield step


def _environment(root: Path) -> dict[str, str]:
    """As bare as a runner's, with a `date` that says when the tests' content is of."""
    tools = root.parent / f"{root.name}-tools"
    tools.mkdir()
    (tools / "date").write_text(f'#!/bin/sh\n[ "$1" = +%s ] && echo {AS_OF_EPOCH}\n', encoding="utf-8")
    (tools / "date").chmod(0o755)
    return {
        "CI": "true",
        "HOME": str(tools),
        "LANG": "C.UTF-8",
        "PATH": f"{tools}:{os.environ['PATH']}",
    }


def _fill(text: str, context: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: context[found[1]], text)


def _run(
    root: Path, script: str, options: Sequence[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", *options, "-c", script],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
