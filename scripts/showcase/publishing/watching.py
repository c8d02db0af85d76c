"""How a preview learns what was saved: from the system at once, where MkDocs looks at every file twice a second.

Where others write, on a share, the system does not tell; there, and where it watches no more folders, MkDocs looks on.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

MOUNTS = Path("/proc/mounts")
_CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""That a file was read is told, too: a build would follow from itself."""
_SHARED = re.compile(r"9p|cifs|smb|nfs|fuse|vboxsf|virtiofs|prl_fs|vmhgfs|ceph|drvfs")
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
    server.observer.schedule = partial(server.observer.schedule, event_filter=_CHANGES)
    for path in paths:
        server.watch(path)


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
