"""How feeds are cut into files: what may change when a record is added or withdrawn, and how large a file may be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import AS_OF, CONTENT
from crowd import write_crowd
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.atom import render_atom_feeds
from showcase.outputs.feeds.chain import HEAD_ITEMS, MAX_BYTES, Chain, Cut, build_chain
from showcase.outputs.feeds.jsonfeed import render_json_feeds
from showcase.outputs.feeds.subscriptions import NEWEST_ITEMS, SHORT_BYTES

ORIGIN = "https://showcase.example/"
TODAY = date.fromisoformat(AS_OF)
PART = 3
DAYS = st.lists(st.integers(0, 70), min_size=40, max_size=80) | st.lists(st.integers(0, 70), max_size=HEAD_ITEMS + 2)


def render(root: Path) -> dict[str, bytes]:
    catalogue = load(root, TODAY)
    assert catalogue.errors == ()
    views = Views(catalogue, Site("测试目录", ORIGIN, "测试用"))
    return dict(render_json_feeds(views)) | dict(render_atom_feeds(views))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalogue with vocabularies only."""
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    return tmp_path


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The files of `before` that are not as they were."""
    return {path for path, data in before.items() if after.get(path) != data}


def is_head(path: str) -> bool:
    return path in ("feed.json", "atom.xml") or (path.count("/") == 2 and "/archive/" not in path)


@pytest.mark.parametrize("days_apart", [1, 9])
def test_a_new_record_changes_heads_only(root: Path, days_apart: int) -> None:
    """Record by record: no archive that is there ever changes or goes when a newer record is published."""
    template = root.parent / f"{root.name}-all"
    shutil.copytree(root, template)
    identifiers = write_crowd(template / "content", 45, days_apart=days_apart)
    before = render(root)
    for identifier in reversed(identifiers):
        name = Path("content", "achievements", identifier[1:5], f"{identifier}.md")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template / name, root / name)
        after = render(root)
        assert {path for path in changed(before, after) if not is_head(path)} == set()
        before = after


def test_a_withdrawn_record_leaves_one_file(root: Path) -> None:
    """The file that showed a withdrawn record loses it; every other archive is as it was."""
    identifiers = write_crowd(root / "content", 60, days_apart=1)
    gone = identifiers[41]
    before = render(root)
    path = root / "content" / "achievements" / "2026" / f"{gone}.md"
    text = path.read_text(encoding="utf-8")
    withdrawal = "status: withdrawn\nwithdrawn: {date: 2026-09-21, reason: 持有单位要求撤回}"
    path.write_text(text.replace("status: open", withdrawal), encoding="utf-8")
    after = render(root)

    archives = {name for name in changed(before, after) if not is_head(name)}
    assert archives == {name for name, data in before.items() if not is_head(name) and gone in data.decode()}
    assert {"feeds/archive/2026-08.json", "feeds/archive/2026-08.atom"} <= archives
    assert [
        name for name, data in after.items() if gone in data.decode() and not name.endswith((".atom", ".xml"))
    ] == []
    assert f'ref="{ORIGIN}achievements/{gone}/" when="2026-09-21T00:00:00+08:00"' in after["atom.xml"].decode()


@pytest.fixture(scope="module")
def model(catalogue: Catalogue) -> Entry:
    return next(entry for entry in catalogue.listed if entry.kind == "achievement")


def make_entries(model: Entry, days: Sequence[int]) -> list[Entry]:
    """Entries published so many days before today, newest first; numbered in the order given."""
    entries = []
    for number, day in enumerate(days):
        published = TODAY - timedelta(days=day)
        update = {"id": f"a2026-x-{number:03d}", "published": published, "reviewed": None, "valid_until": TODAY}
        entries.append(replace(model, record=model.record.model_copy(update=update)))
    return sorted(entries, key=lambda entry: (-entry.record.published.toordinal(), entry.id))


def cut(entries: Sequence[Entry]) -> Chain[Entry]:
    return build_chain(
        entries, Cut(PART, lambda entry: entry.record.published, lambda _: 1, lambda entry: entry.listed)
    )


def archives(chain: Chain[Entry]) -> dict[str, list[str]]:
    return {part.name: [entry.id for entry in part.items] for part in chain.archives}


@given(days=DAYS)
def test_the_chain_is_a_partition(model: Entry, days: list[int]) -> None:
    """Head and archives hold every entry once, newest first, in parts no longer than they may be."""
    entries = make_entries(model, days)
    chain = cut(entries)

    assert [*chain.head, *(entry for part in chain.archives for entry in part.items)] == entries
    assert all(1 <= len(part.items) <= PART for part in chain.archives)
    assert len(chain.head) >= min(HEAD_ITEMS, len(entries))


@given(days=DAYS)
def test_what_is_published_later_moves_nothing(model: Entry, days: list[int]) -> None:
    """The archives of the entries up to a day are among those of all entries, unchanged."""
    entries = make_entries(model, days)
    earlier = [entry for entry in entries if entry.record.published < TODAY - timedelta(days=7)]

    assert archives(cut(earlier)).items() <= archives(cut(entries)).items()


@given(days=DAYS, late=st.integers(0, 70))
def test_a_late_record_moves_its_own_month_only(model: Entry, days: list[int], late: int) -> None:
    """A record published with an earlier date moves nothing in other months, nor in its own before it."""
    entries = make_entries(model, [*days, late])
    newcomer = f"a2026-x-{len(days):03d}"
    before = archives(cut([entry for entry in entries if entry.id != newcomer]))
    after = archives(cut(entries))
    published = TODAY - timedelta(days=late)

    day_of = {entry.id: entry.record.published for entry in entries}
    for name, identifiers in before.items():
        if name[:7] != f"{published:%Y-%m}" or all(day_of[identifier] < published for identifier in identifiers[:1]):
            found = after.get(name, identifiers)
            assert [identifier for identifier in found if identifier != newcomer] == identifiers


@given(days=DAYS, gone=st.sets(st.integers(0, 79), min_size=10))
def test_seats_stay_taken(model: Entry, days: list[int], gone: set[int]) -> None:
    """When records leave, those that remain stay in the part where they were, or in the head."""
    entries = make_entries(model, days)
    withdrawn = {"status": "withdrawn"}
    later = [
        replace(entry, record=entry.record.model_copy(update=withdrawn)) if number in gone else entry
        for number, entry in enumerate(entries)
    ]
    home = {identifier: name for name, part in archives(cut(entries)).items() for identifier in part}
    for name, part in archives(cut(later)).items():
        assert {home.get(identifier) for identifier in part} == {name}


LONGEST = """\
---
id: {id}
title: {title}
title_en: {english}
summary: {summary}
demo: true
status: negotiating
published: 2026-09-{day:02d}
industries: [future-deep-sea, smart-equipment, green-energy]
marine_sectors: [marine-equipment, deep-sea, port-shipping]
keywords: [{keywords}]
contract_types: [development, transfer, licensing, consulting, service]
task_force: tf-2
agency: shiyan
disclosure: {{by: 测例海洋大学科技处, date: 2026-08-01}}
holder: test-ocean-univ
stage: pilot
trl: 9
advantages:
  - {{metric: 序号, value: "1"}}
ip: []
---

"""


def test_no_file_is_too_large(root: Path) -> None:
    """With the longest fields and bodies that the schema lets pass, every file keeps to 250 kB."""
    folder = root / "content" / "achievements" / "2026"
    folder.mkdir(parents=True)
    bodies = ["字" * 4_700, "海" * 4_700, '"&' * 900, "很长" * 30_000, "洋" * 4_700]
    for number in range(90):
        identifier = f"a2026-shiyan-{number + 100}"
        front = LONGEST.format(
            id=identifier,
            title="'" + '"＆' * 29 + "甲'",
            english="'" + "e " * 99 + "'",
            summary="'" + '试"' * 79 + "甲'",
            keywords=", ".join(f"{letter * 20}" for letter in "甲乙丙丁戊己庚辛"),
            day=number % 20 + 1,
        )
        (folder / f"{identifier}.md").write_text(front + bodies[number % 5] + "\n", encoding="utf-8")
    files = render(root)

    assert max(len(data) for data in files.values()) <= MAX_BYTES
    short = json.loads(files["feeds/industry/smart-equipment.json"])["items"]
    sizes = [len(json.dumps(item, ensure_ascii=False).encode()) for item in short]
    assert SHORT_BYTES / 2 < max(sizes) < SHORT_BYTES
    assert NEWEST_ITEMS * SHORT_BYTES <= MAX_BYTES


def test_a_very_long_body_is_left_to_the_page(root: Path) -> None:
    """The item says where the text is, instead of making a file that readers refuse."""
    identifier = write_crowd(root / "content", 1)[0]
    path = root / "content" / "achievements" / "2026" / f"{identifier}.md"
    path.write_text(path.read_text(encoding="utf-8") + "长" * 6_000 + "\n", encoding="utf-8")
    item = json.loads(render(root)["feed.json"])["items"][0]

    assert item["content_html"].endswith(
        f'<p>正文较长，<a href="{ORIGIN}achievements/{identifier}/">请看全文</a>。</p>'
    )
