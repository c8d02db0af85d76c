"""What a paper for the bureau is made of: a head, numbered sections with sentences and tables, a sign-off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from showcase.digest.letterhead import NO_HEAD, Letterhead
from showcase.digest.period import Period
from showcase.files.brand import PLAIN, Palette
from showcase.files.sheets import Cell, Sheet

EVERY_ROW = 1_000_000
ID = "编号"
"""How columns end that papers leave out: numbers of records are for the workbook."""


@dataclass(frozen=True)
class Point:
    """A paragraph that begins with what it is about: 卡在哪里。…"""

    lead: str
    text: str


@dataclass(frozen=True)
class Section:
    """`text` says what follows; `points` come before the tables.

    `shown` is how many rows of a table a paper has, the workbook has all; none: the section is the workbook's.
    `quiet` names what did not happen where there is nothing else to say: 新增需求.
    """

    title: str
    text: str = ""
    points: tuple[Point, ...] = ()
    tables: tuple[Sheet, ...] = ()
    shown: int = EVERY_ROW
    quiet: str = ""
    new_page: bool = False

    @property
    def empty(self) -> bool:
        return not (self.text or self.points or self.tables)

    def in_annex(self) -> Section:
        return replace(self, shown=0)

    def at_most(self, rows: int) -> Section:
        return replace(self, shown=rows)


@dataclass(frozen=True)
class Digest:
    """`notes` are what a reader must know of how it was made; `subtitle` stands below the title."""

    title: str
    period: Period
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    palette: Palette = PLAIN
    """Of its workbook."""
    head: Letterhead = NO_HEAD
    issued: date | None = None
    number: int | None = None
    """Of the issue in its year; neither: as the period says."""
    subtitle: str = ""
    brief: bool = False
    """One page: no head in red, no headings."""

    @property
    def filled(self) -> tuple[Section, ...]:
        """The sections in which there is something to say."""
        return tuple(section for section in self.sections if not section.empty)

    @property
    def printed(self) -> tuple[Section, ...]:
        """Those of them that a paper has."""
        return tuple(section for section in self.filled if section.shown)

    @property
    def headings(self) -> list[str]:
        """一、…, 二、… of the printed ones."""
        if self.brief:
            return ["" for _ in self.printed]
        return [f"{chinese_number(number)}、{section.title}" for number, section in enumerate(self.printed, 1)]

    @property
    def quiet(self) -> str:
        """One sentence for all sections in which nothing happened."""
        found = [f"没有{section.quiet}" for section in self.sections if section.empty and section.shown]
        return f"{self.period.here}{'，'.join(found)}。" if found else ""

    @property
    def day(self) -> date:
        """The day of issue: by default the first after the period."""
        return self.issued or self.period.following.first

    @property
    def year(self) -> int:
        """In which the issues are counted: a week's is that of ISO 8601."""
        return self.period.first.isocalendar().year if self.period.kind == "week" else self.period.first.year

    @property
    def serial(self) -> int:
        """The number of the issue in its year."""
        return self.number or self.period.number

    @property
    def name(self) -> str:
        return self.head.name_of(self.period.kind)


def chinese_number(number: int) -> str:
    """1 → 一 … 19 → 十九, 23 → 二十三."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones or not tens else "")


def cut(sheet: Sheet) -> Sheet:
    """A table as papers have it: without numbers of records, and without a column in which nothing or nought stands."""
    kept = [
        number
        for number, column in enumerate(sheet.columns)
        if not column.label.endswith(ID) and (number == 0 or any(row[number] for row in sheet.rows))
    ]
    cells = [_without_label(sheet.columns[number].label, [row[number] for row in sheet.rows]) for number in kept]
    columns = tuple(sheet.columns[number] for number in kept)
    return Sheet(sheet.name, columns, tuple(zip(*cells, strict=True)))


def _without_label(label: str, cells: list[Cell]) -> list[Cell]:
    """第五服务专班 below 服务专班 is 第五, if all are such."""
    if not all(isinstance(cell, str) and cell.endswith(label) and cell != label for cell in cells):
        return cells
    return [str(cell).removesuffix(label) for cell in cells]
