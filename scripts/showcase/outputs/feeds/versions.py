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
            "摘要有进入列表的日期（`since`）、联系方式、报价、预算、融资和拟成立企业；`by/…` 有各编号的进入日期。",
            "`by/{facet}/{code}/changes.json` 是一列的进出；订阅里的 `date_published` 是进入那一份订阅的日期。",
            "`search/lunr.json` 是可以直接装入 lunr.js 的索引；`index.json.minisig` 是总目录的签名，给了钥匙才有。",
            "`modified.csv`：每个编号最近何时变动、现状、文档的摘要，最新的在前，一个文件就能跟随全部记录。",
            "JSON Schema 把推导的字段标为 `readOnly`，不记入变动的推导字段列在 `$defs.Moving.enum`。",
            "`csv-metadata.json` 按 CSVW 说明各 CSV 的列；中文表头从此守约，只增不改。",
            "`catalog.jsonld` 合乎 DCAT-AP 3（写了主办单位时）。",
            "`ip` 有 IPC 分类号（`classes`）、查询日期（`looked_up`）和那天查到的状态（`found`）。",
            "各取值的订阅只有最新的 30 条；完整的往期只在总订阅里。",
            "`dump/all.json` 和 `dump/all.ndjson` 合为 `dump/all.ndjson.gz`；`catalogue.zip` 只装表格、词表和 Schema。",
            "`en/atom.xml` 是有英文名称和英文简介的条目的英文订阅；一条也没有时没有这个文件。",
            "`events.json` 是路演、对接会：时间、地点、主办、展示的编号；`events.ics` 是它们的日历，有活动才有。",
            "CSV 不再有正文一列；`matches.json` 只有成对的编号、分数和结论，理由在两条记录的 `suggestions` 里。",
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
            (
                "Summaries have the day on which the record came to the lists (`since`), contact, price, budget, "
                "financing and venture; `by/…` has the day on which each identifier came there."
            ),
            (
                "`by/{facet}/{code}/changes.json` says what came to a list and left it; `date_published` of a feed's "
                "item is the day on which it came to that feed."
            ),
            "`search/lunr.json` is an index that lunr.js loads as it comes; `index.json.minisig` signs the manifest.",
            (
                "`modified.csv` has a line an identifier, newest change first: when, what holds now, a digest of the "
                "document; all records can be followed by this one file."
            ),
            (
                "The schemas mark derived fields `readOnly`; those that move without an entry in changes.json are "
                "listed in `$defs.Moving.enum`."
            ),
            "`csv-metadata.json` describes the columns of all CSV files (CSVW); headers are promised as fields are.",
            "`catalog.jsonld` keeps to DCAT-AP 3 where the settings name a publisher.",
            "`ip` has IPC `classes`, the day on which the right was `looked_up` and what was `found` then.",
            "The feed of a facet's value has the newest 30; only the feed of everything has archives.",
            (
                "`dump/all.json` and `dump/all.ndjson` became `dump/all.ndjson.gz`; `catalogue.zip` holds tables, "
                "vocabularies and schemas."
            ),
            (
                "`en/atom.xml` is the feed, in English, of the records that have a title and a summary in English; "
                "it is there as soon as one has."
            ),
            (
                "`events.json` has roadshows and meetings, with days, place, organiser and the identifiers that they "
                "show; `events.ics` is their calendar, as soon as there is one."
            ),
            (
                "CSV is without bodies; `matches.json` has the pairs, scores and verdicts, the reasons stand in "
                "`suggestions` of both records."
            ),
        ),
    ),
    ApiVersion("1.1", ("第一份公开的草稿。",), ("The first public draft.",)),
)
"""1.2 is not released: until it is, its entry stays open."""

VERSION = VERSIONS[0].number
