"""A small catalogue in a real git repository, in which time passes."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from fed import made_feeds
from showcase.catalogue.load import Catalogue, load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.minisign import SigningKey
from showcase.past.day import SHANGHAI
from showcase.past.history import load_history
from showcase.past.timeline import Past, load_past
from tree import CORPUS, make_tree, put

ORIGIN = "https://showcase.example/"
_TEXTS = {
    kind: (CORPUS / "valid" / name).read_text(encoding="utf-8")
    for kind, name in (("a", "status_open.md"), ("d", "deadline_open-demand.md"))
}
_FOLDERS = {"a": "achievements", "d": "demands"}
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@a.example",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@a.example",
}


def record(identifier: str, **fields: str) -> str:
    """The text of a sound record; `fields` replace or add lines of its front matter, `None` text removes one."""
    text = re.sub(r"^id: .*$", f"id: {identifier}", _TEXTS[identifier[0]], count=1, flags=re.MULTILINE)
    for name, value in fields.items():
        line = f"{name}: {value}\n"
        text, found = re.subn(rf"^{name}: .*\n", lambda _, line=line: line, text, count=1, flags=re.MULTILINE)
        if not found:
            text = text.replace("\n---\n", f"\n{line}---\n", 1)
    return text


def path_of(identifier: str) -> str:
    return f"content/{_FOLDERS[identifier[0]]}/{identifier[1:5]}/{identifier}.md"


@dataclass
class Chronicle:
    """The repository at `root`; `now` is its clock, which only `wait` moves."""

    root: Path
    now: datetime = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)

    def __post_init__(self) -> None:
        make_tree(self.root)
        self.git("init", "-q", "-b", "main")
        self.commit()

    @property
    def today(self) -> date:
        return self.now.date()

    def wait(self, days: int = 0, **parts: int) -> None:
        self.now += timedelta(days=days, **parts)

    def git(self, *arguments: str) -> str:
        when = f"@{int(self.now.timestamp())} +0800"
        environment = _ENVIRONMENT | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        command = ("git", *arguments)
        result = subprocess.run(command, cwd=self.root, env=environment, check=True, capture_output=True, text=True)
        return result.stdout.strip()

    def write(self, identifier: str, **fields: str) -> None:
        put(self.root, path_of(identifier), record(identifier, **fields))

    def remove(self, identifier: str) -> None:
        (self.root / path_of(identifier)).unlink()

    def commit(self) -> str:
        """Commit everything, at the clock's time; returns the commit."""
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "step")
        return self.git("rev-parse", "HEAD")

    def load(self) -> Catalogue:
        catalogue = load(self.root, self.today)
        assert not catalogue.errors, catalogue.errors
        return catalogue

    def render(self, key: SigningKey | None = None) -> dict[str, bytes]:
        """The API and the feeds as they would be published today."""
        return made_feeds(Views(self.load(), Site("测试目录", ORIGIN, "测试用"), self.past()), key)

    def past(self) -> Past:
        """Everything that main published, as one would read it today."""
        return load_past(load_history(self.root, self.today))


def chain(files: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    """The items of a chain of files (`changes`, `tombstones`), newest first."""
    items: list[dict[str, Any]] = []
    address: str | None = f"{ORIGIN}api/v1/{name}.json"
    while address:
        document = json.loads(files[address.removeprefix(ORIGIN)])
        items += document["items"]
        address = document["next_url"]
    return items


def midnight(day: date) -> str:
    """As documents write the beginning of the day."""
    return datetime.combine(day, time(), SHANGHAI).isoformat()
