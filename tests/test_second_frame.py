"""The second frame, ProperDocs with the fork of Material that lives on, gives the same site in another shell.

It stands for the day on which MkDocs 1 and Material end: `make frames`, which fetches its packages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from building import AS_OF_EPOCH, REPOSITORY
from environments import make_environment
from showing import read

FIRST_THEME = re.compile(r"^mkdocs-material==.*?(?=^[a-z0-9])", re.MULTILINE | re.DOTALL)
MAIN = re.compile(r"<main\b.*?(?=\s*(?:<div class=\"md-top\"|</main>))", re.DOTALL)
SHELL = {"assets/showcase.css", "sw.js"}
"""What holds rules of the theme's own sheet, and the version of all pages as they are."""


def main_part(page: bytes) -> str:
    """What a page says, without the theme's frame around it."""
    text = page.decode()
    found = MAIN.search(text)
    return found.group() if found else text


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("SHOWCASE_SOAK"), reason="fetches packages: make frames, make soak")
def test_the_same_site_in_another_frame(project: Path, tmp_path: Path, lack: Callable[[str], NoReturn]) -> None:
    """Every file for other systems is the same, byte for byte, and every page but for its shell."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(FIRST_THEME.sub("", (REPOSITORY / "requirements.lock").read_text("utf-8")), "utf-8")
    made = make_environment(sys.executable, tmp_path / "venv", [lock, REPOSITORY / "tests/frame/requirements.lock"])
    if made.returncode:
        lack(f"the second frame cannot be fetched: {made.stderr.strip()[-200:]}")
    settings = (project / "mkdocs.yml").read_text("utf-8").replace("name: material\n", "name: materialx\n")
    (project / "properdocs.yml").write_text(settings, "utf-8")
    environment = os.environ | {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "SHOWCASE_CACHE": str(tmp_path / "cache")}
    command = [tmp_path / "venv/bin/properdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    result = subprocess.run(
        [*command, "-f", "properdocs.yml"], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    (project / "properdocs.yml").unlink()
    assert result.returncode == 0, result.stderr
    first, second = read(project / "site"), read(tmp_path / "site")
    pages = {path for path in first if path.endswith(".html")}

    assert first.keys() == second.keys()
    assert [path for path in first.keys() - pages - SHELL if first[path] != second[path]] == []
    assert [path for path in pages if main_part(first[path]) != main_part(second[path])] == []
