"""Rules of the body: what stays out of it, and what the page would show otherwise than it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import chain, islice
from urllib.parse import unquote

from showcase.files.characters import character_faults
from showcase.files.excess import MOST_CELLS
from showcase.files.intent import Intent, read_intent
from showcase.files.leftovers import find_leftovers
from showcase.files.markdown import BodyFault, body_faults, render_body, render_plain
from showcase.files.names import composed, folded
from showcase.files.platforms import find_empty_parts, find_handmade_headings, find_platforms
from showcase.files.problem import Message, Severity, shorten
from showcase.files.prose import without_code
from showcase.files.swallowed import LOSSES, OMITTED, find_swallowed
from showcase.rules.engine import Draft, Finding, rule
from showcase.rules.references import REFERENCE, referred
from showcase.rules.showing import OTHER_PREVIEWS, shown_otherwise
from showcase.schema.notation.addresses import read_url
from showcase.schema.notation.reading import hint_of
from showcase.schema.records import MODELS
from showcase.schema.vocabulary import Vocabularies


@rule()
def check_markup(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文是 GitHub 风格 Markdown，不写 HTML，标题从 ## 开始；字符代码（&#…;）不写看不见的字符。
    The body is GitHub-flavoured Markdown without HTML, headings begin at ##, and no character reference stands for a
    character that must not be there."""
    prose = without_code(draft.source.body)
    yield from _tags(draft, prose)
    if heading := _FIRST_LEVEL.search(prose):
        yield _at(draft, heading.end(), *_HEADING)
    for found in list(REFERENCE.finditer(prose))[:_MOST]:
        for _code, message, hint in character_faults(referred(found)):
            yield _at(draft, found.start(), message, hint)
    for found in list(_NAMED.finditer(prose))[:_MOST]:
        yield _at(draft, found.start(), *_named_messages(found.group()))


@rule("attachments", form=False)
def check_body(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文里的链接用网址或 mailto，图片只用附件，引用不过多，表格不过大。
    Links lead to http(s) or mailto, pictures come from the attachments, quotations are few, tables not huge."""
    files = frozenset(composed(item.file) for item in draft.record.attachments)
    for fault in body_faults(draft.source.body, files):
        message, hint = _BODY_MESSAGES[fault.kind](fault)
        near = _attached(fault.text, files) if fault.kind == "image" else None
        yield _at(draft, fault.offset, message, near or hint)


def _attached(address: str, files: Collection[str]) -> Message | None:
    """The attachment that an address of a picture means, written with a folder or in other letters."""
    name = folded(unquote(re.split(r"[/\\]", address)[-1]))
    near = next((file for file in files if folded(file) == name), None)
    return Message(f"附件里有 {near}：只写它的文件名，大小写也要一致", f"write {near}, exactly so") if near else None


@rule(form=False)
def check_shown(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文写了什么，页面就显示什么：被 Markdown 吞掉的、没有起作用的符号都会指出。
    The page shows what was written: what Markdown swallows, and signs that it leaves standing, are told."""
    body = draft.source.body
    if not body.strip():
        return
    intent = read_intent(body)
    markup = intent.markup
    swallowed = find_swallowed(intent, render_plain(render_body(body)))
    brought = (find_leftovers(markup), find_platforms(markup), find_handmade_headings(markup), find_empty_parts(markup))
    found = chain(swallowed, *brought)
    behind = list(_fields_behind(draft))
    for one in islice(found, _MOST):
        if behind and one.trouble == "setext":
            continue
        severity = Severity.ERROR if one.trouble in LOSSES else Severity.WARNING
        yield _at(draft, intent.source_offset(one.offset), *shown_otherwise(one), severity)
    if OMITTED in intent.markup.html and not _HTML.search(without_code(body)):
        yield _at(draft, 0, *_html_messages("<"))
    yield from _other_preview(draft, intent)
    yield from behind
    yield from _points_nowhere(draft)


def _points_nowhere(draft: Draft) -> Iterator[Finding]:
    """Words that point at a picture or an attachment of a record that has none: told once."""
    if draft.source.data.get("attachments"):
        return
    if pointing := _POINTING.search(without_code(draft.source.body)):
        message = Message(f"正文说“{pointing.group()}”，这条却没有附件", f"{pointing.group()}: the record has none")
        hint = Message(
            "把文件放进与编号同名的文件夹并列入 attachments；不附的，删去这句话",
            "put the file into the record's folder and list it, or leave the words out",
        )
        yield _at(draft, pointing.start(), message, hint, Severity.WARNING)


_NUMBER = "[1-9一二三]"
_POINTING = re.compile(
    rf"[详参]?见(?:附件|附图|下图|上图|右图|左图|图 ?{_NUMBER}){_NUMBER}?"
    rf"|如(?:下图|上图|右图|左图|附图|图 ?{_NUMBER})(?:所示)?"
    r"|扫描?(?:下方|下面|右侧|左侧|以下)的?二维码|(?:点击|下载)(?:下方|下面|以下)的?附件"
)


def _other_preview(draft: Draft, intent: Intent) -> Iterator[Finding]:
    """What the forge's own preview of the file swallows, while the site shows it: told once."""
    places = [(kind, offset) for kind, offset in intent.changes if kind in OTHER_PREVIEWS]
    if places:
        kind, offset = min(places, key=lambda place: place[1])
        zh, en, hint_zh, hint_en = OTHER_PREVIEWS[kind]
        message = Message(f"网站按原样显示，代码平台的预览却会{zh}", f"the site shows it, but the forge's preview {en}")
        yield _at(draft, offset, message, Message(hint_zh, hint_en), Severity.WARNING)


def _fields_behind(draft: Draft) -> Iterator[Finding]:
    """A field that was added below the second ---: told once."""
    for found in _FIELD.finditer(without_code(draft.source.body)):
        if found[1] in MODELS[draft.kind].model_fields:
            message = Message(f"“{found[1]}”写在字段之后，会当作正文显示", f"{found[1]} stands behind the fields")
            hint = Message("是字段的，请移到第二行 --- 上面", "move it above the second ---, if it is a field")
            yield _at(draft, found.start(), message, hint, Severity.WARNING)
            return


_FIELD = re.compile(r"^([a-z][a-z_]{1,30})[ ]?[:：](?=[ \n]|\Z)", re.MULTILINE)


def _at(
    draft: Draft, offset: int, message: Message, hint: Message | None, severity: Severity = Severity.ERROR
) -> Finding:
    before = draft.source.body[:offset]
    place = (draft.source.body_line + before.count("\n"), offset - before.rfind("\n"))
    return Finding(("body",), message, hint, severity, place)


_COUNTED = 300
_MOST = 20
"""Who has made the same mistake more often knows it by then."""
# The Markdown engine has no part in this: the form runs it too.
_FIRST_LEVEL = re.compile(r"^[ >*+-]*(?=#(?:[ \t]|$))|^(?=[ >]*[^\s>][^\n]*\n[ >]*=+[ ]*$)", re.MULTILINE)
# HTML as CommonMark knows it: a tag, a comment or declaration, or a tag that opens a line and stays open.
_HTML = re.compile(
    r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|[?!][^<>\n]*>?)"
    r"|^[ >]*</?[A-Za-z][A-Za-z0-9-]*(?=\s|$)[^<>\n]*",
    re.MULTILINE,
)
# The names that HTML has for what cannot be seen.
_NAMED = re.compile(
    "&(?:ApplyFunction|Invisible(?:Comma|Times)|Negative(?:Medium|Thick|Thin|VeryThin)Space|NoBreak|ZeroWidthSpace"
    "|af|ic|it|lrm|rlm|shy|zwn?j);"
)


def _named_messages(text: str) -> tuple[Message, Message]:
    message = Message(f"“{text}”是看不见的字符", f"{text} stands for a character that cannot be seen")
    return message, Message("请删去", "remove it")


def _tags(draft: Draft, prose: str) -> Iterator[Finding]:
    """HTML, told once for each remedy: of a table out of a page there are hundreds of tags."""
    found = [one for one in _HTML.finditer(prose) if prose[max(0, one.start() - 1) : one.start()] != "\\"][:_COUNTED]
    remedies = [_html_messages(one.group())[1].zh for one in found]
    for number, one in enumerate(found):
        message, remedy = _html_messages(one.group())
        if remedy.zh not in remedies[:number]:
            times = len([other for other in remedies if other == remedy.zh])
            many = Message(f"等，共 {times} 处", f", {times} times") if times > 1 else Message("", "")
            yield _at(draft, one.start(), Message(message.zh + many.zh, message.en + many.en), remedy)


def _html_messages(text: str) -> tuple[Message, Message]:
    shown = shorten(text.strip())
    message = Message(f"正文不能写 HTML：“{shown}”", f"no HTML in the body: {shown}")
    for pattern, remedy in _REMEDIES:
        if pattern.match(shown):
            return message, remedy
    return message, _MARKDOWN


_REMEDIES = (
    (re.compile(r"</?su[bp]>", re.IGNORECASE), Message("上下标请写成 ₂、² 或公式 $H_2O$", "write ₂, ² or $H_2O$")),
    (re.compile(r"<br\b", re.IGNORECASE), Message("换行请另起一段；表格里用“；”隔开", "begin a new paragraph")),
    (re.compile("<!--"), Message("请整段删去", "remove it")),
)
_MARKDOWN = Message("请用 Markdown 写法；小于号可写成“&lt;”", "use Markdown; write &lt; for the sign")
_HEADING = (
    Message("正文标题从二级（##）开始", "headings in the body begin at ##"),
    Message("请把 # 改为 ##", "change # to ##"),
)
_BODY_MESSAGES: dict[str, Callable[[BodyFault], tuple[Message, Message]]] = {
    "link": lambda fault: (
        Message(
            f'链接须以 https://、http:// 或 mailto: 开头，现为 "{fault.text}"',
            f'links begin with https://, http:// or mailto:, found "{fault.text}"',
        ),
        hint_of(read_url(fault.text)) or Message("请改为完整网址或删去", "give the whole address or remove it"),
    ),
    "citation": lambda fault: (
        Message(f"引文标注“{fault.text}”会变成链接", f"the citation {fault.text} becomes a link"),
        Message("请在方括号前加反斜杠，写成“\\[”", "write a backslash before the bracket: `\\[`"),
    ),
    "image": lambda fault: (
        Message(
            f'图片只能引用本条的附件，现为 "{fault.text}"', f'pictures come from the attachments, found "{fault.text}"'
        ),
        Message("请把图片放进附件并列出", "attach the picture and list it"),
    ),
    "nesting": lambda _fault: (
        Message("引用（>）太多", "there are too many quotations (>)"),
        Message("请改为普通段落", "write plain paragraphs"),
    ),
    "table": lambda _fault: (
        Message(f"表格太大，正文里的表格合计不超过 {MOST_CELLS} 格", f"tables have more than {MOST_CELLS} cells"),
        Message("请只留要点，全部数据放进附件", "keep what matters and attach the rest"),
    ),
}
