"""What a text brings along from where it was copied: public accounts, blogs, assistants, chats, mails, sheets, reviews.

Each is told where whole lines, or signs that nobody types, are of the platform's making and not the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.markup import Markup
from showcase.files.problem import shorten
from showcase.files.swallowed import Swallowed, Trouble

_ADVERTS = (
    r"点击(?:上方|下方|左下角|右上角)?.{0,12}(?:关注|订阅|阅读原文|查看原文|进入).{0,12}|阅读原文|(?:长按|扫描?|识别).{0,8}二维码.{0,20}"
    r"|.{0,6}扫码.{0,4}(?:关注|加群|咨询|添加).{0,12}|(?:点个?|点亮)?[“「]?(?:在看|点赞|赞)[”」]?.{0,10}(?:分享|收藏|转发|在看).{0,8}"
    r"|[↑↓▲▼👆👇]{2,9}.{0,20}|(?:版权声明|转载声明|免责声明)[:：].*|(?:本文|文章)(?:为|系).{0,12}(?:原创|转载).*"
    r"|原文链接[:：].*|(?:本文)?(?:来源|转自|转载自)[:：].{0,20}(?:公众号|视频号|微信|头条|知乎).*|(?:欢迎|点击|请)?关注我们.{0,6}|(?:转载|引用).{0,4}(?:请|须|需)?(?:注明|附上|联系).*"
)
_ASSISTANTS = (
    r"(?:好的|当然可以|当然|没问题|可以的)[，,！!。].{0,60}(?:以下|下面|为[您你]|帮[您你]).{0,40}[:：。]?"
    r"|(?:以下|下面|这)是(?:为[您你]|根据[您你]).{0,40}[:：]|(?:希望|以上).{0,30}(?:帮助|帮到[您你]|有所帮助|参考价值)[。！!～~]?"
    r"|以上(?:内容|介绍|信息|回答).{0,12}仅供参考.{0,40}|(?:如果|若|如)[您你]?(?:需要|想要|还有|有其他|希望).{0,40}(?:告诉我|跟我说|联系我|我可以.{0,30})[。！!]?|作为.{0,6}(?:AI|人工智能).{0,60}"
)
_MAILS = (
    r"(?:发件人|收件人|抄送|发送时间|发件时间|主题)[:：].*"
    r"|-{2,9} ?(?:原始邮件|转发邮件|Original Message|Forwarded message) ?-{2,9}"
    r"|Sent from my .{1,20}|(?:发自|来自)我的 ?(?:iPhone|iPad|手机|华为|小米|邮箱).{0,12}"
)
_CHATS = (
    r"\S{1,20}[ \t]{1,4}(?:(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"|昨天|今天|上午|下午|星期.)[ \t]{0,3})\d{1,2}:\d{2}(?::\d{2})?"
    r"|\[(?:图片|表情|语音|视频|文件|动画表情|链接|位置)\].{0,40}|以上是打招呼的内容|.{1,12}撤回了一条消息"
)
_REVIEWS = (
    r"[【\[（(]?(?:批注|修订|审阅)(?: ?[\[(（]?[A-Za-z]{0,3}\d{0,3}[\])）]?)? ?[:：][^】\]）)\n]{0,60}[】\]）)]?"
    r"|[\[【](?:删除|插入|修改|新增|格式)(?:的内容)?[:：][^\]】\n]{0,60}[\]】]"
    r"|[【\[（(](?:此处|这里)?(?:待补充?|待填写?|待完善|待确认|待核实|请?补充|请?填写|插入?图片?|配图|TODO|TBD)[^】\]）)\n]{0,20}[】\]）)]"
    r"|[【\[（(][^】\]）)\n:：]{1,8}[:：][^】\]）)\n]{0,40}(?:要不要|是否保留|可以?删|删掉|删去|改一下|核对一下|再确认)[^】\]）)\n]{0,20}[】\]）)]"
)
_KINDS: tuple[tuple[Trouble, re.Pattern[str]], ...] = (
    ("platform", re.compile(rf"^[ \t\0>*#-]{{0,6}}({_ADVERTS})[ \t*]{{0,4}}$", re.MULTILINE)),
    ("platform", re.compile(rf"^[ \t\0>*#-]{{0,6}}({_ASSISTANTS})[ \t*]{{0,4}}$", re.MULTILINE)),
    ("platform", re.compile(rf"^[ \t\0>*#-]{{0,6}}({_MAILS}|{_CHATS})[ \t]{{0,4}}$", re.MULTILINE)),
    (
        "platform",
        re.compile(
            r"(【\d{1,3}(?:[:：]\d{1,3})?†[^】\n]{0,40}】|:contentReference\[[^\]\n]{0,40}\]|[\[(]oaicite[^\])\n]{0,40}[\])])"
        ),
    ),
    ("review", re.compile(f"({_REVIEWS})")),
    ("sheet-error", re.compile(r"(#(?:REF|DIV/0|VALUE|NAME\?|NUM|NULL|N/A|SPILL)!?|(?<![#\w])#{4,30}(?![#\w]))")),
)


def find_platforms(markup: Markup) -> Iterator[Swallowed]:
    """What no reader needs and its author did not write, each kind once with its first place."""
    told: set[Trouble] = set()
    for trouble, pattern in _KINDS:
        for found in pattern.finditer(markup.prose):
            if trouble not in told:
                told.add(trouble)
                yield Swallowed(trouble, shorten(found[1].replace("\0", "").strip()), found.start(1))


_HAND_MADE = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节部分]{1,2}|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）][、.]?"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}[.、]?)[ \t]*[^\s。；，;,:：\n][^。；;\n]{0,22}[^。；，;,、:：\n]"
)
_BOLD = re.compile(r"\*\*[^*\n。；;]{2,24}\*\*[:：]?")
_BLOCK = re.compile(r"#{1,6}[ \t]|[-*+>|][ \t]|\||```|\d{1,3}[.)][ \t]")


def find_handmade_headings(markup: Markup) -> Iterator[Swallowed]:
    """Lines that are headings by their number or by being bold alone, with text below: told once, with the first."""
    paragraphs = [line.strip() for line in markup.body.split("\n")]
    lines = [(start, line) for start, line in zip(markup.lines, paragraphs, strict=True) if line]
    heads = [bool(_HAND_MADE.fullmatch(line) or _BOLD.fullmatch(line)) for _, line in lines]
    followed = [*heads[1:], True]
    texts = [not _BLOCK.match(line) for _, line in lines]
    places = [
        number
        for number, head in enumerate(heads)
        if head and not followed[number] and texts[number + 1] and _alone(markup, lines[number][0])
    ]
    if places:
        start, line = lines[places[0]]
        yield Swallowed("heading-by-hand", shorten(line.strip("*")), start)


def _alone(markup: Markup, start: int) -> bool:
    """Whether an empty line, or the body's beginning, is above a line."""
    return not markup.body[:start].rpartition("\n\n")[2].strip()


def find_empty_parts(markup: Markup) -> Iterator[Swallowed]:
    """A heading with nothing below it, a table of nothing but its head, a drawing's code that stays code."""
    found = [
        span for span in markup.spans if re.fullmatch("h[1-6]", span.tag) and markup.line_of(span.start).startswith("#")
    ]
    heads = sorted(found, key=lambda span: span.start)
    for number, span in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        between = markup.body[span.end : following.start if following else None].strip(" \t\n#")
        deeper = following is not None and following.tag > span.tag
        if not between and not deeper and markup.body[span.start : span.end].strip("# \t"):
            yield Swallowed("section-empty", shorten(markup.line_of(span.start).strip("# \t")), span.start)
    for span in markup.spans:
        text = markup.body[span.start : span.end].strip()
        if span.tag == "table" and text.count("\n") == 1:
            yield Swallowed("table-empty", shorten(text.partition("\n")[0]), span.start)
        elif span.tag == "pre" and (drawn := _DRAWING.match(text)):
            yield Swallowed("drawing", drawn[1], span.start)


_DRAWING = re.compile(
    r"(?:`{3,20}|~{3,20}) ?(mermaid|plantuml|puml|flow|sequence|graphviz|dot|echarts|mindmap)\b", re.IGNORECASE
)
