"""Thirty steps of a real history: since when is right everywhere, and every copy of the data is what is published."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from building import CONTENT, REPOSITORY
from chronicle import ORIGIN, Chronicle, chain, path_of
from crowd import write_crowd
from fed import made_feeds
from serving_nginx import Nginx, nginx
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.mirror import mirror
from showcase.outputs.feeds.api import render_records
from showcase.outputs.feeds.documents import RECORD_DOCUMENTS, Derived, Summary
from showcase.outputs.feeds.modified import render_modified
from showcase.outputs.feeds.moving import MOVING, Cause
from showcase.outputs.ledgers import build_route_ledger
from showcase.outputs.pages.recipients import RecipientPage, build_recipient_leaves
from showing import read, show
from tree import put

FOLLOW = REPOSITORY / "content/guide/follow.py"
FIRST_BYTES = 4096
"""Of modified.csv, which the follower asks for."""
MOST_BYTES = 5_000
"""That one changed record may cost a consumer beyond the record."""
VENTURE = '{stage: planned, district: "370212"}'
Place = tuple[str, str, str]
"""Facet, code and id."""
Files = dict[str, bytes]


class Story:
    """A catalogue's history step by step, with what an observer notes down who looks at the lists every day."""

    def __init__(self, root: Path) -> None:
        self.book = Chronicle(root)
        self.said: dict[str, dict[str, str]] = {}
        self.since: dict[Place, date] = {}
        self.began = False

    def write(self, identifier: str, **fields: str) -> None:
        """The record says what it said, with these fields in their places."""
        self.said[identifier] = self.said.get(identifier, {}) | fields
        self.book.write(identifier, **self.said[identifier])

    def drop(self, identifier: str, name: str) -> None:
        self.said[identifier].pop(name)
        self.write(identifier)

    def rename(self, former: str, later: str) -> None:
        self.book.git("mv", path_of(former), path_of(later))
        self.said[later] = self.said.pop(former)
        self.write(later, aliases=f"[{former}]")
        self.since |= {(*place[:2], later): day for place, day in self.since.items() if place[2] == former}

    def withdraw(self, identifier: str) -> None:
        withdrawn = f"{{date: {self.book.today}, reason: 数据有误需要重测}}"
        self.write(identifier, status="withdrawn", withdrawn=withdrawn)

    def revert(self, *options: str) -> None:
        self.book.git("revert", "--no-edit", *options, "HEAD")

    def branch(self, write: Callable[[], None]) -> None:
        """What is written on a branch called old, committed today, while main stays as it is."""
        self.book.git("switch", "-q", "-c", "old")
        said = {identifier: dict(fields) for identifier, fields in self.said.items()}
        write()
        self.book.commit()
        self.book.git("switch", "-q", "main")
        self.said = said

    def members(self) -> set[Place]:
        """What stands where today, whatever was before."""
        self.catalogue = self.book.load()
        indexes = Views(self.catalogue, Site("", ORIGIN, "")).indexes
        return {
            (facet, code, entry.id)
            for facet, index in indexes.items()
            for code, group in index.groups.items()
            for entry in group.entries
        }

    def pass_days(self, days: int) -> None:
        """Time passes; what has lapsed by then is gone from the observer's list."""
        self.book.wait(days=days)
        if days > 1:
            there = self.members()
            self.since = {place: day for place, day in self.since.items() if place in there}

    def note(self, day: date) -> None:
        """The observer looks at the lists: what was not there has come on `day`."""
        there = self.members()
        first = {entry.id: entry.record.published for entry in self.catalogue.entries} if not self.began else {}
        self.since = {place: self.since.get(place, first.get(place[2], day)) for place in there}
        self.began = True


A, B, C, C2, E, F, G = (f"a2026-lanhai-{number:03}" for number in (11, 12, 13, 23, 15, 16, 17))
D, D2 = "d2026-lanhai-014", "d2026-lanhai-018"
LATER = "a2026-lanhai-031"


def ahead(story: Story) -> None:
    """A commit by a clock that is years ahead."""
    now = story.book.now
    story.book.now = now.replace(year=2031)
    story.write(F)
    story.book.commit()
    story.book.now = now


def bring_back(story: Story) -> None:
    story.book.git("checkout", "-q", "HEAD^", "--", path_of(G))


def merge(story: Story, *options: str) -> None:
    story.book.git("merge", "-q", "--no-ff", "-m", "merge", *options, "old")
    story.book.git("branch", "-q", "-D", "old")


STEPS: tuple[tuple[str, Callable[[Story], Any]], ...] = (
    ("a new achievement, with which the history begins", lambda s: s.write(A)),
    ("a new demand", lambda s: s.write(D)),
    ("another achievement", lambda s: s.write(B, contract_types="[development]")),
    ("an edit", lambda s: s.write(A, title="改过的名称四个字")),
    ("a venture gained", lambda s: s.write(A, venture=VENTURE)),
    ("a third, with a venture from the first", lambda s: s.write(C, venture=VENTURE)),
    ("another industry", lambda s: s.write(A, industries="[ai]")),
    ("capital sought", lambda s: s.write(B, financing="{amount: 300, use: 建一条中试线}")),
    ("a venture lost", lambda s: s.drop(A, "venture")),
    ("an edit on main, while a branch is begun", lambda s: s.write(B, trl="5")),
    ("a withdrawal", lambda s: s.withdraw(B)),
    ("which is reverted", lambda s: s.revert()),
    ("the venture gained again", lambda s: s.write(A, venture=VENTURE)),
    ("a renaming", lambda s: s.rename(C, C2)),
    ("an edit of what was renamed", lambda s: s.write(C2, trl="6")),
    ("the merge of the old branch", merge),
    ("a commit from the future", ahead),
    ("an edit after it", lambda s: s.write(A, trl="7")),
    ("another record after it", lambda s: s.write(G)),
    ("a deletion by mistake", lambda s: s.book.remove(G)),
    ("which is undone", bring_back),
    ("a short validity", lambda s: s.write(D, valid_until=str(s.book.today + timedelta(days=2)))),
    (
        "its renewal when it has lapsed",
        lambda s: s.write(D, reviewed=str(s.book.today), valid_until=str(s.book.today + timedelta(days=99))),
    ),
    ("another deadline, which will pass", lambda s: s.write(D2, deadline=str(s.book.today + timedelta(days=3)))),
    ("an edit when it has passed", lambda s: s.write(B, title="又改过的名称四个字")),
    ("another renaming", lambda s: s.rename(A, LATER)),
    ("which is reverted", lambda s: s.revert()),
    ("a withdrawal for good", lambda s: s.withdraw(F)),
    ("the venture in another district", lambda s: s.write(C2, venture='{stage: planned, district: "370211"}')),
    ("which is reverted", lambda s: s.revert()),
)
LONG = {22: 5, 24: 6}
"""Days before a step, where it is not one."""


def old_branch(story: Story) -> None:
    story.write(E, venture=VENTURE)
    story.write(D2)


def play(story: Story) -> Iterator[str]:
    """The thirty steps, a day each at least; what each is about."""
    day = story.book.today
    for number, (title, step) in enumerate(STEPS):
        story.pass_days(LONG.get(number, 1))
        if title == "an edit on main, while a branch is begun":
            story.branch(lambda: old_branch(story))
        step(story)
        story.book.commit()
        # A step whose clock was ahead counts as made with the one before it.
        day = day if step is ahead else story.book.today
        story.note(day)
        yield title


def documents(files: Files, left_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """By path below api/v1/ the documents that a copy is to have: not withdrawn, each at its own id."""
    found = {}
    for path, data in files.items():
        if path.startswith(("api/v1/achievements/", "api/v1/demands/")):
            document = json.loads(data)
            if path.endswith(f"/{document['id']}.json") and not document["withdrawn"]:
                found[path.removeprefix("api/v1/")] = {k: v for k, v in document.items() if k not in left_out}
    return found


def copied(folder: Path, left_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    files = {f"api/v1/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*.json")}
    return documents(files, left_out) if files else {}


def follow(address: str, folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(FOLLOW), address, str(folder)], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def told_since(views: Views, files: Files) -> Iterator[tuple[str, dict[Place, str]]]:
    """Place by place what is said of since when: documents of lists, what came to them, feeds, recipients' pages."""
    groups = [(facet, code) for facet, index in views.indexes.items() for code in index.groups]
    load_of = {(facet, code): json.loads(files[f"api/v1/by/{facet}/{code}.json"]) for facet, code in groups}
    yield (
        "list",
        {(*at, id_): day for at, one in load_of.items() for id_, day in zip(one["ids"], one["since"], strict=True)},
    )
    entered: dict[Place, str] = {}
    feeds: dict[Place, str] = {}
    for at in groups:
        items = json.loads(files["api/v1/by/{}/{}/changes.json".format(*at)])["items"]
        for item in reversed(items):
            if item["op"] == "entered" and item["id"] in load_of[at]["ids"]:
                entered[(*at, item["id"])] = item["day"]
        feed = json.loads(files["feeds/{}/{}.json".format(*at)])
        feeds |= {(*at, item["id"]): item["date_published"][:10] for item in feed["items"]}
    yield "movement", entered
    yield "feed", feeds


def check_recipients(views: Views, expected: dict[Place, str], title: str) -> None:
    """A recipient's sheet names the day, and its page has the record in that week or month."""
    for code, group in views.indexes["route"].groups.items():
        sheet = build_route_ledger("推送清单", group, views.site)
        labels = [column.label for column in sheet.columns]
        rows = {str(row[labels.index("编号")]): row[labels.index("进入本清单")] for row in sheet.rows}
        assert rows == {
            id_: date.fromisoformat(day) for (name, at, id_), day in expected.items() if (name, at) == ("route", code)
        }, (title, code)
    for leaf in build_recipient_leaves(views):
        for period in leaf.model.periods if isinstance(leaf.model, RecipientPage) else ():
            for sent in period.sent:
                day = date.fromisoformat(expected["route", leaf.path.split("/")[1], sent.card.id])
                week = f"week-{day - timedelta(days=day.weekday())}"
                assert period.anchor in (week, f"month-{day:%Y-%m}"), (title, leaf.path, sent.card.id)


@pytest.fixture(scope="module")
def source(need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nginx, Path]]:
    """A web server with the project's settings, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("source")
    with nginx(need("nginx", "nginx-light"), folder, tmp_path_factory.mktemp("nginx") / "prefix") as server:
        yield server, folder


def test_thirty_steps(source: tuple[Nginx, Path], tmp_path: Path) -> None:
    """After each step every list says since when as who looked every day, and mirror and follower have what is there.

    The follower reads the beginning of one file: it lacks no change of a record, and of the rest nothing but what the
    schema says that it moves without one; when it compares everything it lacks nothing.
    """
    server, folder = source
    story = Story(tmp_path / "book")
    moving = frozenset(MOVING)
    titles = []
    for title in play(story):
        views = Views(story.catalogue, Site("测试目录", ORIGIN, "测试用"), story.book.past())
        files = made_feeds(views)
        expected = {place: str(day) for place, day in story.since.items()}
        for where, told in told_since(views, files):
            assert told == expected, (title, where)
        check_recipients(views, expected, title)
        show(folder, files)
        os.utime(folder / "api/v1/index.json", (1_800_000_000 + len(titles),) * 2)
        mirror(server.url, tmp_path / "mirror", lambda _: None)
        follow(server.url, tmp_path / "copy")

        assert read((tmp_path / "mirror" / "current").resolve()) == files, title
        assert copied(tmp_path / "copy", moving) == documents(files, moving), title
        titles.append(title)
    (tmp_path / "copy/follow.txt").unlink()
    follow(server.url, tmp_path / "copy")

    assert copied(tmp_path / "copy") == documents(files)
    assert len(titles) == 30


def publish_records(book: Chronicle, folder: Path) -> Files:
    """modified.csv and the records' documents, as they are published today."""
    views = Views(book.load(), Site("测试目录", ORIGIN, "测试用"), book.past())
    files = dict(render_modified(views)) | dict(render_records(views))
    show(folder, files)
    return files


@pytest.mark.parametrize("count", [90, 2000])
def test_one_changed_record_costs_little(source: tuple[Nginx, Path], tmp_path: Path, count: int) -> None:
    """Of one changed record a follower reads the beginning of modified.csv and the record, in a large catalogue too."""
    server, folder = source
    book = Chronicle(tmp_path / "book")
    shutil.rmtree(book.root / "content/vocabularies")
    shutil.copytree(CONTENT / "vocabularies", book.root / "content/vocabularies")
    ids = write_crowd(book.root / "content", count, days_apart=0)
    for start in range(0, count, 20):
        book.git("add", *(path_of(identifier) for identifier in ids[start : start + 20]))
        book.git("commit", "-q", "-m", "some")
        book.wait(days=1)
    book.now = book.now.replace(month=10, day=1)
    before = publish_records(book, folder)
    copy = tmp_path / "copy"
    for path, data in before.items():
        put(copy, path.removeprefix("api/v1/"), data)
    follow(server.url, copy)
    edited = book.root / path_of(ids[-1])
    edited.write_text(edited.read_text("utf-8").replace("stage: pilot", "stage: lab"), "utf-8")
    book.commit()
    after = publish_records(book, folder)
    server.requests()
    follow(server.url, copy)
    asked = [(request.status, request.path.removeprefix("/api/v1/")) for request in server.requests()]
    record = f"achievements/{ids[-1]}.json"

    assert asked == [(206, "modified.csv"), (200, record)]
    assert FIRST_BYTES < MOST_BYTES
    assert f"bytes=0-{FIRST_BYTES - 1}" in FOLLOW.read_text("utf-8")
    assert (copy / record).read_bytes() == after[f"api/v1/{record}"] != before[f"api/v1/{record}"]


def texts(files: Files) -> dict[tuple[str, str], Any]:
    """The documents and the summaries of records, by kind of document and id."""
    found: dict[tuple[str, str], Any] = {("record", path): document for path, document in documents(files).items()}
    for name in ("achievements", "demands"):
        found |= {("summary", item["id"]): item for item in json.loads(files[f"api/v1/{name}.json"])["items"]}
    return found


def swap(book: Chronicle, name: str, *pairs: tuple[str, str]) -> None:
    file = book.root / f"content/vocabularies/{name}.yml"
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, (name, old)
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def other_records(book: Chronicle) -> None:
    """A record like A is renamed, and the demand's side of a pair says that the pair is confirmed."""
    book.git("mv", path_of(B), path_of(C))
    book.write(C, aliases=f"[{B}]")
    book.write(D, stage_min="lab", deadline="2026-05-31", matches=f"[{{id: {A}, verdict: confirmed}}]")
    book.commit()


def other_terms(book: Chronicle) -> None:
    """Labels, an agency's telephone, an institution's district, what a state and a contract mean, who is told."""
    swap(book, "agencies", ("0532-00000101", "0532-00000102"))
    swap(book, "institutions", ('district: "370212"', 'district: "370211"'))
    swap(book, "achievement-statuses", ("label: 可对接, label_en: Open, open: true", "label: 欢迎, open: false"))
    swap(book, "contract-types", ("label_en: Licensing, category: transfer-licensing", "category: cooperation"))
    swap(book, "progress-kinds", ("label_en: First contact, answers: true, shown: true", "answers: true"))
    swap(book, "stages", ("label: 中试", "label: 中间试验"))
    book.commit()


def another_day(book: Chronicle) -> None:
    """The demand's deadline is near now."""
    book.wait(days=40)


def other_commits(book: Chronicle) -> None:
    """An edit and its reversal on a branch: main never said anything else."""
    book.git("switch", "-q", "-c", "vain")
    book.write(A, **SAID)
    book.commit()
    book.git("revert", "--no-edit", "HEAD")
    book.git("switch", "-q", "main")
    book.git("merge", "-q", "--no-ff", "-m", "merge", "vain")
    book.write(B, trl="6")
    book.commit()


SAID = {"progress": "[{date: 2026-03-02, kind: contact}]", "status": "open"}


@pytest.mark.parametrize(
    ("cause", "move"),
    [("records", other_records), ("vocabularies", other_terms), ("day", another_day), ("history", other_commits)],
)
def test_what_moves_without_a_change(tmp_path: Path, cause: Cause, move: Callable[[Chronicle], None]) -> None:
    """Of records of which no change is told, exactly those fields move that are said to move with that cause."""
    book = Chronicle(tmp_path / "book")
    book.write(A, **(SAID | ({"trl": "5"} if cause == "history" else {})))
    book.write(B)
    book.write(D, stage_min="lab", deadline="2026-05-31")
    if cause == "vocabularies":
        book.write(D, stage_min="lab", deadline="2026-05-31", matches=f"[{{id: {A}, verdict: confirmed}}]")
    book.commit()
    book.wait(days=1)
    before = book.render()
    move(book)
    after = book.render()
    changes = chain(after, "changes")
    told = {item["id"] for item in changes[: len(changes) - len(chain(before, "changes"))]}
    old, new = texts(before), texts(after)
    moved = {
        (kind, name)
        for (kind, place), document in old.items()
        if document["id"] not in told
        for name in document
        if new[kind, place][name] != document[name]
    }

    assert {name for kind, name in moved if kind == "record"} == {n for n, causes in MOVING.items() if cause in causes}
    assert {name for kind, name in moved if kind == "summary"} <= MOVING.keys()


def test_schemas_name_what_moves(catalogue: Catalogue) -> None:
    """Derived fields are `readOnly`, authors' are not; what moves says so and is listed for programs."""
    files = made_feeds(Views(catalogue, Site("测试目录", ORIGIN, "测试用")))
    for name, model in RECORD_DOCUMENTS.items():
        schema = json.loads(files[f"api/v1/schema/{name}.schema.json"])
        fields = schema["properties"]
        assert {field for field, part in fields.items() if part.get("readOnly")} == set(Derived.model_fields)
        said = [field for field, part in fields.items() if "without an entry in changes.json" in part["description"]]
        assert schema["$defs"]["Moving"]["enum"] == said == [field for field in model.model_fields if field in MOVING]
    summaries = json.loads(files["api/v1/schema/record-list.schema.json"])["$defs"]
    assert set(summaries["Moving"]["enum"]) == MOVING.keys() & Summary.model_fields.keys()
    assert summaries["Summary"]["properties"]["since"]["readOnly"]
    assert "readOnly" not in summaries["Summary"]["properties"]["title"]


def test_it_begins_anew_where_clocks_were_wrong(source: tuple[Nginx, Path], tmp_path: Path) -> None:
    """A mark that is later than all that the file says is no reason to miss anything."""
    server, folder = source
    book = Chronicle(tmp_path / "book")
    book.write(A)
    book.commit()
    files = publish_records(book, folder)
    put(tmp_path, "copy/follow.txt", "2031-01-01T09:00:00+08:00")
    follow(server.url, tmp_path / "copy")
    assert (tmp_path / "copy/follow.txt").read_text("utf-8") == "2026-03-01T09:00:00+08:00"
    follow(server.url, tmp_path / "copy")

    assert copied(tmp_path / "copy") == documents(files)
