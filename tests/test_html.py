"""Every page is valid HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nu import find_errors

FAULTY = '<!doctype html><html lang="zh"><title>x</title><input type="checkbox" autocomplete="off">'


def test_every_page_is_valid(site: Path, need: Callable[[str, str], str], tmp_path: Path) -> None:
    """No error on any page of the tests' catalogue; a page with a fault is told from them."""
    faulty = tmp_path / "faulty.html"
    faulty.write_text(FAULTY, "utf-8")
    found = find_errors(need("java", "default-jre-headless"), [*sorted(site.rglob("*.html")), faulty])

    assert [line for line in found if faulty.name not in line] == []
    assert any("autocomplete" in line for line in found)
