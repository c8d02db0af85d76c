"""What is kept of records: the same answers as without, whatever has changed in between."""

from __future__ import annotations

import ast
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from building import AS_OF, REPOSITORY, build, make_project
from showcase.catalogue import checked
from showcase.catalogue.load import Catalogue, load
from showcase.files import kept, traces
from showcase.files.digests import value_digest
from showcase.files.source import Source
from showcase.rules import RULES
from showcase.schema import vocabulary_files
from showcase.schema.vocabulary_files import load_vocabularies
from tree import put

DAY = date.fromisoformat(AS_OF)
RECORD = "content/achievements/2026/a2026-ceshi-003.md"
Facts = tuple[object, ...]


@pytest.fixture
def tree(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project whose records are kept already."""
    shutil.copytree(sources, tmp_path / "project")
    monkeypatch.setenv("SHOWCASE_CACHE", str(tmp_path / "cache"))
    load(tmp_path / "project", DAY)
    return tmp_path / "project"


def facts(catalogue: Catalogue) -> Facts:
    """All that a catalogue says."""
    return (
        catalogue.problems,
        [(entry.record, entry.source, entry.source.raw, entry.commits, entry.body_html) for entry in catalogue.entries],
        list(catalogue.sources.items()),
    )


def anew(root: Path, day: date = DAY) -> Facts:
    """The same, with nothing kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOWCASE_CACHE", "")
        return facts(load(root, day))


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _root: None,
    "a status": lambda root: edit(root, RECORD, "status: signed", "status: singed"),
    "a body": lambda root: edit(root, RECORD, "清洗剂三次", "清洗剂四次"),
    "a file that cannot be read": lambda root: (root / RECORD).write_bytes(b"\xff\xfe"),
    "a file in place of a record": lambda root: (root / RECORD).rename(root / RECORD.replace("003", "903")),
    "an attachment": lambda root: put(root, RECORD.replace(".md", "/new.pdf"), "%PDF"),
    "a vocabulary": lambda root: edit(root, "content/vocabularies/stages.yml", "code: pilot", "code: pilots"),
    "an agency's telephone": lambda root: edit(root, "content/vocabularies/agencies.yml", "phone: ", "phone: 0532-"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_same_as_without(tree: Path, change: Callable[[Path], object]) -> None:
    """After any change, and after it is taken back, what is kept changes neither a problem nor a record."""
    change(tree)

    assert facts(load(tree, DAY)) == anew(tree)


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_other_days(tree: Path, days: int) -> None:
    """On other days, before the publication of some and after the expiry of others, the answers are that day's."""
    day = DAY + timedelta(days)

    assert facts(load(tree, day)) == anew(tree, day)
    assert facts(load(tree, DAY)) == anew(tree, DAY)


def test_what_is_kept_is_used(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one record changed, no other is checked again."""
    made: list[str] = []
    check = checked._check

    def watched(file: checked.File, *rest: object) -> object:
        made.append(file.source.path)
        return check(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(checked, "_check", watched)
    edit(tree, RECORD, "清洗剂三次", "清洗剂四次")
    load(tree, DAY)

    assert made == [RECORD]


def test_vocabularies_are_read_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as none of their files is another; what is wrong with them is said each time."""
    read: list[str] = []
    load_yaml = vocabulary_files.load_yaml

    def watched(root: Path, path: Path) -> Source:
        read.append(path.name)
        return load_yaml(root, path)

    monkeypatch.setattr(vocabulary_files, "load_yaml", watched)
    before, _ = load_vocabularies(tree)
    assert not read
    edit(tree, "content/vocabularies/stages.yml", "label: 中试", "label: 中间试验")
    after, problems = load_vocabularies(tree)
    assert (before["stages"]["pilot"].label, after["stages"]["pilot"].label, problems) == ("中试", "中间试验", [])
    edit(tree, "content/vocabularies/stages.yml", "code: pilot", "code: Pilot!")
    faults = load_vocabularies(tree)[1]

    assert faults
    assert load_vocabularies(tree)[1] == faults


def test_attachments_are_examined_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attached files that have been looked through are not opened again until their bytes change."""
    opened: list[Path] = []
    monkeypatch.setattr(traces, "_run", lambda paths: opened.extend(paths) or ['{"traces": [], "fault": null}'])
    load(tree, DAY)
    assert opened == []

    (changed,) = tree.glob("content/achievements/2026/*/datasheet.pdf")
    changed.write_bytes(changed.read_bytes() + b"%")
    load(tree, DAY)

    assert opened == [changed]


def test_values_have_one_name_whatever_made_them() -> None:
    """Equal values have one digest, from a file or from the cache, so that nothing is made twice for nothing."""
    made = {"name": "pilots"[:5], "same": ["pilot", "pilot"]}
    read = pickle.loads(pickle.dumps(made))  # noqa: S301  # its own

    assert value_digest(read) == value_digest(made)


def test_what_was_looked_up_changes_no_name(tree: Path) -> None:
    """Vocabularies keep what they have found out of themselves; what is kept under them is found all the same."""
    fresh, used = load(tree, DAY).vocabularies, load(tree, DAY).vocabularies
    before = {vocabulary.name: sorted(vars(vocabulary)) for vocabulary in used}
    for vocabulary in used:
        vocabulary.named("没有的名称")

    assert {vocabulary.name: sorted(vars(vocabulary)) for vocabulary in used} != before
    assert value_digest(used) == value_digest(fresh)


def test_another_process_makes_nothing_again(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one build has kept the next one finds, under whatever order of sets Python begins with."""
    root = make_project(tmp_path / "project", sources / "content")
    cache = tmp_path / "cache"
    shelves = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = build(root, strict=False, arguments=("--site-dir", str(tmp_path / f"site-{seed}")), cache=cache)
        assert done.returncode == 0, done.stderr
        (path,) = cache.glob("*.sqlite")
        with closing(sqlite3.connect(path)) as kept_there:
            shelves.append(set(kept_there.execute("SELECT shelf, key FROM kept WHERE shelf != 'sites'")))

    assert len({shelf for shelf, _key in shelves[0]}) > 5
    assert shelves[1] == shelves[0]


def test_rules_that_ask_the_day_say_so() -> None:
    """What is kept of a record holds on any day: whatever reads `as_of` among the rules is a rule marked as dated."""
    rules = [ast.parse(path.read_text("utf-8")) for path in (REPOSITORY / "scripts/showcase/rules").rglob("*.py")]
    asking = {
        node.name
        for tree in rules
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(part, ast.Attribute) and part.attr == "as_of" for part in ast.walk(node))
    }

    assert asking == {rule.check.__name__ for rule in RULES if rule.dated}


def test_two_at_once(tree: Path) -> None:
    """While another build writes, what is kept is read or made again, and nobody waits for ever."""
    (path,) = kept._generations()
    with kept._opened(path, "rw") as shelves:
        shelves.execute("INSERT INTO kept VALUES ('records', 'x', x'00')")

        assert facts(load(tree, DAY)) == anew(tree)


def test_what_is_no_longer_used_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow for ever, however large what is in use: that stays, whoever asks for it and how."""
    monkeypatch.setenv("SHOWCASE_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "_ROOM", 1 << 18)
    made: list[int] = []

    def make(number: int) -> bytes:
        made.append(number)
        return bytes(4000)

    sizes = []
    for turn in range(30):
        kept.grow_old(records=1)
        for number in range(20):
            assert kept.recall("one by one", str(number), lambda number=number: make(number)) == bytes(4000)
        assert list(kept.recall_each("few", ["a"], make)) == [bytes(4000)]
        kept.keep("another", {f"{turn} {number}": bytes(20_000) for number in range(10)})
        sizes.append(sum(file.stat().st_size for file in tmp_path.iterdir()))

    assert sorted(made) == [0, *range(20)]
    assert max(sizes) < 3 << 19
    assert not kept.find_kept("another", ["0 0"])
    assert kept.find_kept("another", ["29 9"])


def test_growing_by_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of many records keeps more; nothing is carried over without need."""
    monkeypatch.setenv("SHOWCASE_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "_ROOM", 1000)
    kept.keep("shelf", {"key": bytes(100_000)})
    kept.grow_old(records=10)
    assert len(kept._generations()) == 1
    kept.grow_old(records=1)

    assert len(kept._generations()) == 2


def test_a_full_disk(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other versions and what nobody has asked for make room; if that is not enough, what is kept begins anew."""
    monkeypatch.setenv("SHOWCASE_CACHE", str(small_disk))
    monkeypatch.setattr(kept, "_ROOM", 1000)
    (small_disk / "other.sqlite").write_bytes(bytes(60_000))
    first = {str(number): bytes(8_000) for number in range(12)}
    kept.keep("shelf", first)
    kept.grow_old(records=0)
    kept.find_kept("shelf", map(str, range(6)))
    kept.keep("shelf", {str(number): bytes(8_000) for number in range(12, 24)})

    assert sorted(kept.find_kept("shelf", map(str, range(30))), key=int) == [
        str(number) for number in (*range(6), *range(12, 24))
    ]
    assert not (small_disk / "other.sqlite").exists()

    last = {str(number): bytes(8_000) for number in range(24, 36)}
    kept.keep("shelf", last)
    assert kept.find_kept("shelf", last) == last


def test_without_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, nothing is kept, and nobody is told."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("SHOWCASE_CACHE", str(tmp_path / "file" / "cache"))
    kept.keep("shelf", {"key": 1})

    assert kept.find_kept("shelf", ["key"]) == {}
