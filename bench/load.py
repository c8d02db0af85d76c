"""The built site under nginx beside plain files of the same bytes: what the site's own settings cost a server.

Run: .venv/bin/python bench/load.py [site] [--requests 400] [--rounds 24] [--connections 2]

On this machine only, over sockets of the file system, and bounded. `site` is a built one, default site/, or one
built for this. A page, a part of the search and a feed are each asked for packed, as browsers do; the peer is a copy of
the file under another name, from an nginx that has none of the project's settings but packs too. Rounds
are short and both servers have their turn in each, now one first, now the other, so that whatever else the machine
does falls on both. Prints, for each kind, the medians and then the median of the rounds' ratios with the least and the
greatest: requests a second, the 99th percentile of the time to an answer, and the processor's time that the server
itself took for one (the scheduler's count). The client is this script and costs more than either server: where the
machine is busy the first two say little, and the third still tells.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER = """
daemon off; master_process off; pid {prefix}/pid; error_log {prefix}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {prefix}/b; proxy_temp_path {prefix}/p;
  fastcgi_temp_path {prefix}/f; uwsgi_temp_path {prefix}/u; scgi_temp_path {prefix}/s;
  keepalive_requests 1000000;
  server {{ listen unix:{prefix}/socket; root "{folder}"; {settings} }}
}}
"""
PEER = "gzip on; gzip_comp_level 5; gzip_types *;"
PATIENCE = 10
FIGURES = {"requests/s": "{:10.0f}", "p99 ms": "{:9.2f}", "server µs": "{:9.0f}"}
"""What each round measures, by how it is printed."""


@dataclass(frozen=True)
class Server:
    """One nginx of one process; `socket` is where it listens."""

    socket: Path
    process: int

    def processor(self) -> int:
        """Nanoseconds that it has run so far: the first field of /proc/PID/schedstat."""
        return int(Path(f"/proc/{self.process}/schedstat").read_text("ascii").split()[0])


class Connection(HTTPConnection):
    """To a server that listens in the file system."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


@contextmanager
def served(folder: Path, prefix: Path, settings: str) -> Iterator[Server]:
    """`folder` with these settings; `prefix`, a new folder, holds what nginx needs."""
    prefix.mkdir()
    (prefix / "nginx.conf").write_text(SERVER.format(prefix=prefix, folder=folder, settings=settings), "utf-8")
    program, log = shutil.which("nginx") or "/usr/sbin/nginx", str(prefix / "error.log")
    process = subprocess.Popen([program, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-e", log])
    try:
        end = time.monotonic() + PATIENCE
        while not (prefix / "socket").is_socket():
            assert process.poll() is None and time.monotonic() < end, "nginx did not start"  # noqa: PT018  # no test
            time.sleep(0.02)
        yield Server(prefix / "socket", process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def ask(server: Server, path: str, number: int) -> list[float]:
    """Seconds of each of `number` requests over one connection."""
    connection, times = Connection(server.socket), []
    for _ in range(number):
        start = time.perf_counter()
        connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def load(server: Server, path: str, requests: int, connections: int) -> tuple[float, float, float]:
    """The FIGURES of one round."""
    start, before = time.perf_counter(), server.processor()
    with ThreadPoolExecutor(connections) as pool:
        parts = pool.map(lambda _: ask(server, path, requests // connections), range(connections))
        times = sorted(one for part in parts for one in part)
    took, worked = time.perf_counter() - start, server.processor() - before
    return len(times) / took, times[len(times) * 99 // 100] * 1000, worked / len(times) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    for name, number in (("requests", 400), ("rounds", 24), ("connections", 2)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(find_site(given.site, Path(folder)), given)


def find_site(site: Path, folder: Path) -> Path:
    """The built site, or one built for this below `folder`."""
    if (site / "search/index.json").is_file():
        return site.resolve()
    command = [Path(sys.executable).parent / "showcase", "build", "--site-dir", folder / "site"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder / "site"


def measure(site: Path, given: argparse.Namespace) -> None:
    """Prints the table."""
    version = json.loads((site / "search/index.json").read_bytes())["version"]
    record = min((site / "achievements").glob("a*/index.html"))
    shard = max((site / "search" / version / "shards").iterdir(), key=lambda path: path.stat().st_size)
    kinds = {"page": record, "shard": shard, "feed": site / "feed.json"}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        plain = Path(folder) / "plain"
        plain.mkdir()
        for kind, path in kinds.items():
            shutil.copy(path, plain / f"{kind}.txt")
        ours = served(site, Path(folder) / "ours", f'include "{ROOT / "deploy/nginx.conf"}";')
        pair = [servers.enter_context(one) for one in (ours, served(plain, Path(folder) / "peer", PEER))]
        print("kind   packed      what              ours      peer  ratio (least–greatest)")
        for kind, path in kinds.items():
            names = [path.relative_to(site).as_posix().removesuffix("index.html"), f"{kind}.txt"]
            for server, name in zip(pair, names, strict=True):
                load(server, name, given.requests, given.connections)  # warm
            rounds = []
            for number in range(given.rounds):
                order = (0, 1) if number % 2 else (1, 0)
                told = {which: load(pair[which], names[which], given.requests, given.connections) for which in order}
                rounds.append((told[0], told[1]))
            print(lines(kind, len(gzip.compress(path.read_bytes(), 5)), rounds), flush=True)


def lines(kind: str, size: int, rounds: list[tuple[tuple[float, ...], tuple[float, ...]]]) -> str:
    """A line for each of the FIGURES."""
    told = []
    for which, (name, shape) in enumerate(FIGURES.items()):
        pairs = [(ours[which], peer[which]) for ours, peer in rounds]
        ratios = [ours / peer for ours, peer in pairs]
        cells = "".join(shape.format(statistics.median(side)).rjust(10) for side in zip(*pairs, strict=True))
        spread = f"{statistics.median(ratios):6.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        told.append(f"{kind:5}{size / 1024:6.1f} KiB  {name:12}{cells} {spread}")
    return "\n".join(told)


if __name__ == "__main__":
    main()
