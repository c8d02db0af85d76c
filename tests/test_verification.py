"""What a build proves of its own site before anybody sees it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from building import build
from showcase.outputs.release import MARK, drafting
from showcase.publishing.built import BuiltSite
from showcase.publishing.verification import BUDGETS, changes_of, check_site
from showing import show

ROOT = "https://showcase.example/"
PAGE = "achievements/a2026-ceshi-001/index.html"


def faults(site: Path, fresh: list[str] | None = None) -> set[tuple[str, str]]:
    """Path and code of every fault."""
    return {(problem.path, problem.code) for problem in check_site(BuiltSite(site, ROOT), fresh)}


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """The site out of links: a test that changes a file puts a new one in its place."""
    shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    return tmp_path / "site"


def put(site: Path, path: str, change: Callable[[str], str]) -> None:
    text = (site / path).read_text("utf-8")
    (site / path).unlink()
    (site / path).write_text(change(text), "utf-8")


def test_built_site_has_no_fault(site: Path) -> None:
    """Every address of the tests' catalogue leads somewhere, every document and checksum is true."""
    assert faults(site) == set()


@pytest.mark.parametrize(
    ("path", "added", "code"),
    [
        (PAGE, '<a href="../no-such-record/">x</a>', "dead-link"),
        (PAGE, '<a href="#no-such-section">x</a>', "dead-anchor"),
        (PAGE, '<a href="../../guide/#no-such-section">x</a>', "dead-anchor"),
        (PAGE, '<img src="missing.png" alt="">', "dead-link"),
        (PAGE, '<img srcset="missing.png 2x" alt="">', "dead-link"),
        (PAGE, '<form action="/nowhere/"></form>', "dead-link"),
        (PAGE, '<script src="https://cdn.example/x.js"></script>', "foreign-origin"),
        (PAGE, '<script src="//cdn.example/x.js"></script>', "foreign-origin"),
        (PAGE, '<img src="http://tracker.example/x.gif" alt="">', "foreign-origin"),
        (PAGE, '<iframe src="https://elsewhere.example/"></iframe>', "foreign-origin"),
        (PAGE, '<a href="javascript:alert(1)">x</a>', "script-address"),
        (PAGE, "<div><span></div></span>", "markup"),
        (PAGE, "</div>", "markup"),
        (PAGE, '<b id="twice"></b><b id="twice"></b>', "markup"),
        (PAGE, f"<p>{'x' * BUDGETS['.html']}</p>", "size"),
    ],
)
def test_faults_of_pages(copy: Path, path: str, added: str, code: str) -> None:
    """What leads nowhere, comes from elsewhere, runs, is not well formed or too large is told of the page."""
    put(copy, path, lambda text: text.replace("</body>", f"{added}</body>"))

    assert faults(copy) == {(path, code)}


def test_what_may_lead_elsewhere(copy: Path) -> None:
    """Links to other sites, mail, telephones, data pictures and the page's own top are no faults."""
    harmless = (
        '<a href="https://elsewhere.example/x">x</a><a href="mailto:x@y.example">x</a><a href="tel:053200000000">x</a>'
        '<img src="data:image/png;base64,AA==" alt=""><a href="#">x</a><a href="?q=1">x</a>'
        '<a href="../../search/?q=%E8%97%BB">x</a>'
    )
    put(copy, PAGE, lambda text: text.replace("</body>", f"{harmless}</body>"))

    assert faults(copy) == set()


def test_faults_of_data_scripts_and_styles(copy: Path) -> None:
    """A document that breaks its schema or its checksum, a missing module, a foreign font are told."""
    document = "api/v1/achievements/a2026-ceshi-001.json"
    put(copy, document, lambda text: text.replace('"title":', '"titel":', 1))
    put(copy, "assets/showcase.css", lambda text: f"{text}@font-face{{src:url(https://fonts.example/x.woff2)}}")
    (copy / "assets/extra.js").write_text('import { x } from "./missing.js";', "utf-8")

    assert faults(copy) == {
        (document, "schema"),
        ("api/v1/index.json", "manifest"),
        ("assets/showcase.css", "foreign-origin"),
        ("assets/extra.js", "dead-link"),
    }


def test_only_what_is_new_is_looked_at(copy: Path) -> None:
    """What an earlier build proved is not read again; the manifest is always."""
    put(copy, PAGE, lambda text: text.replace("</body>", '<a href="../nowhere/">x</a></body>'))

    assert faults(copy, []) == set()
    assert faults(copy, [PAGE]) == {(PAGE, "dead-link")}


LINKING = {
    "a.html": b'<a href="b/#%e8%8a%82">x</a>',
    "b/index.html": '<h2 id="节">x</h2><h2 id="other">y</h2>'.encode(),
}
SCHEMA = "api/v1/schema/achievement.schema.json"


@pytest.mark.parametrize(
    ("changed", "looked_at"),
    [
        ({"b/index.html": '<h2 id="节">z</h2><h2 id="other">y</h2>'.encode()}, {"b/index.html"}),
        ({"b/index.html": b'<h2 id="other">y</h2>'}, {"b/index.html", "a.html"}),
        ({"b/index.html": None}, None),
        ({"c.css": None}, None),
        ({"search/0123456789ab/x.bin": None, "search/ba9876543210/x.bin": b"y"}, {"search/ba9876543210/x.bin"}),
        ({SCHEMA: b"[]"}, None),
    ],
)
def test_what_a_change_puts_in_the_wrong(
    tmp_path: Path, changed: dict[str, bytes | None], looked_at: set[str] | None
) -> None:
    """An unchanged page is looked at again where what it points at is gone: a file, or an anchor in a page."""
    before = LINKING | {"c.css": b"", "search/0123456789ab/x.bin": b"x", SCHEMA: b"{}"}
    show(tmp_path / "site", before)
    with drafting(tmp_path / "site") as draft:
        for path, data in (before | changed).items():
            if data is not None:
                draft.write(path, data)
        draft.finish()
        found = changes_of(draft)

    assert (found if found is None else set(found) - {MARK}) == looked_at


def test_broken_site_is_not_shown(project: Path, tmp_path: Path) -> None:
    """A template with a dead link stops the publication, names page and link, and leaves the former site."""
    root = tmp_path / "copy"
    shutil.copytree(project, root)
    template = root / "theme/pages/record.html"
    template.write_text(template.read_text("utf-8") + '<a href="../no-such-page/">x</a>', "utf-8")
    before = (root / "site" / PAGE).read_bytes()
    result = build(root)

    assert result.returncode == 1
    assert f"{PAGE}:" in result.stderr
    assert "“../no-such-page/”没有去处" in result.stderr
    assert "Traceback" not in result.stderr
    assert (root / "site" / PAGE).read_bytes() == before
