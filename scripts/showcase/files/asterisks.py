"""Asterisks that multiply: what tells 5*3*2 and 长*宽*高 from 这是*重点*内容."""

from __future__ import annotations

import re

from showcase.files.figures import COUNTED, HAN

_OPERAND = re.compile(r"[^\W_]|[）)℃°%％‰′″]")
_NEXT_OPERAND = re.compile(r"[^\W_]|[（(]")
_ASCII_OPERAND = re.compile(rf"[^\W_{HAN}]|[)）℃°%％‰′″]")
_ASCII_NEXT = re.compile(rf"[^\W_{HAN}]|[(（]")
_ENCLOSED = ("（）", "()", "“”", "‘’", "「」", '""')
"""`（*）` speaks of the sign itself."""
_CLAUSE = re.compile("[，。；：]")
_MEASURE = (
    "(?:[长宽高深厚]|[内外半直]?径|长度|宽度|高度|深度|厚度|边长|周长|面积|体积|质量|密度|浓度|流量|流速|速度"
    "|时间|单价|数量|产量|系数|功率|压力|电压|电流|重量|比例)"
)
_MEASURES = re.compile(rf"{_MEASURE}(?:.*{_MEASURE})?", re.DOTALL)
_BEFORE = re.compile(rf"{_MEASURE}\Z")
_AFTER = re.compile(_MEASURE)


def multiplies(before: str, inner: str, after: str) -> bool:
    """Whether the asterisks around `inner` are signs of multiplication, by what stands before and after them."""
    for left, right in ((before, inner), (inner, after)):
        if left[-1:] + right[:1] in _ENCLOSED:
            return True
        if _CLAUSE.search(inner) and _BEFORE.search(left) and _AFTER.match(right):
            return True
        if _joins(left, right, _ASCII_OPERAND, _ASCII_NEXT) or (COUNTED.search(left) and right[:1].isnumeric()):
            return True
    if not (_joins(before, inner, _OPERAND, _NEXT_OPERAND) and _joins(inner, after, _OPERAND, _NEXT_OPERAND)):
        return False
    if _ASCII_OPERAND.match(before[-1:]) or _ASCII_OPERAND.match(after):
        return True
    return bool(_BEFORE.search(before) and _AFTER.match(after) and _MEASURES.fullmatch(inner))


def _joins(before: str, after: str, last: re.Pattern[str], first: re.Pattern[str]) -> bool:
    """Whether a sign between both texts stands between two operands."""
    return bool(last.match(before[-1:]) and first.match(after))


def is_power(before: str, inner: str, after: str) -> bool:
    """Whether both pairs of asterisks around `inner` are such as in 2**10, or speak of themselves."""
    if before + inner[0] in _ENCLOSED or inner[-1] + after in _ENCLOSED:
        return True
    if not after or not (inner[0] + after).isnumeric():
        return False
    return bool(_ASCII_OPERAND.match(before) and _ASCII_OPERAND.match(inner[-1:]))
