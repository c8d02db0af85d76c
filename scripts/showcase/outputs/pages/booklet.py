"""The page on which a reader's own choice of records becomes a booklet for paper."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf


def build_booklet_leaves(_: Views) -> Iterator[Leaf]:
    """/booklet/: what its address names is put together by scripts."""
    description = "把选中的成果和需求编成一本：封面、目录、每条一页、按产业的索引，可以打印。"
    yield Leaf("booklet/", "成果汇编", description, "booklet.html", None, script="booklet/page.js", indexed=False)
