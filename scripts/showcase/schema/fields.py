"""The types that fields are made of: each takes the author's text and says in two languages what it must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError

from showcase.files.problem import Message, shorten
from showcase.files.years import FIRST_YEAR, LAST_YEAR
from showcase.schema.notation.addresses import MAIL, URL, read_mail
from showcase.schema.notation.amounts import read_amount
from showcase.schema.notation.days import read_day
from showcase.schema.notation.phones import PHONE, read_phone
from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import NOTHING, Reading, half_width, hint_of, not_read

RECORD_ID = r"^[ad]\d{4}-[a-z0-9]{2,12}-\d{3,4}$"
REGISTRATION = r"^[A-Za-z0-9][A-Za-z0-9-]{4,38}[A-Za-z0-9]$"
IPC_CLASS = r"^[A-H][0-9]{2}[A-Z](?: ?[1-9][0-9]{0,3}/[0-9]{2,6})?$"


class Model(BaseModel):
    """Base of all that is read from a file: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """pydantic gives limits of types that have a validator by its own names: JSON Schema does not know them."""
        reference = handler(core_schema)
        schema = handler.resolve_ref_schema(reference)
        fields = schema.get("properties", {})
        schema["properties"] = {name: _with_limits(field) for name, field in fields.items()}
        return reference


_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _with_limits(node: Any) -> Any:
    """The same schema with its limits by the names of the standard (JSON Schema Validation 2020-12, 6.2)."""
    if isinstance(node, list):
        return [_with_limits(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {_LIMITS.get(key, key): _with_limits(value) for key, value in node.items()}


def fail(message: Message, hint: Message | None = None) -> NoReturn:
    """Refuse a value from inside a validator."""
    raise PydanticCustomError("showcase", "{message}", {"message": message, "hint": hint})


def propose(message: Message, hint: Message) -> NoReturn:
    """Hold a value back from inside a validator until the editor has taken in what it proposes."""
    raise PydanticCustomError("proposed", "{message}", {"message": message, "hint": hint})


def quoted(value: object) -> str:
    """A text as messages show it."""
    return f'"{shorten(str(value))}"'


def found(value: object) -> Message:
    """`，现为 …`: what stands where something else should."""
    for kind, zh, en in _NOT_TEXT:
        if isinstance(value, kind):
            return Message(f"，现为{zh}", f", found {en}")
    return Message(f"，现为 {quoted(value)}", f", found {quoted(value)}")


_NOT_TEXT: tuple[tuple[type, str, str], ...] = (
    (list, "列表", "a list"),
    (dict, "一组字段", "a mapping"),
    (type(None), "空值", "nothing"),
)


def matching(pattern: str, message: Message, read: Callable[[str], Reading] = not_read) -> Callable[[str], str]:
    """A check that a text has this form; of one that has not, what `read` makes of it is proposed."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            fail(
                Message(f"{message.zh}，现为 {quoted(value)}", f"{message.en}, found {quoted(value)}"),
                hint_of(read(value)),
            )
        return value

    return check


def _date(value: Any) -> Any:
    if isinstance(value, date) or value is None or not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        year = int(value[:4])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            fail(*_no_such_year(value))
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return fail(
        Message(
            f"应为真实日期，写作 2026-03-01，现为 {quoted(value)}",
            f"must be a date as 2026-03-01, found {quoted(value)}",
        ),
        hint_of(read_day(value)),
    )


def _no_such_year(value: str) -> tuple[Message, Message]:
    message = Message(
        f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，现为 {quoted(value)}",
        f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}, found {quoted(value)}",
    )
    return message, Message("请核对年份", "look at the year again")


def _number(value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    plain = value.strip() if isinstance(value, str) else ""
    # Not 012: to readers of YAML 1.1 that is ten.
    if re.fullmatch(r"0|[1-9][0-9]{0,11}", plain):
        return int(plain)
    if re.fullmatch(r"(?:0|[1-9][0-9]{0,11})\.[0-9]{1,12}", plain):
        return float(plain)
    now = found(value)
    return fail(
        Message(f"应为不带单位的数，如 80 或 12.5{now.zh}", f"must be a bare number like 80 or 12.5{now.en}"),
        (hint_of(read_amount(plain)) if plain else None) or _BARE,
    )


_BARE = Message("单位固定，不要写“万元”、逗号、负号或“约”", "the unit is fixed: no unit, comma, minus sign or `about`")


def _integer(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"0|[1-9][0-9]{0,3}", value.strip()):
        fail(
            Message(f"应为整数，现为 {quoted(value)}", f"must be an integer, found {quoted(value)}"),
            _meant_number(value) or Message("只写数字，用半角，不以 0 开头", "digits only, no 0 before them"),
        )
    return value


def _meant_number(value: str) -> Message | None:
    """The one figure of `TRL7`, `6级`, `六级` or `7.0`."""
    if is_placeholder(value):
        return LEAVE_OUT.note
    plain = half_width(value).strip().removesuffix(".0").translate(_IN_WORDS)
    figures = re.findall("[1-9][0-9]*", plain)
    if len(figures) > 1:
        return _ONE_NUMBER
    return hint_of(Reading(figures[0])) if len(figures) == 1 else None


_ONE_NUMBER = Message("只写一个数", "one number only")
_IN_WORDS = {ord(sign): str(number) for number, sign in enumerate("一二三四五六七八九", 1)}


_YES = ("是", "对", "yes", "y", "on", "1", "√", "true")
_NO = ("否", "不", "no", "n", "off", "0", "×", "false")


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            message = Message(
                f"应为 true 或 false，现为 {quoted(value)}", f"must be true or false, found {quoted(value)}"
            )
            fail(message, _meant(value.strip().lower()))
        return value == "true"
    return value


def _meant(word: str) -> Message | None:
    if word in _YES:
        return Message("是否想写 true？", "did you mean true?")
    return Message("是否想写 false？", "did you mean false?") if word in _NO else None


# No part may run over the sign that it begins with, else hostile text costs quadratic time.
_MARKUP = re.compile(
    r"</?[A-Za-z!][^<>]*>|!?\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)?\)|\*\*|__|`|&[a-z][A-Za-z]*[0-9]*;|&#\d+;"
)
_POWER = re.compile(r"[0-9A-Za-z)）]\*\*[0-9A-Za-z(（-]")


def _plain(value: str) -> str:
    if markup := _MARKUP.search(value):
        fail(
            Message(
                f"不能含标记，现有 {quoted(markup.group())}", f"must be plain text, found {quoted(markup.group())}"
            ),
            _AS_POWER if _POWER.search(value) else _NO_SIGNS,
        )
    if "\n" in value:
        now = found(value)
        fail(
            Message(f"应写成一行{now.zh}", f"must be one line{now.en}"), Message("请删去换行", "remove the line break")
        )
    return value


_NO_SIGNS = Message("请删去 HTML 和 Markdown 符号", "remove HTML and Markdown signs")
_AS_POWER = Message("乘方请写成 10⁵ 或 10^5", "write a power as 10⁵ or 10^5")
_URL_MESSAGE = Message("应为 https:// 开头的网址", "must be an address that begins with https://")
_ID_MESSAGE = Message(
    "应为 a 或 d、年份、机构代码、三至四位序号，如 a2026-lanhai-001",
    "must be a or d, the year, the agency code and a serial of 3 or 4 digits, like a2026-lanhai-001",
)
_REGISTRATION_MESSAGE = Message(
    "应为登记证明上的编号，只含字母、数字和连字符，6–40 位",
    "must be the number on the certificate: letters, digits and hyphens, 6 to 40 of them",
)


_IPC_MESSAGE = Message(
    "应为 IPC 分类号，如 B63C 11/52，只到小类的如 B63C",
    "must be a symbol of the International Patent Classification like B63C 11/52, or a subclass like B63C",
)


def left_out(text: str) -> Reading:
    """What is read of 无 and / where a form is wanted that no word has."""
    return LEAVE_OUT if is_placeholder(text) else NOTHING


def _phone(value: str) -> str:
    if not PHONE.fullmatch(value):
        zh = f"应为固定电话或 400 号码，如 0532-00000101，现为 {quoted(value)}"
        en = f"must be a landline or 400 number like 0532-00000101, found {quoted(value)}"
        fail(Message(zh, en), hint_of(read_phone(value)))
    return value


Date = Annotated[date, BeforeValidator(_date)]
Money = Annotated[
    int | float,
    BeforeValidator(_number),
    Field(ge=0, le=10_000_000, json_schema_extra={"x-notation": "amount"}),
]
"""In units of 10,000 yuan (万元)."""
Integer = Annotated[int, BeforeValidator(_integer)]
Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_plain)]
Flag = Annotated[bool, BeforeValidator(_flag)]
RecordId = Annotated[
    str, AfterValidator(matching(RECORD_ID, _ID_MESSAGE, left_out)), Field(json_schema_extra={"pattern": RECORD_ID})
]
Registration = Annotated[
    str,
    AfterValidator(matching(REGISTRATION, _REGISTRATION_MESSAGE)),
    Field(json_schema_extra={"pattern": REGISTRATION}),
]
"""Of a technology contract. No public rule says how its digits are made up, so only its characters are checked."""
IpcClass = Annotated[
    str, AfterValidator(matching(IPC_CLASS, _IPC_MESSAGE)), Field(json_schema_extra={"pattern": IPC_CLASS})
]
"""By its form alone (WIPO Standard ST.8); whether the place is there says only the classification of a year."""
Url = Annotated[str, AfterValidator(matching(URL, _URL_MESSAGE)), Field(max_length=500)]
Phone = Annotated[str, AfterValidator(_phone), Field(json_schema_extra={"x-notation": "phone"})]
Email = Annotated[
    str,
    AfterValidator(matching(MAIL, Message("应为邮箱地址", "must be an e-mail address"), read_mail)),
    Field(json_schema_extra={"x-notation": "mail"}),
]
