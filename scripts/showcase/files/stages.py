"""What a long piece of work is at, and how long each of its stages took.

On a terminal one line says the present stage and how many pieces are done, written over and over; elsewhere nothing is
said but, if it is asked for, the table at the end.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO, TypeVar

T = TypeVar("T")

_EVERY = 0.1
"""Seconds between two looks at the line."""
_SLICE = 0.01
"""Seconds of work that are measured at a time: to ask for a process' time may cost more than a small piece."""
_ERASE = "\r\x1b[K"


@dataclass
class Stage:
    """Seconds by the clock and of this process, pieces that were made, and the most memory held until its end (MiB)."""

    wall: float = 0.0
    cpu: float = 0.0
    pieces: int = 0
    memory: int = 0


class Stages:
    """The stages of one run, in the order in which they began.

    `between` is called again and again between two pieces of work; what it raises ends the run.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.found: dict[str, Stage] = {}
        self.between: Callable[[], None] = _go_on
        self._stream = stream if stream is not None and stream.isatty() else None
        self._shown = 0.0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """One stage as a block."""
        self.between()
        stage = self.found.setdefault(name, Stage())
        self._show(name, stage)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            stage.wall += time.perf_counter() - wall
            stage.cpu += time.process_time() - cpu
            stage.memory = max(stage.memory, _memory())

    def each(self, name: str, pieces: Iterable[T]) -> Iterator[T]:
        """The pieces as they come; only their making counts, not what is done with them."""
        source = iter(pieces)
        while some := self._some(name, source):
            yield from some

    def _some(self, name: str, source: Iterator[T]) -> list[T]:
        """What is made within a slice of time, the next piece at least."""
        some: list[T] = []
        with self.of(name):
            end = time.perf_counter() + _SLICE
            for piece in source:
                some.append(piece)
                if time.perf_counter() >= end:
                    break
        self.found[name].pieces += len(some)
        return some

    def join(self, others: Mapping[str, Stage]) -> None:
        """Take in stages that another process has gone through."""
        for name, stage in others.items():
            own = self.found.setdefault(name, Stage())
            own.wall += stage.wall
            own.cpu += stage.cpu
            own.pieces += stage.pieces
            own.memory = max(own.memory, stage.memory)

    def clear(self) -> None:
        """Leave no half line behind."""
        if self._stream:
            self._stream.write(_ERASE)
            self._stream.flush()

    def table(self) -> str:
        """Every stage with its seconds and pieces, and their sum."""
        total = Stage(
            sum(stage.wall for stage in self.found.values()),
            sum(stage.cpu for stage in self.found.values()),
            sum(stage.pieces for stage in self.found.values()),
            _memory(),
        )
        rows = [*self.found.items(), ("合计", total)]
        lines = [
            f"{stage.wall:8.2f} {stage.cpu:8.2f} {stage.pieces or '':>8} {stage.memory:6}  {name}"
            for name, stage in rows
        ]
        return "\n".join([f"{'秒':>7} {'处理器':>5} {'件':>7} {'MiB':>6}  阶段", *lines])

    def _show(self, name: str, stage: Stage) -> None:
        now = time.monotonic()
        if self._stream and now - self._shown > _EVERY:
            self._shown = now
            self._stream.write(f"{_ERASE}{name}{f' {stage.pieces}' if stage.pieces else ''} …")
            self._stream.flush()


def _go_on() -> None:
    """Nothing ends the run."""


def _memory() -> int:
    """The most memory that this process has held, in MiB; macOS counts bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)


def terminal_stages() -> Stages:
    """Stages that are shown where errors are."""
    return Stages(sys.stderr)
