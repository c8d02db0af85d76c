"""What is said of a row as a whole: where another one stands, that it is out of date, of another kind."""

from __future__ import annotations

from showcase.authoring.columns import VERSION
from showcase.authoring.grids import Row
from showcase.files.problem import Message, Problem
from showcase.schema.records import MODELS, WORDS


def said_where(row: Row) -> tuple[str, str]:
    """A row by file, sheet and number: the other one may be in another sheet."""
    file, _, sheet = row.path.partition("!")
    zh = f" {file} 的“{sheet}”表第 {row.number} 行" if sheet else f" {file} 第 {row.number} 行"
    return zh, f"row {row.number} of {row.path}"


def outdated(row: Row) -> Problem:
    """Written all the same, the row would put back what was changed since."""
    message = Message("这份表导出之后，这条记录已被改过", "the record has changed since this sheet was exported")
    hint = Message(
        "请重新导出（下载）这张表再改这一行；这一行没有要改的就删掉",
        "export the sheet again and change the row there; delete the row if nothing in it is to change",
    )
    return row.problem("outdated", (VERSION,), message, hint)


def of_other_kind(row: Row, identifier: str) -> Problem:
    """The id of an achievement in the sheet of demands, or the other way round."""
    message = Message(
        f'{WORDS[row.kind]}的编号以 {MODELS[row.kind].LETTER} 开头，现为 "{identifier}"',
        f'ids of this sheet begin with {row.kind[0]}, found "{identifier}"',
    )
    return row.problem(
        "id", ("id",), message, Message("请填到另一张表，或改正编号", "use the other sheet, or correct it")
    )
