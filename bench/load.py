"""The built site under nginx beside a plain file of the same size: what the site's own settings cost a server.

Run: .venv/bin/python bench/load.py [site] [--requests 1500] [--rounds 5] [--connections 8]

On loopback only, and bounded. `site` is a built one, default site/, or one
built for this. A page, a part of the search and a feed are each
asked for packed, as browsers do; the peer is a file of random letters that packs to the same size, from a server block
that has none of the project's settings but packs too. Both are asked in turns, so that whatever else the machine does
falls on both; the client is this script and costs more than the server, which holds both back alike. Prints requests a
second and the 99th percentile of the time to an answer, with the median of the rounds' ratios and their range.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER = """
daemon off; worker_processes 1; pid {prefix}/pid; error_log {prefix}/error.log; {user}
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {prefix}/b; proxy_temp_path {prefix}/p;
  fastcgi_temp_path {prefix}/f; uwsgi_temp_path {prefix}/u; scgi_temp_path {prefix}/s;
  keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{ours}; root "{site}"; include "{settings}"; }}
  server {{ listen 127.0.0.1:{plain}; root "{prefix}/plain"; gzip on; gzip_comp_level 5; gzip_types *; }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(site: Path, prefix: Path) -> Iterator[tuple[int, int]]:
    """Ports of the site and of the plain files below `prefix`/plain."""
    ours, plain = free_port(), free_port()
    names = {"prefix": prefix, "site": site, "settings": ROOT / "deploy/nginx.conf", "ours": ours, "plain": plain}
    user = "user root;" if os.geteuid() == 0 else ""
    (prefix / "nginx.conf").write_text(SERVER.format(user=user, **names), "utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    log = str(prefix / "error.log")
    process = subprocess.Popen([program, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-e", log])
    try:
        time.sleep(0.5)
        yield ours, plain
    finally:
        process.terminate()
        process.wait(10)


def letters(size: int) -> bytes:
    """Random text that gzip packs to some `size` bytes."""
    luck, text = random.Random(1), b""  # noqa: S311  # no secrets
    while (missing := size - len(gzip.compress(text, 5))) > 20:
        text += bytes(luck.choices(b"abcdefghijklmnopqrstuvwxyz \n", k=max(20, missing)))
    return text


def ask(port: int, path: str, number: int) -> list[float]:
    """Seconds of each of `number` requests over one connection."""
    connection, times = HTTPConnection("127.0.0.1", port), []
    for _ in range(number):
        start = time.perf_counter()
        connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def load(port: int, path: str, requests: int, connections: int) -> tuple[float, float]:
    """Requests a second and the 99th percentile in milliseconds."""
    start = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        parts = pool.map(lambda _: ask(port, path, requests // connections), range(connections))
        times = sorted(one for part in parts for one in part)
    return len(times) / (time.perf_counter() - start), times[len(times) * 99 // 100] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    for name, number in (("requests", 1500), ("rounds", 5), ("connections", 8)):
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
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder)
        (prefix / "plain").mkdir()
        for kind, path in kinds.items():
            (prefix / "plain" / f"{kind}.txt").write_bytes(letters(len(gzip.compress(path.read_bytes(), 5))))
        print("kind    packed      ours/s   plain/s  ratio (range)        p99 ours  p99 plain  ratio (range)")
        with served(site, prefix) as (ours, plain):
            for kind, path in kinds.items():
                address = path.relative_to(site).as_posix().removesuffix("index.html")
                rounds = []
                for _ in range(given.rounds):
                    pair = [(ours, address), (plain, f"{kind}.txt")]
                    rounds.append([load(port, name, given.requests, given.connections) for port, name in pair])
                print(line(kind, len(gzip.compress(path.read_bytes(), 5)), rounds), flush=True)


def line(kind: str, size: int, rounds: list[list[tuple[float, float]]]) -> str:
    cells = [f"{kind:6}{size / 1024:6.1f} KiB"]
    for which in (0, 1):
        ours, plain = ([one[side][which] for one in rounds] for side in (0, 1))
        ratios = [a / b for a, b in zip(ours, plain, strict=True)]
        cells.append(f"{statistics.median(ours):10.1f}{statistics.median(plain):10.1f}")
        cells.append(f"{statistics.median(ratios):6.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
    return "  ".join(cells)


if __name__ == "__main__":
    main()
