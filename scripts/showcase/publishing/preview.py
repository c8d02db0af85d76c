"""What MkDocs' preview shows while a build is running: it lets every reader wait, which takes seconds for many records.

Pages that are there ahead of the rest are shown at once, and browsers that show one of them load it again. What does
not change with a record, scripts, styles and pictures, does not wait either: the site stands whole until the next one
takes its place. All else waits as before.

Whoever saves while a build is running does not wait for its end: it gives way to one of what has been saved.
"""

# ruff: noqa: SLF001  # MkDocs has no public way into its waiting

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Lock
from typing import Any, Protocol
from urllib.parse import urlsplit

from showcase.catalogue.saved import load_saved
from showcase.catalogue.settings import check_settings
from showcase.derived.views import Views
from showcase.files.problem import Problem, text_line
from showcase.outputs.ahead import Ahead, render_ahead
from showcase.outputs.pages import Shell

_LASTING = "assets/"
PATIENCE = 60
"""Seconds for which builds give way: who reads something else than what is saved all the time gets it, too."""
_POLL = re.compile(r"/livereload/([0-9]+)/[0-9]+")

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
App = Callable[[Environ, Start], Iterable[bytes]]


class LiveServer(Protocol):
    """Of mkdocs.livereload.LiveReloadServer what is needed here; epochs are the times at which builds began."""

    root: str
    mount_path: str
    poll_response_timeout: int
    build_delay: float
    builder: Callable[[], None]
    _visible_epoch: int
    _wanted_epoch: int
    _epoch_cond: Condition
    _want_rebuild: bool
    _rebuild_cond: Condition

    def set_app(self, application: App, /) -> None: ...

    def serve_request(self, environ: Environ, start_response: Start, /) -> Iterable[bytes]: ...

    def _inject_js_into_html(self, content: bytes, epoch: int, /) -> bytes: ...

    def _guess_type(self, path: str, /) -> str: ...


_log = logging.getLogger("mkdocs.plugins.showcase")


class OvertakenError(Exception):
    """The build that is running is of what has been changed again."""


class Preview:
    """Answers a preview's readers from what is there ahead, and lets MkDocs answer the others.

    `whole` says in which shells the last build that was finished shows everything, and of what.
    """

    def __init__(
        self, server: LiveServer, theme: Path, whole: tuple[Mapping[Shell, str], Views], settings: Path
    ) -> None:
        self.whole = whole
        self._settings = settings
        self._set_up = settings.read_bytes()
        self._theme = theme
        self._server = server
        self._ahead = Ahead({}, {})
        self._epoch = 0
        self._told: Sequence[Problem] | None = None
        """The errors that are shown ahead in this build, if anything is."""
        self._making = Lock()
        self._begun = 0.0
        self._build_once = server.builder
        server.builder = self._build
        server.set_app(self._answer)

    def run_ahead(self, loaded: Views) -> None:
        """Show the few records that were saved since `loaded` was, before all others are read again.

        Nothing, where the settings have changed: pages would be of the site as it was set up before.
        """
        self._told = None
        before, self._set_up = self._set_up, self._settings.read_bytes()
        if self._set_up != before:
            return
        if (saved := load_saved(self._settings.parent, loaded.catalogue)) is not None:
            self._show(Views(saved, loaded.site, loaded.past), saved.errors)

    def follow(self, views: Views, faults: Sequence[Problem]) -> None:
        """Show what has changed now that all is read, unless it is shown already."""
        if self._told != faults:
            self._show(views, faults)

    def _show(self, views: Views, faults: Sequence[Problem]) -> None:
        """Show what is there ahead until the build that is running is done."""
        shells, former = self.whole
        ahead = render_ahead(self._theme, shells, former, views, faults)
        self._told = faults
        with self._server._epoch_cond:
            self._ahead = ahead
            self._epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()

    def give_way(self) -> None:
        """Raise OvertakenError where something has been saved since the build began that is running."""
        if self._server._want_rebuild and time.monotonic() < self._begun + PATIENCE:
            raise OvertakenError

    def _build(self) -> None:
        """Build until nothing newer is wanted; readers are told of the last build alone.

        Of settings that are wrong it is said what is; then all stays as the last build has made it.
        """
        self._begun = time.monotonic()
        while True:
            if wrong := [problem for problem in check_settings(self._settings.parent) if problem.is_error]:
                _log.error("%s\n设置有错误，预览还是原来的；改好存盘后自动重新生成。", "\n".join(map(text_line, wrong)))
                return
            with suppress(OvertakenError):
                self._build_once()
                return
            with self._server._rebuild_cond:
                while self._server._rebuild_cond.wait(timeout=self._server.build_delay):
                    pass  # more is being saved
                self._server._wanted_epoch = round(time.monotonic() * 1000)  # as MkDocs counts
                self._server._want_rebuild = False

    def _answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if poll := _POLL.fullmatch(address):
            start("200 OK", [("Content-Type", "text/plain")])
            return [b"%d" % self._wait(int(poll[1]), urlsplit(environ.get("HTTP_REFERER", "")).path)]
        path = self._file(address)
        with self._server._epoch_cond:  # a build that has just begun may soon have something ahead
            self._server._epoch_cond.wait_for(lambda: not self._is_building() or self._runs_ahead())
        found = self._find(path) if self._runs_ahead() else None
        if found is None:
            return self._server.serve_request(environ, start)
        start("200 OK", [("Content-Type", self._server._guess_type(path)), ("Content-Length", str(len(found)))])
        return [found]

    def _wait(self, known: int, address: str) -> int:
        """The epoch of what a browser would get that shows this address as of the epoch `known`, when it is a later."""
        server = self._server
        path = self._file(address)

        def is_ahead() -> bool:
            shown = path in self._ahead.pages or bool(_list_of(path, self._ahead))
            return self._runs_ahead() and known < self._epoch - 1 and shown

        with server._epoch_cond:
            server._epoch_cond.wait_for(
                lambda: server._visible_epoch > known or is_ahead(), server.poll_response_timeout
            )
            return self._epoch - 1 if is_ahead() else server._visible_epoch

    def _is_building(self) -> bool:
        return self._server._visible_epoch < self._server._wanted_epoch

    def _runs_ahead(self) -> bool:
        """Whether the build is still running for which something is shown."""
        return self._is_building() and self._epoch == self._server._wanted_epoch

    def _find(self, path: str) -> bytes | None:
        """What stands in a file of the site, made now if it is one of a list's pages; None where that must wait."""
        file = Path(self._server.root, path)
        if path.startswith(_LASTING) and ".." not in file.parts and file.is_file():
            return file.read_bytes()
        with self._server._epoch_cond:  # while a list is made something newer may come to be shown
            ahead, epoch = self._ahead, self._epoch
        with self._making:
            if path not in ahead.pages and (address := _list_of(path, ahead)):
                for name, made in ahead.lists[address]():
                    ahead.pages[name] = made
                    if name == path:  # a list has a hundred pages
                        break
            page = ahead.pages.get(path)
        # What follows from the whole catalogue may still come: the page asks for what is later than just before.
        return None if page is None else self._server._inject_js_into_html(page, epoch - 1)

    def _file(self, address: str) -> str:
        path = address.removeprefix(self._server.mount_path)
        return f"{path}index.html" if path.endswith("/") or not path else path


def _list_of(path: str, ahead: Ahead) -> str:
    """What the addresses of a list's pages begin with: the first has this address, others a number behind it."""
    address = re.sub(r"(?:[0-9]{1,6}/)?index\.html$", "", path)
    return address if address in ahead.lists else ""
