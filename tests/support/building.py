"""Real sites for the tests: the project's theme and mkdocs.yml over the tests' own content."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
CONTENT = REPOSITORY / "tests" / "catalogue" / "content"
NOON = "T12:00:00+08:00"
AS_OF = "2026-09-21"
AS_OF_EPOCH = "1789963200"
"""Noon in Shanghai on AS_OF."""
SHARED = "SHOWCASE_TEST_CACHE"
"""The variable that names the folder in which the builds of a run keep what they have made."""


def git(root: Path, *arguments: str, day: str = AS_OF) -> None:
    """Run git in `root` as nobody in particular, at noon of `day`."""
    identity = {
        "GIT_AUTHOR_NAME": "test",
        "GIT_AUTHOR_EMAIL": "test@test.example",
        "GIT_COMMITTER_NAME": "test",
        "GIT_COMMITTER_EMAIL": "test@test.example",
        "GIT_AUTHOR_DATE": day + NOON,
        "GIT_COMMITTER_DATE": day + NOON,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=os.environ | identity)


def make_project(root: Path, content: Path = CONTENT) -> Path:
    """A repository with the project's theme and settings and a copy of `content`, committed."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(REPOSITORY / "theme", root / "theme")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "scripts").mkdir()
    shutil.copytree(content, root / "content")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "content")
    return root


def build(
    root: Path,
    *,
    epoch: str = AS_OF_EPOCH,
    strict: bool = True,
    arguments: tuple[str, ...] = (),
    cache: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` in `root`; the site is in `root`/site.

    `cache` is where it keeps what it has made: the builds of a run share a folder unless they name one.
    """
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
    environment["SHOWCASE_CACHE"] = str(cache or os.environ[SHARED])
    for name in ("SHOWCASE_SITE_URL", "SHOWCASE_SOURCE_URL", "SHOWCASE_HISTORY_URL"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else []), *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def build_soundly(root: Path) -> None:
    result = build(root)
    assert result.returncode == 0, result.stderr


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a free port of this machine; yields the address, which ends in a slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser that turns away is no fault
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
