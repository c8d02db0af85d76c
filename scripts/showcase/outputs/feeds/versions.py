"""The versions of the interface, newest first: what `version` names in the manifest, and what each of them changed.

From the first release on a version adds only. A change of the documents, their addresses or their meaning has its
entry here, which the developers' pages show.
"""

from __future__ import annotations

from typing import NamedTuple


class ApiVersion(NamedTuple):
    """A version and what came with it, in Chinese and in English; backticks are code."""

    number: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


VERSIONS = (
    ApiVersion(
        "1.2",
        (
            "总目录分成几部分：`index.json` 的 `parts` 取代 `files`，每一部分（`files/….json`）列出一个文件夹的文件。",
            (
                "`achievements.json`、`demands.json` 只有最新的一份，更早的由 `next_url` 相连；"
                "`count` 和 `as_of` 只在首份里。"
            ),
            "`by/…`、`supply/…`、`needs/…` 列编号（`ids`），摘要在上述列表里；`by/…` 不再有 `as_of`。",
            "各取值的订阅只有最新的 30 条；完整的往期只在总订阅里。",
            "`dump/all.json` 和 `dump/all.ndjson` 合为 `dump/all.ndjson.gz`；`catalogue.zip` 只装表格、词表和 Schema。",
        ),
        (
            (
                "The manifest is in parts: `parts` of `index.json` replaces `files`, each part "
                "(`files/….json`) names the files of a folder."
            ),
            (
                "`achievements.json` and `demands.json` hold the newest, older files follow by `next_url`; `count` and "
                "`as_of` stand in the first file only."
            ),
            (
                "`by/…`, `supply/…` and `needs/…` name identifiers (`ids`), whose summaries are in those lists; "
                "`by/…` has no `as_of` any more."
            ),
            "The feed of a facet's value has the newest 30; only the feed of everything has archives.",
            (
                "`dump/all.json` and `dump/all.ndjson` became `dump/all.ndjson.gz`; `catalogue.zip` holds tables, "
                "vocabularies and schemas."
            ),
        ),
    ),
    ApiVersion("1.1", ("第一份公开的草稿。",), ("The first public draft.",)),
)
"""1.2 is not released: until it is, its entry stays open."""

VERSION = VERSIONS[0].number
