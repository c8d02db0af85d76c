"""A simulated year of a market: 200 records, 600 steps, and a count of what follows that knows nothing of the product.

`build_year` draws the year, `write_year` writes its files as they stood on a day. `count_year` goes through the year
day by day with a ledger of its own, as a clerk with a pencil would.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tree import CORPUS, put

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
RECORDS, STEPS = 200, 600
REASONS = ("too-early", "benefit-unclear", "price", "no-response")
FORCES = {"lanhai": "tf-1", "qihang": "tf-2"}
_TEXTS = {
    kind: (CORPUS / "valid" / name).read_text(encoding="utf-8")
    for kind, name in (("a", "status_open.md"), ("d", "deadline_open-demand.md"))
}


@dataclass
class Life:
    """A record of the year: its steps are (day, kind, reason)."""

    id: str
    published: date
    steps: list[tuple[date, str, str]] = field(default_factory=list)
    withdrawn: date | None = None
    deadline: date | None = None

    def status(self, day: date) -> str:
        """By its last decisive step so far."""
        if self.withdrawn and self.withdrawn <= day:
            return "withdrawn"
        kinds = [kind for when, kind, _ in self.steps if when <= day]
        if self.id[0] == "d":
            return "resolved" if "landing" in kinds else "negotiating" if "contract" in kinds else "open"
        return "landed" if "landing" in kinds else "signed" if "contract" in kinds else "open"


def build_year(seed: int = 19) -> list[Life]:
    """Half the records go nowhere or slowly, some are stopped, some signed and landed, some withdrawn."""
    dice = random.Random(seed)  # noqa: S311  # a game
    lives = []
    for number in range(1, RECORDS + 1):
        letter = "a" if number % 5 else "d"
        published = FIRST + timedelta(days=dice.randrange(330))
        life = Life(f"{letter}2026-lanhai-{number:03}", published)
        if letter == "d":
            life.deadline = published + timedelta(days=dice.randrange(40, 300))
        lives.append(life)
    while sum(len(life.steps) for life in lives) < STEPS:
        life = dice.choice(lives)
        _advance(life, dice)
    for life in dice.sample(lives, 12):
        if life.status(LAST) == "open":
            life.withdrawn = LAST - timedelta(days=dice.randrange(20))
            life.steps = [step for step in life.steps if step[0] <= life.withdrawn]
    return lives


def _advance(life: Life, dice: random.Random) -> None:
    """One more step some days after the last, unless the year or the matter is at its end."""
    last, kind = (life.steps[-1][0], life.steps[-1][1]) if life.steps else (life.published, "")
    day = last + timedelta(days=dice.randrange(1, 45))
    if day > LAST or kind == "landing" or (life.deadline and day > life.deadline):
        return
    if kind == "contract":
        life.steps.append((day, "landing", ""))
        return
    chosen = dice.choices(
        ("enquiry", "contact", "visit", "exchange", "quote", "contract", "stop"), (2, 5, 3, 4, 3, 2, 2)
    )[0]
    if not any(step[1] == "contact" for step in life.steps) and chosen != "enquiry":
        chosen = "contact"
    life.steps.append((day, chosen, dice.choice(REASONS) if chosen == "stop" else ""))


def write_year(root: Path, lives: list[Life], day: date) -> None:
    """The files as they stood at the end of the day."""
    for life in lives:
        if life.published <= day:
            folder = "achievements" if life.id[0] == "a" else "demands"
            put(root, f"content/{folder}/2026/{life.id}.md", _text(life, day))


def _text(life: Life, day: date) -> str:
    text = _TEXTS[life.id[0]]
    status = life.status(day)
    lines = {"id": life.id, "status": status, "published": str(life.published)}
    lines |= {"deadline": str(life.deadline)} if life.deadline else {}
    fields = []
    for line in text.split("\n"):
        name = line.partition(":")[0]
        if name == "title":
            fields.append(f"title: 第{life.id[-3:]}号海洋观测样机")
        elif name == "disclosure":
            fields.append(f"disclosure: {{by: 海滨大学科技处, date: {life.published}}}")
        else:
            fields.append(f"{name}: {lines[name]}" if name in lines else line)
    text = "\n".join(fields)
    extra = "".join(
        f"  - {{date: {when}, kind: {kind}{f', reason: {reason}' if reason else ''}}}\n"
        for when, kind, reason in life.steps
        if when <= day
    )
    extra = f"progress:\n{extra}" if extra else ""
    if status == "resolved":
        extra += f"resolution: {{date: {next(when for when, kind, _ in life.steps if kind == 'landing')}}}\n"
    if status == "withdrawn":
        extra += f"withdrawn: {{date: {life.withdrawn}, reason: 权属发生变化}}\n"
    if status in ("signed", "landed"):
        extra += "outcome: {contract: licensing, band: 10-to-50}\n"
    return text.replace("\n---\n", f"\n{extra}---\n", 1)


@dataclass
class Count:
    """The clerk's ledger, and what it says at the end of the year."""

    stops: Counter[str] = field(default_factory=Counter)
    answered_after: dict[str, int] = field(default_factory=dict)
    waits: dict[str, date] = field(default_factory=dict)
    heard: dict[str, date] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)

    def pass_day(self, life: Life, day: date) -> None:
        """What the day brings to one record."""
        if life.published == day:
            self.waits[life.id] = day
        for when, kind, reason in life.steps:
            if when == day:
                self.hear(life, day, kind, reason)
        if life.withdrawn == day:
            self.ended[life.id] = "withdrawn"
        if life.deadline and life.deadline < day:
            self.ended.setdefault(life.id, "overdue")

    def hear(self, life: Life, day: date, kind: str, reason: str) -> None:
        """Of one step."""
        self.heard[life.id] = day
        if kind == "enquiry":
            self.waits.setdefault(life.id, day)
        else:
            self.waits.pop(life.id, None)
            self.answered_after.setdefault(life.id, (day - life.published).days)
        if reason:
            self.stops[reason] += 1
        if kind == "contract" and life.id[0] == "a":
            self.ended[life.id] = "signed"
        if kind == "landing":
            self.ended[life.id] = "landed" if life.id[0] == "a" else "resolved"

    def unanswered(self, days: int) -> dict[str, date]:
        """Who has waited for longer than so many days, since when."""
        return {
            name: since for name, since in self.waits.items() if name not in self.ended and (LAST - since).days > days
        }

    def silent(self, days: int) -> dict[str, date]:
        """Of whom nothing was heard for longer, since when."""
        settled = self.ended.keys() | self.waits.keys()
        return {name: since for name, since in self.heard.items() if name not in settled and (LAST - since).days > days}


def count_year(lives: list[Life]) -> Count:
    """Day by day, record by record."""
    count = Count()
    for number in range((LAST - FIRST).days + 1):
        for life in lives:
            count.pass_day(life, FIRST + timedelta(days=number))
    return count
