"""Tables of the developers' page: files, and the fields of every document with examples from this very build."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from showcase.derived.indexes import FACETS
from showcase.derived.views import Files
from showcase.outputs.feeds import DOCUMENT_MODELS
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.files import FILE_KINDS, kind_of
from showcase.outputs.feeds.moving import render_moving
from showcase.outputs.feeds.schema import build_fields
from showcase.outputs.feeds.versions import VERSIONS
from showcase.outputs.pages.table import render_table
from showcase.schema.shapes import Shape


@dataclass(frozen=True)
class Interface:
    """What other systems read: the build's first stage."""

    files: Files

    @cached_property
    def examples(self) -> Mapping[str, Sequence[Any]]:
        """By the name of its schema the first documents of each kind, as the build has made them."""
        found: dict[str, list[Any]] = {name: [] for name in DOCUMENT_MODELS}
        for path in self.files:
            name = kind_of(path).schema
            if name in found and len(found[name]) < EXAMPLE_FILES.get(name, 3):
                found[name].append(json.loads(self.files[path]))
        return found


ROOT = "../../"
"""From a page of the guide to the site's root."""

EXAMPLE_LENGTH = 48
EXAMPLE_FILES = {"achievement": 400, "demand": 400}
"""How many files of a kind are looked through for a value; of other kinds a few, since they are large."""

_HEADS = {
    "zh": (["地址", "内容", "Schema"], ["字段", "类型", "意思", "示例"]),
    "en": (["Address", "What", "Schema"], ["Field", "Type", "Meaning", "Example"]),
}
_TYPES = {
    "string": ("文本", "text"),
    "integer": ("整数", "integer"),
    "number": ("数", "number"),
    "boolean": ("是非", "boolean"),
    "date": ("日期", "date"),
    "date-time": ("时间", "date-time"),
    "object": ("一组字段", "object"),
}
_OWN_TABLE = {"Summary": "record-list", "AchievementDocument": "achievement", "DemandDocument": "demand"}
"""Parts that have been described in another document's table."""


def render_files(interface: Interface, language: str) -> str:
    """Every kind of file: address, what it is, and of a document its schema, which leads to its fields."""
    rows = []
    for kind in FILE_KINDS:
        path = f"/{kind.template}"
        address = f'<a href="{ROOT}{kind.template}"><code>{path}</code></a>'
        title = escape(kind.title if language == "zh" else kind.title_en)
        schema = f'<a href="#{kind.schema}"><code>{kind.schema}</code></a>' if kind.schema else ""
        rows.append([address if kind.template in interface.files else f"<code>{path}</code>", title, schema])
    return render_table(_HEADS[language][0], rows)


def render_facets(separator: str) -> str:
    """The names of all facets, as they stand in addresses."""
    return separator.join(f"`{facet.name}`" for facet in FACETS)


def render_document_fields(interface: Interface, language: str) -> str:
    """A heading and a table for every document."""
    return "\n".join(_document(interface, name, language) for name in DOCUMENT_MODELS)


def _document(interface: Interface, name: str, language: str) -> str:
    rows = list(_rows(build_fields(DOCUMENT_MODELS[name]), (), interface.examples[name], language, name))
    places = "<br>".join(f"<code>/{kind.template}</code>" for kind in FILE_KINDS if kind.schema == name)
    return f'<h3 id="{name}"><code>{name}</code></h3>\n<p>{places}</p>\n{render_table(_HEADS[language][1], rows)}'


def _rows(
    fields: Sequence[Shape], above: tuple[str, ...], documents: Sequence[Any], language: str, document: str
) -> Iterator[list[str]]:
    for field in fields:
        path = (*above, field.name)
        example = next(found(documents, path), None)
        yield [
            f"<code>{'.'.join(path)}</code>",
            f'<span class="sc-nowrap">{_type(field, language)}</span>',
            _meaning(field, language) + _elsewhere(field, document),
            "" if example is None or field.fields or field.models else _code(example),
        ]
        if not _elsewhere(field, document):
            yield from _rows(field.fields, path, documents, language, document)


def _elsewhere(field: Shape, document: str) -> str:
    names = [_OWN_TABLE[model] for model in field.models if _OWN_TABLE.get(model, document) != document]
    return "".join(f' <a href="#{name}"><code>{name}</code></a>' for name in names)


def _type(field: Shape, language: str) -> str:
    chinese, english = _TYPES[field.type]
    if language == "zh":
        return chinese + ("的列表" if field.many else "") + ("，可为 null" if field.nullable else "")
    return ("list of " if field.many else "") + english + (" or null" if field.nullable else "")


def _meaning(field: Shape, language: str) -> str:
    text = field.help if language == "en" else "，".join(filter(None, [field.title, field.note]))
    text = _prose(text)
    if not field.vocabulary:
        return text
    path = f"{ROOT}{API}/vocabularies/{field.vocabulary}.json"
    return f'{text} <a href="{path}"><code>{field.vocabulary}</code></a>'


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _code(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= EXAMPLE_LENGTH else f"{text[:EXAMPLE_LENGTH]}…"
    # Two of these begin a slot of the page's shell.
    return f'<code class="sc-example">{escape(text, quote=False).replace("@", "&#64;")}</code>'


def found(documents: Sequence[Any], path: tuple[str, ...]) -> Iterator[Any]:
    """The values at a path that say something, in lists the first of them."""
    for document in documents:
        yield from _values(document, path)


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, list) and (path or (value and isinstance(value[0], dict))):
        for item in value:
            yield from _values(item, path)
    elif path:
        if isinstance(value, dict) and path[0] in value:
            yield from _values(value[path[0]], path[1:])
    elif value not in (None, [], ""):
        yield value


def render_versions(language: str) -> str:
    """Every version of the interface and what it changed, newest first."""
    rows = []
    for version in VERSIONS:
        changes = version.zh if language == "zh" else version.en
        rows.append([f"<code>{version.number}</code>", "<br>".join(_prose(change) for change in changes)])
    return render_table(["版本", "变化"] if language == "zh" else ["Version", "What changed"], rows)


def load_example(root: Path, name: str) -> str:
    """A program beside the guide, as a block of code."""
    path = root / "content" / "guide" / name
    return f"```\n{path.read_text(encoding='utf-8').rstrip()}\n```" if path.is_file() else ""


TABLES: dict[str, Callable[[Interface], str]] = {
    "api-files": lambda interface: render_files(interface, "zh"),
    "api-files-en": lambda interface: render_files(interface, "en"),
    "api-facets": lambda _: render_facets("、"),
    "api-facets-en": lambda _: render_facets(", "),
    "api-moving": lambda _: render_moving("zh"),
    "api-moving-en": lambda _: render_moving("en"),
    "api-versions": lambda _: render_versions("zh"),
    "api-versions-en": lambda _: render_versions("en"),
    "api-fields": lambda interface: render_document_fields(interface, "zh"),
    "api-fields-en": lambda interface: render_document_fields(interface, "en"),
}
EXAMPLES = ("follow.py", "consumer.py", "consumer.mjs", "lunr-query.mjs")
