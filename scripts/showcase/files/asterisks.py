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
_CLOSES = re.compile(r"[，。；：、！？）)】》]")
"""What no emphasis begins with: the asterisk before it belongs to the figure on its left."""
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
    if _CLOSES.match(inner) or _is_spaced_product(before, inner, after):
        return True
    if _is_sign(before, inner, inner) or _is_sign(inner, after, inner):
        return True
    if not (_joins(before, inner, _OPERAND, _NEXT_OPERAND) and _joins(inner, after, _OPERAND, _NEXT_OPERAND)):
        return False
    if _ASCII_OPERAND.match(before[-1:]) or _ASCII_OPERAND.match(after):
        return True
    return bool(_BEFORE.search(before) and _AFTER.match(after) and _MEASURES.fullmatch(inner))


def _is_sign(left: str, right: str, inner: str) -> bool:
    """Whether the asterisk between two texts is a sign by these alone."""
    if left[-1:] + right[:1] in _ENCLOSED or (COUNTED.search(left) and right[:1].isnumeric()):
        return True
    listed = _CLAUSE.search(inner) and _BEFORE.search(left) and _AFTER.match(right)
    return bool(listed) or _joins(left, right, _ASCII_OPERAND, _ASCII_NEXT)


def _joins(before: str, after: str, last: re.Pattern[str], first: re.Pattern[str]) -> bool:
    """Whether a sign between both texts stands between two operands."""
    return bool(last.match(before[-1:]) and first.match(after))


def _is_spaced_product(before: str, inner: str, after: str) -> bool:
    """5 *2* 3: figures with a blank beside each asterisk."""
    ends = before.rstrip()[-1:], inner[:1], inner[-1:], after.lstrip()[:1]
    return before.endswith(" ") and after.startswith(" ") and all(end.isnumeric() for end in ends)


_WORD = re.compile(r"[A-Za-z]{4,}")
_LETTER = re.compile(r"[A-Za-z0-9]")
_BASE = re.compile(r"[0-9)）½²³℃°%％]\Z")
_SINGLE = re.compile(r"[A-Za-z](?![A-Za-z])")
_VARIABLE = re.compile(r"(?<![A-Za-z])[A-Za-z]\Z")
_SIGNIFICANT = re.compile(r" ?[Pp] ?[<>=＜≤]")


def is_power(before: str, inner: str, after: str) -> bool:
    """Whether both pairs of asterisks around `inner` are such as in 2**10, or speak of themselves."""
    if not inner:
        return False
    if before[-1:] + inner[0] in _ENCLOSED or inner[-1] + after[:1] in _ENCLOSED or _CLOSES.match(inner):
        return True
    if _SIGNIFICANT.match(after) and "*" in inner and not inner.endswith(("：", ":")):
        return True  # **注：*P<0.05，**P<0.01
    outer = _ASCII_OPERAND.match(before[-1:]) and _LETTER.match(after)
    if not (outer and _LETTER.match(inner) and _ASCII_OPERAND.match(inner[-1:])):
        return False
    return not _WORD.fullmatch(inner)


def opens_with_power(before: str, inner: str) -> bool:
    """Whether the first pair of asterisks raises to a power, as in 2**3，是**重点**, and opens nothing."""
    if not inner[:1].isnumeric() and not (_SINGLE.match(inner) and len(inner) > 1):
        return False
    goes_on = re.search(rf"[{HAN}]|{_CLOSES.pattern}", inner) is not None
    return _BASE.search(before) is not None or (goes_on and _VARIABLE.search(before) is not None)


_NAME = re.compile(r"__[a-z][a-z0-9_]*__")


def is_name(text: str) -> bool:
    """Whether two lines on either side are a program's own, as in __init__."""
    return _NAME.fullmatch(text) is not None
