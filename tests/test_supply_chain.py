"""What the site is made with: known by name, licence and hash."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from advising import ADVISORY, MENDED, advising
from building import REPOSITORY

LOCK = (REPOSITORY / "requirements.lock").read_text("utf-8")
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0"),
    *("PSF-2.0", "Zlib"),
}
"""Licences that ask for no more than their text and their authors' names; a new one is a decision, not a line here."""
OLD_NAMES = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What metadata of former years say instead of SPDX identifiers."""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, Distribution]:
    """The project and all that it needs on this machine, without what only its developers need."""
    found: dict[str, Distribution] = {}
    waiting = ["showcase"]
    while waiting:
        name = canonical(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # of another platform
        needed = map(Requirement, found[name].requires or [])
        waiting += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


INSTALLED = installed()


@pytest.mark.parametrize("name", INSTALLED)
def test_licences(name: str) -> None:
    """Everything that the site is made with has a licence of the list."""
    metadata = INSTALLED[name].metadata
    told = metadata.get("License-Expression") or metadata.get("License") or ""
    if not told or told == "UNKNOWN" or "\n" in told:
        classes = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
        told = " AND ".join(line.rpartition(" :: ")[2] for line in classes)
    choices = [{OLD_NAMES.get(part, part) for part in choice.split(" AND ")} for choice in told.split(" OR ")]

    assert any(choice <= ALLOWED for choice in choices), told


def test_every_package_is_pinned_by_hash() -> None:
    """No line of the lock file lets a package in that its hash does not name."""
    packages = pinned(LOCK)

    assert len(packages) > 50
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


def pinned(lock: str) -> list[str]:
    """The lines of a lock file, one a package."""
    return re.findall(r"^[a-zA-Z0-9].*?(?=^[a-zA-Z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("folder", ["bench", "bench/peers", "tests/forges", "tests/frame"])
def test_other_environments_are_pinned_by_hash(folder: str) -> None:
    """Neither does one of those for benches and tests; of npm's packages each has its checksum, and no registry."""
    packages = pinned((REPOSITORY / folder / "requirements.lock").read_text("utf-8"))
    lock = REPOSITORY / folder / "package-lock.json"
    of_npm = json.loads(lock.read_text("utf-8"))["packages"] if lock.exists() else {"": {}}

    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
    assert [name for name, one in of_npm.items() if name and not one.get("integrity", "").startswith("sha512-")] == []
    assert not any("resolved" in one for one in of_npm.values())
    assert lock.exists() == lock.with_name("package.json").exists()


def test_what_installs_checks_hashes() -> None:
    """Each command that fetches packages asks for their hashes, the one that brings the installer along, too."""
    files = (REPOSITORY / "Makefile", REPOSITORY / "scripts/setup/environment")
    text = "\n".join(path.read_text("utf-8") for path in files).replace("\\\n", " ")
    commands = re.findall(r"(?:pip (?:install|sync)|npm (?:install|ci)) .*", text)
    fetching = [command for command in commands if "--editable" not in command]

    assert len(fetching) >= 5
    assert [command for command in fetching if "--require-hashes" not in command and "npm ci" not in command] == []


def test_bill_of_materials(tmp_path: Path) -> None:
    """`make bill` names every package with its version, the same each time, and nothing of this machine."""
    command = ["make", "--no-print-directory", "-C", str(REPOSITORY), "bill", f"BILL={tmp_path / 'bill.json'}"]
    subprocess.run([*command, f"BIN={Path(sys.executable).parent}"], check=True, capture_output=True)
    text = (tmp_path / "bill.json").read_text("utf-8")
    bill = json.loads(text)
    named = {canonical(component["name"]): component["version"] for component in bill["components"]}
    wanted = {name: one.version for name, one in INSTALLED.items() if name != "showcase"}

    assert bill["bomFormat"] == "CycloneDX"
    assert wanted.items() <= named.items()
    assert str(REPOSITORY) not in text
    assert str(Path(sys.executable).parent) not in text


AUDIT = [REPOSITORY / "scripts/setup/audit", "--osv-url"]
ENVIRONMENT = os.environ | {"BIN": str(Path(sys.executable).parent)}


@pytest.mark.parametrize("vulnerable", [True, False])
def test_an_audit_that_is_answered(vulnerable: bool) -> None:
    """Every package of the lock is asked for; one with an advisory fails the audit and is named with its remedy."""
    with advising("jinja2" if vulnerable else "") as (url, asked):
        result = subprocess.run([*AUDIT, url], env=ENVIRONMENT, capture_output=True, text=True, check=False)

    assert {name for name in INSTALLED if name != "showcase"} <= set(asked)
    assert result.returncode == int(vulnerable), result.stderr
    assert [word in result.stdout for word in ("jinja2", ADVISORY, MENDED)] == [vulnerable] * 3


def test_an_audit_without_its_program() -> None:
    """Where nothing is installed that is said, not that nobody answered."""
    result = subprocess.run(
        [AUDIT[0]], env={**os.environ, "BIN": "/nowhere"}, capture_output=True, text=True, check=False
    )

    assert (result.returncode, "NOT AUDITED: /nowhere/pip-audit is not installed" in result.stderr) == (2, True)


def test_an_audit_that_nobody_answers() -> None:
    """A machine that cannot reach the advisories says that nothing was audited; it is no pass."""
    result = subprocess.run(
        [*AUDIT, "http://127.0.0.1:9/"], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )

    assert (result.returncode, result.stdout) == (2, "")
    assert "NOT AUDITED" in result.stderr
