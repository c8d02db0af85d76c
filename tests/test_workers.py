"""Work that is spread over forked workers gives what one process gives."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from building import REPOSITORY
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files import workers
from showcase.files.stages import Stages
from showcase.files.workers import spread
from showcase.outputs.pages import SHELLS
from showcase.outputs.table import render_outputs

EMPTY = dict.fromkeys(SHELLS.values(), "@@showcase:title@@ @@showcase:head@@ @@showcase:content@@")


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers for any catalogue, on two processors at least."""
    monkeypatch.setattr(workers, "FEWEST", 0)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})


@pytest.mark.usefixtures("eager")
def test_pieces_come_in_order_from_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever worker is done first, the pieces come in their order, and more than one process makes them."""
    # Threads that another test has left in this process are not the build's.
    monkeypatch.setattr(workers, "threading", SimpleNamespace(active_count=lambda: 1))
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


def test_small_catalogues_are_not_spread() -> None:
    """Below FEWEST records no worker is started."""
    assert set(spread(lambda _number: workers.os.getpid(), 9, workers.FEWEST - 1)) == {workers.os.getpid()}


def test_the_same_bytes(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and workbooks that workers make are those that one process makes."""
    theme: Path = REPOSITORY / "theme"
    views = Views(catalogue, Site("测试目录", "https://showcase.example/", ""))
    alone = list(render_outputs(theme, EMPTY, views, Stages()))
    monkeypatch.setattr(workers, "FEWEST", 0)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})

    assert list(render_outputs(theme, EMPTY, views, Stages())) == alone
