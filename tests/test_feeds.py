"""What other systems read: the JSON feeds and the static API, against their standards and their own schemas."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema_specifications import REGISTRY

from building import AS_OF, CONTENT
from crowd import write_crowd
from fed import made_feeds
from markup import load_page
from published import ORIGIN, load_files, load_json
from showcase.catalogue.load import Catalogue, load
from showcase.derived.indexes import FACETS
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds import api, manifest
from showcase.outputs.feeds.chain import HEAD_ITEMS
from showcase.outputs.feeds.documents import FeedExtension
from showcase.outputs.feeds.subscriptions import NEWEST_ITEMS
from showcase.schema.records import FOLDERS, MODELS

GOLDEN = Path(__file__).parent / "golden"
BATTERY = "a2026-ceshi-001"
INDEX = "api/v1/index.json"

FEED_KEYS = {
    *("version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon"),
    *("authors", "language", "expired", "hubs", "items"),
}
ITEM_KEYS = {
    *("id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image"),
    *("date_published", "date_modified", "authors", "tags", "language", "attachments"),
}
"""All that JSON Feed 1.1 defines (https://www.jsonfeed.org/version/1.1/), deprecated `author` left out."""

Json = dict[str, Any]


def feed_files(site: Path) -> list[Path]:
    return [site / "feed.json", *sorted((site / "feeds").rglob("*.json"))]


def is_moment(value: object) -> bool:
    """Whether the value is a date and time with zone as RFC 3339 writes it."""
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return isinstance(value, str) and bool(re.fullmatch(pattern, value)) and bool(datetime.fromisoformat(value))


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(ORIGIN)


def feed_faults(feed: Json) -> Iterator[str]:
    """What JSON Feed 1.1 forbids in a feed."""
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version"
    if not is_text(feed.get("title")):
        yield "title"
    yield from (name for name in feed if name not in FEED_KEYS and not name.startswith("_"))
    yield from (
        name for name in ("home_page_url", "feed_url", "next_url") if name in feed and not is_address(feed[name])
    )
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        yield "next_url leads to itself"
    ids = [item.get("id") for item in feed["items"]]
    yield from (f"{name}: twice" for name in sorted(set(ids)) if ids.count(name) > 1)
    for item in feed["items"]:
        yield from (f"{item.get('id')}: {fault}" for fault in item_faults(item))


def item_faults(item: Json) -> Iterator[str]:
    """What JSON Feed 1.1 forbids in an item."""
    yield from (name for name in item if name not in ITEM_KEYS and not name.startswith("_"))
    yield from (name for name in ("id", "title", "summary") if not is_text(item.get(name)))
    yield from (name for name in ("date_published", "date_modified") if not is_moment(item.get(name)))
    if not is_address(item.get("url")):
        yield "url"
    if not is_text(item.get("content_html")) and not is_text(item.get("content_text")):
        yield "content"
    if not all(is_text(author.get("name")) for author in item["authors"]):
        yield "authors"
    if not item["tags"] or not all(is_text(tag) for tag in item["tags"]):
        yield "tags"


def test_every_feed_keeps_the_standard(site: Path) -> None:
    """Each feed and each archive is a JSON Feed 1.1 that knows its own address."""
    for path in feed_files(site):
        feed = load_json(path)
        assert list(feed_faults(feed)) == [], path
        assert feed["feed_url"] == ORIGIN + path.relative_to(site).as_posix()


def test_faults_of_feeds_are_found(site: Path) -> None:
    """The checks above see a wrong version, a missing id, a date without zone, an item without content."""
    feed = load_json(site / "feed.json")
    feed["version"] = "https://jsonfeed.org/version/1"
    feed["items"] = feed["items"][:1]
    feed["items"][0] |= {"id": "", "date_published": "2026-09-01T00:00:00", "content_html": "", "author": {}}

    assert list(feed_faults(feed)) == ["version", ": author", ": id", ": date_published", ": content"]


def test_faults_of_chains_are_found(site: Path) -> None:
    """They see a feed that follows itself, an item that is there twice, an address that is none."""
    feed = load_json(site / "feed.json")
    item = feed["items"][0]
    feed |= {"items": [item, item], "next_url": feed["feed_url"], "home_page_url": "index.html", "colour": "blue"}

    assert list(feed_faults(feed)) == ["colour", "home_page_url", "next_url leads to itself", f"{item['id']}: twice"]


def test_extension_holds_exactly_its_fields(catalogue: Catalogue, site: Path) -> None:
    """`_showcase` has the documented fields, in their order, with the record's own values."""
    for path in feed_files(site):
        for item in load_json(path)["items"]:
            record = catalogue.by_id[item["id"]].record
            assert list(item["_showcase"]) == list(FeedExtension.model_fields)
            assert item["_showcase"]["status"] == record.status
            assert item["_showcase"]["industries"] == record.industries
            assert item["_showcase"]["api_url"].endswith(f"/{record.id}.json")


def test_main_feed_holds_whole_texts(catalogue: Catalogue, site: Path) -> None:
    """The feed of everything gives summary and body as HTML that is safe to show."""
    items = {item["id"]: item for item in load_json(site / "feed.json")["items"]}

    assert set(items) == {entry.id for entry in catalogue.listed}
    assert items[BATTERY]["content_html"].startswith("<p>把锂离子电芯浸在补偿油里随水压平衡")
    assert "<h2>为什么不用耐压舱</h2>" in items[BATTERY]["content_html"]
    assert f'<img src="{ORIGIN}achievements/{BATTERY}/ocv.png" alt="放电曲线">' in items[BATTERY]["content_html"]
    assert '<a href="mailto:deepsea@ceshi.example"' in items[BATTERY]["content_html"]
    hostile = items["a2026-shiyan-004"]["content_html"]
    assert hostile.startswith('<p>颗粒&lt;5 μm的磨料与高压水混合，清除"顽固"附着 &amp; 同步测厚')
    assert "<script" not in hostile
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in hostile


def make_views(root: Path) -> Views:
    """The views of a folder's content on the tests' day."""
    catalogue = load(root, date.fromisoformat(AS_OF))
    assert not catalogue.errors
    return Views(catalogue, Site("测试目录", ORIGIN, "测试用"))


def walk(files: Mapping[str, bytes], head: str) -> list[Json]:
    """The feeds from the head on, following `next_url`; fails if the chain comes back."""
    feeds: list[Json] = []
    path: str | None = head
    seen = set()
    while path:
        assert path not in seen
        seen.add(path)
        feeds.append(json.loads(files[path]))
        following = feeds[-1].get("next_url")
        path = following.removeprefix(ORIGIN) if following else None
    return feeds


@pytest.mark.parametrize(
    ("count", "days_apart", "whole"),
    [
        (0, 1, [0]),
        (1, 1, [1]),
        # 20 days of September (parts of 12 and 8), then August with 31 (12, 12 and 7) and a rest in July
        (HEAD_ITEMS, 1, [20]),
        (HEAD_ITEMS + 1, 1, [20, 1]),
        (60, 1, [20, 7, 12, 12, 9]),
        # the head takes more than a month: 10 in September, 16 in August (12 and 4), 15 in July (12 and 3)
        (45, 2, [26, 3, 12, 4]),
        # all on one day, which is cut
        (HEAD_ITEMS + 25, 0, [21, 12, 12]),
    ],
)
def test_chain_of_archives(tmp_path: Path, count: int, days_apart: int, whole: list[int]) -> None:
    """The chain ends, holds every record once, newest first, an archive is of one month; a value has the newest."""
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    expected = write_crowd(tmp_path / "content", count, days_apart=days_apart)
    files = made_feeds(make_views(tmp_path))
    newest = min(count, NEWEST_ITEMS)
    for head, lengths in (("feed.json", whole), ("feeds/industry/ai.json", [newest])):
        feeds = walk(files, head)
        assert [len(feed["items"]) for feed in feeds] == lengths
        assert [item["id"] for feed in feeds for item in feed["items"]] == expected[: sum(lengths)]
        assert all(len({item["date_published"][:7] for item in feed["items"]}) == 1 for feed in feeds[1:])
        assert all(list(feed_faults(feed)) == [] for feed in feeds)
    chained = {feed["feed_url"] for head in heads(files) for feed in walk(files, head)}
    assert chained == {ORIGIN + path for path in files if path.startswith("feed") and path.endswith(".json")}


def test_lists_and_manifest_come_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list's files hold each summary once, newest first; the manifest's name each file once, beside their like."""
    monkeypatch.setattr(api, "LIST_ITEMS", 8)
    monkeypatch.setattr(manifest, "PART_FILES", 16)
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    expected = write_crowd(tmp_path / "content", 40, days_apart=1)
    files = made_feeds(make_views(tmp_path))
    lists = walk(files, "api/v1/achievements.json")

    assert [item["id"] for part in lists for item in part["items"]] == expected
    assert [(part["count"], part["as_of"]) for part in lists] == [(40, AS_OF)] + [(None, None)] * (len(lists) - 1)
    assert {len(part["items"]) for part in lists[1:-1]} <= {*range(1, 9)}
    parts = json.loads(files["api/v1/index.json"])["parts"]
    named = {part["path"]: [file["path"] for file in json.loads(files[part["path"]])["files"]] for part in parts}
    assert sorted(path for paths in named.values() for path in paths) == sorted(files.keys() - set(named) - {INDEX})
    records = [part for part in named if part.startswith("api/v1/files/achievements-")]
    assert records == [f"api/v1/files/achievements-{number}.json" for number in range(4)]
    assert all(path.startswith("api/v1/achievements/") for part in records for path in named[part])


def heads(files: Mapping[str, bytes]) -> list[str]:
    """The paths of the feeds that chains begin with."""
    return [
        path for path in files if re.fullmatch(r"feed\.json|feeds/[^/]+/[^/]+\.json", path) and "/archive/" not in path
    ]


def test_every_value_has_its_feed(catalogue: Catalogue, site: Path) -> None:
    """Each value of each facet has a feed of the records on its page, which its home_page_url names."""
    for facet in FACETS:
        for code in catalogue.vocabularies[facet.vocabulary]:
            feed = load_json(site / f"feeds/{facet.name}/{code}.json")
            group = load_json(site / f"api/v1/by/{facet.name}/{code}.json")
            assert [item["id"] for item in feed["items"]] == group["ids"]
            assert feed["home_page_url"] == f"{ORIGIN}{facet.name}/{code}/"


CHECKER = FormatChecker(formats=())
CHECKER.checks("date-time")(is_moment)
CHECKER.checks("date", raises=ValueError)(lambda value: not isinstance(value, str) or bool(date.fromisoformat(value)))


def validator(site: Path, name: str) -> Draft202012Validator:
    """A validator of the published schema, which itself keeps the standard of schemas."""
    schema = load_json(site / f"api/v1/schema/{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{ORIGIN}api/v1/schema/{name}.schema.json"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    return Draft202012Validator(schema, format_checker=CHECKER)


@pytest.fixture(scope="module")
def validators(site: Path) -> Mapping[str, Draft202012Validator]:
    """By name, all that are published."""
    names = [path.name.removesuffix(".schema.json") for path in (site / "api/v1/schema").iterdir()]
    return {name: validator(site, name) for name in names}


SPECIFICATION = "https://json-schema.org/draft/2020-12/"
KEYWORDS = {
    keyword
    for name in ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content")
    for keyword in REGISTRY.contents(f"{SPECIFICATION}meta/{name}")["properties"]
}
"""What a schema may say (JSON Schema 2020-12), by the standard's own schemas of schemas."""
NAMED_PARTS = {"properties", "patternProperties", "dependentSchemas", "$defs"}
VALUES = {"default", "enum", "const", "examples", "required", "dependentRequired"}


def keywords(schema: Any) -> Iterator[str]:
    """Every keyword at whatever depth of a schema; names of fields and values are none."""
    if isinstance(schema, list):
        for part in schema:
            yield from keywords(part)
    elif isinstance(schema, dict):
        for keyword, part in schema.items():
            yield keyword
            if keyword not in VALUES and not keyword.startswith("x-"):
                yield from keywords(list(part.values()) if keyword in NAMED_PARTS else part)


def test_schemas_say_what_the_standard_knows(site: Path) -> None:
    """A keyword that JSON Schema does not know would be passed over in silence: each is the standard's or x-…."""
    schemas = {path.name: load_json(path) for path in (site / "api/v1/schema").iterdir()}
    schemas |= load_json(site / "api/v1/openapi.json")["components"]["schemas"]
    unknown = {
        name: {keyword for keyword in keywords(schema) if not keyword.startswith("x-")} - KEYWORDS
        for name, schema in schemas.items()
    }

    assert {name: found for name, found in unknown.items() if found} == {}


def test_limits_hold_in_the_schemas_too(site: Path) -> None:
    """A number beyond its limits is refused by the published schema of authors' fields, as by the check."""
    number = load_json(site / "api/v1/schema/achievement.source.schema.json")["properties"]["trl"]

    assert [Draft202012Validator(number).is_valid(value) for value in (0, 1, 9, 10)] == [False, True, True, False]


def test_every_document_keeps_its_own_schema(site: Path, validators: Mapping[str, Draft202012Validator]) -> None:
    """Each JSON document is valid by the schema that the manifest names for it, and no schema is without use."""
    manifest = load_json(site / "api/v1/index.json")
    assert list(validators["manifest"].iter_errors(manifest)) == []
    named = {item["path"]: item["schema"] for item in load_files(site) if item["schema"]}
    named |= {part["path"]: "manifest-part" for part in manifest["parts"]}
    for path, name in named.items():
        errors = [error.message for error in validators[name].iter_errors(load_json(site / path))]
        assert errors == [], path

    assert set(validators) == {*named.values(), "manifest"} | {f"{kind}.source" for kind in MODELS}


FOREIGN = {
    "application/schema+json",
    "application/csvm+json",
    "application/vnd.oai.openapi+json",
    "application/ld+json",
}
"""JSON whose schema is another's, or that is no document."""


def test_manifest_says_what_each_file_is(site: Path) -> None:
    """Every JSON document of ours has a schema; the rest has a media type that says what it is."""
    files = load_files(site)
    json_like = [item for item in files if "json" in item["media_type"] and item["media_type"] not in FOREIGN]

    # The index is in the format of another program.
    assert [item["path"] for item in json_like if not item["schema"]] == ["api/v1/search/lunr.json"]
    assert {item["path"].rpartition(".")[2]: item["media_type"] for item in files if ".json" not in item["path"]} == {
        "atom": "application/atom+xml",
        "xml": "application/atom+xml",
        "ics": "text/calendar",
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip": "application/zip",
        "gz": "application/gzip",
    }


def without_title(document: Json) -> None:
    del document["title"]


def with_another_field(document: Json) -> None:
    document["extra"] = 1


def with_a_text_for_a_number(document: Json) -> None:
    document["trl"] = "6"


def with_a_time_without_zone(document: Json) -> None:
    document["modified"] = "2026-09-21T12:00:00"


@pytest.mark.parametrize(
    "damage", [without_title, with_another_field, with_a_text_for_a_number, with_a_time_without_zone]
)
def test_schemas_refuse_other_documents(
    site: Path, validators: Mapping[str, Draft202012Validator], damage: Callable[[Json], None]
) -> None:
    """A record's schema says something: a document that is not one is refused."""
    document = load_json(site / f"api/v1/achievements/{BATTERY}.json")
    assert validators["achievement"].is_valid(document)
    damage(document)

    assert not validators["achievement"].is_valid(document)


def test_every_sound_record_has_its_document(catalogue: Catalogue, site: Path) -> None:
    """Withdrawn and expired records keep their document; a former id gives the document of the record."""
    for entry in catalogue.entries:
        path = site / f"api/v1/{entry.url.rstrip('/')}.json"
        document = load_json(path)
        assert (document["id"], document["kind"]) == (entry.id, entry.kind)
        assert document["title"] == entry.record.title
        assert document["api_url"] == ORIGIN + path.relative_to(site).as_posix()
        assert document["url"] == ORIGIN + entry.url
        assert (
            document["provenance"]["sha256"]
            == hashlib.sha256((site / entry.url / "source.md").read_bytes()).hexdigest()
        )
        commits = [{"commit": commit.sha, "time": commit.time.isoformat()} for commit in entry.commits]
        assert document["provenance"]["history"] == commits != []
        for alias in entry.record.aliases:
            assert load_json(path.with_name(f"{alias}.json")) == document
    documents = [path for folder in FOLDERS.values() for path in (site / "api/v1" / folder).iterdir()]
    aliases = [alias for entry in catalogue.entries for alias in entry.record.aliases]
    assert len(documents) == len(catalogue.entries) + len(aliases)


LAPSED = {
    "a2025-ceshi-001": (False, False, "withdrawn"),
    "a2025-ceshi-002": (True, False, "expired"),
    "a2026-shiyan-005": (False, True, "open"),
    "d2026-ceshi-002": (False, False, "overdue"),
    "d2026-shiyan-003": (False, True, "open"),
    "d2026-shiyan-001": (False, False, "resolved"),
}


@pytest.mark.parametrize("identifier", LAPSED)
def test_documents_say_what_holds_today(site: Path, identifier: str) -> None:
    """`expired`, `is_open` and `state` are those of the day of the build; the last day still counts."""
    folder = FOLDERS["achievement" if identifier[0] == "a" else "demand"]
    document = load_json(site / f"api/v1/{folder}/{identifier}.json")

    assert (document["expired"], document["is_open"], document["state"]["code"]) == LAPSED[identifier]


def test_lists_hold_what_is_listed(site: Path) -> None:
    """The lists hold every record that is neither withdrawn nor expired, newest first, and count them."""
    for folder, number in (("achievements", 10), ("demands", 6)):
        document = load_json(site / f"api/v1/{folder}.json")
        items = document["items"]
        assert (document["count"], len(items)) == (number, number)
        assert document["as_of"] == AS_OF
        assert [item["id"] for item in items if item["expired"] or item["status"] == "withdrawn"] == []
        assert [item["published"] for item in items] == sorted((item["published"] for item in items), reverse=True)


def test_counts_agree(catalogue: Catalogue, site: Path) -> None:
    """A facet's index, its values' documents and the pages that people see count the same records."""
    for facet in FACETS:
        index = load_json(site / f"api/v1/by/{facet.name}/index.json")
        tiles = load_page(site / facet.name / "index.html").all("a", "sc-tile")
        shown = [sum(int(count.words) for count in tile.all(class_name="sc-tile__count")) for tile in tiles]
        assert [value["code"] for value in index["values"]] == list(catalogue.vocabularies[facet.vocabulary])
        assert [value["achievements"] + value["demands"] for value in index["values"]] == shown
        for value in index["values"]:
            document = load_json(site / value["api_url"].removeprefix(ORIGIN))
            members = [catalogue.by_id[id_] for id_ in document["ids"]]
            kinds = [entry.kind for entry in members]
            assert (kinds.count("achievement"), kinds.count("demand")) == (value["achievements"], value["demands"])
            assert document["count"] == len(kinds)
            assert all(entry.listed for entry in members)


def test_manifest_describes_every_file(site: Path) -> None:
    """The manifest names its parts, they every other file, with its true size and SHA-256, in the order of paths."""
    manifest = load_json(site / "api/v1/index.json")
    files = load_files(site)
    described = {item["path"]: (item["sha256"], item["size"]) for item in [*manifest["parts"], *files]}
    heads = [
        site / name
        for name in ("feed.json", "atom.xml", "en/atom.xml", "deadlines.ics", "events.ics", "catalog.jsonld")
    ]
    paths = [*heads, *(site / "feeds").rglob("*"), *(site / "api").rglob("*")]
    published = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    del published["api/v1/index.json"]

    assert described == {path: (hashlib.sha256(data).hexdigest(), len(data)) for path, data in published.items()}
    for part in manifest["parts"]:
        named = [item["path"] for item in load_json(site / part["path"])["files"]]
        assert (part["count"], named) == (len(named), sorted(named))
    assert manifest["counts"] == {"achievements": 10, "demands": 6, "expired": 2, "withdrawn": 2}
    assert manifest["url"] == ORIGIN


@pytest.fixture(scope="module")
def front_matters(catalogue: Catalogue) -> list[tuple[str, Json]]:
    """Kind and front matter of each record, typed as JSON types it, without what its author left out."""
    return [(entry.kind, entry.record.model_dump(mode="json", exclude_unset=True)) for entry in catalogue.entries]


def test_source_schemas_accept_what_authors_write(
    front_matters: list[tuple[str, Json]], validators: Mapping[str, Draft202012Validator]
) -> None:
    """Every record of the catalogue is valid by the schema of front matter that forms and editors read."""
    for kind, front in front_matters:
        errors = [error.message for error in validators[f"{kind}.source"].iter_errors(front)]
        assert errors == [], front["id"]


SLIPS: dict[str, Callable[[Json], object]] = {
    "unknown industry": lambda front: front.update(industries=["no-such-industry"]),
    "unknown status": lambda front: front.update(status="opne"),
    "unknown agency": lambda front: front.update(agency="nobody"),
    "unknown code in a part": lambda front: front["ip"][0].update(kind="trade-mark"),
    "code of another use": lambda front: front.update(price={"mode": "barter"}),
    "no title": lambda front: front.pop("title"),
    "title too long": lambda front: front.update(title="长" * 61),
    "unknown field": lambda front: front.update(colour="blue"),
    "ninth keyword": lambda front: front.update(keywords=list("一二三四五六七八九")),
    "id of another form": lambda front: front.update(id="A-1"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_source_schemas_refuse_slips(
    front_matters: list[tuple[str, Json]],
    validators: Mapping[str, Draft202012Validator],
    slip: Callable[[Json], object],
) -> None:
    """An unknown code, a missing field, a text too long are refused by the published schema already."""
    front = copy.deepcopy(next(front for _, front in front_matters if front["id"] == BATTERY))
    slip(front)

    assert not validators["achievement.source"].is_valid(front)


def test_source_schema_names_codes_and_labels(site: Path) -> None:
    """A form made from the schema can offer every allowed code with its label."""
    schema = load_json(site / "api/v1/schema/achievement.source.schema.json")
    stage = schema["properties"]["stage"]

    assert stage["enum"] == ["research", "lab", "pilot", "production"]
    assert stage["$comment"].endswith("：research 研发、lab 小试、pilot 中试、production 产业化")
    assert stage["title"] == "所处阶段"


def test_chinese_is_readable(site: Path) -> None:
    """Every JSON file is UTF-8 in which Chinese stands as itself, not as escapes."""
    files = [path for path in site.rglob("*.json") if path.name != "package.json"]

    assert len(files) > 100
    assert [path for path in files if re.search(r"\\u[0-9a-fA-F]{4}", path.read_text(encoding="utf-8"))] == []


@pytest.fixture(scope="module")
def golden_documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What the golden files hold, made outside git so that no commit's name is in it."""
    root = tmp_path_factory.mktemp("golden")
    shutil.copytree(CONTENT, root / "content")
    files = made_feeds(make_views(root))
    items = json.loads(files["feed.json"])["items"]
    return {
        "achievement": json.loads(files[f"api/v1/achievements/{BATTERY}.json"]),
        "demand": json.loads(files["api/v1/demands/d2026-shiyan-002.json"]),
        "feed_item": next(item for item in items if item["id"] == BATTERY),
    }


@pytest.mark.parametrize("name", ["achievement", "demand", "feed_item"])
def test_golden_files(name: str, golden_documents: Mapping[str, Any], request: pytest.FixtureRequest) -> None:
    """Fields, values and their order are those of the file; `pytest --regenerate` writes it anew.

    Within version 1 a line of these files may be added, never removed or changed in type.
    """
    path = GOLDEN / f"{name}.json"
    text = json.dumps(golden_documents[name], ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--regenerate"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
