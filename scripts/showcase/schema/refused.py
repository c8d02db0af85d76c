"""What is said of a value that pydantic refuses, in the words of the house."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from showcase.files.problem import Message
from showcase.schema.fields import found

Texts = tuple[Message, Message | None]


def texts_of(kind: str, detail: Any) -> Texts:
    """What is said of a value that pydantic refuses: its kind of error and what it reports (type, input, ctx)."""
    context = detail.get("ctx", {})
    if kind in ("showcase", "proposed"):
        return context["message"], context["hint"]
    value = detail["input"]
    if kind in _TRANSLATIONS:
        return _TRANSLATIONS[kind](context, value)
    return Message(f"不合要求（{kind}）", f"does not fit ({kind})"), None  # better a poor message than none


def _length(zh: str, en: str) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(context: dict[str, Any], value: Any) -> Texts:
        limit = context.get("min_length", context.get("max_length"))
        unit, units = ("字", "characters") if isinstance(value, str) else ("项", "items")
        now = len(value.strip() if isinstance(value, str) else value)
        return Message(f"{zh} {limit} {unit}，现为 {now} {unit}", f"{en} {limit} {units}, found {now}"), None

    return texts


def _kind(zh: str, en: str, hint: Message | None = None) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(_context: dict[str, Any], value: Any) -> Texts:
        now = found(value)
        return Message(f"应为{zh}{now.zh}", f"must be {en}{now.en}"), hint

    return texts


def _limit(zh: str, en: str) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(context: dict[str, Any], value: Any) -> Texts:
        limit = next(context[name] for name in ("ge", "gt", "le") if name in context)
        return Message(f"{zh} {limit}，现为 {value}", f"{en} {limit}, found {value}"), None

    return texts


def _one_of(context: dict[str, Any], value: Any) -> Texts:
    choices = choices_of(context)
    now = found(value)
    return Message(f"应为 {'、'.join(choices)} 之一{now.zh}", f"must be one of {', '.join(choices)}{now.en}"), None


def choices_of(context: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", context["expected"])


_TEXT_HINT = Message("请直接写文字，不用方括号和缩进", "write the text itself, without brackets or indent")
MAPPING_HINT = Message("请换行缩进，逐行写出各字段", "write the fields below it, indented")
_LIST_HINT = Message("请写成 [甲, 乙]，或每行一个“- 甲”", "write [one, two], or one `- item` a line")
_TRANSLATIONS: dict[str, Callable[[dict[str, Any], Any], Texts]] = {
    "string_type": _kind("文字", "text", _TEXT_HINT),
    "string_too_short": _length("至少", "must have at least"),
    "string_too_long": _length("至多", "must have at most"),
    "too_short": _length("至少", "must have at least"),
    "too_long": _length("至多", "must have at most"),
    "list_type": _kind("列表", "a list", _LIST_HINT),
    "dict_type": _kind("一组“字段: 值”", "a mapping of fields", MAPPING_HINT),
    "model_type": _kind("一组“字段: 值”", "a mapping of fields", MAPPING_HINT),
    "model_attributes_type": _kind("一组“字段: 值”", "a mapping of fields", MAPPING_HINT),
    "int_type": _kind("整数", "an integer"),
    "float_type": _kind("数", "a number"),
    "bool_type": _kind(" true 或 false", "true or false"),
    "date_type": _kind("日期，写作 2026-03-01", "a date as 2026-03-01"),
    "greater_than": _limit("应大于", "must be greater than"),
    "greater_than_equal": _limit("不得小于", "must be at least"),
    "less_than_equal": _limit("不得大于", "must be at most"),
    "literal_error": _one_of,
}
