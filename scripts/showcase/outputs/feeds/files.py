"""The table of files for other systems: address, schema, media type and what it is.

The manifest, the OpenAPI description and the developers' page are made from it. A new kind of file is one line.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.documents import FileDescription

MEDIA_TYPES = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".gz": "application/gzip",
    ".atom": "application/atom+xml",
    ".xml": "application/atom+xml",
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_JSON_FEED = "application/feed+json"
_JSON_SCHEMA = "application/schema+json"
_OPENAPI = "application/vnd.oai.openapi+json"


@dataclass(frozen=True)
class FileKind:
    """Files of one kind: `template` is their path with {parameters}, `schema` the name of their JSON Schema, if any."""

    template: str
    schema: str | None
    title: str
    title_en: str
    own_media_type: str | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("[^/]+".join(map(re.escape, re.split(r"\{[a-z]+\}", self.template))))

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"\{([a-z]+)\}", self.template)

    @property
    def media_type(self) -> str:
        """Raises LookupError for a file whose suffix has no media type yet."""
        if self.own_media_type:
            return self.own_media_type
        suffix = PurePosixPath(self.template).suffix
        if suffix not in MEDIA_TYPES:
            raise LookupError(
                f"{self.template}: no media type for {suffix}; add it to MEDIA_TYPES, and to deploy/nginx.conf, which "
                "serves it"
            )
        return MEDIA_TYPES[suffix]


def _json(path: str, schema: str, title: str, title_en: str) -> FileKind:
    return FileKind(f"{API}/{path}", schema, title, title_en)


def _feed(path: str, title: str, title_en: str) -> FileKind:
    return FileKind(path, "jsonfeed", title, title_en, _JSON_FEED)


FILE_KINDS = (
    _json("index.json", "manifest", "总目录：条数，它的各部分", "manifest: counts, and the parts of it"),
    _json(
        "files/{group}.json",
        "manifest-part",
        "总目录的一部分：每个文件的 sha256 和大小",
        "a part of the manifest: each file's SHA-256 and size",
    ),
    _json("achievements.json", "record-list", "在列成果的摘要", "summaries of the listed achievements"),
    _json("lists/achievements/{part}.json", "record-list", "更早的", "its older files"),
    _json("demands.json", "record-list", "在列需求的摘要", "summaries of the listed demands"),
    _json("lists/demands/{part}.json", "record-list", "更早的", "its older files"),
    _json("achievements/{id}.json", "achievement", "一项成果的全部字段", "one achievement, whole"),
    _json("demands/{id}.json", "demand", "一项需求的全部字段", "one demand, whole"),
    _json("by/{facet}/index.json", "facet", "一种分类的取值和条数", "the values of a facet, with counts"),
    _json("by/{facet}/{code}.json", "group", "一个取值下在列的编号", "ids of the listed records under a value"),
    _json("by/{facet}/{code}/changes.json", "passage-list", "它的进出，最新的在前", "what came to it and left it"),
    _json("vocabularies/{vocabulary}.json", "vocabulary", "一个词表", "a vocabulary"),
    _json("supply/{code}.json", "supply-list", "一个产业的供给清单和进出", "achievements of an industry, and movement"),
    _json("supply/marine-sector/{code}.json", "supply-list", "一个海洋产业的供给清单", "the same of a marine sector"),
    _json("needs/{code}.json", "supply-list", "一个产业的需求清单和进出", "demands of an industry, and movement"),
    _json("needs/marine-sector/{code}.json", "supply-list", "一个海洋产业的需求清单", "the same of a marine sector"),
    FileKind(f"{API}/supply/{{code}}.csv", None, "供给清单，CSV", "the same as a table"),
    FileKind(f"{API}/supply/marine-sector/{{code}}.csv", None, "供给清单，CSV", "the same as a table"),
    FileKind(f"{API}/needs/{{code}}.csv", None, "需求清单，CSV", "the same as a table"),
    FileKind(f"{API}/needs/marine-sector/{{code}}.csv", None, "需求清单，CSV", "the same as a table"),
    _json("matches.json", "match-list", "需求与可能适合的成果", "demands and the achievements that may answer them"),
    _json(
        "events.json", "event-list", "路演、对接会和展示的编号", "roadshows and meetings, with the ids that they show"
    ),
    _json("changes.json", "changes", "变动记录，最新的在前", "what changed, newest first"),
    _json("changes/{part}.json", "changes", "它的往期", "its older files"),
    FileKind(
        f"{API}/modified.csv",
        None,
        "每个编号最近何时变动、现状、文档的摘要，最新的在前",
        "when each identifier last changed, what holds now, a digest of its document, newest first",
    ),
    _json("tombstones.json", "tombstones", "已退出列表的编号和原因", "ids that are no longer listed, and why"),
    _json("tombstones/{part}.json", "tombstones", "它的往期", "its older files"),
    FileKind(
        f"{API}/dump/all.ndjson.gz",
        None,
        "全部记录，未撤回的都在，每行一条 JSON",
        "all records that have not been withdrawn, one JSON a line",
    ),
    FileKind(f"{API}/dump/achievements.csv", None, "成果表，CSV", "table of achievements, CSV"),
    FileKind(f"{API}/dump/achievements.xlsx", None, "成果表，Excel", "table of achievements, workbook"),
    FileKind(f"{API}/dump/demands.csv", None, "需求表，CSV", "table of demands, CSV"),
    FileKind(f"{API}/dump/demands.xlsx", None, "需求表，Excel", "table of demands, workbook"),
    FileKind(
        f"{API}/dump/catalogue.zip", None, "各表、词表和 Schema 的压缩包", "tables, vocabularies and schemas, zipped"
    ),
    FileKind(
        f"{API}/csv-metadata.json",
        None,
        "各 CSV 的列：名称、类型、分隔（CSVW）",
        "the columns of the CSV files: names, types, separators (CSVW)",
        "application/csvm+json",
    ),
    FileKind(f"{API}/csv-list.json", None, "清单的列（CSVW）", "the columns of the lists", "application/csvm+json"),
    FileKind(
        f"{API}/search/lunr.json", None, "名称、关键词、简介的 lunr 索引", "lunr index of titles, keywords, summaries"
    ),
    FileKind(f"{API}/search/{{facet}}/{{code}}.lunr.json", None, "同上，一个产业的", "the same of an industry"),
    FileKind(f"{API}/schema/{{schema}}.schema.json", None, "JSON Schema", "a JSON Schema (2020-12)", _JSON_SCHEMA),
    FileKind(f"{API}/openapi.json", None, "OpenAPI 3.1 说明", "OpenAPI 3.1 description", _OPENAPI),
    FileKind("catalog.jsonld", None, "DCAT 3 说明", "DCAT 3 description of the data"),
    _feed("feed.json", "总订阅，JSON Feed", "feed of everything, JSON Feed 1.1"),
    _feed("feeds/archive/{part}.json", "总订阅的往期", "archives of the feed of everything"),
    _feed("feeds/{facet}/{code}.json", "一个取值的最新条目，JSON Feed", "the newest of a facet's value"),
    FileKind("atom.xml", None, "总订阅，Atom", "feed of everything, Atom"),
    FileKind("feeds/archive/{part}.atom", None, "总订阅的往期，Atom", "archives of the feed of everything, Atom"),
    FileKind("feeds/{facet}/{code}.atom", None, "一个取值的最新条目，Atom", "the newest of a facet's value, Atom"),
    FileKind("en/atom.xml", None, "有英文简介的最新条目，英文，Atom", "the newest with an English summary, Atom"),
    FileKind("deadlines.ics", None, "需求截止日期，日历", "deadlines of demands, iCalendar"),
    FileKind("events.ics", None, "路演、对接会，日历", "roadshows and meetings, iCalendar"),
)


def kind_of(path: str) -> FileKind:
    """The first kind that fits. Raises LookupError for a file that the table does not know."""
    for kind in FILE_KINDS:
        if kind.pattern.fullmatch(path):
            return kind
    raise LookupError(f"{path}: add its kind to FILE_KINDS")


def describe_file(path: str, data: bytes) -> FileDescription:
    kind = kind_of(path)
    digest = hashlib.sha256(data).hexdigest()
    return FileDescription(
        path=path, sha256=digest, size=len(data), media_type=kind.media_type, schema_name=kind.schema
    )
