"""A site as it lies on disk, and what its addresses lead to there."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from jsonschema_rs import Draft202012Validator

from showcase.outputs.inventory import files_below


class BuiltSite:
    """The files below `folder`; `root` is the public address that the site was built for."""

    def __init__(self, folder: Path, root: str) -> None:
        self.folder = folder
        self.root = root
        self.base = urlsplit(root).path or "/"
        self._found: dict[tuple[str, str], str | None] = {}
        self.validators: dict[str, Draft202012Validator] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset(path for path, _entry in files_below(self.folder))

    def read(self, path: str) -> bytes:
        with open(f"{self.folder}/{path}", "rb") as file:  # noqa: PTH123  # thousands
            return file.read()

    def size(self, path: str) -> int:
        """In bytes."""
        return os.stat(f"{self.folder}/{path}").st_size  # noqa: PTH116  # thousands

    def address(self, path: str) -> str:
        """Where a browser finds the file, from the host's root."""
        return self.base + path.removesuffix("index.html")

    def file_from(self, path: str, target: str) -> str | None:
        """The file that a page's relative address leads to; the same few stand on thousands of pages."""
        folder = path.rpartition("/")[0]
        while folder and target.startswith("../"):
            folder, target = folder.rpartition("/")[0], target[3:]
        key = (folder, target)
        if key not in self._found:
            self._found[key] = self.file_at(urljoin(f"{self.base}{folder}/" if folder else self.base, target))
        return self._found[key]

    def file_at(self, address: str) -> str | None:
        """The file that a server gives for a path from the host's root; None where there is none."""
        if not address.startswith(self.base):
            return None
        path = unquote(address[len(self.base) :])
        for candidate in (path, f"{path}index.html" if not path or path.endswith("/") else f"{path}/index.html"):
            if candidate in self.paths:
                return candidate
        return None
