"""Importing a spreadsheet beside what it cannot do without: reading the cells, and checking the records.

Run: .venv/bin/python bench/import.py [rows]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from corpus import make_catalogue


def seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def showcase(root: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-c", "from showcase.cli import main; main()", *arguments],
        cwd=root,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        root = make_catalogue(Path(folder) / "showcase", rows)
        sheet = Path(folder) / "records.xlsx"
        export = seconds(lambda: showcase(root, "export", str(sheet)))
        again = seconds(lambda: showcase(root, "import", str(sheet)))
        for kind in ("achievements", "demands"):
            shutil.rmtree(root / "content" / kind)
        first = seconds(lambda: showcase(root, "import", str(sheet)))
        check = seconds(lambda: showcase(root, "check"))
        read = seconds(lambda: [CalamineWorkbook.from_path(sheet).get_sheet_by_index(n).to_python() for n in (0, 1)])
    print(f"{rows} rows")
    print("| step | seconds | beside check |")
    print("|---|---:|---:|")
    for name, taken in (
        ("import, all new", first),
        ("import, nothing changed", again),
        ("export", export),
        ("check", check),
        ("reading the cells (calamine)", read),
    ):
        print(f"| {name} | {taken:.2f} | {taken / check:.2f} |")


if __name__ == "__main__":
    main()
