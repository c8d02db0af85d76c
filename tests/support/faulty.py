"""A server that misbehaves when a test says so."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Answer = tuple[int, bytes]
Hook = Callable[[str, Answer], Answer | None]
"""Given the path and the true answer: what to answer instead; None breaks the connection off in the body."""


@dataclass
class Faulty:
    """A running server; `requests` are the paths asked for, `hook` may be replaced at any time."""

    url: str
    hook: Hook
    requests: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    """The headers of each request."""
    headers: dict[str, str] = field(default_factory=dict)
    """Of every answer; who names the `ETag` among them is told that nothing has changed."""


def truthful(_path: str, answer: Answer) -> Answer:
    return answer


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: object, folder: Path, state: Callable[[], Faulty]) -> None:
        self.folder, self.state = folder, state
        super().__init__(*args)  # type: ignore[arg-type]  # passed on

    def do_GET(self) -> None:
        state = self.state()
        path = self.path.lstrip("/")
        state.requests.append(path)
        file = self.folder / path
        state.asked.append(dict(self.headers))
        known = self.headers.get("If-None-Match")
        true = (200, file.read_bytes()) if file.is_file() else (404, b"")
        answer = (304, b"") if known and known == state.headers.get("ETag") else state.hook(path, true)
        status, body = answer or (200, b"x" * 1000)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in state.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if answer else body[:10])
        self.close_connection = answer is None

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def faulty(folder: Path) -> Iterator[Faulty]:
    """`folder` on a free port of this machine, truthfully at first."""
    states: list[Faulty] = []
    handler = functools.partial(_Handler, folder=folder, state=lambda: states[0])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed is no fault
        states.append(Faulty(f"http://127.0.0.1:{server.server_port}/", truthful))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield states[0]
        finally:
            server.shutdown()
            thread.join()
