"""How a preview learns what was saved: from the system at once, where MkDocs looks at every file twice a second.

Where others write, on a share, the system does not tell; there, and where it watches no more folders, MkDocs looks on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

MOUNTS = Path("/proc/mounts")
_CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, DirDeletedEvent, DirMovedEvent]
"""Of what the system tells: that a file was read, too, so that a build would follow from itself."""
_SHARED = re.compile("9p|cifs|smb|nfs|fuse|fakeowner|vboxsf|virtiofs|prl_fs|vmhgfs|ceph|drvfs")
_OCTAL = re.compile(r"\\([0-7]{3})")


class Watcher(Protocol):
    """Of mkdocs.livereload.LiveReloadServer what is needed here."""

    observer: Any
    _watched_paths: dict[str, int]

    def watch(self, path: str, /) -> None: ...

    def unwatch(self, path: str, /) -> None: ...


def watch_natively(server: Watcher, folder: Path) -> None:
    """Let the system tell of changes; `folder` has the most folders of all that is watched."""
    if is_shared(folder) or not _can_watch(folder):
        return
    paths = list(server._watched_paths)  # noqa: SLF001  # MkDocs has no public way to what it watches
    for path in paths:
        server.unwatch(path)
    server.observer = Observer()
    server.observer.schedule = partial(_schedule, server.observer.schedule)
    for path in paths:
        server.watch(path)


def _schedule(schedule: Callable[..., Any], handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
    """Watch for _CHANGES; of a folder taken away with its files MkDocs is told as of a file: it knows these."""
    tell = handler.on_any_event

    def tell_of_files(event: FileSystemEvent) -> None:
        tell(FileDeletedEvent(event.src_path) if event.is_directory else event)

    handler.on_any_event = tell_of_files  # type: ignore[method-assign]
    return schedule(handler, path, recursive=recursive, event_filter=_CHANGES)


def is_shared(folder: Path) -> bool:
    """Whether the folder may lie on another machine, by the table of proc(5); False where there is none."""
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    kinds = {_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), line.split()[1]): line.split()[2] for line in lines}
    places = [place for place in kinds if folder.absolute().is_relative_to(place)]
    return bool(places) and _SHARED.match(kinds[max(places, key=len)]) is not None


def _can_watch(folder: Path) -> bool:
    trial = Observer()
    trial.schedule(FileSystemEventHandler(), str(folder), recursive=True)
    try:
        trial.start()
    except OSError:  # more folders than it watches for a user
        return False
    trial.stop()
    trial.join()
    return True
