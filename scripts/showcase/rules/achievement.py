"""Rules of achievements, and of amounts of money."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.problem import Loc, Message, Severity
from showcase.rules.engine import DraftOf, Finding, rule
from showcase.schema.notation.reading import hint_of
from showcase.schema.notation.rights import expected_check_digit, is_abroad, read_right, registered_as
from showcase.schema.records import Achievement, Demand
from showcase.schema.vocabulary import Vocabularies


@rule("price", kind="achievement")
def check_price(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """报价：fixed 只写 min；range 写 min 和 max 且 min 不大于 max；其他方式不写金额。
    A fixed price has `min` only; a range has both, in order; other modes have no amount."""
    if price := draft.record.price:
        yield from _amounts("price", price.mode, price.min, price.max)


@rule("budget", kind="demand")
def check_budget(draft: DraftOf[Demand], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """预算：fixed 只写 min；range 写 min 和 max 且 min 不大于 max；其他方式不写金额。
    A fixed budget has `min` only; a range has both, in order; other modes have no amount."""
    if budget := draft.record.budget:
        yield from _amounts("budget", budget.mode, budget.min, budget.max)


def _amounts(field: str, mode: str, low: float | None, high: float | None) -> Iterator[Finding]:
    wanted = {"fixed": (True, False), "range": (True, True)}.get(mode, (False, False))
    if (low is not None, high is not None) != wanted:
        zh, en = _AMOUNTS_WANTED[wanted]
        written = [name for name, value in (("min", low), ("max", high)) if value is not None]
        message = Message(
            f"方式为 {mode} 时{zh}，现写了 {' 和 '.join(written)}" if written else f"方式为 {mode} 时{zh}，现都没有写",
            f"the mode {mode} goes with {en}, found {' and '.join(written) or 'none'}",
        )
        yield Finding((field,), message, Message("金额单位为万元", "amounts are in units of 10,000 yuan"))
    elif low is not None and high is not None and low > high:
        message = Message(f"min {low} 大于 max {high}", f"min {low} is greater than max {high}")
        yield Finding((field, "min"), message, Message("请对调", "swap them"))
    elif low is not None and low >= _MANY:
        message = Message(f"{low} 万元是十亿元以上", f"{low} times 10,000 yuan is more than a thousand million")
        hint = Message("单位是万元，不是元；无误可忽略", "the unit is not yuan; ignore this if it is so")
        yield Finding((field, "min"), message, hint, Severity.WARNING)


_MANY = 100_000
"""Of 万元: no technology of this market costs as much, but many a price in yuan does."""


_AMOUNTS_WANTED = {
    (True, False): ("只写 min", "`min` only"),
    (True, True): ("须写 min 和 max", "`min` and `max`"),
    (False, False): ("不写金额", "no amount"),
}


@rule("ip", "demo", kind="achievement")
def check_ip(draft: DraftOf[Achievement], vocabularies: Vocabularies) -> Iterator[Finding]:
    """专利号、申请号须通过校验位；已授权的专利须写号码。
    Patent and application numbers must pass their check digit; a granted patent must have a number."""
    for index, item in enumerate(draft.record.ip):
        kind = vocabularies.ip_kinds[item.kind]
        if not (kind.patent or kind.abroad):
            continue
        if item.number is None:
            if item.status == "granted" and not draft.record.demo:
                message = Message("已授权的专利须写专利号", "a granted patent must have its number")
                yield Finding(("ip", index), message, Message("如 ZL2023…", "like ZL2023…"))
            continue
        yield from _right_number(("ip", index, "number"), item.number, abroad=kind.abroad)


@rule("ip", kind="achievement", dated=True)
def check_lookup(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """知识产权查到的状态须写查询日期；查询日期不晚于今天。
    The state of a right that was found must have the day of the look-up, which is not after today."""
    for index, item in enumerate(draft.record.ip):
        if item.found is not None and item.looked_up is None:
            message = Message("查到的状态须写查询日期", "a state that was found must have the day on which it was")
            yield Finding(("ip", index, "found"), message, Message("请补 looked_up", "add looked_up"))
        if item.looked_up is not None and item.looked_up > draft.as_of:
            message = Message(
                f"晚于今天（{draft.as_of}），现为 {item.looked_up}",
                f"is after today ({draft.as_of}), found {item.looked_up}",
            )
            hint = Message("写已经查过的那天", "give the day on which it was looked up")
            yield Finding(("ip", index, "looked_up"), message, hint, Severity.WARNING)


def _right_number(loc: Loc, number: str, *, abroad: bool) -> Iterator[Finding]:
    reading = read_right(number)
    if reading.stored != number or not reading.sure:
        message = Message(f'不是专利号或申请号的格式："{number}"', f'"{number}" has not the form of a patent number')
        yield Finding(loc, message, hint_of(reading) or _EXAMPLE)
    elif kind := registered_as(number):
        hint = Message(f'种类请用 "{kind}"', f"use the kind {kind}")
        yield Finding(loc, Message("这是登记号，不是专利号", "the number of a registration, not of a patent"), hint)
    elif is_abroad(number) != abroad:
        yield Finding(loc, *(_CHINESE if abroad else _ABROAD))
    elif not abroad and not number.endswith(expected_check_digit(number)):
        message = Message(
            f"校验位与前面的数字不符，现为 {number[-1]}",
            f"the check digit {number[-1]} does not fit the number before it",
        )
        yield Finding(loc, message, Message("请对照证书逐位核对", "compare it with the certificate"))


_EXAMPLE = Message(
    "如 ZL202310123456.6；申请号不带 ZL；境外的如 US10123456B2、PCT/CN2020/123456",
    "like ZL202310123456.6, without ZL for an application; elsewhere US10123456B2, PCT/CN2020/123456",
)
_ABROAD = (
    Message("这是境外或国际申请的号码", "this is a number of another office, or an international one"),
    Message('种类请用 "foreign-patent"', "use the kind foreign-patent"),
)
_CHINESE = (
    Message("这是中国的专利号或申请号", "this is a Chinese number"),
    Message('种类请用 "invention"、"utility-model"、"design" 或 "patent-application"', "use a kind of Chinese patents"),
)


@rule("advantages", kind="achievement")
def check_advantages(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """建议至少写一条优势指标，说清好多少。
    An achievement should say by how much it is better."""
    if not draft.record.advantages:
        message = Message(
            "没有优势指标，企业难以判断好多少", "no advantages: companies cannot judge how much better it is"
        )
        hint = Message("请补指标、数值、单位和对照", "add metric, value, unit and baseline")
        yield Finding(("advantages",), message, hint, Severity.WARNING)
