"""Lines of a table that are no records: numbers, remarks, totals, examples, headers again. Each kind is told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from showcase.authoring.columns import BODY, Headers, Place
from showcase.authoring.examples import EXAMPLE_TITLE
from showcase.authoring.headings import FEWEST, Heading
from showcase.authoring.tables import Table
from showcase.authoring.workbook import EXAMPLE
from showcase.files.problem import Message, Problem, Severity
from showcase.files.spreadsheets.shown import STRUCK_OUT, Shown
from showcase.schema.fields import RECORD_ID
from showcase.schema.notation.placeholders import is_placeholder

Line = dict[int, Shown]
_TELLING = ("id", "title", "summary", BODY)
"""Fields of which a record has at least one, if somebody meant a record."""
_CHOSEN = ("code", "choice", "flag", "date")
"""What is dragged down over empty rows."""
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|平\s*均|汇\s*总|总\s*数)\s*[:：]?|共\s*[0-9]+\s*[项条个件].*"
)
_SIGNED = re.compile(
    r"(?:填表|填报|制表|编制|审核|审批|批准|复核|负责|经办|联系|报送|报告|单位|部门|主管|领导|签字|签名|盖章|日期|时间|电话|备注|说明|注意|注释|注|附)"
    r"[^：:\n]{0,10}[：:]|（?以下(?:空白|无|为空)|（?盖章|[*※]|注\s*[0-9]"
)
_TITLED = re.compile(r"(?:填表|填写)?(?:说明|备注|注意事项|附注|注释|注|要求|须知|提示|规则)")
_DEMAND = re.compile(
    r"[（(【]?(?:必填|选填|可选|非必填|必选|自动(?:生成)?|系统(?:自动)?生成|下拉(?:选择|框)?|单选|多选|枚举|(?:长|短|富)?文本|文字|字符串?"
    r"|日期|时间|数字|数值|整数|小数|金额|百分比|是/否|填空|不填|string|text|date|number|int)(?:项|型|格式)?[)）】]?",
    re.IGNORECASE,
)
_COUNTED = ("123456789", "①②③④⑤⑥⑦⑧⑨", "ABCDEFGHI", "一二三四五六七八九")
_EXAMPLE = re.compile(rf"[（(【]?(?:填写)?(?:{EXAMPLE}|样例|范例|例如|举例|例)(?:[)）】：:]|$|行|（|\(|[0-9])")
_FEW = 2
_FAR = 1000
"""Rows below the last line that nobody would look at."""


@dataclass
class Remarks:
    """What lines of a table were passed over, by what they are."""

    table: Table
    heading: Heading
    numbers: dict[str, list[int]] = field(default_factory=dict)
    said: list[Problem] = field(default_factory=list)
    last: int = 0
    """The last line with anything in it so far."""
    stopped: bool = False
    """Whether another table begins below."""

    def passes_over(self, number: int, line: Line) -> bool:
        """Whether a line is no record, which is then noted; both count from 0."""
        texts = {column: cell.text.strip() for column, cell in line.items() if cell.text.strip() or cell.trouble}
        known = [line[column].trouble for column in texts if column in self.heading.places]
        out = bool(known) and all(trouble == STRUCK_OUT for trouble in known)
        kind = "struck" if out else next((name for name, is_one in _KINDS if is_one(self.heading, texts)), "")
        if self.stopped or not texts:
            if line and number > self.last + _FAR:
                self.numbers.setdefault("stray", []).append(number)
            return True
        self.last = number
        if kind == "example" and self._is_typed_over(line):
            self._say(number, _TYPED_OVER, Severity.ERROR)
        elif kind == "other heading":
            self.stopped = True
            self._say(number, _OTHER_TABLE, Severity.ERROR)
        elif kind:
            self.numbers.setdefault(kind, []).append(number)
        return bool(kind)

    def _say(self, number: int, texts: tuple[Message, Message], severity: Severity) -> None:
        self.said.append(self.table.problem(number, *texts, severity=severity))

    def _is_typed_over(self, line: Line) -> bool:
        """Whether the template's example has been given other contents, its mark left."""
        title = next((line[column].text.strip() for column in self._columns("title") if column in line), "")
        marked = any(_EXAMPLE.match(line[column].text.strip()) for column in self._columns("id") if column in line)
        return marked and bool(title) and title != EXAMPLE_TITLE and not _EXAMPLE.match(title)

    def _columns(self, name: str) -> Iterator[int]:
        return (column for column, place in self.heading.places.items() if place.name == name)

    def problems(self) -> Iterator[Problem]:
        """One for each kind of line; of remarks and totals with the words of the first."""
        yield from self.said
        for kind, numbers in self.numbers.items():
            zh, en, remedy = _WORDS[kind]
            text = next((cell.text.strip() for cell in self.table.row(numbers[0]).values() if cell.text.strip()), "")
            shown = f"（“{text[:20]}{'…' if len(text) > 20 else ''}”）" if kind in _QUOTED else ""  # noqa: PLR2004  # a line
            message = Message(f"第 {ranges(numbers)} 行{zh}{shown}，没有当作记录", f"rows {ranges(numbers)}: {en}")
            yield self.table.problem(numbers[0], message, Message(remedy, "no record; nothing is to be done if so"))


def ranges(numbers: list[int]) -> str:
    """Rows counted from 1: 4、6–34."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = [str(part[0] + 1) if len(part) == 1 else f"{part[0] + 1}–{part[-1] + 1}" for part in parts]
    return "、".join(shown[:8]) + ("等" if len(shown) > 8 else "")  # noqa: PLR2004  # what a line bears


def _filled(heading: Heading, texts: dict[int, str]) -> dict[int, str]:
    """The texts in known columns that say something."""
    return {column: text for column, text in texts.items() if column in heading.places and not is_placeholder(text)}


def _is_heading(heading: Heading, texts: dict[int, str]) -> bool:
    same = sum(_means(heading.known, text, heading.places.get(column)) for column, text in texts.items())
    return same >= FEWEST and same * 2 > len(texts)


def _means(known: Headers, text: str, place: Place | None) -> bool:
    found = known.find(text)
    return found is not None and place is not None and (found.loc == place.loc or found.loc[-1] == place.loc[-1])


def _is_other_heading(heading: Heading, texts: dict[int, str]) -> bool:
    known = sum(heading.known.find(text) is not None for text in texts.values())
    return known >= FEWEST and known * 2 > len(texts)


def _is_example(heading: Heading, texts: dict[int, str]) -> bool:
    marks = [text for column, text in texts.items() if column == min(texts) or _is_of(heading, column, "id")]
    return any(_EXAMPLE.match(text) for text in marks)


def _is_numbering(_heading: Heading, texts: dict[int, str]) -> bool:
    """Nothing but the numbers of columns, from the first: 1 2 3, ①②③, (1)(2)(3), A B C."""
    bare = [text.strip("()（）[]【】栏列 .").upper() for _column, text in sorted(texts.items())]
    return len(bare) >= FEWEST and any(all(map(str.__eq__, bare, signs)) for signs in _COUNTED)


def _is_demand(_heading: Heading, texts: dict[int, str]) -> bool:
    """Nothing but what is wanted of each column: 必填, 文本, 日期."""
    return len(texts) >= FEWEST and all(_DEMAND.fullmatch(text) for text in texts.values())


def _is_total(_heading: Heading, texts: dict[int, str]) -> bool:
    return any(_TOTAL.fullmatch(text) for text in list(texts.values())[:3])


def _is_remark(heading: Heading, texts: dict[int, str]) -> bool:
    if any(_is_identifier(heading, column, text) for column, text in texts.items()):
        return False
    titled = bool(texts) and _TITLED.fullmatch(texts[min(texts)]) is not None
    return bool(_filled(heading, texts)) and (titled or all(_SIGNED.match(text) for text in texts.values()))


def _is_blank(heading: Heading, texts: dict[int, str]) -> bool:
    return not _filled(heading, texts)


def _is_short(heading: Heading, texts: dict[int, str]) -> bool:
    """One or two cells of many, none of them an id: no record has so few."""
    found = _filled(heading, texts)
    few = len(found) <= _FEW and len(heading.places) > 2 * _FEW
    return few and not any(_is_identifier(heading, *item) for item in found.items())


def _is_chosen(heading: Heading, texts: dict[int, str]) -> bool:
    """Nothing but what drops down."""
    places = [heading.places[column] for column in _filled(heading, texts)]
    chosen = all(place.shape is not None and place.shape.holds in _CHOSEN for place in places)
    return chosen and not any(place.name in _TELLING for place in places)


def _is_identifier(heading: Heading, column: int, text: str) -> bool:
    return _is_of(heading, column, "id") and re.fullmatch(RECORD_ID, text) is not None


def _is_of(heading: Heading, column: int, name: str) -> bool:
    place = heading.places.get(column)
    return place is not None and place.name == name


_KINDS: tuple[tuple[str, Callable[[Heading, dict[int, str]], bool]], ...] = (
    ("heading", _is_heading),
    ("other heading", _is_other_heading),
    ("numbering", _is_numbering),
    ("demand", _is_demand),
    ("example", _is_example),
    ("total", _is_total),
    ("remark", _is_remark),
    ("blank", _is_blank),
    ("short", _is_short),
    ("chosen", _is_chosen),
)
_WORDS = {
    "heading": ("又是表头", "headers again", "不用管"),
    "numbering": ("是各列的序号", "the numbers of columns", "不用管"),
    "demand": ("是各列的填写要求", "what is wanted of each column", "不用管"),
    "example": ("标着“示例”", "marked as examples", "是真的记录就把“示例”二字删去"),
    "struck": ("整行划了删除线", "struck out as a whole", "要导入就去掉删除线"),
    "total": ("是合计", "totals", "不用管"),
    "remark": ("是说明或签名", "remarks or signatures", "不用管"),
    "blank": ("在认识的列里没有内容", "nothing in a known column", "是空行就不用管"),
    "short": ("只有一两格有内容", "one or two cells only", "是说明就不用管；是记录请补全"),
    "stray": ("远在下面，只有空格", "far below, blanks only", "可以不管"),
    "chosen": (
        "只有下拉和日期，没有编号、名称、简介和正文",
        "choices and days only",
        "是预填的空行就不用管；是记录请补全",
    ),
}
_QUOTED = ("total", "remark", "short")
_TYPED_OVER = (
    Message("这一行还标着“示例”，内容却已改过", "marked as the example, with other contents"),
    Message("是真的记录，请清空“编号”一格；不要的整行删掉", "empty its id to import it, or delete the row"),
)
_OTHER_TABLE = (
    Message("这里又有一行表头，列与上面的不同", "other headers begin here"),
    Message("请把下面的记录放到另一张表", "put the records below into a sheet of their own"),
)
