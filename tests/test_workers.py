"""Work that is spread over forked workers gives what one process gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from building import REPOSITORY
from rendered import render_outputs
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files import workers
from showcase.files.workers import aside, spread
from showcase.outputs.pages import SHELLS

EMPTY = dict.fromkeys(SHELLS.values(), "@@showcase:title@@ @@showcase:head@@ @@showcase:content@@")


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers for any catalogue, on two processors at least."""
    monkeypatch.setattr(workers, "FEWEST", 0)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that another test has left in this process are not the build's."""
    monkeypatch.setattr(workers, "threading", SimpleNamespace(active_count=lambda: 1))


@pytest.mark.usefixtures("eager", "alone")
def test_pieces_come_in_order_from_several_processes() -> None:
    """Whichever worker is done first, the pieces come in their order, and more than one process makes them."""
    made = list(spread(lambda number: (number, workers.os.getpid()), 40, 40))

    assert [number for number, _ in made] == list(range(40))
    assert workers.os.getpid() not in {process for _, process in made}


@pytest.mark.usefixtures("eager")
def test_a_fault_in_a_worker_is_the_builds() -> None:
    """What goes wrong in a worker is raised where its piece was asked for."""
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // (number - 3), 8, 8))


@pytest.mark.usefixtures("eager")
def test_nothing_is_forked_beside_another_thread() -> None:
    """A preview's threads may hold locks: the work is done where it is asked for."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    made = list(spread(lambda _number: workers.os.getpid(), 3, 3))
    done.set()
    other.join()

    assert made == [workers.os.getpid()] * 3


@pytest.mark.usefixtures("eager", "alone")
def test_work_aside_is_another_processes() -> None:
    """It is begun at once, goes on beside what its process does, and what it finds is asked for later."""
    with aside(lambda: (workers.os.getpid(), workers._may_fork())) as found:
        process, forks = found()

    assert process != workers.os.getpid()
    assert not forks


@pytest.mark.usefixtures("eager", "alone")
def test_matrices_are_multiplied_on_both_sides_of_a_fork() -> None:
    """Libraries of linear algebra have threads of their own, which a fork does not take along: none waits for them."""
    rows = np.arange(600 * 128, dtype=np.float64).reshape(600, 128) % 7

    def multiplied(start: int = 0, end: int = 600) -> float:
        return float((rows[start:end] @ rows.T).sum())  # whole numbers: exact in any order

    expected = multiplied()
    with aside(multiplied) as found:
        beside = multiplied()
        made = list(spread(lambda part: multiplied(part * 300, part * 300 + 300), 2, 9))

        assert (beside, found(), sum(made)) == (expected, expected, expected)


@pytest.mark.usefixtures("eager", "alone")
def test_a_fault_aside_is_raised_where_it_is_asked_for() -> None:
    """With the trace of where it happened."""
    with aside(lambda: 1 // 0) as found, pytest.raises(ZeroDivisionError) as raised:
        found()

    assert "1 // 0" in "".join(raised.value.__notes__)


@pytest.mark.usefixtures("eager", "alone")
def test_a_worker_that_is_killed_is_told_of() -> None:
    """Nobody waits for ever for one that ran out of memory."""
    with (
        aside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as found,
        pytest.raises(RuntimeError, match="-9"),
    ):
        found()


@pytest.mark.usefixtures("eager", "alone")
def test_who_leaves_ends_the_work(tmp_path: Path) -> None:
    """Nothing writes on when the build that began it has failed."""
    with aside(lambda: (time.sleep(1), (tmp_path / "late").touch())):
        pass
    time.sleep(1.5)

    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_workers_end_with_their_build(tmp_path: Path) -> None:
    """Killed outright, a build leaves nobody who would write into the next one's draft."""
    script = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from showcase.files import workers\n"
        "workers.FEWEST = 0\n"
        "os.sched_getaffinity = lambda _process: {0, 1}\n"
        "with workers.aside(lambda: (time.sleep(1), Path(sys.argv[1]).touch())):\n"
        "    print('begun', flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "late")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "begun\n"
        build.kill()
    time.sleep(1.5)

    assert not list(tmp_path.iterdir())


def test_small_catalogues_are_not_spread() -> None:
    """Below FEWEST records no worker is started."""
    assert set(spread(lambda _number: workers.os.getpid(), 9, workers.FEWEST - 1)) == {workers.os.getpid()}


def test_the_same_bytes(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and workbooks that workers make are those that one process makes."""
    theme: Path = REPOSITORY / "theme"
    views = Views(catalogue, Site("测试目录", "https://showcase.example/", ""))
    alone = list(render_outputs(theme, EMPTY, views))
    monkeypatch.setattr(workers, "FEWEST", 0)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})

    assert list(render_outputs(theme, EMPTY, views)) == alone
