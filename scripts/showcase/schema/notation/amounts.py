"""Amounts of money as people write them → numbers of 万元, alone or as a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from showcase.files.problem import Message
from showcase.files.source import Tree
from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import NOTHING, Reading, plain, told

_NUMERALS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,8})?"
_UNIT = r"亿|千万|百万|十万|万|w|千|k"
_PLACES = {"亿": 4, "千万": 3, "百万": 2, "十万": 1, "万": 0, "w": 0, "千": -1, "k": -1}
"""Powers of ten over 万元."""
_LABEL = re.compile(
    r"^(?:总|合同|合作|转让|许可|入门|预计|项目|投资|融资|挂牌)?(?:价格?|报价|预算|金额|合计|共计|费用?|投资|资金)(?:约定)?[为是]?[:.]?(?=[0-9一二两三四五六七八九十百¥])"
)
_ONE = re.compile(rf"(¥|rmb|cny|人民币)?({_NUMBER})({_UNIT})?(元|圆|人民币|rmb|cny)?(?:整|正)?(?:人民币)?")
_MIXED = re.compile(r"(?:人民币|¥)?([0-9]{1,4})亿([0-9]{1,4}(?:\.[0-9]{1,4})?)(千|百|十)?万元?")
_WORDS = re.compile(
    r"(?:人民币)?(?:([零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{1,9})个?亿)?"
    r"(?:([零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{1,9})万)?元?(?:整|正)?"
)
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{1,9}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_BETWEEN = re.compile(r"[~至到-]+")
_TALKS = re.compile(
    r"(?:价格|费用|金额|报价|预算|具体)?(?:可|再|双方|另行)?(?:面议|面谈|面洽|另议|议价|协商|商议|商定|洽谈)(?:确定|解决)?"
    r"|一事一议|[视按根据]{1,2}[^0-9,]{1,12}(?:而定|确定|定价|商定)|[视按看]情况(?:而定|商定|确定)?"
)
_NO_LIMIT = re.compile(
    r"(?:(?:企业|资金)?自[筹付],?|资金)?(?:不限|不设?上限|无上限|没有上限|充足|按需)|(?:企业|资金)?自筹(?:资金)?"
)
_ABOUT = re.compile(
    r"约|大约|大概|左右|上下|以上|下限|起步|不低于|不少于|至少|最低|近|余|多|起|≥|>|≈|\+|含税|不含税|\(|\)|预计|估"
)
_ZEROS = re.compile(r"^0+(?=[0-9])")
_PER = re.compile(
    r"/(?:年|月|套|台|吨|次|人|项|件|亩|kg)|[每按](?:年|月|套|台|吨|次|项|件|亩)|一次性(?:支付|转让)?|首付|一口价"
)
_SHARES = re.compile(r"(?:以?技术|专利)?(?:作价)?(?:入股|投资入股|作价投资|股权合作|股权投资|折股|参股)(?:合作|方式)?")
_SHARE = re.compile(
    r"(?:以?技术|专利)?(?:作价)?(?:入股|投资入股|作价投资|折股|参股|占股|股权)[,占约]{0,2}(?:占股|比例|股权)?[为约]?[0-9.]{1,6}%(?:股[权份])?"
)
_FREE = re.compile(r"免费|无偿|公益|不收费|零元")
_LISTED = re.compile(r"[0-9] ?、 ?[0-9]")
_BLANK = re.compile(r"[0-9] +[0-9]")
_FOREIGN = re.compile(r"美|\$|usd|欧|€|eur|英镑|£|日元|港|hk|韩")


@dataclass(frozen=True)
class Amount:
    """`low` and, for a range, `high` in 万元; `mode` instead of both, where no amount is said."""

    low: str = ""
    high: str = ""
    mode: str = ""
    sure: bool = True
    note: Message | None = None


_NONE = Amount("", "", "", False)


def read_amount(text: str) -> Reading:
    """One amount in 万元: 1.2亿 → 12000, 100万元 → 100, 1,200 → 1200; a range or 面议 is none."""
    if is_placeholder(text):
        return LEAVE_OUT
    amount = read_amounts(text)
    if amount.mode:
        name = "面议" if amount.mode == "negotiable" else "作价入股"
        return told(
            f"{name}写在方式里：mode: {amount.mode}，不写金额", f"say it by mode: {amount.mode}, without an amount"
        )
    if amount.note == _UPPER:
        zh = f"这是上限：报价、预算写成 mode: range, min: 0, max: {amount.high}；融资金额只写 {amount.high}"
        return told(zh, f"an upper bound: write mode: range, min: 0, max: {amount.high}")
    if amount.high:
        return told(
            f"区间写成 mode: range, min: {amount.low}, max: {amount.high}；融资金额只写一个数",
            f"write a range as mode: range, min: {amount.low}, max: {amount.high}; financing is one number",
        )
    return Reading(amount.low, amount.sure, amount.note)


def read_amounts(text: str) -> Amount:
    """An amount, a range (50-100万), 面议 or 作价入股."""
    if _LISTED.search(text):
        return Amount("", "", "", False, _ONE_ONLY)
    blank = _BLANK.search(plain(text)) is not None
    said = plain(text).lower().replace(" ", "").replace("萬", "万").replace("億", "亿")
    if mode := _mode(said):
        return Amount("", "", mode)
    if told_of := _no_amount(said):
        return Amount("", "", "", False, told_of)
    said = _LIMIT_BESIDE.sub("以内", _LABEL.sub("", said))
    if remark := _REMARK.match(said):
        amount = read_amounts(remark[1])
        return Amount(amount.low, amount.high, "", False, amount.note or _REMARKED) if amount.low else amount
    for found in _THOUSANDS.findall(said):
        said = said.replace(found, found.replace(",", ""))
    return _said_amount(said, blank=blank)


def _said_amount(said: str, *, blank: bool) -> Amount:
    bare = _PER.sub("", said)
    limit = _AT_MOST.sub("", bare)
    parts = _BETWEEN.sub("~", limit).split("~")
    if len(parts) == 2:  # noqa: PLR2004  # from … to …
        ends = _range(parts[0], parts[1])
        note = _EACH if limit == bare else _BESIDE
        return Amount(ends.low, ends.high, "", False, note) if limit != said and ends.high else ends
    if limit != bare and (most := _one(limit)).stored:
        return Amount("0", most.stored, "", False, _UPPER)
    one = _one(said)
    if blank and one.stored and one.sure:
        return Amount(one.stored, "", "", False, _GAP)
    return Amount(one.stored, "", "", one.sure, one.note)


_AT_MOST = re.compile(
    r"^(?:预算|报价|价格|金额|费用)?(?:控制在|限[于定价]?|不要?超过|不[高多大]于|[低少小]于|至多|最多|最高|上限|封顶|[≤<]=?){1,2}(?:价?[为是])?:?"
    r"|(?:\(含\))?(?:以内|之内|以下|内|封顶|为?上限)(?:\([^()0-9]{1,20}\))?$"
)
"""What makes a bound from above of an amount: 50万以内, 不高于50万."""
_LIMIT_BESIDE = re.compile(
    r"(?<=[万亿元0-9])[,;:(](?:预算|报价|价格|费用|总价|此价?|[为是即]){0,3}"
    r"(?:上限|最高限?价?|限价|封顶|以[内下]|之内|不超过|不高于|[至最]多)\)?$"
)
"""A bound from above as a remark behind its amount: 100万(上限)."""
_REMARK = re.compile(r"^([^,;。(]{1,30}[万亿元0-9])(?:[,;.][^0-9]{1,40}|\([^()0-9]{1,40}\))\Z")
"""An amount with a remark behind it: 45万,不含税."""


def _mode(said: str) -> str:
    return "negotiable" if _TALKS.fullmatch(said) else "equity" if _SHARES.fullmatch(said) else ""


def _no_amount(said: str) -> Message | None:
    """What is said of money that is none of yuan, of none at all, and of shares."""
    if _FOREIGN.search(said):
        return _CURRENCY
    if _SHARE.fullmatch(said):
        return _SHARE_APART
    if _NO_LIMIT.fullmatch(said):
        return _NOT_LIMITED
    return _NO_MONEY if _FREE.fullmatch(said) else None


_EACH = Message("金额只写数；“每年”“每套”等写进正文", "a bare number; say `a year` in the text")
_BESIDE = Message("金额只写数；“约”“以上”等写进正文", "a bare number; say `about` in the text")
_REMARKED = Message("只写数；说明写进正文", "the number alone; a remark goes into the text")
_SHARE_APART = Message("作价入股写成 mode: equity；比例写进正文", "write mode: equity, and the share in the text")
_NOT_LIMITED = Message("没有限定的整项不写；要谈的写 mode: negotiable", "leave it out, or write mode: negotiable")
_UPPER = Message("这是上限", "this is an upper bound")
_ONE_ONLY = Message("只写一个数；区间写成 50-80", "one number only; write a range as 50-80")
_GAP = Message("数字中间有空格，请核对", "there is a blank within the number")
_NO_MONEY = Message("免费写成 mode: fixed, min: 0", "write mode: fixed, min: 0 for what costs nothing")
_CURRENCY = Message("请折合成人民币，单位万元", "convert it to yuan, in units of 10,000")


def spread(parts: Mapping[str, Tree]) -> dict[str, Tree]:
    """A price or budget with a range or 面议 in one of its amounts put into the parts that say so."""
    given = [text for name in ("min", "max") if isinstance(text := parts.get(name), str) and text]
    amount = read_amounts(given[0]) if len(given) == 1 else _NONE
    mode = amount.mode or ("range" if amount.high and amount.sure else "")
    spelt = {name: value for name, value in parts.items()}  # noqa: C416  # the form knows no `dict(…)`
    if mode and parts.get("mode") in (None, mode):
        spelt["mode"] = mode
        spelt["min"] = amount.low or None
        spelt["max"] = amount.high or None
    return spelt


def spelt_out(amount: Amount) -> dict[str, str]:
    """The parts of a price or budget that an amount is: its mode, `min` and `max`."""
    if amount.mode:
        return {"mode": amount.mode}
    if amount.high and amount.sure:
        return {"mode": "range", "min": amount.low, "max": amount.high}
    return {"mode": "fixed", "min": amount.low} if amount.low and amount.sure else {}


def likely_parts(amount: Amount) -> dict[str, str]:
    """The parts that an amount with a word beside it (每年, 约) is likely to be, for its author to confirm."""
    if amount.note is None or not amount.low:
        return {}
    if amount.high:
        return {"mode": "range", "min": amount.low, "max": amount.high}
    return {"mode": "fixed", "min": amount.low}


def _range(low: str, high: str) -> Amount:
    """A unit behind the second number is meant for both."""
    last = _ONE.fullmatch(high)
    first = _ONE.fullmatch(low)
    if _NUMERAL.fullmatch(low) and high.rstrip("元").endswith("万"):
        return _ends(_one(f"{low}万"), _one(high))
    if not last or not first:
        return _ends(_one(low), _one(high)) if low.endswith(("万", "亿", "元")) else _NONE
    if first[3] and not last[3]:
        return _NONE
    unit = "" if first[3] or first[4] else f"{last[3] or ''}{last[4] or ''}"
    return _ends(_one(low + unit), _one(high))


def _ends(one: Reading, other: Reading) -> Amount:
    if not (one.stored and other.stored and one.sure and other.sure) or float(one.stored) > float(other.stored):
        return _NONE
    return Amount(one.stored, other.stored)


def _one(said: str) -> Reading:
    if found := _ONE.fullmatch(said):
        return _of_parts(found[1] or "", found[2], found[3] or "", found[4] or "")
    if found := _MIXED.fullmatch(said):
        return Reading(_plus(_shifted(found[1], 4), _shifted(found[2], _PLACES[f"{found[3]}万"] if found[3] else 0)))
    if (found := _WORDS.fullmatch(said)) and (found[1] or found[2]):
        return _in_words(found[1] or "", found[2] or "")
    if (bare := _PER.sub("", said)) != said and (reading := _one(bare)).stored:
        return Reading(reading.stored, False, _EACH)
    about = _ABOUT.sub("", said)
    reading = _one(about) if about != said else NOTHING
    if reading.stored:
        return Reading(reading.stored, False, _BESIDE)
    return NOTHING


def _of_parts(sign: str, number: str, unit: str, yuan: str) -> Reading:
    """A bare number is one of 万元; behind 元 it is one of 元; a sign alone leaves that open."""
    number = _ZEROS.sub("", number)
    if unit:
        return Reading(_shifted(number, _PLACES[unit]) if _PLACES[unit] else number)
    if yuan in ("元", "圆"):
        return Reading(_shifted(number, -4))
    if sign or yuan:
        in_yuan = _shifted(number, -4)
        return told(f"单位是元还是万元？是元就写 {in_yuan}，是万元就写 {number}", "is this in yuan or 10,000 yuan?")
    return Reading(number)


def _in_words(large: str, small: str) -> Reading:
    """一百万, 一千二百万, 一个亿, 壹佰万元整."""
    hundreds, rest = _counted(large), _counted(small)
    if hundreds < 0 or rest < 0:
        return NOTHING
    return Reading(str(hundreds * 10_000 + rest))


def _counted(words: str) -> int:
    """A number below ten thousand in words, 0 for none; -1 for what is none or may be two (一百二)."""
    total, digit, before = 0, 0, 0
    for sign in words:
        if sign in _UNITS:
            if before and _UNITS[sign] >= before:
                return -1
            before = _UNITS[sign]
            total, digit = total + (digit or 1) * before, 0
        elif digit:
            return -1
        else:
            digit = _NUMERALS[sign]
            before = 10 if digit == 0 else before
    return -1 if digit and before > 10 else total + digit  # noqa: PLR2004  # 一百二


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
