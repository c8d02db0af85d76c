"""What is said once of a sheet: signs that stand for nothing, what is hidden, merged or beside the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from showcase.authoring.columns import VERSION
from showcase.authoring.headings import Heading
from showcase.authoring.readings import Note
from showcase.authoring.remarks import Line, ranges
from showcase.authoring.tables import Table
from showcase.files.problem import Message, Problem
from showcase.files.sheets import MAX_CELL

_SHOWN = 8
_CUT = Note(
    Message("这一格正好满 32767 字，后面的多半被截去了", "the cell is as full as one can be: the rest may be lost"),
    Message("请对照原稿；正文太长的接着写在“正文（续1）”", "compare it; a long body goes on in the next column"),
)
_LOST = re.compile(r"(?<![\u4e00-\u9fff])\?(?![A-Za-z0-9_]{1,30}=)")
_REPLACED = Note(
    Message("这份 CSV 不是 UTF-8，存不下的字（如 m²、CO₂）变成了“?”", "a CSV without Unicode has ? for m², CO₂"),
    Message("请另存为 .xlsx 或“CSV UTF-8”，再核对这几格", "save it as .xlsx or as CSV UTF-8"),
)


@dataclass
class Notes:
    """Counts over the records of a table."""

    table: Table
    heading: Heading
    cells: dict[Note, list[tuple[int, int]]] = field(default_factory=dict)
    records: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def count(self, note: Note, row: int, column: int) -> None:
        self.cells.setdefault(note, []).append((row, column))

    def look(self, number: int, line: Line) -> None:
        """Takes note of a record's line; both count from 0."""
        self.records.append(number)
        for column, cell in line.items():
            if len(cell.text) >= MAX_CELL and not self._goes_on(column, line):
                self.count(_CUT, number, column)
            elif self.table.sheet.of_windows and _LOST.search(cell.text):
                self.count(_REPLACED, number, column)
        known = {column for column, place in self.heading.places.items() if place.name != VERSION}
        self.hidden_columns |= {column for column in line if column in known & self.table.sheet.hidden_columns}

    def _goes_on(self, column: int, line: Line) -> bool:
        """Whether a part of the body has its next part in another cell."""
        place = self.heading.places.get(column)
        following = place and (place.name, place.loc[-1] + 1 if isinstance(place.loc[-1], int) else None)
        return any((other.name, other.loc[-1]) == following for at, other in self.heading.places.items() if at in line)

    def problems(self) -> Iterator[Problem]:
        for note, cells in self.cells.items():
            row, column = cells[0]
            names = "、".join(f"{xl_col_to_name(place)}{number + 1}" for number, place in cells[:_SHOWN])
            more = f" 等 {len(cells)} 格" if len(cells) > _SHOWN else ""
            message = Message(f"{note.message.zh}：{names}{more}", f"{note.message.en}: {names}")
            yield self.table.problem(row, message, note.hint, column=column)
        yield from self._hidden()
        yield from self._merged()
        yield from self._beside()

    def _beside(self) -> Iterator[Problem]:
        """What lies over the cells or beside them is no part of any."""
        if self.records and self.table.sheet.pictures:
            message = Message(f"表上有 {self.table.sheet.pictures} 张图片，没有导入", "pictures are not imported")
            yield self.table.problem(
                self.records[0], message, Message("要公开的图片请作为附件", "attach those to be public")
            )
        if self.records and self.table.sheet.comments:
            message = Message(f"表上有 {self.table.sheet.comments} 条批注，没有导入", "comments are not imported")
            yield self.table.problem(
                self.records[0], message, Message("要改的请直接改在格子里", "what they ask for belongs into the cells")
            )

    def _hidden(self) -> Iterator[Problem]:
        rows = [number for number in self.records if number in self.table.sheet.hidden_rows]
        if rows:
            message = Message(f"第 {ranges(rows)} 行是隐藏或筛掉的，也读入了", f"hidden rows {ranges(rows)} are read")
            yield self.table.problem(rows[0], message, Message("不要导入的请删去", "delete those that are not meant"))
        if self.hidden_columns:
            names = "、".join(self.heading.places[column].label for column in sorted(self.hidden_columns))
            message = Message(f"隐藏的列也读入了：{names}", f"hidden columns are read: {names}")
            yield self.table.problem(self.heading.row, message, Message("不要的请清空", "empty what is not meant"))
        if self.records and self.table.sheet.hidden:
            message = Message("这张表是隐藏的，也读入了", "the sheet is hidden and read all the same")
            yield self.table.problem(self.records[0], message, Message("不要导入的请删去", "delete it if not meant"))

    def _merged(self) -> Iterator[Problem]:
        """A cell merged over several of our columns counts for the first of them only."""
        for top, left, _bottom, right in self.table.sheet.merged:
            over = [
                column
                for column in range(left, min(right, max(self.heading.places)) + 1)
                if column in self.heading.places
            ]
            if top in self.records and len(over) > 1 and left in self.table.row(top):
                names = "、".join(self.heading.places[column].label for column in over[1:])
                message = Message(f"这一格与右边合并，{names} 按空处理", f"merged to the right: {names} are empty")
                yield self.table.problem(top, message, Message("请取消合并，逐格填写", "split it"), column=left)
