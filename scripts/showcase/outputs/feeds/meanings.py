"""What the fields of the documents mean that are no fields of records, in Chinese and in English.

In the Chinese, what follows the first comma is a note to the title. A field is looked up as Model.field, then by its
bare name; what records say of their own fields stands beside these (schema/about.py). Schemas, spreadsheets and the
developers' page read both.
"""

from __future__ import annotations

MEANINGS: dict[str, tuple[str, str]] = {
    # every record
    "phone_url": ("点一下就拨打联系电话的地址", "the contact's telephone as an address that dials (RFC 3966)"),
    # what the catalogue adds
    "kind": ("种类，成果或需求", "`achievement` or `demand`"),
    "url": ("网页，页面的网址", "the page's address"),
    "api_url": ("数据，JSON 文件的网址", "the document's address"),
    "category": ("成果类别，由合同类型推导", "classes, derived from contract types and `venture`"),
    "districts": ("所在区（市）", "districts of holder, demander and company"),
    "expired": ("已过期，以构建当天为准", "whether `valid_until` had passed on the day of the build"),
    "is_open": ("可应答，以构建当天为准", "whether it could be answered on the day of the build"),
    "state": ("当前状态，页面上显示的", "the state as pages say it: the status, or `expired`, or `overdue`"),
    "StateDocument.code": ("代码", "code: a status, `expired` or `overdue`"),
    "StateDocument.label": ("名称", "label in Chinese"),
    "StateDocument.tone": ("色调，open、busy、done、gone", "`open`, `busy`, `done` or `gone`"),
    "modified": ("最后修改时间，带时区", "time of the last change, with zone"),
    "similar": ("相近记录，编号，最相近的在前", "identifiers of records like this one, best first"),
    "body_markdown": ("正文，作者所写的 Markdown", "body as its author wrote it, in Markdown"),
    "body_html": ("正文（HTML），已清洗", "body as sanitised HTML"),
    "provenance": ("出处", "where the record comes from"),
    "path": ("文件路径", "path of the file"),
    "commit": ("提交，有未提交的修改时为空", "commit; null while the file has changes that are not committed"),
    "sha256": ("文件的 SHA-256", "SHA-256 of the file"),
    "Summary.sha256": ("记录源文件的 SHA-256", "SHA-256 of the record's file in git"),
    "source_url": ("源文件，代码托管处的网址", "address of the file on the forge, if configured"),
    "history_url": ("修改历史，代码托管处的网址", "address of the file's history on the forge, if configured"),
    "history": ("历次提交，修改过本文件的，最新的在前", "commits that touched the file, newest first"),
    "Revision.commit": ("提交", "commit"),
    "time": ("时间，带时区", "time, with zone"),
    # events
    "EventDocument.code": ("代码，写在网址里", "code, as in the page's address"),
    "EventDocument.title": ("名称", "title"),
    "EventDocument.summary": ("简介", "what it is, in a sentence or two"),
    "EventDocument.date": ("第一天", "first day"),
    "EventDocument.until": ("最后一天", "last day"),
    "EventDocument.hours": ("时间，如 9:30–11:30", "hours, as 9:30–11:30"),
    "EventDocument.state": (
        "状态，planned 将举办、running 正在举办、held 已结束、cancelled 已取消",
        "`planned`, `running`, `held` or `cancelled`, on the day of the build",
    ),
    "EventDocument.district": ("举办地的区（市）", "district in which it is held"),
    "EventDocument.place": ("地点", "place"),
    "EventDocument.organiser": ("主办，服务机构或持有单位的代码", "organiser: code of an agency or an institution"),
    "EventDocument.contact": ("报名联系", "where to register"),
    "EventDocument.ids": ("展示的编号，按展示的先后", "identifiers of what is shown, in its order"),
    "EventDocument.demo": ("演示数据", "whether it is invented, for demonstration"),
    "EventList.items": (
        "活动，未到的在前，由近到远；其后是往期，由近到远",
        "events: those ahead first, the next one leading; then those that are over, the latest leading",
    ),
    # lists, facets, vocabularies
    "version": ("接口版本", "version of the interface: 1.x, in which fields are only added"),
    "as_of": ("判断是否过期的日期", "the day that decides expiry"),
    "count": ("条数", "number of items"),
    "RecordList.count": ("总条数，首份才有", "number of items in all files together, in the first file only"),
    "RecordList.as_of": ("判断是否过期的日期，首份才有", "the day that decides expiry, in the first file only"),
    "ids": (
        "编号，最新发布的在前",
        "identifiers, newest first; the lists of achievements and demands have their summaries",
    ),
    "items": ("条目，最新发布的在前", "items, newest first"),
    "facet": ("分类", "facet"),
    "vocabulary": ("所用词表", "vocabulary that the facet draws on"),
    "values": ("取值", "values, in the vocabulary's order"),
    "code": ("代码", "code"),
    "label": ("名称", "label in Chinese"),
    "label_en": ("英文名称", "label in English"),
    "parent": ("上级代码", "code of the broader term"),
    "FacetValue.status": ("核实情况，verified 已核实、unverified 待核", "`verified` or `unverified`"),
    "achievements": ("成果条数", "number of listed achievements"),
    "demands": ("需求条数", "number of listed demands"),
    "name": ("名称", "name"),
    "terms": ("词条，各有代码、名称和自己的属性", "terms, each with code, label, status and its own fields"),
    # matches, routes, cases
    "suggestions": ("可能适合的对方记录，最好的在前", "records of the other kind that may suit, best first"),
    "score": ("分数，0–1", "score, 0 to 1"),
    "verdict": ("人工结论，经人确认的才有", "set where a person has confirmed the pair"),
    "parts": ("分数的组成", "what the score is made of, each from 0 to 1; null where one side says nothing"),
    "reasons": ("理由", "why, as the record's page says it"),
    "demand": ("需求编号", "identifier of the demand"),
    "achievement": ("成果编号", "identifier of the achievement"),
    "MatchParts.text": ("文字相近的程度", "likeness of the texts"),
    "MatchParts.targets": (
        "指标，可比的指标中达到的比例",
        "share of comparable targets that are met, less the fewer there are",
    ),
    "MatchParts.fields": ("产业，相同的产业", "industry or marine sector in common"),
    "MatchParts.stage": ("阶段，与最低阶段相比", "stage against the least that is asked for"),
    "MatchParts.budget": ("费用，报价与预算相比", "price against budget"),
    "MatchReason.kind": (
        "理由的种类",
        "`topic`, `target`, `nearest`, `stage`, `budget` or `field`; kinds may be added",
    ),
    "MatchReason.text": ("理由", "the reason, in Chinese"),
    "good": ("是否有利", "false if it speaks against the pair"),
    "near": (
        "另有描述接近的成果，没有更多依据",
        "achievements that are described like a demand which has few pairs; no more can be said for them",
    ),
    "unanswered": (
        "暂无匹配成果的需求，编号",
        "identifiers of open demands that no pair answers (a `nearest` one does not), newest first",
    ),
    "routes": ("推送去向", "to whom the record is sent on the day of the build, and why"),
    "recipient": ("接收单位，词表 recipients 中的代码", "recipient: a code of the vocabulary `recipients`"),
    "rule": ("推送规则，词表 routes 中的代码", "rule: a code of the vocabulary `routes`"),
    "RouteDocument.reason": ("推送原因", "why, in Chinese"),
    # the words of the site's lists
    "card": ("列表上的说法，供展示", "the record in the words of the site's lists, to be shown as they are"),
    "kind_label": ("种类", "achievement or demand, in Chinese"),
    "party": ("持有单位或需求方", "who holds the achievement or has the demand, in words"),
    "CardDocument.tags": ("标签，类别、阶段和区（市）", "labels of classes, stage and district"),
    "CardDocument.day": ("日期，发布日或可应答的最后一天", "day of publication, or the last one to answer"),
    "day_label": ("日期的名称", "what the day is, in Chinese"),
    "soon": ("即将截止，以构建当天为准", "whether that day was near on the day of the build"),
    "page": ("网页，网站内的路径", "the page's path below the site's root"),
    "picture": (
        "第一张图片，网站内的路径，没有则为空",
        "the first picture as a card shows it, below the site's root; or empty",
    ),
    "wording": (
        "对比表中的说法，供展示，标题和措辞会变",
        "the record in the words of the site's comparison, to be shown; headings and words may change",
    ),
    "WordingDocument.label": ("标题", "heading"),
    "lines": ("各行", "what the record says to it, line by line; empty: nothing"),
    # what changed
    "op": (
        "发生了什么",
        (
            "`added`, `updated`, `restored` (listed again): fetch it; `withdrawn`, `expired`: it left the lists, its "
            "document stays; `closed`: a demand's deadline has passed; `renamed`: see `superseded_by`; `deleted`: its "
            "file is gone without having been withdrawn"
        ),
    ),
    "ChangeDocument.modified": (
        "时间，发布或到期之时",
        "when main published it, or when the day began on which it lapsed",
    ),
    "TombstoneDocument.modified": ("退出列表的时间", "since when it is not listed"),
    "ChangeDocument.superseded_by": ("替代的编号", "identifier that replaces it"),
    "TombstoneDocument.superseded_by": ("替代的编号", "identifier that replaces it"),
    "TombstoneDocument.withdrawn": ("撤回的日期和原因", "day and reason, if it was withdrawn"),
    "settled": (
        "已定时间，早于它的条目不再变化",
        (
            "the newest step of main, in the first file only: nothing older changes any more. Remember it; next time, "
            "read until `modified` is before it"
        ),
    ),
    "has_history": (
        "是否知道历史，知道才有变动记录",
        "whether the build knew the past: only then are changes and tombstones there",
    ),
    # supply and needs
    "month": ("与上月末相比", "what changed since the last day of the month before"),
    "quarter": ("与上季度末相比", "what changed since the last day of the quarter before"),
    "MovementDocument.since": ("自哪一天之后", "day after whose end changes count"),
    "before": ("那天在列的条数", "records on the list at the end of `since`"),
    "after": ("现在在列的条数", "records on the list now"),
    "entered": ("进入的编号，最新的在前", "identifiers, newest first; one that came and went is in `left` too"),
    "left": ("退出的记录，最新的在前", "records that left, newest first"),
    "LeavingDocument.day": ("退出的第一天", "its first day off the list"),
    "why": (
        "退出的原因",
        (
            "`withdrawn`, `resolved`, `closed` (the deadline has passed), `expired`, `changed` (it belongs there no "
            "more) or `removed` (its file was gone)"
        ),
    ),
    "Passage.op": ("进入或退出", "`entered` or `left`"),
    "Passage.day": ("进入的那天，或退出的第一天", "the day on which it came, or its first day off the list"),
    "complete_from": (
        "自哪天起齐全，全部都在时为空",
        "the first day of which everything is here; null if everything that is known is",
    ),
    "Summary.since": (
        "何时进入目录的列表，退出后又进入的按最近一次",
        "when it came to the catalogue's lists, the last time if it came again; from the history",
    ),
    "GroupDocument.since": (
        "各编号何时进入这一列，与 ids 一一对应",
        "when each of `ids` came to this list, in their order; from the history",
    ),
    # the manifest
    "site": ("网站名称", "name of the site"),
    "counts": ("条数", "numbers of records"),
    "Counts.expired": ("已过期的条数", "number of expired records"),
    "Counts.withdrawn": ("已撤回的条数", "number of withdrawn records"),
    "Manifest.parts": (
        "总目录的各部分，合起来列出全部数据文件",
        "the parts that together name every file of the interface",
    ),
    "files": ("数据文件，按路径排列", "files of the interface and the feeds, by path"),
    "PartDescription.path": ("网站内的路径", "path below the site's root"),
    "PartDescription.sha256": ("这一部分的 SHA-256", "SHA-256 of the part"),
    "PartDescription.count": ("所列文件数", "number of files that it names"),
    "FileDescription.path": ("网站内的路径", "path below the site's root"),
    "size": ("字节数，未压缩", "size in bytes, uncompressed"),
    "media_type": ("媒体类型", "media type"),
    "schema": (
        "所守的 JSON Schema，在 api/v1/schema/ 下",
        "name of the file's schema below api/v1/schema/; null: no document",
    ),
    # feeds
    "Feed.version": ("格式版本", "version of JSON Feed"),
    "Feed.title": ("订阅的名称", "title of the feed"),
    "home_page_url": ("内容相同的页面", "the page that lists the same"),
    "feed_url": ("本文件的网址", "this file's address"),
    "Feed.description": ("说明", "description of the site"),
    "next_url": ("更早一份的网址，最早的没有", "the file with the items before these; the oldest has none"),
    "language": ("语言", "language"),
    "FeedAuthor.name": ("服务机构的名称", "name of the agency"),
    "content_html": ("简介和正文，HTML，总订阅才有", "summary and body as HTML; in the feed of everything"),
    "content_text": ("简介，各分类的订阅才有", "the summary; in the feeds of facets"),
    "date_published": ("发布时间", "time of publication"),
    "date_modified": ("最后修改时间", "time of the last change"),
    "authors": ("服务机构", "the agency"),
    "tags": ("关键词", "keywords"),
    "_showcase": ("本目录的扩展", "this catalogue's extension"),
}
