"""The whole site beside what other generators make of the same records: at first, again, and with one record changed.

Run: make bench-build, or .venv/bin/python bench/build.py [--readme] [records …] (1,000 if no number is given). Ours is
pages, lists, workbooks, form, search, feeds and data; the peers make pages and lists alone, so that a ratio says how
much dearer everything is than the least that a generator does. `--readme` puts the table into README.md.

CPU is that of all processes together, memory that of the largest. Nothing else should run on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from marine import make_marine
from peers.generators import PEERS, Generator, is_there, load_records

REPOSITORY = Path(__file__).parent.parent
BEGIN, END = "<!-- bench/build.py -->", "<!-- the end of it -->"
HEADS = ("generator", "first, s", "× Hugo", "CPU, s", "memory, MB", "again, s", "one record, s", "files", "MB")
ADDED = "\n一句新加的话：在港口试用了三个月。\n"
OURS = "this project (everything)"
LOAD = os.getloadavg()[0]
"""What else ran on the machine: where it is not near nought, walls say little and CPU more."""


@dataclass(frozen=True)
class Run:
    """Seconds of wall and of CPU, and megabytes of the largest process."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Run:
    """One build; if it fails, what it said is the end."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NODE_OPTIONS": "--max-old-space-size=8192"}
    environment["SHOWCASE_CACHE"] = str(folder.with_name("cache"))  # a first build finds nothing of an earlier bench
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # no user's machine compiles every module at every build
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read()[-2000:].decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(name: str, command: Sequence[str], folder: Path, site: Path, changed: Path) -> list[str]:
    """A row of the table, the ratio left open."""
    first = run(command, folder)
    paths = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in paths)
    again = run(command, folder)
    with changed.open("a", encoding="utf-8") as file:
        file.write(ADDED)
    one = run(command, folder)
    figures = [f"{first.wall:.2f}", "", f"{first.cpu:.2f}", f"{first.memory:.0f}"]
    return [name, *figures, f"{again.wall:.2f}", f"{one.wall:.2f}", f"{len(paths):,}", f"{size / 1e6:,.1f}"]


def rows(records: int, folder: Path) -> Iterator[list[str]]:
    """A row for this project and for every peer that can."""
    ours = make_marine(folder / "ours", records)
    known = load_records(ours)
    command = (sys.executable, "-c", "from showcase.cli import main; main()", "build")
    changed = next((ours / "content" / "achievements").rglob(f"{known[0].name}.md"))
    yield measure(OURS, command, ours, ours / "site", changed)
    shutil.rmtree(ours)
    for peer in PEERS:
        if not is_there(peer):
            print(f"{peer.name} is not installed (make bench-build installs it): left out", file=sys.stderr)
        elif records <= peer.most:
            root = folder / re.sub(r"\W+", "-", peer.name)
            changed = peer.prepare(root, known)
            yield measure(f"{peer.name} {say_version(peer)}", peer.command, root, root / peer.site, changed)
            shutil.rmtree(root)


def say_version(peer: Generator) -> str:
    said = subprocess.run(peer.version, capture_output=True, text=True, check=True).stdout
    found = re.search(r"v?(\d+\.\d+\.\d+)", said.splitlines()[-1])
    return found[1] if found else ""


def render_table(records: int) -> str:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        table = list(rows(records, Path(folder)))
    hugo = next((float(row[1]) for row in table if row[0].startswith("Hugo")), 0.0)
    for row in table:
        row[2] = f"{float(row[1]) / hugo:.1f}" if hugo else ""
    lines = [f"{records:,} records:", "", f"| {' | '.join(HEADS)} |", f"|---{'|---:' * (len(HEADS) - 1)}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in table)])


def say_machine() -> str:
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    name = found[1] if found else "CPU"
    return f"{name}, {cores} cores, {memory:.0f} GiB, Python {sys.version.split()[0]}, load {LOAD:.1f} at the start"


def write_readme(text: str) -> None:
    path = REPOSITORY / "README.md"
    before, rest = path.read_text("utf-8").split(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:] if argument != "--readme"] or [1_000]
    parts = []
    for size in sizes:
        parts.append(render_table(size))
        print(f"{parts[-1]}\n", flush=True)
    text = "\n\n".join([*parts, f"On {say_machine()}."])
    if "--readme" in sys.argv:
        write_readme(text)


if __name__ == "__main__":
    main()
