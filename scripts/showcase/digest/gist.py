"""What moved, what is stuck and what needs money, in a few sentences each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from showcase.digest.account import Account, Stuck
from showcase.digest.comparison import Step
from showcase.digest.paper import SIGNS, width_of
from showcase.digest.section import Point
from showcase.digest.tracking import SAID
from showcase.schema.words import say_money

T = TypeVar("T")

NAMED = 3
"""How many records a point of a month names."""
BRIEF_LINES = 11
"""What one page has for its points beside title, figures and sign-off."""


def build_points(account: Account) -> Iterator[Point]:
    """For a month or a quarter."""
    yield Point("进展情况。", _first(account, NAMED))
    yield Point("堵点卡点。", _second(account, NAMED))
    yield Point("资金需求。", _third(account, NAMED))


def build_short_points(account: Account) -> tuple[Point, ...]:
    """For one page: as many names as there is room for."""
    made: tuple[Point, ...] = ()
    for named in (NAMED, 2, 1, 0):
        made = tuple(
            Point(lead, say(account, named))
            for lead, say in (("进展情况。", _first), ("堵点卡点。", _second), ("资金需求。", _third))
        )
        if sum(count_lines(point.lead + point.text) for point in made) <= BRIEF_LINES:
            break
    return made


def count_lines(text: str) -> int:
    """How many lines of the page a paragraph takes, indented by two characters."""
    return int(-(-(width_of(text) + 2) // SIGNS))


def _first(account: Account, named: int) -> str:
    moved = account.moved
    if not moved:
        return f"{account.period.here}没有签约、落地、解决或新进入洽谈的成果和需求。"
    concluded = sum(step.came_to("signed", "landed", "resolved") for step in moved)
    counts = [(concluded, "签约、落地和解决"), (len(moved) - concluded, "进入洽谈")]
    said = "，".join(f"{label} {number} 项" for number, label in counts if number)
    return f"{account.period.here}{said}{_names(moved, named, _say_moved)}。"


def _say_moved(step: Step) -> str:
    return f"“{step.after.record.title}”（{step.after.agency.label}，{step.after.status.label}）"


def _second(account: Account, named: int) -> str:
    stuck, expiring = account.stuck, account.expiring
    said = []
    for what in dict.fromkeys(one.what for one in stuck):
        own = [one for one in stuck if one.what == what]
        said.append(f"{SAID[what]} {len(own)} 项{_names(own, named, _say_stuck)}")
    if expiring:
        end = account.period.following.last
        said.append(f"{end.month}月{end.day}日前到期的 {len(expiring)} 项，要复核或延期")
    return "；".join(said) + "。" if said else f"{account.period.here}没有停滞和即将到期的成果和需求。"


def _say_stuck(one: Stuck) -> str:
    return f"“{one.entry.record.title}”（{one.entry.agency.label}，{one.days} 天）"


def _third(account: Account, named: int) -> str:
    wanting = account.wanting
    if not wanting:
        return "没有提出融资需求的在列成果。"
    total = say_money(sum(financing.amount for _, financing in wanting))
    new = [financing.amount for step, financing in wanting if step.before is None]
    added = f"，{account.period.here}新增 {len(new)} 项、{say_money(sum(new))}" if new else ""
    names = _names(wanting, named, lambda pair: f"“{pair[0].after.record.title}”{say_money(pair[1].amount)}")
    return f"有融资需求的 {len(wanting)} 项、共 {total}{added}{names}。"


def _names(items: Sequence[T], named: int, say: Callable[[T], str]) -> str:
    """：those that come first, and 等 if there are more."""
    if not named:
        return ""
    said: Iterable[str] = map(say, items[:named])
    return f"：{'、'.join(said)}{'等' if len(items) > named else ''}"
