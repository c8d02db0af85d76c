"""The site's own pages, content/index.md and content/guide/: text for MkDocs, which checks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.catalogue.folders import find_pages, find_programs
from showcase.files.problem import Message, Problem, Severity, shorten
from showcase.files.prose import without_code
from showcase.files.source import load_text
from showcase.schema.records import MODELS

_TAGS = {"a", "br", "code", "div", "em", "figcaption", "figure", "img", "kbd", "strong", "sub", "sup"}
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])([^<>]*)")
_ACTIVE = re.compile(r"[\s\"'/](?:on[a-z]{3,30}|style|srcdoc|formaction)\s{0,9}=", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:javascript|vbscript|data)\s{0,9}:", re.IGNORECASE)


def check_pages(root: Path) -> Iterator[Problem]:
    """网站页面为 UTF-8 文字，不含脚本、框架、表单、样式和不可见字符；指南里的程序也不含不可见字符。
    The site's own pages are text in UTF-8: no scripts, frames, forms, styles or invisible characters; nor do programs
    that readers copy hold what they do not see."""
    for path in find_programs(root):
        yield from load_text(root, path).problems
    for path in find_pages(root):
        source = load_text(root, path)
        yield from source.problems
        if record := _RECORD.match(source.text):
            yield Problem(source.path, 1, 1, Severity.ERROR, "page", (), _IS_RECORD, _moved(record))
            continue
        prose = without_code(source.text)
        for offset, found in _active(prose):
            before = prose[:offset]
            line, column = before.count("\n") + 1, offset - before.rfind("\n")
            yield Problem(source.path, line, column, Severity.ERROR, "page", (), _message(found), _HINT)


_RECORD = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,40}?id[ \t]*:[ \t]*[\"']?([ad])(\d{4})-[^\s\"']{1,20}")
_IS_RECORD = Message(
    "这是一条记录，放在这里不检查，也不进目录", "this is a record, which is no part of the catalogue here"
)


def _moved(record: re.Match[str]) -> Message:
    model = next(model for model in MODELS.values() if record[1] == model.LETTER)
    place = f"content/{model.FOLDER}/{record[2]}/"
    return Message(f"请移到 {place}", f"move it to {place}")


def _active(prose: str) -> Iterator[tuple[int, str]]:
    """Tags that pages need not have, attributes that run or restyle something, addresses that are programs."""
    for tag in _TAG.finditer(prose):
        if tag[1].lower() not in _TAGS:
            yield tag.start(), f"<{tag[1]}>"
        yield from ((tag.start(2) + found.start() + 1, found.group()[1:]) for found in _ACTIVE.finditer(tag[2]))
    yield from ((found.start(), found.group()) for found in _PROGRAM.finditer(prose))


def _message(found: str) -> Message:
    return Message(f"页面里不能写 {shorten(found)}", f"a page must not hold {shorten(found)}")


_HINT = Message(
    f"请用 Markdown 写法；能用的标签只有 {'、'.join(sorted(_TAGS))}；要给人看的代码放进 ``` 之间",
    f"use Markdown; the only tags are {', '.join(sorted(_TAGS))}; code that is to be read goes between ```",
)
