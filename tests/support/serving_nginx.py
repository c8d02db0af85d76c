"""A real nginx with the project's own configuration, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from building import REPOSITORY, free_port

CONFIGURATION = """
daemon off;
worker_processes 1;
pid {prefix}/pid;
error_log {prefix}/error.log;
{user}
events {{ worker_connections 64; }}
http {{
  client_body_temp_path {prefix}/temp;
  proxy_temp_path {prefix}/temp;
  fastcgi_temp_path {prefix}/temp;
  uwsgi_temp_path {prefix}/temp;
  scgi_temp_path {prefix}/temp;
  log_format short "$request_method $status $body_bytes_sent $uri";
  access_log {prefix}/access.log short;
  server {{
    listen 127.0.0.1:{port};
    root "{folder}";
    {extra}
    include "{snippet}";
  }}
}}
"""
PATIENCE = 10


class Asked(NamedTuple):
    """A request; `sent` are the bytes of the answer's body as they went out, compressed."""

    method: str
    status: int
    sent: int
    path: str


@dataclass
class Nginx:
    """A running server; `url` ends in a slash."""

    url: str
    prefix: Path
    read: int = 0

    def requests(self) -> list[Asked]:
        """Every request since the last call, in order of their ends."""
        lines = (self.prefix / "access.log").read_text("utf-8").splitlines()
        fresh = [line.split(" ", 3) for line in lines[self.read :]]
        self.read = len(lines)
        return [Asked(method, int(status), int(sent), path) for method, status, sent, path in fresh]


@contextmanager
def nginx(program: str, folder: Path, prefix: Path, *, extra: str = "") -> Iterator[Nginx]:
    """Serves `folder` with deploy/nginx.conf; `extra` stands before it in the server's block."""
    (prefix / "temp").mkdir(parents=True)
    port = free_port()
    text = CONFIGURATION.format(
        prefix=prefix,
        port=port,
        folder=folder,
        extra=extra,
        snippet=REPOSITORY / "deploy" / "nginx.conf",
        # The folders of a test belong to whoever runs it; root's workers would be somebody else.
        user="user root;" if os.geteuid() == 0 else "",
    )
    (prefix / "nginx.conf").write_text(text, "utf-8")
    command = [program, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-e", str(prefix / "error.log")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process, prefix / "error.log")
        yield Nginx(f"http://127.0.0.1:{port}/", prefix)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            said = log.read_text("utf-8") if log.is_file() else "nothing"
            assert process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.02)
        else:
            return
