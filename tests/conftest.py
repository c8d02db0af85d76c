"""Options and fixtures that several test files share."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from mkdocs.contrib import search as mkdocs_search

from building import AS_OF, REPOSITORY, SHARED, build_soundly, git, make_project, serving
from showcase.catalogue.load import Catalogue, load
from tree import OTHER, OTHER_PATH, RECORD_PATH, make_tree, put

# Tests patch what they try: what they make is not kept. Builds, which are processes of their own, share what they keep
# with the others of this run; tests of what is kept name a folder of their own.
os.environ["SHOWCASE_CACHE"] = ""

# The same examples on every machine: a pull request must not fail by somebody else's luck.
settings.register_profile("showcase", derandomize=True, deadline=None, database=None)
settings.load_profile("showcase")


HARNESS = Path(__file__).parent / "support" / "search_oracle.mjs"
LUNR = Path(mkdocs_search.__file__).parent / "templates" / "search" / "lunr.js"


MEMORY, ROOM = Path("/dev/shm"), 6 << 30  # noqa: S108  # a folder of one's own is made there
"""A file system in memory, and the bytes that must be free there for a run of all tests, which writes half of it."""


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        if config.getoption("numprocesses", None) and "TMPDIR" not in os.environ and has_room(MEMORY):
            # Sites are thousands of small files; a test that is run by itself leaves its own on the disk to be seen.
            os.environ["TMPDIR"] = tempfile.tempdir = folder = tempfile.mkdtemp(dir=MEMORY)
            Path(folder).chmod(0o711)  # some tests are somebody else
            config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
        os.environ[SHARED] = folder = tempfile.mkdtemp()
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))


def has_room(folder: Path) -> bool:
    """Whether sites can be built there and programs run."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write corpus and golden files anew instead of comparing them; read the diff before you commit it",
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A catalogue without records, with the corpus' own vocabularies."""
    return make_tree(tmp_path)


@pytest.fixture
def repository(tree: Path) -> Path:
    """Two published records on main."""
    put(tree, RECORD_PATH)
    put(tree, OTHER_PATH, OTHER)
    git(tree, "init", "-q", "-b", "main")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "two")
    return tree


MISSING = pytest.StashKey[set[str]]()


@pytest.fixture(scope="session")
def lack(pytestconfig: pytest.Config) -> Callable[[str], NoReturn]:
    """Ends a test for want of what it needs: it is skipped loudly, on CI it fails."""
    missing = pytestconfig.stash.setdefault(MISSING, set())

    def tell(message: str) -> NoReturn:
        if os.environ.get("CI"):
            pytest.fail(message)
        missing.add(message)
        pytest.skip(message)

    return tell


@pytest.fixture(scope="session")
def need(lack: Callable[[str], NoReturn]) -> Callable[[str, str], str]:
    """Finds a program: `need("node", "nodejs")`."""

    def find(program: str, package: str) -> str:
        path = shutil.which(program) or shutil.which(program, path="/usr/sbin")  # where servers are
        if not path:
            lack(f"{program} is not installed (Debian's package {package}): run `make test` where it may be installed")
        return path

    return find


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if missing := config.stash.get(MISSING, None):
        terminalreporter.section("NOT EVERYTHING WAS TESTED", sep="!", red=True, bold=True)
        for message in sorted(missing):
            terminalreporter.line(message)


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Fills a folder once for all workers of a run; they read it and do not change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, made = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                fill(folder)
                made.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def sources(once: Once) -> Path:
    """A repository with the tests' catalogue, which nothing need have been built from."""
    return once("project", make_project)


@pytest.fixture(scope="session")
def project(once: Once, sources: Path) -> Path:
    """The same with its site."""
    once("project-site", lambda _: build_soundly(sources))
    return sources


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The built site of `project`."""
    return project / "site"


@pytest.fixture(scope="session")
def catalogue(sources: Path) -> Catalogue:
    """What the site of `project` is made from; a test of this alone waits for no build."""
    return load(sources, date.fromisoformat(AS_OF))


@pytest.fixture(scope="session")
def own_project(once: Once) -> Path:
    """As `project`, with the repository's own content: assert its structure only, never what it says."""
    return once("own", lambda root: build_soundly(make_project(root, REPOSITORY / "content")))


@pytest.fixture(scope="session")
def empty_project(once: Once) -> Path:
    """As `project`, before the first record."""

    def fill(root: Path) -> None:
        make_project(root)
        for folder in ("achievements", "demands"):
            shutil.rmtree(root / "content" / folder)
        (root / "content/events.yml").unlink()
        build_soundly(root)

    return once("empty", fill)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site on this machine; ends in a slash."""
    with serving(site) as url:
        yield url


@pytest.fixture(scope="session")
def oracle(need: Callable[[str, str], str]) -> Callable[..., Any]:
    """The search's modules under Node.js, on a built site: takes what to do with them (search_oracle.mjs)."""
    node = need("node", "nodejs")

    def ask(site: Path, **request: Any) -> Any:
        text = json.dumps({"site": str(site), "lunr": str(LUNR)} | request)
        result = subprocess.run(
            [node, str(HARNESS)], input=text, capture_output=True, text=True, check=False, encoding="utf-8"
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return ask


@pytest.fixture
def small_disk(tmp_path: Path, lack: Callable[[str], NoReturn]) -> Iterator[Path]:
    """A file system of a quarter of a MiB; only root can make one, for others the test is skipped loudly."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        lack("a small file system cannot be mounted here: run `make test` as root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
