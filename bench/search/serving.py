"""A static server that compresses like any other (gzip -6) and writes down what went over the wire."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PAGES = Path(__file__).parent / "pages"
mimetypes.add_type("text/javascript", ".mjs")


class Sent(NamedTuple):
    """A file that was fetched and the size of what was sent for it."""

    path: str
    size: int


class Server(http.server.ThreadingHTTPServer):
    """Serves `root`, and the benchmark's own pages below /bench/; `sent` leaves those pages out."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.sent: list[Sent] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        own = path.startswith("/bench/")
        file = PAGES / path.removeprefix("/bench/") if own else self.server.root / path[1:]
        file = file / "index.html" if path.endswith("/") else file
        if not file.is_file():
            self.send_error(404)
            return
        data, packed = _packed(file)
        if not own:
            self.server.sent.append(Sent(path, len(data)))
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Says nothing."""


@cache
def _packed(file: Path) -> tuple[bytes, bool]:
    """The file as it is sent, and whether that is compressed: not where it would grow, as of Pagefind's own gzip."""
    data = file.read_bytes()
    packed = gzip.compress(data, 6, mtime=0)
    return (packed, True) if len(packed) < len(data) else (data, False)


@contextmanager
def serve(root: Path) -> Iterator[Server]:
    """A running server; the port is free until then."""
    with Server(root) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
