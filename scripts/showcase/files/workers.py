"""Independent pieces of work on all processors, by forked workers: they see what has been loaded without a copy."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")

FEWEST = 500
"""Records below which dealing out costs more than it saves."""
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl.h

_work: Callable[[int], Any] | None = None
"""What the workers do; set before they are forked, since a closure cannot be sent to them."""
_is_worker = False


def spread(work: Callable[[int], T], pieces: int, records: int, chunk: int = 1) -> Iterator[T]:
    """`work(0)` … `work(pieces - 1)` in order; `records` says how large a catalogue they are made from.

    A worker is handed `chunk` pieces at a time. What the work keeps for later is lost with its worker.
    """
    if records < FEWEST or not _may_fork():
        yield from map(work, range(pieces))
        return
    global _work  # noqa: PLW0603  # the one way into a fork
    _work = work
    with _unwarned():
        pool = get_context("fork").Pool(_processors(), _begin, (os.getpid(),))
    with pool:
        yield from pool.imap(_piece, range(pieces), chunk)


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin `work` in a worker of its own, and yield what waits for its result; without workers it is done then.

    Who leaves before that has no more use for it: the worker is ended.
    """
    if not _may_fork():
        yield work
        return
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    build = os.getpid()

    def run() -> None:
        _begin(build)
        try:
            theirs.send((work(), None))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the result is asked for
            error.add_note(traceback.format_exc())
            theirs.send((None, error))

    worker = context.Process(target=run, daemon=True)
    with _unwarned():
        worker.start()
    theirs.close()

    def wait() -> T:
        try:
            result, error = ours.recv()
        except EOFError:
            worker.join()
            raise RuntimeError(f"a worker ended with {worker.exitcode}") from None
        if error:
            raise error
        made: T = result
        return made

    try:
        yield wait
    finally:
        worker.kill()
        worker.join()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _may_fork() -> bool:
    """A lock that another thread holds at the fork is held for ever in the worker: a preview has such threads."""
    return threading.active_count() == 1 and not _is_worker and _processors() > 1


def _begin(build: int) -> None:
    """What a worker does first: it ends with the process that began it, since it may write what others wait for."""
    global _is_worker  # noqa: PLW0603  # of this process
    _is_worker = True
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != build:  # it was killed before that was said
        os._exit(1)


def _unwarned() -> warnings.catch_warnings[None]:
    """numpy's threads sleep while pages are made; Python 3.12 counts them."""
    return warnings.catch_warnings(action="ignore", category=DeprecationWarning)


def _piece(number: int) -> Any:
    assert _work is not None
    return _work(number)
