"""What was saved since a catalogue was loaded is read by itself as it is read with all others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.catalogue.load import Catalogue, load
from showcase.catalogue.saved import FEW, load_saved
from tree import NEW, NEW_PATH, OTHER, OTHER_PATH, RECORD, RECORD_PATH, WRONG, put

CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "other words": lambda root: put(root, RECORD_PATH, RECORD.replace("三年试验", "四年试验")),
    "an error": lambda root: put(root, RECORD_PATH, RECORD.replace(*WRONG)),
    "no front matter": lambda root: put(root, RECORD_PATH, "三年试验"),
    "no text": lambda root: put(root, RECORD_PATH, b"\xff\xfe\x00"),
    "a new record": lambda root: put(root, NEW_PATH, NEW),
    "one gone": lambda root: (root / OTHER_PATH).unlink(),
    "one renamed": lambda root: ((root / OTHER_PATH).unlink(), put(root, NEW_PATH, OTHER.replace("-002", "-003"))),
    "another day": lambda root: put(root, OTHER_PATH, OTHER.replace("published: 2026-03-01", "published: 2026-02-01")),
    "withdrawn": lambda root: put(root, OTHER_PATH, OTHER.replace("status: open", "status: paused")),
}


@pytest.fixture
def former(tree: Path) -> Catalogue:
    put(tree, RECORD_PATH)
    put(tree, OTHER_PATH, OTHER)
    return load(tree)


def said(catalogue: Catalogue) -> tuple[object, ...]:
    entries = [(entry.id, entry.record, entry.source, entry.commits) for entry in catalogue.entries]
    return entries, catalogue.errors, dict(catalogue.sources)


@pytest.mark.parametrize("change", CHANGES)
def test_saved_records_are_read_as_with_all_others(former: Catalogue, change: str) -> None:
    """Records, errors and sources are those of a whole load, whichever way a file has changed."""
    CHANGES[change](former.root)
    saved = load_saved(former.root, former)

    assert saved is not None
    assert said(saved) == said(load(former.root))


def test_what_has_not_changed_is_the_same_entry(former: Catalogue) -> None:
    """Only what was saved is read again."""
    CHANGES["other words"](former.root)
    saved = load_saved(former.root, former)

    assert saved is not None
    assert saved.by_id["a2026-lanhai-002"] is former.by_id["a2026-lanhai-002"]
    assert "四年试验" in saved.by_id["a2026-lanhai-001"].body_text


def test_all_is_read_where_more_has_changed(former: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another vocabulary, another day or many records: these are seen with all others alone."""
    root = former.root
    stages = root / "content/vocabularies/stages.yml"
    before = stages.read_bytes()
    stages.write_bytes(before.replace("中试".encode(), "中间试验".encode()))
    assert load_saved(root, former) is None

    stages.write_bytes(b": {")
    assert load_saved(root, former) is None

    stages.write_bytes(before)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert load_saved(root, former) is None

    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    for number in range(FEW + 1):
        put(root, f"content/achievements/2026/a2026-lanhai-{number + 100}.md", NEW.replace("-003", f"-{number + 100}"))
    assert load_saved(root, former) is None
