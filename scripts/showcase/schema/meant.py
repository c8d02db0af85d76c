"""What is proposed where a file holds a value of another form than its field has.

Files only: sheets, the form and commands have no brackets, and read several words in one as several.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from showcase.files.problem import Loc, Message
from showcase.schema.elsewhere import named_elsewhere
from showcase.schema.fields import RECORD_ID
from showcase.schema.names import bare, nearest
from showcase.schema.notation.addresses import read_url
from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import Reading, hint_of, plain
from showcase.schema.notation.words import split_loosely, without_numbers
from showcase.schema.parted import parts_in, several_numbers
from showcase.schema.parts import Target
from showcase.schema.vocabulary import term_of


def written(model: type[BaseModel], text: str = "") -> str:
    """How a mapping is written: `{by: …, date: …}`, with the parts that it must have; if none, those it may have.

    Of a text that stands in its place those parts are filled in that it holds.
    """
    parts = parts_in(model, text)
    names = [name for name, info in model.model_fields.items() if info.is_required() or name in parts]
    pairs = [f"{name}: {_in_flow(parts.get(name, '…'))}" for name in names or model.model_fields]
    return f"{{{', '.join(pairs)}}}"


def _in_flow(text: str) -> str:
    """A value as it may stand within `{…}`."""
    return json.dumps(text, ensure_ascii=False) if _NEEDS_QUOTES.search(text) else text


_NEEDS_QUOTES = re.compile(r"^[^\"].*[,\[\]{}\"]|: |:\Z| #|^[%@&*!|>'`?#,\[\]{}]")


def as_mapping(model: type[BaseModel], value: object) -> Message | None:
    """How what stands as a text, a list or nothing is written as a group."""
    if value is None:
        return _EMPTY_ITEM
    if isinstance(value, str) and is_placeholder(value):
        return LEAVE_OUT.note
    if isinstance(value, list):
        parts = written(model)
        return Message(f"只写一组，不用列表和“- ”：{parts}", f"one group, no list: {parts}")
    if isinstance(value, str) and (_GLUED.search(value) or _SAYS_NO.fullmatch(value)):
        return _COLON if _GLUED.search(value) else LEAVE_OUT.note
    parts = written(model, value if isinstance(value, str) else "")
    if isinstance(value, str) and several_numbers(model, value):
        return Message(f"一项只写一个号码，各写成 {parts}", f"one number an item, each as {parts}")
    return Message(f"请写成 {parts}，或逐行缩进写", f"write {parts}, or its parts indented below")


def as_list(item: type[BaseModel] | None, value: object, info: FieldInfo, context: Mapping[str, Any]) -> Message:
    """How a list is written: of groups with the names of what each must have; nothing is []."""
    if isinstance(value, str) and is_placeholder(value):
        return Message("没有内容就写 []", "write [] for none")
    if item:
        parts = written(item, value if isinstance(value, str) else "")
        return Message(f"每项一行：- {parts}；没有就写 []", f"one a line: - {parts}; [] for none")
    grouped = any(get_origin(part) is dict for part in get_args(info.annotation))
    said = _unlabelled(value, info) if isinstance(value, str) and not grouped else ""
    words = (_sentences(said) if term_of(info) is None else []) or _words(said)
    listed = f"[{', '.join(_codes(words, info, context) or words)}]"
    if words and len(listed) <= _LISTED and (len(words) > 1 or term_of(info) or len(words[0]) <= _WORD):
        return Message(f"是否想写 {listed}？", f"did you mean {listed}?")
    return Message("请写成 [甲, 乙]，或每行一个“- 甲”", "write [one, two], or one `- item` a line")


def _unlabelled(text: str, info: FieldInfo) -> str:
    """A text without the field's own title before it: 关键词：甲、乙."""
    return re.sub(rf"^\s*{re.escape(info.title or '')}\s*[:：]", "", text) if info.title else text


def _words(text: str) -> list[str]:
    """The words of `甲、乙`, `(甲, 乙)` and `【甲，乙】`."""
    bare = text.strip().strip("[]()【】（）［］{}｛｝")
    return [word for words in split_loosely(bare) for part in words if (word := part.strip("\"'“”# "))]


def _sentences(text: str) -> list[str]:
    """The items of `1、甲、乙；2、丙`, which are parted by their numbers or by semicolons, whatever else they hold."""
    parts = [part.strip() for part in _NUMBERED.split(without_numbers(text))]
    bare = [re.sub(r"^[（(]?[0-9]{1,2}[)）.、．]\s?(?![0-9])", "", part).rstrip("。，,") for part in parts]
    sentences = [part for part in bare if part]
    return sentences if len(sentences) > 1 and not any(re.search("[,，\\[\\]]", part) for part in sentences) else []


def _codes(words: list[str], info: FieldInfo, context: Mapping[str, Any]) -> list[str]:
    """The codes that the words stand for, parted further if need be; none unless all of them stand for one."""
    found = term_of(info)
    if found is None:
        return []
    for parted in (words, [part for word in words for part in _ALL_SIGNS.split(word) if part]):
        codes = [context["vocabularies"][found.name].named(word) for word in parted]
        if all(codes):
            return list(dict.fromkeys(codes))
    return []


def as_text(loc: Loc, value: object) -> Message:
    """How what stands as a list, a group or nothing is written as a text."""
    if value is None and isinstance(loc[-1], int):
        return _EMPTY_ITEM
    if isinstance(value, dict) and len(value) == 1 and not next(iter(value)).isascii():
        return _OWN_COLON
    if isinstance(value, list) and not isinstance(loc[-1], int):
        return Message("只能写一个，不用方括号", "one only, without brackets")
    if isinstance(value, dict) and (said := next((text for key in _NAMING if (text := value.get(key))), None)):
        return Message(f'只写文字本身，是否想写 "{said}"？', f'the text alone: did you mean "{said}"?')
    return Message("请直接写文字，不用方括号和缩进", "write the text itself, without brackets or indent")


def too_long(loc: Loc, value: object) -> Message | None:
    """What of a text that is too long belongs elsewhere: further words of a list, an office's number or address."""
    words = _words(value) if isinstance(value, str) and isinstance(loc[-1], int) else []
    if len(words) > 1 and all(len(word) <= _WORD for word in words):
        listed = f"[{', '.join(words)}]"
        return Message(f"一项只写一个，分开写成 {listed}", f"one an item: {listed}")
    if isinstance(value, str) and ENCODED.search(value):
        return AS_ENCODED[1]
    reached = loc[-1] == "office" and isinstance(value, str) and _REACHED.search(value)
    return OFFICE_ALONE if reached else None


def operator_in(beside: object) -> Message | None:
    """The comparison that a target without one has before its value: `value: ≤300`."""
    value = beside.get("value") if isinstance(beside, dict) else None
    parts = parts_in(Target, f"指标{value}") if isinstance(value, str) else {}
    if "op" not in parts:
        return None
    zh = f"比较写在 op 里，数值里只写数：是否想写 op: {parts['op']}, value: {parts['value']}？"
    return Message(zh, f"did you mean op: {parts['op']}, value: {parts['value']}?")


def as_choice(value: object, choices: list[str]) -> Message | None:
    """The choice that a word of Chinese or a slip of the pen may mean."""
    said = plain(str(value)).lower()
    named = [choice for choice in choices if said in _WORDS.get(choice, ())]
    near = named[0] if named else nearest(said, choices)
    return hint_of(Reading(near)) if near else None


def otherwise(loc: Loc, value: object, info: FieldInfo, context: Mapping[str, Any]) -> Message | None:
    """What a text that no check took may have been meant for: an id, an address, or several codes in one."""
    if not isinstance(value, str):
        return None
    if loc[-1] == "url":
        return hint_of(read_url(value))
    if _holds_ids(info) and (near := _as_id(value)) != value and near:
        return hint_of(Reading(near))
    if loc == ("id",) and (linked := _LINKED.search(value)):
        return hint_of(Reading(linked[1]))
    return _code(loc, value, info, context) if term_of(info) else None


def _code(loc: Loc, value: str, info: FieldInfo, context: Mapping[str, Any]) -> Message | None:
    """Of several codes in one text, or of one with a remark behind it."""
    words = _words(value)
    codes = _codes(words, info, context)
    if max(len(words), len(codes)) >= _SEVERAL and isinstance(loc[-1], int):
        listed = f"[{', '.join(codes)}]" if codes else "[甲, 乙]"
        return Message(f"一项只写一个，分开写成 {listed}", f"one an item: {listed}")
    if len(codes) >= _SEVERAL:
        return Message(f"只能写一个：{' 或 '.join(codes)}", f"one only: {' or '.join(codes)}")
    if elsewhere := named_elsewhere(term_of(info), value, context["vocabularies"]):
        return elsewhere
    behind = _REMARK.match(plain(value))
    code = [named for named in codes if named in _admitted(info, context)]
    code = code or (_codes([behind[1]], info, context) if behind else [])
    code = code or _holding(value, info, context)
    return _is_it(code[0], info, context) if code else None


def _admitted(info: FieldInfo, context: Mapping[str, Any]) -> list[str]:
    found = term_of(info)
    codes: list[str] = context["vocabularies"][found.name].codes(found.use) if found else []
    return codes


def _holding(value: str, info: FieldInfo, context: Mapping[str, Any]) -> list[str]:
    """The one code whose name, or a part of it, the text holds or is held by: 青岛市黄岛区, 西海岸新区."""
    found = term_of(info)
    terms = context["vocabularies"][found.name] if found else {}
    said = bare(value)
    codes = [
        code
        for code, term in terms.items()
        if any(len(name) >= _SEVERAL and (name in said or said in name) for name in _names(term.label))
    ]
    return codes if len(codes) == 1 and len(said) >= _SEVERAL and not said.isascii() else []


def _names(label: str) -> list[str]:
    """The names that a label holds: 黄岛区（青岛西海岸新区）."""
    return [bare(name) for name in re.split("[（）()]", label) if name.strip()]


def _is_it(code: str, info: FieldInfo, context: Mapping[str, Any]) -> Message | None:
    found = term_of(info)
    label = context["vocabularies"][found.name][code].label if found else ""
    return Message(f'是否想写 "{code}"（{label}）？', f'did you mean "{code}"?')


def _holds_ids(annotation: Any) -> bool:
    """Whether a field, its items or the type of either are ids."""
    parts = [annotation, *getattr(annotation, "metadata", ()), *getattr(annotation, "__metadata__", ())]
    extras = [extra for part in parts if isinstance(extra := getattr(part, "json_schema_extra", None), dict)]
    inner = [*get_args(annotation), getattr(annotation, "annotation", None)]
    return any(extra.get("pattern") == RECORD_ID for extra in extras) or any(
        _holds_ids(part) for part in inner if part is not None
    )


def _as_id(value: str) -> str:
    """`A2026_lanhai_1` → a2026-lanhai-001; empty if it is no id however it is written."""
    kind, *rest = re.split(r"[-_ ]+", plain(value).lower())
    parts = [kind, *rest[:-1], rest[-1].zfill(3)] if rest else []
    near = "-".join(parts)
    return near if re.fullmatch(RECORD_ID, near) else ""


_NAMING = ("code", "id", "label", "name", "title", "代码", "名称")
_SEVERAL = 2
_LISTED = 80
_WORD = 20
_SAYS_NO = re.compile(r"false|no|否|不是|同.{0,8}")
_ALL_SIGNS = re.compile(r"(?:[/／|｜+＋&＆→⇒➔~～至到\s和与及或]|以及|还有)+")
_LINKED = re.compile(r"/([ad]\d{4}-[a-z0-9]{2,12}-\d{3,4})(?:/|\.|$)")
"""The id within the address of a record's page or the path of its file."""
_REMARK = re.compile(r"([^ ,;/(#.]{1,40}) ?(?://|/\*|[,;(#.]| - ).*")
"""`open // 可对接`, `open; 可对接`."""
_WORDS = {
    "verified": ("已核实", "核实", "已核", "已确认"),
    "unverified": ("待核", "待核实", "未核实", "待确认", "未确认"),
    "confirmed": ("已确认", "确认", "合适", "通过", "是"),
    "rejected": ("不合适", "否决", "拒绝", "不通过", "否"),
    "planned": ("计划", "计划举办", "拟办", "即将举办"),
    "cancelled": ("已取消", "取消", "停办"),
    "held": ("已举办", "已办", "已结束", "办完"),
    "achievement": ("成果",),
    "demand": ("需求",),
    "price": ("报价", "价格"),
    "budget": ("预算",),
    "venture": ("成立企业", "创业"),
    "financing": ("融资", "融资需求"),
    "venture-district": ("区市", "区(市)", "落地区(市)"),
    "industry": ("产业", "10+1产业"),
}
"""How people say the choices that no vocabulary holds."""
ENCODED = re.compile(
    r"(?:%[0-9A-Fa-f]{2}){3}|(?<![0-9 ])%(?:20|2[CF]|3[ADF])|&#x?[0-9A-Fa-f]{2,6};|\\u[0-9A-Fa-f]{4}"
    r"|=\?[A-Za-z0-9-]{3,20}\?[BbQq]\?"
)
AS_ENCODED = (
    Message(
        "“{}”里有网址、网页、程序或邮件的字符写法，会原样显示",
        "{} holds characters as addresses, pages or mails write them",
    ),
    Message("请改回文字本身，如在浏览器里打开后复制显示出来的文字", "write the text itself, as a browser shows it"),
)
_REACHED = re.compile(r"[0-9]{7}|@")
OFFICE_ALONE = Message(
    "只写部门；电话写在 phone，邮箱写在 email，各一个",
    "the office alone: its number and address are `phone` and `email`",
)
_NUMBERED = re.compile(r"[；;\n]|(?:^|(?<=[\s。]))[0-9]{1,2}[)）.、．](?![0-9])|[（(][0-9]{1,2}[)）]")
_GLUED = re.compile("(?:^| )[a-z_]{2,30} ?(?:：|:(?![ /]))")
_COLON = Message(
    "字段名之后要用半角冒号加一个空格，逐行缩进写",
    "an ASCII colon and a space follow a field's name; one a line, indented",
)
_OWN_COLON = Message(
    "文字里有半角冒号和空格，被当成了字段：改用全角“：”，或给整项加引号",
    "the text holds a colon and a blank, which make a field of it: put it in quotes",
)
_EMPTY_ITEM = Message("这一项是空的，请删去", "the item is empty: remove it")
