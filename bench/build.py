"""The whole site against plain MkDocs with Material, which renders the same records page by page.

Run: .venv/bin/python bench/build.py [records]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import make_catalogue

PLAIN = """\
site_name: plain
docs_dir: docs
theme: {name: material, language: zh, font: false}
plugins: []
"""


def seconds(root: Path) -> float:
    """Wall time of `mkdocs build` in `root`."""
    start = time.perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, env=environment, check=True)
    return time.perf_counter() - start


def make_plain(root: Path, catalogue: Path) -> Path:
    """The catalogue's records as an ordinary MkDocs site, without search or feeds."""
    root.mkdir()
    (root / "mkdocs.yml").write_text(PLAIN, "utf-8")
    for kind in ("achievements", "demands"):
        shutil.copytree(catalogue / "content" / kind, root / "docs" / kind)
    (root / "docs" / "index.md").write_text("# plain\n", "utf-8")
    return root


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        catalogue = make_catalogue(Path(folder) / "showcase", records)
        first = seconds(catalogue)
        again = seconds(catalogue)
        plain = seconds(make_plain(Path(folder) / "plain", catalogue))
    print(f"{records} records: pages, lists, search index, feeds and API, beside pages only")
    print("| build | seconds | ratio |")
    print("|---|---:|---:|")
    print(f"| showcase, first | {first:.2f} | {first / plain:.2f} |")
    print(f"| showcase, nothing changed | {again:.2f} | {again / plain:.2f} |")
    print(f"| MkDocs + Material, page by page | {plain:.2f} | 1.00 |")


if __name__ == "__main__":
    main()
