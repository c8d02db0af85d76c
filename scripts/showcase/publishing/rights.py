"""Whether the settings say who answers for the data and what others may do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.derived.site import Site
from showcase.files.problem import Message, Problem, Severity
from showcase.files.settings import SETTINGS


def check_rights(root: Path, site: Site) -> Iterator[Problem]:
    """数据目录（DCAT-AP 3）要写明发布单位，也应写明许可协议：填 mkdocs.yml 的 extra.footer.sponsor 和 license。"""
    if not site.publisher:
        yield _problem(
            root,
            "sponsor",
            Message("没有写主办单位，catalog.jsonld 不合 DCAT-AP 3", "catalog.jsonld names no publisher"),
            Message("填上 extra.footer.sponsor", "name it in extra.footer.sponsor"),
        )
    if not site.license:
        yield _problem(
            root,
            "license",
            Message("没有写数据的许可协议，别的系统不知道能不能用", "catalog.jsonld names no licence"),
            Message("在 extra.license 填上协议全文的网址", "give its address in extra.license"),
        )


def _problem(root: Path, key: str, message: Message, hint: Message) -> Problem:
    text = (root / SETTINGS).read_text("utf-8")
    found = re.search(rf"^ *({key}):", text, re.MULTILINE)
    line, column = (text[: found.start(1)].count("\n") + 1, found.start(1) - found.start() + 1) if found else (1, 1)
    return Problem(SETTINGS.as_posix(), line, column, Severity.WARNING, "rights", (key,), message, hint)
