"""changes.json and tombstones.json, from real git repositories in which time passes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chronicle import ORIGIN, Chronicle, chain, midnight, path_of, record
from showcase.catalogue.load import load
from showcase.past import history
from showcase.past.history import HistoryError, load_history
from showcase.past.timeline import load_past
from tree import put

A = "a2026-lanhai-001"
B = "a2026-lanhai-002"
D = "d2026-lanhai-001"
WITHDRAWN = {"status": "withdrawn", "withdrawn": "{date: 2026-03-02, reason: 数据有误需要重测}"}
MOST_BYTES = 250_000


@pytest.fixture
def book(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path / "book")


def told(book: Chronicle) -> list[tuple[str, str]]:
    """Op and id of every change, newest first."""
    return [(item["op"], item["id"]) for item in chain(book.render(), "changes")]


def graves(book: Chronicle) -> list[tuple[str, str]]:
    return [(item["op"], item["id"]) for item in chain(book.render(), "tombstones")]


def add(book: Chronicle, identifier: str = A, **fields: str) -> str:
    book.write(identifier, **fields)
    commit = book.commit()
    book.wait(days=1)
    return commit


def test_what_a_change_says(book: Chronicle) -> None:
    """A change names record, file and commit; the newest change has the sha256 that the lists and documents have."""
    commit = add(book)
    files = book.render()

    assert chain(files, "changes") == [
        {
            "id": A,
            "kind": "achievement",
            "op": "added",
            "modified": "2026-03-02T09:00:00+08:00",
            "sha256": hashlib.sha256(record(A).encode()).hexdigest(),
            "commit": commit,
            "superseded_by": None,
            "api_url": f"{ORIGIN}api/v1/achievements/{A}.json",
        }
    ]
    assert json.loads(files["api/v1/achievements.json"])["items"][0]["sha256"] == chain(files, "changes")[0]["sha256"]
    assert chain(files, "tombstones") == []


def test_edit_and_withdrawal(book: Chronicle) -> None:
    """An edit is an update; a withdrawal leaves a tombstone with day, reason and successor; an undone one restores."""
    add(book)
    add(book, B)
    add(book, title="改过的名称四个字")
    add(book, **WITHDRAWN, superseded_by=B)
    assert told(book) == [("withdrawn", A), ("updated", A), ("added", B), ("added", A)]
    grave = chain(book.render(), "tombstones")[0]
    assert grave["withdrawn"] == {"date": "2026-03-02", "reason": "数据有误需要重测"}
    assert (grave["op"], grave["id"], grave["superseded_by"]) == ("withdrawn", A, B)
    assert grave["modified"] == "2026-03-05T09:00:00+08:00"

    add(book, **WITHDRAWN)
    assert told(book)[0] == ("updated", A)
    assert graves(book) == [("withdrawn", A)]
    add(book)
    assert told(book)[0] == ("restored", A)
    assert graves(book) == []


def test_expiry_by_the_clock(book: Chronicle) -> None:
    """A record expires when the day after its last begins and not before; a review makes it an update."""
    add(book, valid_until="2026-03-10")
    book.now = book.now.replace(day=10, hour=23, minute=59)
    assert told(book) == [("added", A)]
    book.wait(minutes=1)
    assert told(book) == [("expired", A), ("added", A)]
    assert chain(book.render(), "changes")[0]["modified"] == midnight(date(2026, 3, 11))
    assert graves(book) == [("expired", A)]
    before = chain(book.render(), "changes")

    book.wait(days=30)
    assert chain(book.render(), "changes") == before
    add(book, reviewed="2026-04-09", valid_until="2026-05-01")
    assert told(book) == [("updated", A), ("expired", A), ("added", A)]
    assert graves(book) == []
    book.wait(days=30)
    assert told(book)[0] == ("expired", A)


def test_what_changes_before_it_lapses_never_lapses(book: Chronicle) -> None:
    """A version that another one replaced in time does not expire; one that was withdrawn does not either."""
    add(book, valid_until="2026-03-10")
    add(book, valid_until="2026-03-20")
    add(book, B, valid_until="2026-03-10")
    add(book, B, **WITHDRAWN, valid_until="2026-03-10")
    book.wait(days=10)

    assert told(book) == [("withdrawn", B), ("added", B), ("updated", A), ("added", A)]


def test_closing_of_a_demand(book: Chronicle) -> None:
    """A demand that still waits for answers closes when the day after its deadline begins; a settled one does not."""
    add(book, D, deadline="2026-03-10")
    add(book, D.replace("001", "002"), deadline="2026-03-10", status="paused")
    add(book, D.replace("001", "003"), deadline="2026-03-10", valid_until="2026-03-10")
    book.wait(days=20)

    assert told(book)[:2] == [("closed", D), ("expired", D.replace("001", "003"))]
    assert [op for op, _ in told(book)].count("closed") == 1
    assert graves(book) == [("expired", D.replace("001", "003"))]


def test_first_seen_when_it_is_over(book: Chronicle) -> None:
    """A record that comes withdrawn or expired was never listed: its first change says so."""
    add(book, **WITHDRAWN)
    add(book, B, published="2025-01-01", disclosure="{by: 海滨大学科技处, date: 2024-12-20}")

    assert told(book) == [("expired", B), ("withdrawn", A)]
    assert chain(book.render(), "changes")[0]["modified"] == "2026-03-03T09:00:00+08:00"


def test_a_commit_later_than_the_day_is_seen_on_the_day(book: Chronicle) -> None:
    """What a later commit says counts as of the day that the site is built for, by which the record still stands."""
    book.now = book.now.replace(day=15)
    add(book, valid_until="2026-03-10")
    book.now = book.now.replace(day=5)

    assert book.load().by_id[A].listed
    assert told(book) == [("added", A)]


def test_a_record_was_modified_by_its_last_commit(book: Chronicle) -> None:
    """Lists and feeds say when a record last changed, not when it came."""
    add(book)
    book.write(A, title="改过一次的名称")
    book.commit()

    assert book.load().by_id[A].modified == book.now


def test_renaming(book: Chronicle) -> None:
    """`git mv` with an alias is a renaming; the alias may also come later; without one the id was deleted."""
    add(book)
    book.git("mv", path_of(A), path_of(B))
    add(book, B)
    assert told(book) == [("deleted", A), ("added", B), ("added", A)]
    assert graves(book) == [("deleted", A)]
    assert chain(book.render(), "tombstones")[0]["superseded_by"] is None

    add(book, B, aliases=f"[{A}]")
    assert told(book)[:2] == [("renamed", A), ("updated", B)]
    grave = chain(book.render(), "tombstones")[0]
    assert (grave["op"], grave["id"], grave["superseded_by"]) == ("renamed", A, B)
    assert grave["api_url"].removeprefix(ORIGIN) in book.render()

    add(book, B)
    assert told(book)[:2] == [("deleted", A), ("updated", B)]


def test_deletion_by_mistake(book: Chronicle) -> None:
    """A file that is gone without withdrawal is deleted; brought back it is restored; its grave is closed."""
    add(book)
    book.remove(A)
    book.commit()
    book.wait(days=1)
    assert told(book) == [("deleted", A), ("added", A)]
    assert chain(book.render(), "changes")[0]["sha256"] is None
    assert graves(book) == [("deleted", A)]

    add(book)
    assert told(book)[0] == ("restored", A)
    assert graves(book) == []


def test_a_merge_is_one_step(book: Chronicle) -> None:
    """What happened on a branch reaches main with the merge, by the merge's time and commit; a squash alike."""
    add(book)
    book.git("switch", "-q", "-c", "side")
    add(book, B)
    add(book, B, title="第二次改过的名称")
    add(book, title="旁枝上改过的名称")
    book.git("switch", "-q", "main")
    add(book, D)
    book.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    merge = book.git("rev-parse", "HEAD")
    items = chain(book.render(), "changes")

    assert [(item["op"], item["id"]) for item in items] == [
        ("updated", A),
        ("added", B),
        ("added", D),
        ("added", A),
    ]
    assert {item["commit"] for item in items[:2]} == {merge}
    assert {item["modified"] for item in items[:2]} == {"2026-03-07T09:00:00+08:00"}


def test_a_merge_that_takes_the_other_side(book: Chronicle) -> None:
    """A merge that leaves a record as main had it changes nothing."""
    add(book)
    book.git("switch", "-q", "-c", "side")
    add(book, title="旁枝上改过的名称")
    book.git("switch", "-q", "main")
    book.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "merge", "side")

    assert told(book) == [("added", A)]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no front matter",
        b"---\nid: a\n",
        b"\xff\xfe---",
        record(A).replace("published: 2026-03-01", "published: soon").encode(),
        record(A).replace(f"id: {A}", f"id: {B}").encode(),
        record(A).replace("status: open", "status: [open]").encode(),
        record(A).replace("title:", "title: &a").encode(),
    ],
)
def test_broken_versions_were_never_published(book: Chronicle, broken: bytes) -> None:
    """A version that cannot be read is no state: the one before it stands, and none is none."""
    put(book.root, path_of(A), broken)
    book.commit()
    book.wait(days=1)
    add(book)
    put(book.root, path_of(A), broken)
    book.commit()
    book.wait(days=1)
    add(book, title="改过的名称四个字")

    assert told(book) == [("updated", A), ("added", A)]
    book.remove(A)
    book.commit()
    assert told(book)[0] == ("deleted", A)


def test_links_are_no_versions(book: Chronicle) -> None:
    """A symbolic link or a submodule in a record's place is not read and publishes nothing."""
    commit = add(book)
    book.git("update-index", "--cacheinfo", f"160000,{commit},{path_of(A)}")
    book.git("commit", "-q", "-m", "a submodule")
    book.git("reset", "-q")
    book.remove(A)
    (book.root / path_of(A)).symlink_to("elsewhere.md")
    book.commit()
    book.wait(days=1)
    book.remove(A)
    add(book, title="改过的名称四个字")

    assert told(book) == [("updated", A), ("added", A)]


def test_changes_that_are_not_committed(book: Chronicle) -> None:
    """What only the working tree holds counts from the beginning of the day, without a commit."""
    add(book)
    add(book, B)
    book.write(A, title="改过的名称四个字")
    book.write(D)
    book.remove(B)
    items = chain(book.render(), "changes")[:3]

    assert [(item["op"], item["id"], item["commit"]) for item in items] == [
        ("updated", A, None),
        ("deleted", B, None),
        ("added", D, None),
    ]
    assert {item["modified"] for item in items} == {midnight(book.today)}
    book.now = book.now.replace(hour=23)
    assert chain(book.render(), "changes")[:3] == items
    book.commit()
    assert [item["commit"] is None for item in chain(book.render(), "changes")] == [False] * 5


def test_uncommitted_after_a_commit_of_today(book: Chronicle) -> None:
    """The working tree is never older than the last commit."""
    add(book)
    book.wait(days=-1)
    book.write(A, title="改过的名称四个字")

    newest = chain(book.render(), "changes")[0]
    assert (newest["op"], newest["modified"]) == ("updated", "2026-03-02T09:00:00+08:00")


def test_order_does_not_follow_a_wrong_clock(book: Chronicle) -> None:
    """A commit dated before its parent counts as made with it, so that newest first is true."""
    add(book)
    book.wait(days=-30)
    add(book, title="改过的名称四个字")
    book.wait(days=60)

    assert told(book) == [("updated", A), ("added", A)]
    assert {item["modified"] for item in chain(book.render(), "changes")} == {"2026-03-02T09:00:00+08:00"}


def test_settled_changes_stay(book: Chronicle) -> None:
    """What is older than `settled` stays as it was, also when a commit is published late."""
    add(book, valid_until="2026-03-10")
    late = book.now.replace(day=10)
    book.now = book.now.replace(day=15)
    before = book.render()
    settled = json.loads(before["api/v1/changes.json"])["settled"]
    assert told(book)[0] == ("expired", A)
    book.now = late
    add(book, valid_until="2026-03-20")
    book.now = book.now.replace(day=15)
    after = book.render()

    assert told(book) == [("updated", A), ("added", A)]
    old = [[item for item in chain(files, "changes") if item["modified"] < settled] for files in (before, after)]
    assert old[0] == old[1]
    assert settled == "2026-03-02T09:00:00+08:00"


def test_long_history_in_short_files(book: Chronicle) -> None:
    """Every file is short, every change stands once and in order, and later changes leave older files as they were."""
    numbers = range(1, 901)
    for number in numbers:
        book.write(f"a2026-lanhai-{number:03}")
    book.commit()
    for month in range(3):
        book.wait(days=30)
        for number in range(1, 31):
            book.write(f"a2026-lanhai-{number:03}", title=f"第{month}次改过的名称")
        book.commit()
    before = book.render()
    add(book, title="又一次改过的名称")
    after = book.render()
    names = [name for name in before if name.startswith("api/v1/changes")]
    items = chain(before, "changes")

    assert names == [
        "api/v1/changes.json",
        *(f"api/v1/changes/2026-{part}.json" for part in ("04", "03-3", "03-2", "03")),
    ]
    assert max(len(before[name]) for name in names) < MOST_BYTES
    assert len(items) == 900 + 90
    assert items == sorted(items, key=lambda item: item["modified"], reverse=True)
    assert chain(after, "changes")[1:] == items
    assert [name for name in names if before[name] != after[name]] == ["api/v1/changes.json"]


def test_the_same_everywhere(book: Chronicle, tmp_path: Path) -> None:
    """A clone elsewhere gives the same bytes, and so does another reading."""
    add(book, valid_until="2026-03-10")
    add(book, B)
    add(book, **WITHDRAWN)
    book.wait(days=20)
    clone = tmp_path / "other place"
    shutil.copytree(book.root, tmp_path / "copy")
    book.git("clone", "-q", book.root.as_uri(), str(clone))
    expected = book.render()
    (clone / "mkdocs.yml").touch()
    for place in (clone, tmp_path / "copy"):
        other = Chronicle.__new__(Chronicle)
        other.root, other.now = place, book.now
        assert other.render() == expected


def shallow(book: Chronicle, place: Path) -> None:
    book.git("clone", "-q", "--depth", "1", book.root.as_uri(), str(place))


def unreadable(book: Chronicle, place: Path) -> None:
    shutil.copytree(book.root, place)
    (place / ".git" / "HEAD").write_text("?", "utf-8")


def without_repository(book: Chronicle, place: Path) -> None:
    shutil.copytree(book.root, place)
    shutil.rmtree(place / ".git")


def without_commit(book: Chronicle, place: Path) -> None:
    without_repository(book, place)
    book.git("init", "-q", str(place))


def without_blobs(book: Chronicle, place: Path) -> None:
    shutil.copytree(book.root, place)
    for file in (place / ".git" / "objects").glob("??/*"):
        if book.git("cat-file", "-t", file.parent.name + file.name) == "blob":
            file.unlink()


def partial(book: Chronicle, place: Path) -> None:
    """A clone that has not fetched what files said before, and cannot."""
    add(book, title="改过的名称四个字")
    book.git("config", "uploadpack.allowFilter", "true")
    book.git("clone", "-q", "--filter=blob:none", book.root.as_uri(), str(place))
    book.git("-C", str(place), "remote", "set-url", "origin", "file:///nowhere")


@pytest.mark.parametrize(
    ("damage", "serious", "words"),
    [
        (partial, True, "这是部分克隆"),
        (shallow, True, "git fetch --unshallow"),
        (unreadable, True, ".git 已损坏"),
        (without_blobs, True, "git 读不出历史"),
        (without_repository, False, "不是 git 仓库"),
        (without_commit, False, "还没有提交"),
    ],
)
def test_no_past_is_better_than_a_wrong_one(
    book: Chronicle,
    tmp_path: Path,
    damage: Callable[[Chronicle, Path], None],
    serious: bool,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where git does not know the whole past, that is said, and nothing is read from a part of it."""
    add(book)
    add(book, B)
    damage(book, tmp_path / "broken")
    monkeypatch.setattr("showcase.past.timeline._versions", {})
    with pytest.raises(HistoryError) as caught:
        load_past(load_history(tmp_path / "broken", book.today))

    assert words in caught.value.message.zh
    assert caught.value.serious == serious


def test_two_processes_for_the_whole_catalogue(book: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records and steps there are, git is called a fixed number of times."""
    calls: list[str] = []
    real = subprocess.Popen
    for number in range(3):
        add(book, title=f"没有别的测试写过的第{number}个名称")

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        calls.append(next(part for part in command[2:] if part != "-c" and "=" not in part))
        return real(command, **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    past = book.past()

    assert [list(step.versions) for step in past] == [[A]] * 3
    assert calls == ["rev-parse", "rev-parse", "log", "cat-file"]


def test_versions_are_read_once(book: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview's next build reads only the versions that are new."""
    add(book)
    book.past()
    add(book, B, title="没有别的测试写过的名称")
    read: list[str] = []
    real = history.load_blobs

    def load_blobs(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        read.extend(blobs)
        return real(root, read)

    monkeypatch.setattr("showcase.past.timeline.load_blobs", load_blobs)
    book.past()

    assert read == [book.git("rev-parse", f"HEAD:{path_of(B)}")]


def test_catalogue_and_past_agree(book: Chronicle) -> None:
    """Whatever happened, the ids that are listed are those whose newest change says so."""
    add(book, valid_until="2026-03-10")
    add(book, B, **WITHDRAWN)
    add(book, D)
    for _ in range(3):
        newest: dict[str, str] = {}
        for op, identifier in told(book):
            if op != "closed":
                newest.setdefault(identifier, op)
        listed = {identifier for identifier, op in newest.items() if op in ("added", "updated", "restored")}
        assert listed == {entry.id for entry in book.load().listed}
        book.wait(days=int(timedelta(days=150).days))


def warnings(book: Chronicle) -> list[str]:
    problems = load(book.root, book.today).problems
    vanished = [problem for problem in problems if problem.code == "vanished"]
    return [f"{problem.path}: {problem.code}: {problem.sentence('zh')}" for problem in vanished]


def test_vanished_records_are_warned_of(book: Chronicle) -> None:
    """A published record that is deleted, committed or not yet, is warned of with the command that brings it back."""
    add(book, B)
    add(book)
    book.remove(A)
    hint = f"再改为撤回；若换了编号，在新记录的 aliases 中写上 {A}"
    said = f"{path_of(A)}: vanished: 已发布的《三角褐指藻混养生产岩藻黄素》在"
    assert warnings(book) == [f"{said}工作区中被删除，没有撤回；用 git checkout HEAD -- {path_of(A)} 取回，{hint}"]
    commit = book.commit()[:8]
    add(book, D)
    assert warnings(book) == [
        f"{said}提交 {commit}（2026-03-04）中被删除，没有撤回；用 git checkout {commit}^ -- {path_of(A)} 取回，{hint}"
    ]

    book.git("checkout", "-q", f"{commit}^", "--", path_of(A))
    assert warnings(book) == []


def test_what_may_vanish(book: Chronicle) -> None:
    """A former id, a version that was never readable and a demonstration record may go; without git nothing is said."""
    put(book.root, path_of(D), b"broken")
    add(book, "a2026-shifan-001", demo="true", agency="shifan", holder="shifan")
    add(book)
    book.remove(A)
    book.remove(D)
    book.remove("a2026-shifan-001")
    add(book, B, aliases=f"[{A}]")
    assert warnings(book) == []

    book.remove(B)
    assert len(warnings(book)) == 2
    shutil.rmtree(book.root / ".git")
    assert warnings(book) == []
