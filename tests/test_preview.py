"""`mkdocs serve`: what is saved is shown at once, and in the end all is as a build makes it."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from types import SimpleNamespace
from typing import Any

import pytest

from building import AS_OF_EPOCH, free_port
from showcase.outputs.ahead import Ahead
from showcase.publishing.preview import Preview
from showing import read

RECORD = "content/achievements/2026/a2026-ceshi-003.md"
PAGE = "achievements/a2026-ceshi-003"
DEADLINE = 60
"""Seconds after which the preview is taken to have failed."""
SAVES = int(os.environ.get("SHOWCASE_SOAK", "0")) // 2


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@contextmanager
def preview(root: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`mkdocs serve` on a free port; yields the process and the address, which ends in a slash."""
    port = free_port()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": AS_OF_EPOCH, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
    try:
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(DEADLINE)


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the condition holds; fails with what the preview has said if it ends or takes too long."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.1)


def fetch(address: str) -> str:
    """The page, or nothing while the preview does not answer: it makes readers wait for a mended build."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310  # this machine's own address
            text: str = response.read().decode()
            return text
    except OSError:
        return ""


def test_preview_shows_what_was_saved_before_the_rest_is_made(copy: Path, tmp_path: Path) -> None:
    """The record's page, the lists on which it stands and what they load: all of them while the build still runs.

    It gives way to what is saved next.
    """
    log = tmp_path / "log"
    record = copy / RECORD
    title = re.search(r"^title: (.+)$", record.read_text("utf-8"), re.MULTILINE)
    assert title is not None
    with preview(copy, log) as (process, address):
        before = address + PAGE + "/"
        wait_for(lambda: "livereload(" in fetch(before), process, log)
        epoch = int(re.findall(r"livereload\((\d+), ", fetch(before))[-1])
        asked = urllib.request.Request(f"{address}livereload/{epoch}/1", headers={"Referer": before})  # noqa: S310
        replace(record, f"title: {title[1]}", f"title: 又名{title[1]}")
        with urllib.request.urlopen(asked, timeout=DEADLINE) as told:  # noqa: S310  # this machine's own address
            assert int(told.read()) > epoch, "the browser is told to load the page again"
        for place in (f"{PAGE}/", "achievements/", "assets/site.js"):
            assert fetch(address + place), place
            assert place.startswith("assets/") or f"又名{title[1]}" in fetch(address + place), place
        replace(record, f"title: 又名{title[1]}", f"title: 再名{title[1]}")
        wait_for(lambda: f"再名{title[1]}" in fetch(before), process, log)
        assert "Reloading browsers" not in log.read_text("utf-8"), (
            "the first build was done, and has given way to nothing"
        )
        wait_for(lambda: "Reloading browsers" in log.read_text("utf-8"), process, log)
        assert f"再名{title[1]}" in fetch(before)
        assert "Traceback" not in log.read_text("utf-8")


def test_preview_follows_the_editor(copy: Path, tmp_path: Path) -> None:
    """`mkdocs serve` shows a record, shows its new text, says what is wrong, lives on and shows what is mended."""
    log = tmp_path / "log"
    record = copy / RECORD
    with preview(copy, log) as (process, address):
        page = address + PAGE + "/"
        wait_for(lambda: "清洗剂三次" in fetch(page), process, log)
        replace(record, "清洗剂三次", "清洗剂四次")
        wait_for(lambda: "清洗剂四次" in fetch(page), process, log)
        assert "Reloading browsers" not in log.read_text("utf-8"), "whoever asks at once waits for the whole build"
        wait_for(lambda: "Reloading browsers" in log.read_text("utf-8"), process, log)
        replace(record, "status: signed", "status: singed")
        wait_for(lambda: f"{RECORD}:6:9: error[status]" in log.read_text("utf-8"), process, log)
        wait_for(lambda: "1 处要改" in fetch(page), process, log)
        wait_for(lambda: "全部成果" in fetch(address + "achievements/"), process, log)
        replace(copy / "mkdocs.yml", 'icp: ""', "icp: 鲁: 号")
        wait_for(lambda: "mkdocs.yml:" in log.read_text("utf-8"), process, log)
        assert "全部成果" in fetch(address + "achievements/")
        replace(copy / "mkdocs.yml", "icp: 鲁: 号", 'icp: ""')
        replace(record, "status: singed", "status: paused")
        wait_for(lambda: "暂停对接" in fetch(page), process, log)
        assert process.poll() is None


@pytest.fixture
def server(tmp_path: Path) -> SimpleNamespace:
    """What a preview needs of MkDocs' server: the build 20 is running, 10 is shown."""
    return SimpleNamespace(
        root=str(tmp_path),
        mount_path="/",
        set_app=print,
        builder=print,
        build_delay=0,
        poll_response_timeout=0,
        _epoch_cond=Condition(),
        _rebuild_cond=Condition(),
        _want_rebuild=False,
        _visible_epoch=10,
        _wanted_epoch=20,
        _inject_js_into_html=lambda content, epoch: content + b" %d" % epoch,
    )


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """mkdocs.yml."""
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: 甲", "utf-8")
    return path


def test_nothing_runs_ahead_of_other_settings(
    server: SimpleNamespace, tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages would be of the site as it was set up before: whoever asks waits for the build."""
    loaded: list[Path] = []
    monkeypatch.setattr("showcase.publishing.preview.load_saved", lambda root, _former: loaded.append(root))
    views: Any = SimpleNamespace(catalogue=None)
    preview = Preview(server, tmp_path, ({}, views), settings)
    preview.run_ahead(views)
    settings.write_text("site_name: 乙", "utf-8")
    preview.run_ahead(views)
    assert loaded == [tmp_path]
    preview.run_ahead(views)
    assert loaded == [tmp_path] * 2


def test_settings_that_are_wrong_leave_the_preview_as_it_was(
    server: SimpleNamespace, tmp_path: Path, settings: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is wrong is said in the words of the check; MkDocs, which would let readers wait, is not asked."""
    built: list[int] = []
    server.builder = lambda: built.append(1)
    views: Any = None
    Preview(server, tmp_path, ({}, views), settings)
    settings.write_text("site_name: 甲: 乙", "utf-8")
    server.builder()
    assert not built
    assert "error[yaml]: 值里出现了“: ”" in caplog.text
    settings.write_text("site_name: 甲", "utf-8")
    server.builder()

    assert built


@pytest.mark.parametrize(("patience", "builds"), [(60, 2), (0, 1)])
def test_a_build_gives_way_but_not_for_ever(
    server: SimpleNamespace,
    tmp_path: Path,
    settings: Path,
    monkeypatch: pytest.MonkeyPatch,
    patience: int,
    builds: int,
) -> None:
    """What is saved while one runs ends it and begins the next; where somebody saves all the time one is finished."""
    monkeypatch.setattr("showcase.publishing.preview.PATIENCE", patience)
    begun: list[int] = []

    def build() -> None:
        begun.append(server._wanted_epoch)
        server._want_rebuild = len(begun) == 1
        preview.give_way()

    server.builder = build
    views: Any = None
    preview = Preview(server, tmp_path, ({}, views), settings)
    server.builder()

    assert len(begun) == builds
    assert (server._wanted_epoch, server._want_rebuild) == ((begun[-1], False) if builds > 1 else (20, True))


def test_a_list_that_is_being_made_hides_nothing_newer(
    server: SimpleNamespace, tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved while somebody's list is made is shown from then on; who got the older is told so."""
    views: Any = None

    def make_and_save() -> Iterator[tuple[str, bytes]]:
        server._wanted_epoch = 30
        preview.follow(views, ())
        yield "list/index.html", b"older list"

    newer = Ahead({"a/index.html": b"newer"}, {"list/": lambda: iter([("list/index.html", b"newer list")])})
    shown = [newer, Ahead({"a/index.html": b"older"}, {"list/": make_and_save})]
    monkeypatch.setattr("showcase.publishing.preview.render_ahead", lambda *_: shown.pop())
    preview = Preview(server, tmp_path, ({}, views), settings)
    preview.follow(views, [])
    assert preview._find("list/index.html") == b"older list 19"
    assert preview._find("a/index.html") == b"newer 29"
    assert preview._find("list/index.html") == b"newer list 29"
    assert preview._wait(19, "/list/") == 29


def save_at_once(path: Path, text: str) -> None:
    path.write_text(text.replace("title: ", "title: 新", 1), "utf-8")


def save_by_another_name(path: Path, text: str) -> None:
    """As editors that are careful do."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(f"{text}\n又一段。\n", "utf-8")
    beside.replace(path)


def save_in_two(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text[:200])
        file.flush()
        time.sleep(0.4)
        file.write(text[200:])


def save_broken(path: Path, text: str) -> None:
    path.write_text(text.replace("status:", "statuss:", 1), "utf-8")


def save_elsewhere(path: Path, text: str) -> None:
    """The file goes, and comes back."""
    path.unlink(missing_ok=True)
    time.sleep(0.4)
    path.write_text(text, "utf-8")


WAYS = (save_at_once, save_by_another_name, save_in_two, save_broken, save_elsewhere)


@pytest.mark.soak
@pytest.mark.skipif(not SAVES, reason="takes minutes: make soak")
def test_many_saves_end_as_a_build(copy: Path, tmp_path: Path) -> None:
    """However files are saved while builds run, sound or not, in the end all is what a build makes from nothing."""
    luck = random.Random(5)  # noqa: S311  # ways and moments, no secrets
    log = tmp_path / "log"
    files = [
        *copy.glob("content/*s/20*/*.md"),
        copy / "content/vocabularies/stages.yml",
        copy / "theme/pages/list.html",
    ]
    texts = {path: path.read_text("utf-8") for path in sorted(files)}
    with preview(copy, log) as (process, address):
        wait_for(lambda: bool(fetch(address)), process, log)
        for _ in range(SAVES):
            path = luck.choice(list(texts))
            luck.choice(WAYS)(path, texts[path])
            time.sleep(luck.choice([0, 0.3, 1, 4]))
        for path, text in texts.items():
            if path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")
        replace(copy / RECORD, "清洗剂三次", "清洗剂五次")
        wait_for(lambda: "清洗剂五次" in fetch(f"{address}{PAGE}/"), process, log)
        wait_for(lambda: log.read_text("utf-8").rstrip().endswith("Reloading browsers"), process, log)
        said = log.read_text("utf-8")
        shown = read(Path(re.findall(r"网站在 (\S+?)：", said)[-1]))
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "clean" / "site")]
    clean = {"SHOWCASE_SITE_URL": address, "SHOWCASE_CACHE": "", "SOURCE_DATE_EPOCH": AS_OF_EPOCH}
    subprocess.run(command, cwd=copy, check=True, env=os.environ | clean | {"NO_MKDOCS_2_WARNING": "1"})
    made = read(tmp_path / "clean" / "site")

    assert "Traceback" not in said
    assert {name for name in made.keys() | shown.keys() if made.get(name) != shown.get(name)} == set()
