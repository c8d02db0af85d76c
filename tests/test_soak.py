"""Whatever happened before, a build gives what it would give from nothing: random histories, byte for byte."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from building import AS_OF, git
from fed import made_feeds
from rendered import render_outputs
from showcase.catalogue.entry import read_bodies
from showcase.catalogue.load import load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files import kept
from showcase.files.brand import load_palette
from showcase.outputs.pages import SHELLS
from showcase.outputs.release import drafting
from showcase.past import timeline
from showcase.past.history import History
from showcase.past.timeline import load_past
from showcase.publishing.standing import keep_standing, load_standing
from showcase.schema.fields import RECORD_ID
from showing import read

SEQUENCES = int(os.environ.get("SHOWCASE_SOAK", "0")) // 5 or 1
STEPS = 6
EMPTY = dict.fromkeys(SHELLS.values(), "@@showcase:title@@ @@showcase:head@@ @@showcase:content@@")

Luck = random.Random


def records(root: Path) -> list[Path]:
    return sorted(root.glob("content/*s/20*/*.md"))


def edit(path: Path, pattern: str, new: str) -> None:
    path.write_text(re.sub(pattern, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def change_status(root: Path, luck: Luck) -> None:
    """Some records become faulty by this: they leave the site until something else is made of them."""
    edit(luck.choice(records(root)), r"^status: \S+", f"status: {luck.choice(['open', 'paused', 'negotiating'])}")


def change_text(root: Path, luck: Luck) -> None:
    words = "".join(luck.sample("海水清洗膜泵船舶藻类浮标电池监测样机误差", 8))
    edit(
        luck.choice(records(root)),
        *luck.choice([(r"^(title: .{4,20})$", rf"\1{words[:2]}"), (r"\Z", f"\n{words}。\n")]),
    )


def change_day(root: Path, luck: Luck) -> None:
    edit(luck.choice(records(root)), r"^published: 2026-0[0-9]", f"published: 2026-0{luck.randrange(1, 8)}")


def copy_record(root: Path, luck: Luck) -> None:
    """A copy of a record of its own id."""
    path = luck.choice(records(root))
    identifier = f"{path.stem.rpartition('-')[0]}-{luck.randrange(100, 1000)}"
    copy = path.with_name(f"{identifier}.md")
    copy.write_text(path.read_text("utf-8").replace(f"id: {path.stem}", f"id: {identifier}"), "utf-8")


def rename_record(root: Path, luck: Luck) -> None:
    """The file, its id, and an alias to the old one."""
    path = luck.choice(records(root))
    identifier = f"{path.stem.rpartition('-')[0]}-{luck.randrange(100, 1000)}"
    edit(path, rf"^id: {RECORD_ID.strip('^$')}$", f"id: {identifier}\naliases: [{path.stem}]")
    path.rename(path.with_name(f"{identifier}.md"))
    if path.with_suffix("").is_dir():
        path.with_suffix("").rename(path.with_name(identifier))


def remove_record(root: Path, luck: Luck) -> None:
    path = luck.choice(records(root))
    path.unlink()
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)


def change_vocabulary(root: Path, luck: Luck) -> None:
    path = root / "content/vocabularies" / luck.choice(["agencies.yml", "stages.yml", "industries.yml"])
    edit(path, r"\blabel: ([^,}\n]{1,20})(?=[,}\n])", rf"label: \1{luck.choice('甲乙丙')}")


def change_template(root: Path, luck: Luck) -> None:
    path = root / "theme/pages" / luck.choice(["record.html", "list.html", "facet.html"])
    path.write_text(f"{path.read_text('utf-8')}<!-- {luck.random()} -->\n", "utf-8")


def change_attachment(root: Path, luck: Luck) -> None:
    for path in sorted(root.glob("content/*s/20*/*/*.pdf"))[:1]:
        path.write_bytes(path.read_bytes() + b"%" + str(luck.random()).encode())


def commit(root: Path, luck: Luck) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", f"{luck.random()}", day=f"2026-09-{luck.randrange(10, 21)}")


def lose_cache(_root: Path, luck: Luck) -> None:
    """Gone, cut off, or with a byte changed."""
    folder = kept.cache_folder()
    for path in folder.glob("*.sqlite") if folder and folder.exists() else ():
        data = bytearray(path.read_bytes())
        data[luck.randrange(len(data))] ^= 1
        path.write_bytes(luck.choice([b"", data[: len(data) // 2], data]))


def touch_site(root: Path, luck: Luck) -> None:
    """Somebody writes into the site: into a file, over its size, or removes it."""
    files = sorted(path for path in (root / "site").rglob("*.html") if path.is_file())
    for path in luck.sample(files, min(3, len(files))):
        data = path.read_bytes()
        path.unlink()  # a link: the spare folder's file is another matter
        if luck.random() < 0.7:
            path.write_bytes(luck.choice([data[:-1] + b"!", b"", data + b"more"]))


CHANGES: tuple[Callable[[Path, Luck], None], ...] = (
    *(change_status, change_text, change_text, change_day, copy_record, rename_record, remove_record),
    *(change_vocabulary, change_template, change_attachment, commit, commit, lose_cache, touch_site),
)


def make_outputs(root: Path, day: date) -> Iterator[tuple[str, bytes]]:
    """All that a catalogue puts on the site."""
    timeline._versions.clear()
    catalogue = load(root, day)
    read_bodies(catalogue.entries)
    assert isinstance(catalogue.history, History)
    past = load_past(catalogue.history, catalogue.sources.values())
    site = Site("测试目录", "https://showcase.example/", "", palette=load_palette(root / "theme/styles/tokens.css"))
    views = Views(catalogue, site, past)
    yield from made_feeds(views).items()
    yield from render_outputs(root / "theme", EMPTY, views)


@contextmanager
def nothing_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOWCASE_CACHE", "")
        yield


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_as_from_nothing(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """After each of some random changes the site, built upon the former one and all that is kept, is a clean one's."""
    luck = random.Random(seed)  # noqa: S311  # changes, no secrets
    root, day, said = tmp_path / "project", date.fromisoformat(AS_OF), ["start"]
    shutil.copytree(sources, root)
    monkeypatch.setenv("SHOWCASE_CACHE", str(tmp_path / "cache"))
    for _ in range(STEPS):
        known = load_standing(root / "site")
        with drafting(root / "site", known.inventory if known else None) as draft:
            for path, data in make_outputs(root, day):
                draft.write(path, data)
            draft.finish()
            draft.show()
            keep_standing(draft, None, "")
        with nothing_kept():
            clean = dict(make_outputs(root, day))
        site = read(root / "site")

        assert {path for path in clean.keys() | site.keys() if clean.get(path) != site.get(path)} == set(), said
        for change in luck.choices(CHANGES, k=luck.randrange(1, 4)):
            change(root, luck)
            said.append(change.__name__)
        day += timedelta(luck.choice([0, 0, 1, 40]))
