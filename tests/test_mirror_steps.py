"""A mirror keeps in step with its source over random histories: real git, real nginx, the real mirror."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chronicle import Chronicle, path_of
from effort import examples
from serving_nginx import Nginx, nginx
from showcase.mirror import Outcome, mirror
from showing import read, show

HISTORIES = examples(20)
SEQUENCES = 10
"""Of each history: 200 sequences of one to four edits in all (`make soak`), each published and mirrored."""
MANIFEST = "api/v1/index.json"


class Author:
    """Makes random sound edits in a catalogue."""

    def __init__(self, book: Chronicle, luck: random.Random) -> None:
        self.book = book
        self.luck = luck
        self.serial = 0
        self.gone: list[str] = []

    def ids(self) -> list[str]:
        return sorted(path.stem for path in (self.book.root / "content").glob("*s/2026/*.md"))

    def some(self) -> str | None:
        return self.luck.choice(ids) if (ids := self.ids()) else None

    def fields(self) -> dict[str, str]:
        """What is new in a version: never the same twice."""
        self.serial += 1
        until = self.book.today.toordinal() + self.luck.randrange(40)
        return {
            "title": f"第{self.serial}次写下的名称",
            "status": self.luck.choice(["open", "negotiating", "paused"]),
            "reviewed": str(self.book.today),
            "valid_until": str(type(self.book.today).fromordinal(until)),
        }

    def write(self, identifier: str, **more: str) -> None:
        fields = self.fields() | more
        if identifier[0] == "d":
            days = self.book.today.toordinal() + self.luck.randrange(40)
            fields["deadline"] = str(type(self.book.today).fromordinal(days))
        self.book.write(identifier, **fields)

    def add(self) -> str:
        identifier = f"{self.luck.choice('ad')}2026-lanhai-{self.serial + 1:03}"
        self.write(identifier)
        return identifier

    def edit(self) -> None:
        if identifier := self.some():
            self.write(identifier)

    def withdraw(self) -> None:
        if identifier := self.some():
            withdrawal = f"{{date: {self.book.today}, reason: 数据有误需要重测}}"
            self.write(identifier, status="withdrawn", withdrawn=withdrawal)

    def delete(self) -> None:
        if identifier := self.some():
            self.book.remove(identifier)
            self.gone.append(identifier)

    def bring_back(self) -> None:
        if self.gone:
            self.write(self.gone.pop(self.luck.randrange(len(self.gone))))

    def rename(self) -> None:
        """The new record takes the old one's id as an alias, in the same commit."""
        if former := self.some():
            later = f"{former[0]}2026-lanhai-{self.serial + 1:03}"
            self.book.git("add", "--all")
            self.book.git("mv", path_of(former), path_of(later))
            self.write(later, aliases=f"[{former}]")

    def merge(self) -> None:
        """Two edits on a branch, one on main, and a merge."""
        self.book.commit()
        self.book.git("switch", "-q", "-c", f"side-{self.serial}")
        for _ in range(2):
            self.add()
            self.book.commit()
        self.book.git("switch", "-q", "main")
        self.edit()
        self.book.commit()
        self.book.wait(hours=self.luck.randrange(30))
        self.book.git("merge", "-q", "--no-ff", "-m", "merge", "@{-1}")

    def leave(self) -> None:
        """Nothing but time passes."""

    def sequence(self) -> None:
        edits = (self.add, self.add, self.edit, self.edit, self.withdraw, self.delete, self.bring_back, self.rename)
        for edit in self.luck.choices((*edits, self.merge, self.leave), k=self.luck.randint(1, 4)):
            edit()
            if self.luck.random() < 0.8:
                self.book.commit()
            if self.luck.random() < 0.5:
                self.book.wait(days=self.luck.randrange(12), hours=self.luck.randrange(24))


@pytest.fixture(scope="module")
def source(need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nginx, Path]]:
    """A web server and the folder that it serves."""
    folder = tmp_path_factory.mktemp("source")
    with nginx(need("nginx", "nginx-light"), folder, tmp_path_factory.mktemp("nginx") / "prefix") as server:
        yield server, folder


def publish(folder: Path, files: dict[str, bytes], number: int) -> None:
    """As a publication does, at a second of its own: nginx makes the ETag of time and size."""
    show(folder, files)
    os.utime(folder / MANIFEST, (1_800_000_000 + number,) * 2)


def documents(files: dict[str, bytes]) -> dict[str, Any]:
    """The records' documents at their own ids, without what other records say of them."""
    found = {}
    for path, data in files.items():
        if path.startswith(("api/v1/achievements/", "api/v1/demands/")):
            document = json.loads(data)
            if path.endswith(f"/{document['id']}.json"):
                found[document["id"]] = document | {"similar": []}
    return found


def listed(files: dict[str, bytes]) -> set[str]:
    lists = (json.loads(files[f"api/v1/{name}.json"]) for name in ("achievements", "demands"))
    return {item["id"] for document in lists for item in document["items"]}


def check_requests(server: Nginx, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """The manifest, and once each content that the mirror did not have; nothing else."""
    asked = [asked.path.lstrip("/") for asked in server.requests()]
    new = set(after.values()) - set(before.values()) - {after[MANIFEST]}

    assert asked.count(MANIFEST) == 1
    assert sorted(after[path] for path in asked if path != MANIFEST) == sorted(new)


def check_news(outcome: Outcome, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """changes.json names exactly the ids whose documents changed, and says rightly what became of them."""
    old, new = documents(before), documents(after)
    changed = {id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_)}
    news = outcome.news or {}
    told = {id_: op for op, ids in news.items() for id_ in ids}

    came_and_went = {id_ for id_ in told if id_ not in old and id_ not in new}
    assert told.keys() - came_and_went == changed
    for id_, op in told.items():
        assert (id_ in new) == (op not in ("renamed", "deleted")), (id_, op)
        if op != "updated":  # a record that is not listed can be updated too
            assert (id_ in listed(after)) == (op in ("added", "restored", "closed")), (id_, op)


@pytest.mark.parametrize("number", range(HISTORIES))
def test_mirror_equals_source_after_each_step(source: tuple[Nginx, Path], tmp_path: Path, number: int) -> None:
    """After each sequence of edits the mirror is the source, nothing unchanged was fetched, each change was told."""
    server, folder = source
    book = Chronicle(tmp_path / "book")
    author = Author(book, random.Random(number))  # noqa: S311  # the same histories on every machine
    before: dict[str, bytes] = {}
    for step in range(SEQUENCES):
        author.sequence()
        after = book.render()
        publish(folder, after, number * SEQUENCES + step)
        server.requests()
        outcome = mirror(server.url, tmp_path / "mirror", lambda _: None)

        assert read((tmp_path / "mirror" / "current").resolve()) == after == read(folder)
        check_requests(server, before, after)
        if before:
            check_news(outcome, before, after)
        before = after
