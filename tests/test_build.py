"""Whole builds: what is written, what a failure leaves behind, what stays the same from machine to machine."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from building import AS_OF, AS_OF_EPOCH, build, git
from showcase.catalogue.load import Catalogue
from showcase.cli import main
from showcase.outputs.assets import CLASSIC, COVER, MODULES
from showcase.outputs.assets.icon import APP_ICONS
from showcase.outputs.assets.styles import OWN_SHEETS
from showcase.outputs.offline import SHELL, render_worker
from showcase.schema.records import FOLDERS

RECORD = "content/achievements/2026/a2026-ceshi-003.md"
DEMAND = "content/demands/2026/d2026-ceshi-002.md"
PAGE = "achievements/a2026-ceshi-003"

Snapshot = dict[str, tuple[bytes, int]]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def snapshot(folder: Path) -> Snapshot:
    """Every file's bytes and time of change."""
    return {name: (data, (folder / name).stat().st_mtime_ns) for name, data in files(folder).items()}


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The names of files that are not the same in both: thousands of them, compared as a whole, take hours to tell."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def built(root: Path, cache: Path | None = None) -> Path:
    result = build(root, cache=cache)
    assert result.returncode == 0, result.stderr
    return root / "site"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problem_lines(text: str) -> list[str]:
    return re.findall(r"^content/.+$", text, re.MULTILINE)


def check(root: Path) -> list[str]:
    """The problem lines of `showcase check` on the day of the builds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return problem_lines(CliRunner().invoke(main, ["check", "--as-of", AS_OF]).stdout)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"


def test_all_outputs_are_there(catalogue: Catalogue, site: Path) -> None:
    """A build makes the site's own pages, each record's files, the lists, the data and the search."""
    wanted = {
        *("index.html", "404.html", "archive/index.html", "search/index.html", "robots.txt", "sitemap.xml"),
        *("feed.json", "api/v1/index.json", "api/v1/achievements.json", "api/v1/demands.json", "search/index.json"),
        *("guide/index.html", "guide/agencies/index.html", "guide/data/index.html", "guide/codes/index.html"),
        *("guide/api/index.html", "guide/api.en/index.html", "atom.xml", "deadlines.ics", "catalog.jsonld"),
        *("assets/showcase.css", "assets/site.js", "assets/search/page.js", "assets/search/suggesting.js"),
    }
    for entry in catalogue.entries:
        wanted |= {f"{entry.url}index.html", f"{entry.url}source.md", f"api/v1/{entry.url.rstrip('/')}.json"}

    assert wanted - set(files(site)) == set()


def test_what_is_kept_offline_is_whole(site: Path) -> None:
    """Each page that is kept for where there is no network is kept with every style sheet and script that it loads."""
    for path in (path for path in SHELL if path.endswith("/")):
        page = (site / path / "index.html").read_text("utf-8")
        loaded = re.findall(
            r'<(?:script[^>]*\ssrc|link rel="(?:stylesheet|icon|manifest)" href)="(?:\.\./)([^"]+)"', page
        )
        assert len(loaded) > 4
        assert set(loaded) <= set(SHELL), path
    assert all((site / path / "index.html" if path.endswith("/") else site / path).is_file() for path in SHELL)


def test_the_installed_site(site: Path) -> None:
    """The manifest names icons that are there, in their sizes, and the worker is another one in each publication."""
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        with Image.open(site / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    day = date.fromisoformat(AS_OF)
    assert render_worker({"a": b"1"}, day) != render_worker({"a": b"2"}, day)
    assert render_worker({"a": b"1", "b": b"2"}, day) == render_worker({"b": b"2", "a": b"1"}, day)


def test_nothing_else_is_published(site: Path) -> None:
    """No file of Material's, no vocabulary's source, no part of a sheet or script, no Markdown but records' own."""
    published = set(files(site))
    markdown = {name for name in published if name.endswith(".md")}

    assert {name for name in published if name.startswith(("styles/", "vocabularies/"))} == set()
    assert {name for name in published if name.startswith("assets/")} == {
        *(path for path in (*MODULES, *CLASSIC) if path.startswith("assets/")),
        *(f"assets/{name}.css" for name in ("showcase", "embed", *OWN_SHEETS)),
        *("assets/favicon.svg", COVER, *APP_ICONS),
    }
    assert {name for name in published if name.endswith((".yml", ".yaml", ".gz", ".new"))} == {
        "api/v1/dump/all.ndjson.gz"
    }
    assert {name for name in published if name.split("/")[0].startswith("shell")} == set()
    assert {re.sub(r"/[ad]2[^/]+/", "/<id>/", name) for name in markdown} == {
        f"{folder}/<id>/source.md" for folder in FOLDERS.values()
    }


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a build makes its drafts, empty."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_errors_in_records_stop_the_build(copy: Path, drafts: Path) -> None:
    """Errors stop it, are told as `showcase check` tells them, and leave the former site until they are mended."""
    before = snapshot(copy / "site")
    replace(copy / RECORD, "status: signed", "status: singed")
    replace(copy / DEMAND, "deadline: 2026-09-20", "deadline: 2026-09-31")
    result = build(copy)

    assert result.returncode != 0
    assert len(problem_lines(result.stderr)) == 5
    assert problem_lines(result.stderr) == check(copy)
    assert "Traceback" not in result.stderr
    assert differing(snapshot(copy / "site"), before) == []
    assert list(drafts.iterdir()) == []

    replace(copy / RECORD, "status: singed", "status: paused")
    replace(copy / DEMAND, "deadline: 2026-09-31", "deadline: 2026-09-30")

    assert "暂停对接" in (built(copy) / PAGE / "index.html").read_text("utf-8")
    assert list(drafts.iterdir()) == []


def break_record_template(root: Path) -> None:
    replace(root / "theme/pages/record.html", "{{ record.title }}", "{{ record.no_such_field }}")


def break_shell(root: Path) -> None:
    (root / "theme/main.html").write_text("{% block", "utf-8")


def break_guide(root: Path) -> None:
    replace(root / "content/guide/index.md", "(agencies.md)", "(no-such-page.md)")


def break_anchor(root: Path) -> None:
    replace(root / "content/guide/agencies.md", "#怎样找成果", "#没有这一节")


@pytest.mark.parametrize("damage", [break_record_template, break_shell, break_guide, break_anchor])
def test_other_failures_leave_the_site_alone(copy: Path, drafts: Path, damage: Callable[[Path], None]) -> None:
    """A broken template, link or anchor stops the build; neither the site nor the drafts' place keeps a trace."""
    before = snapshot(copy / "site")
    replace(copy / RECORD, "清洗剂三次", "清洗剂四次")
    damage(copy)

    assert build(copy).returncode != 0
    assert differing(snapshot(copy / "site"), before) == []
    assert list(drafts.iterdir()) == []


def test_only_changes_are_written(copy: Path) -> None:
    """A removed record's files go, a changed one's are replaced, every other file keeps its time."""
    before = snapshot(copy / "site")
    (copy / RECORD).unlink()
    replace(copy / "content/achievements/2026/a2026-ceshi-002.md", "14个月", "15个月")
    git(copy, "commit", "-q", "-a", "-m", "one gone, one changed")
    site = built(copy)
    after = snapshot(site)
    same = {name for name in before.keys() & after.keys() if before[name][0] == after[name][0]}

    assert {name for name in before if name.startswith(PAGE)} == {f"{PAGE}/index.html", f"{PAGE}/source.md"}
    assert {name for name in after if "a2026-ceshi-003" in name} == set()
    assert not (site / PAGE).exists()
    assert b"15" in after["achievements/a2026-ceshi-002/source.md"][0]
    assert same >= {"robots.txt", "404.html", "achievements/a2025-ceshi-001/source.md"}
    assert {name for name in same if before[name][1] != after[name][1]} == set()


def test_strange_files_in_the_site_go(copy: Path) -> None:
    """The site's folder holds the build and nothing else: what was put there by hand is removed."""
    site = copy / "site"
    expected = files(site)
    (site / "old" / "deep").mkdir(parents=True)
    (site / "old" / "deep" / "page.html").write_text("old", "utf-8")
    (site / "robots.txt").write_text("Disallow: /", "utf-8")

    assert differing(files(built(copy)), expected) == []
    assert not (site / "old").exists()


def clone(project: Path, place: Path, *arguments: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    git(place.parent, "clone", "-q", *arguments, project.as_uri(), place.name)
    (place / "scripts").mkdir(exist_ok=True)  # git keeps no empty folder; mkdocs.yml watches it
    return place


def test_builds_are_the_same_everywhere(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two clones at different places, in other time zones and with other hashes, build the same bytes."""
    first = clone(project, tmp_path / "here")
    second = clone(project, tmp_path / "a" / "place with blanks" / "海洋")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    here = files(built(first, tmp_path / "cache"))
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    there = files(built(second, tmp_path / "another cache"))

    assert differing(here, there) == []
    assert differing(here, files(project / "site")) == []


def test_day_of_the_build_decides_what_has_lapsed(copy: Path) -> None:
    """A day later what was valid until the day before has left the lists, and keeps its page."""
    later = str(int(AS_OF_EPOCH) + 24 * 60 * 60)
    result = build(copy, epoch=later)
    lists = (copy / "site/achievements/index.html").read_text("utf-8")

    assert result.returncode == 0, result.stderr
    assert "a2026-shiyan-005" not in lists
    assert "a2026-ceshi-001" in lists
    assert "已过有效期" in (copy / "site/achievements/a2026-shiyan-005/index.html").read_text("utf-8")


def test_shallow_clone(project: Path, tmp_path: Path) -> None:
    """A clone without its history is not published; for a look at it, it names no commit and tells no changes."""
    source = tmp_path / "source"
    shutil.copytree(project, source)
    replace(source / RECORD, "清洗剂三次", "清洗剂四次")
    git(source, "commit", "-q", "-a", "-m", "more", day="2026-09-22")
    shallow = clone(source, tmp_path / "shallow", "--depth", "1")
    strict = build(shallow)
    assert strict.returncode != 0
    assert "git fetch --unshallow" in strict.stderr
    assert "Traceback" not in strict.stderr
    assert not (shallow / "site").exists()

    preview = build(shallow, strict=False)
    site = shallow / "site"
    assert preview.returncode == 0, preview.stderr
    document = (site / "api/v1/achievements/a2026-ceshi-003.json").read_text("utf-8")
    assert '"commit":null' in document
    assert '"modified":"2026-05-08T00:00:00+08:00"' in document
    assert "修改记录" not in (site / PAGE / "index.html").read_text("utf-8")
    assert not list((site / "api/v1").glob("changes*"))
    assert '"has_history":false' in (site / "api/v1/index.json").read_text("utf-8")


def test_outside_git(copy: Path) -> None:
    """A folder that is no repository builds, with the dates that the records themselves give."""
    shutil.rmtree(copy / ".git")
    result = build(copy)
    document = (copy / "site/api/v1/achievements/a2026-ceshi-001.json").read_text("utf-8")

    assert result.returncode == 0, result.stderr
    assert '"commit":null' in document
    assert '"modified":"2026-08-20T00:00:00+08:00"' in document
    assert "不生成 api/v1/changes.json" in result.stderr
    assert not list((copy / "site/api/v1").glob("changes*"))


def test_banner_of_demo_data_follows_the_data(site: Path, copy: Path) -> None:
    """Every page warns of invented data while there is any; without a demo record none does."""
    for path in copy.glob("content/**/*.md"):
        path.write_text(path.read_text("utf-8").replace("demo: true\n", ""), "utf-8")
    for path in copy.glob("content/vocabularies/*.yml"):
        path.write_text(path.read_text("utf-8").replace("demo: true, ", ""), "utf-8")
    (copy / "content/events.yml").unlink(missing_ok=True)
    numbered = "kind: invention, status: granted, title: 一种深海油浸电池组, number: ZL202310123456.6"
    assert numbered in (copy / "content/achievements/2026/a2026-ceshi-001.md").read_text("utf-8")
    real = built(copy)

    assert all("sc-demo-banner" in page.read_text("utf-8") for page in site.rglob("*.html"))
    assert all("sc-demo" not in page.read_text("utf-8") for page in real.rglob("*.html"))
