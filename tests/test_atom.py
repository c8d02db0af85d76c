"""Atom feeds against RFC 4287, RFC 5005 and RFC 6721."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from building import AS_OF, CONTENT, git
from crowd import write_crowd
from markup import load_page
from published import ORIGIN, load_json
from showcase.catalogue.load import Catalogue
from showcase.catalogue.load import load as load_catalogue
from showcase.derived.indexes import FACETS
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.atom import TOMBSTONES, render_atom_feeds
from showcase.outputs.feeds.subscriptions import NEWEST_ITEMS
from showcase.past.history import History
from showcase.past.timeline import load_past
from tree import RECORD_PATH

ATOM, HISTORY, TOMBSTONE = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/syndication/history/1.0}",
    "{http://purl.org/atompub/tombstones/1.0}",
)
ONCE_IN_FEED = ("id", "title", "updated")
AT_MOST_ONCE = ("subtitle", "rights", "generator", "icon", "logo", "summary", "content", "published", "source")
IN_FEED = {
    *ONCE_IN_FEED,
    "author",
    "category",
    "contributor",
    "generator",
    "icon",
    "logo",
    "link",
    "rights",
    "subtitle",
}
IN_ENTRY = {*ONCE_IN_FEED, "author", "category", "content", "contributor", "link", "published", "rights", "summary"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

Element = ET.Element


def children(element: Element, name: str) -> list[Element]:
    return element.findall(ATOM + name)


def text(element: Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def link(element: Element, rel: str) -> str | None:
    """The address of the first link with this relation."""
    return next((child.get("href") for child in children(element, "link") if child.get("rel") == rel), None)


def container_faults(element: Element, allowed: set[str]) -> Iterator[str]:
    """What RFC 4287 asks of feeds and entries alike (4.1.1, 4.1.2)."""
    own = [child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM)]
    yield from (f"{name}: not here" for name in own if name not in allowed | {"entry"})
    yield from (f"{name}: {own.count(name)} times" for name in ONCE_IN_FEED if own.count(name) != 1)
    yield from (f"{name}: twice" for name in AT_MOST_ONCE if own.count(name) > 1)
    if not re.match(r"[a-z]+:\S+$", text(element, "id")):
        yield "id: no IRI"
    for name in ("updated", "published"):
        yield from (f"{name}: no date" for child in children(element, name) if not DATE.fullmatch(child.text or ""))
    for child in children(element, "link"):
        if not (child.get("href") or "").startswith(ORIGIN):
            yield "link: no address"
    kinds = [
        (child.get("type"), child.get("hreflang"))
        for child in children(element, "link")
        if child.get("rel", "alternate") == "alternate"
    ]
    if len(kinds) != len(set(kinds)):
        yield "link: two alternates of a kind"
    yield from (f"{child.tag}: no name" for child in children(element, "author") if not text(child, "name"))
    yield from ("category: no term" for child in children(element, "category") if not child.get("term"))


def feed_faults(feed: Element) -> Iterator[str]:
    """What the three standards forbid in a feed document."""
    if feed.tag != f"{ATOM}feed":
        yield "no feed"
    yield from container_faults(feed, IN_FEED)
    if link(feed, "self") is None:
        yield "no link to itself"
    entries = children(feed, "entry")
    if not children(feed, "author") and not all(children(entry, "author") for entry in entries):
        yield "no author"
    for entry in entries:
        yield from (f"{text(entry, 'id')}: {fault}" for fault in container_faults(entry, IN_ENTRY))
        if not children(entry, "content") and link(entry, "alternate") is None:
            yield "entry without content and link"
    seen = [(text(entry, "id"), text(entry, "updated")) for entry in entries]
    if len(seen) != len(set(seen)):
        yield "an entry twice"
    yield from _extension_faults(feed, {text(entry, "id") for entry in entries})


def _extension_faults(feed: Element, present: set[str]) -> Iterator[str]:
    if feed.find(f"{HISTORY}archive") is not None and link(feed, "current") is None:
        yield "archive without its current feed"
    for deleted in feed.findall(f"{TOMBSTONE}deleted-entry"):
        if not deleted.get("ref") or not DATE.fullmatch(deleted.get("when", "")):
            yield "deleted-entry without ref or when"
        if deleted.get("ref") in present:
            yield "deleted-entry that is there"


def atom_files(site: Path) -> list[Path]:
    return [site / "atom.xml", *sorted((site / "feeds").rglob("*.atom"))]


def load(path: Path) -> Element:
    return parse(path.read_bytes())


def parse(document: str | bytes) -> Element:
    return ET.fromstring(document)  # noqa: S314  # what this project has just written


def test_every_feed_keeps_the_standards(site: Path) -> None:
    """Each Atom feed is one, knows its own address, and points to the JSON Feed of the same."""
    for path in atom_files(site):
        feed = load(path)
        assert list(feed_faults(feed)) == [], path
        assert link(feed, "self") == ORIGIN + path.relative_to(site).as_posix()
        other = "feed.json" if path.name == "atom.xml" else path.with_suffix(".json").relative_to(site).as_posix()
        assert [child.get("href") for child in children(feed, "link") if child.get("type")] == [ORIGIN + other]


BROKEN = {
    f'<feed xmlns="{ATOM[1:-1]}"/>': {"id: 0 times", "title: 0 times", "updated: 0 times"},
    "<rss/>": {"no feed"},
    f'<feed xmlns="{ATOM[1:-1]}"><updated>2026-09-21</updated></feed>': {"updated: no date"},
    f'<feed xmlns="{ATOM[1:-1]}"><entry><title>a</title></entry></feed>': {"no author", ": updated: 0 times"},
    f'<feed xmlns="{ATOM[1:-1]}" xmlns:fh="{HISTORY[1:-1]}"><fh:archive/></feed>': {"archive without its current feed"},
    f'<feed xmlns="{ATOM[1:-1]}" xmlns:at="{TOMBSTONE[1:-1]}"><at:deleted-entry ref="a" when="2026"/></feed>': {
        "deleted-entry without ref or when"
    },
}


@pytest.mark.parametrize("document", BROKEN)
def test_faults_of_feeds_are_found(document: str) -> None:
    """The checks above see what is missing or wrong."""
    assert BROKEN[document] <= set(feed_faults(parse(document)))


def test_atom_and_json_say_the_same(site: Path) -> None:
    """Beside each JSON Feed is an Atom feed of the same records with the same words and times."""
    for path in atom_files(site):
        json_path = site / "feed.json" if path.name == "atom.xml" else path.with_suffix(".json")
        items = load_json(json_path)["items"]
        entries = children(load(path), "entry")
        assert [text(entry, "id") for entry in entries] == [item["url"] for item in items]
        for entry, item in zip(entries, items, strict=True):
            assert text(entry, "title") == item["title"]
            assert text(entry, "content") == item.get("content_html", "")
            assert datetime.fromisoformat(text(entry, "published")) == datetime.fromisoformat(item["date_published"])
            assert datetime.fromisoformat(text(entry, "updated")) == datetime.fromisoformat(item["date_modified"])
            codes = {child.get("term") for child in children(entry, "category") if child.get("scheme")}
            coded = item["_showcase"]
            assert codes == {*coded["industries"], *coded["marine_sectors"], *coded["category"]}


def test_withdrawn_records_are_deleted_entries(site: Path, catalogue: Catalogue) -> None:
    """A feed names the withdrawn records that stood in it, with day and reason; others it does not name."""
    withdrawn = {entry.url: entry for entry in catalogue.entries if entry.withdrawn}
    named = load(site / "atom.xml").findall(f"{TOMBSTONE}deleted-entry")
    found = [(item.get("ref"), item.get("when"), item.findtext(f"{TOMBSTONE}comment")) for item in named]

    assert found == [
        (f"{ORIGIN}achievements/a2025-ceshi-001/", "2026-05-06T00:00:00+08:00", "检测限值已经改变，原方法不再适用"),
        (f"{ORIGIN}demands/d2025-shiyan-001/", "2026-04-02T00:00:00+08:00", "企业停产，不再需要"),
    ]
    for facet in FACETS:
        vocabulary = catalogue.vocabularies[facet.vocabulary]
        for code in vocabulary:
            feed = load(site / f"feeds/{facet.name}/{code}.atom")
            refs = {item.get("ref") for item in feed.findall(f"{TOMBSTONE}deleted-entry")}
            assert refs == {
                ORIGIN + url
                for url, entry in withdrawn.items()
                if any(code in vocabulary.ancestry(own) for own in facet.codes(entry))
            }


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The feeds of 60 records, one a day, the first TOMBSTONES + 1 others withdrawn."""
    root = tmp_path_factory.mktemp("crowd")
    shutil.copytree(CONTENT / "vocabularies", root / "content" / "vocabularies")
    write_crowd(root / "content", 60 + TOMBSTONES + 1, days_apart=1)
    paths = sorted((root / "content" / "achievements").rglob("*.md"), key=lambda path: path.name)
    for path in paths[60:]:
        words = path.read_text(encoding="utf-8")
        withdrawal = "status: withdrawn\nwithdrawn: {date: 2026-09-21, reason: 持有单位要求撤回}"
        path.write_text(words.replace("status: open", withdrawal), encoding="utf-8")
    catalogue = load_catalogue(root, date.fromisoformat(AS_OF))
    assert catalogue.errors == ()
    return dict(render_atom_feeds(Views(catalogue, Site("测试目录", ORIGIN, ""))))


def test_a_feeds_time_never_goes_back(tmp_path: Path) -> None:
    """A reader passes over a feed that says it is older than before: what is no longer listed has changed it, too."""
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    first, *_ = write_crowd(tmp_path / "content", 3, days_apart=1)
    [newest] = (tmp_path / "content").rglob(f"{first}.md")
    words = newest.read_text("utf-8")
    published = re.search(r"published: (.*)", words)
    assert published
    newest.write_text(words.replace(published[0], f"{published[0]}\nvalid_until: {published[1]}"), "utf-8")
    times = []
    for later in range(3):
        day = date.fromisoformat(published[1]) + timedelta(days=later)
        views = Views(load_catalogue(tmp_path, day), Site("测试目录", ORIGIN, ""))
        feed = ET.fromstring(dict(render_atom_feeds(views))["atom.xml"])  # noqa: S314  # our own
        times.append((text(feed, "updated"), len(children(feed, "entry"))))

    assert [entries for _, entries in times] == [3, 2, 2]
    assert times[0][0] < times[1][0] == times[2][0]


def test_a_lists_time_goes_on_when_a_record_moves(repository: Path) -> None:
    """What moved to another list has changed the one that it left, too."""
    times = []
    for day, stage in (("2026-10-01", "pilot"), ("2026-10-03", "lab"), ("2026-10-05", "lab")):
        path = repository / RECORD_PATH
        path.write_text(re.sub(r"stage: \w+", f"stage: {stage}", path.read_text("utf-8")), "utf-8")
        git(repository, "commit", "-q", "-a", "--allow-empty", "-m", stage, day=day)
        catalogue = load_catalogue(repository, date.fromisoformat(day))
        assert isinstance(catalogue.history, History)
        past = load_past(catalogue.history, catalogue.sources.values())
        views = Views(catalogue, Site("测试目录", ORIGIN, ""), past)
        feed = ET.fromstring(dict(render_atom_feeds(views))["feeds/stage/pilot.atom"])  # noqa: S314  # our own
        times.append((text(feed, "updated"), len(children(feed, "entry"))))

    assert [entries for _, entries in times] == [2, 1, 1]
    assert times[0][0] < times[1][0] == times[2][0]


def test_archives_lead_to_the_oldest(crowd: dict[str, bytes]) -> None:
    """prev-archive leads from the head through every archive; each says that it is one and of which feed."""
    walked = []
    address: str | None = f"{ORIGIN}atom.xml"
    while address:
        walked.append(address.removeprefix(ORIGIN))
        feed = parse(crowd[walked[-1]])
        assert list(feed_faults(feed)) == []
        assert text(feed, "id") == ORIGIN
        assert (feed.find(f"{HISTORY}archive") is not None) == (len(walked) > 1)
        assert feed.find(f"{HISTORY}complete") is None
        assert link(feed, "current") == (f"{ORIGIN}atom.xml" if len(walked) > 1 else None)
        address = link(feed, "prev-archive")

    assert set(walked) == {path for path in crowd if path == "atom.xml" or "/archive/" in path}
    assert len(walked) > 3


def test_a_feed_is_as_new_as_what_it_tells(crowd: dict[str, bytes]) -> None:
    """`updated` is the latest change of an entry in the file; in a head also a withdrawal, which readers must see."""
    for path, document in crowd.items():
        feed = parse(document)
        changed = [text(entry, "updated") for entry in children(feed, "entry")]
        gone = [item.get("when", "") for item in feed.findall(f"{TOMBSTONE}deleted-entry")]
        assert text(feed, "updated") == max((*changed, *gone), default="1970-01-01T00:00:00+00:00")
        assert not gone or max(gone) > max(changed, default=""), path

    assert b"deleted-entry" in crowd["atom.xml"]


def test_a_head_says_whether_it_is_all(crowd: dict[str, bytes]) -> None:
    """A feed that holds everything is complete by RFC 5005, so that readers drop what is gone; a longer one is not."""
    short = parse(crowd["feeds/industry/ai.atom"])
    none = parse(crowd["feeds/industry/smart-equipment.atom"])

    assert (len(children(short, "entry")), short.find(f"{HISTORY}complete")) == (NEWEST_ITEMS, None)
    assert (len(children(none, "entry")), none.find(f"{HISTORY}complete") is not None) == (0, True)
    assert text(none, "updated") == "1970-01-01T00:00:00+00:00"


def test_the_latest_tombstones_stay(crowd: dict[str, bytes]) -> None:
    """A head does not grow with every withdrawal of the years."""
    assert len(parse(crowd["atom.xml"]).findall(f"{TOMBSTONE}deleted-entry")) == TOMBSTONES


@pytest.mark.parametrize(
    ("page", "own"),
    [("index.html", []), ("industry/ai/index.html", ["feeds/industry/ai.json", "feeds/industry/ai.atom"])],
)
def test_pages_name_their_feeds(site: Path, page: str, own: list[str]) -> None:
    """The head of every page names the feeds of everything, that of a facet's value its own, all there."""
    links = [link for link in load_page(site / page).all("link", rel="alternate") if "type" in link.attributes]
    targets = [(site / page).parent.joinpath(item.attributes["href"]).resolve() for item in links]

    assert {path.relative_to(site.resolve()).as_posix() for path in targets} == {"feed.json", "atom.xml", *own}
    assert all(path.is_file() for path in targets)
