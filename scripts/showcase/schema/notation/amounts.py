"""Amounts of money as people write them → numbers of 万元, alone or as a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from showcase.files.problem import Message
from showcase.files.source import Tree
from showcase.schema.notation.reading import NOTHING, Reading, plain, proposed, told

_NUMERALS = {
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    "两": "2",
}
_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,8})?"
_UNIT = r"亿|千万|百万|十万|万|w|千|k"
_PLACES = {"亿": 4, "千万": 3, "百万": 2, "十万": 1, "万": 0, "w": 0, "千": -1, "k": -1}
"""Powers of ten over 万元."""
_ONE = re.compile(rf"(¥|rmb|cny|人民币)?({_NUMBER})({_UNIT})?(元|圆|人民币|rmb|cny)?(?:整|正)?(?:人民币)?")
_MIXED = re.compile(r"(?:人民币|¥)?([0-9]{1,4})亿([0-9]{1,4}(?:\.[0-9]{1,4})?)万元?")
_WORDS = re.compile(
    r"([一二两三四五六七八九壹贰叁肆伍陆柒捌玖])?(十|百|千|拾|佰|仟)?([一二三四五六七八九])?(十|拾)?(亿|万)元?(?:整|正)?"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_BETWEEN = re.compile(r"[~至到-]+")
_TALKS = re.compile(
    r"(?:价格|费用|金额|报价|预算|具体)?(?:可|再|双方|另行)?(?:面议|面谈|面洽|另议|议价|协商|商议|商定|洽谈)(?:确定|解决)?"
)
_ABOUT = re.compile(
    r"约|大约|大概|左右|上下|以上|以下|以内|不超过|不低于|不少于|至少|至多|最高|最低|近|余|多|起|≥|≤|>|<|≈|\+|以下|含税|不含税|\(|\)|预计|估"
)
_FOREIGN = re.compile(r"美|\$|usd|欧|€|eur|英镑|£|日元|港|hk|韩")


@dataclass(frozen=True)
class Amount:
    """`low` and, for a range, `high` in 万元; `negotiable` instead of both."""

    low: str = ""
    high: str = ""
    negotiable: bool = False
    sure: bool = True
    note: Message | None = None


_NONE = Amount("", "", False, False)


def read_amount(text: str) -> Reading:
    """One amount in 万元: 1.2亿 → 12000, 100万元 → 100, 1,200 → 1200; a range or 面议 is none."""
    amount = read_amounts(text)
    if amount.negotiable:
        return told("面议写在方式里：mode: negotiable，不写金额", "say it by the mode: negotiable, without an amount")
    if amount.high:
        return told(
            f"区间写成 mode: range, min: {amount.low}, max: {amount.high}",
            f"write a range as mode: range, min: {amount.low}, max: {amount.high}",
        )
    return Reading(amount.low, amount.sure, amount.note)


def read_amounts(text: str) -> Amount:
    """An amount, a range (50-100万) or 面议."""
    said = plain(text).lower().replace(" ", "")
    if _TALKS.fullmatch(said):
        return Amount("", "", True)
    if _FOREIGN.search(said):
        return Amount("", "", False, False, _CURRENCY)
    for found in _THOUSANDS.findall(said):
        said = said.replace(found, found.replace(",", ""))
    parts = _BETWEEN.sub("~", said).split("~")
    if len(parts) == 2:  # noqa: PLR2004  # from … to …
        return _range(parts[0], parts[1])
    one = _one(said)
    return Amount(one.stored, "", False, one.sure, one.note)


_CURRENCY = Message("请折合成人民币，单位万元", "convert it to yuan, in units of 10,000")


def spread(parts: Mapping[str, Tree]) -> dict[str, Tree]:
    """A price or budget with a range or 面议 in one of its amounts put into the parts that say so."""
    given = [text for name in ("min", "max") if isinstance(text := parts.get(name), str) and text]
    amount = read_amounts(given[0]) if len(given) == 1 else _NONE
    mode = "negotiable" if amount.negotiable else "range" if amount.high and amount.sure else ""
    if not mode or parts.get("mode") not in (None, mode):
        return dict(parts)
    return {**parts, "mode": mode, "min": amount.low or None, "max": amount.high or None}


def spelt_out(amount: Amount) -> dict[str, str]:
    """The parts of a price or budget that an amount is: its mode, `min` and `max`."""
    if amount.negotiable:
        return {"mode": "negotiable"}
    if amount.high:
        return {"mode": "range", "min": amount.low, "max": amount.high}
    return {"mode": "fixed", "min": amount.low} if amount.low and amount.sure else {}


def _range(low: str, high: str) -> Amount:
    """A unit behind the second number is meant for both."""
    last = _ONE.fullmatch(high)
    first = _ONE.fullmatch(low)
    if not last or not first or (first[3] and not last[3]):
        return _NONE
    unit = "" if first[3] or first[4] else f"{last[3] or ''}{last[4] or ''}"
    one, other = _one(low + unit), _one(high)
    if not (one.stored and other.stored and one.sure and other.sure) or float(one.stored) > float(other.stored):
        return _NONE
    return Amount(one.stored, other.stored)


def _one(said: str) -> Reading:
    if found := _ONE.fullmatch(said):
        return _of_parts(found[1] or "", found[2], found[3] or "", found[4] or "")
    if found := _MIXED.fullmatch(said):
        return Reading(_plus(_shifted(found[1], 4), found[2]))
    if found := _WORDS.fullmatch(said):
        return _in_words(found[1] or "", found[2] or "", found[3] or "", found[4] or "", found[5])
    about = _ABOUT.sub("", said)
    reading = _one(about) if about != said else NOTHING
    if reading.stored:
        return proposed(reading.stored, "金额只写数；“约”“以上”等写进正文", "a bare number; say `about` in the text")
    return NOTHING


def _of_parts(sign: str, number: str, unit: str, yuan: str) -> Reading:
    """A bare number is one of 万元; behind 元 it is one of 元; a sign alone leaves that open."""
    if unit:
        return Reading(_shifted(number, _PLACES[unit]) if _PLACES[unit] else number)
    if yuan in ("元", "圆"):
        return Reading(_shifted(number, -4))
    if sign or yuan:
        in_yuan = _shifted(number, -4)
        return told(f"单位是元还是万元？是元就写 {in_yuan}，是万元就写 {number}", "is this in yuan or 10,000 yuan?")
    return Reading(number)


def _in_words(tens: str, ten: str, ones: str, second: str, unit: str) -> Reading:
    """一百万, 五十万, 二十五万, 壹佰万元整."""
    if second or not (tens or ten):
        return NOTHING
    size = {"": 0, "十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}[ten]
    if ones and size != 1:
        return NOTHING
    number = (int(_NUMERALS.get(tens, "1")) * int(_shifted("1", size))) + int(_NUMERALS.get(ones, "0"))
    return Reading(_shifted(str(number), _PLACES[unit]))


def _shifted(number: str, places: int) -> str:
    """A decimal number times ten to the power of `places`, exactly."""
    whole, _, part = number.partition(".")
    if places >= 0:
        part += "0" * places
        whole, part = whole + part[:places], part[places:]
    else:
        whole = "0" * -places + whole
        whole, part = whole[:places], whole[places:] + part
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def _plus(whole: str, number: str) -> str:
    before, dot, part = number.partition(".")
    return f"{int(whole) + int(before)}{dot}{part}"
