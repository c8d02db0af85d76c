"""A cell as somebody sees it, and the sheet that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from showcase.files.problem import Message

MAX_CELLS = 1_000_000
"""Cells with something in them that one file may have; the agencies' largest has some thousands."""

Trouble = tuple[Message, Message]
"""Why a cell cannot be taken as it is, and what to do."""


class UnreadableError(Exception):
    """A file that cannot be read; both texts are for its author."""

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Shown:
    """`text` is what the cell shows; `number` what it counts as, if it is a number; `day` the day that it means."""

    text: str
    number: float | None = None
    day: date | None = None
    moment: bool = False
    """Whether it shows a day or a time of day."""
    trouble: Trouble | None = None


Cells = dict[int, dict[int, Shown]]
"""By row, then by column, both counted from 0; empty cells are absent."""


@dataclass
class SheetRead:
    """A sheet: only cells with something in them, so that one in the last corner costs nothing."""

    name: str
    cells: Cells = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Top, left, bottom, right."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    pictures: int = 0
    """Pictures that lie over the cells."""
    comments: int = 0
    """Notes beside cells."""
    of_windows: bool = False
    """Whether it is a CSV in the encoding of Chinese Windows, where `?` stands for what that encoding lacks."""

    def put(self, row: int, column: int, cell: Shown) -> None:
        if cell.text or cell.trouble:
            self.cells.setdefault(row, {})[column] = cell


class Budget:
    """Counts cells over all sheets of a file, so that none unfolds to more than a machine bears."""

    def __init__(self) -> None:
        self.left = MAX_CELLS

    def spend(self, cells: int = 1) -> None:
        self.left -= cells
        if self.left < 0:
            raise UnreadableError(
                Message(f"表里有内容的格子超过 {MAX_CELLS} 个", f"more than {MAX_CELLS} cells are filled in"),
                Message("请只留要导入的行，分成几份", "keep the rows to be imported, in several files"),
            )


FAILED_FORMULA: Trouble = (
    Message("这一格的公式出错", "the formula in this cell fails"),
    Message("请改为直接填写的值", "give the value itself"),
)
UNCOMPUTED: Trouble = (
    Message("这一格是公式，文件里没有算好的值", "the cell is a formula without a computed value"),
    Message("请在 Excel 或 WPS 里打开并保存一次，或直接填写值", "open and save it in Excel or WPS, or give the value"),
)
PICTURE: Trouble = (
    Message("这一格是图片，没有文字", "the cell is a picture"),
    Message("请在格子里写文字；图片作为附件另交", "write a text; pictures are attachments"),
)
RICH_VALUE: Trouble = (
    Message("这一格是图片、数据类型或出错的公式，没有可读的文字", "a picture, a data type or a failed formula"),
    Message("请改为直接填写的值；图片作为附件另交", "give the value itself; pictures are attachments"),
)
STRUCK_OUT: Trouble = (
    Message("这一格里有带删除线的文字", "some text of this cell is struck out"),
    Message("请删去不要的文字，或去掉删除线", "delete it, or remove the line"),
)
LOST_DIGITS: Trouble = (
    Message("这一格是数，表格软件只留住前 15 位，后面的数字已丢失", "a number of which only 15 digits were kept"),
    Message("请先把单元格格式设为“文本”，再照原件重新填写", "make it a text cell and type it again"),
)
ROUNDED_DIGITS: Trouble = (
    Message("这一格是科学记数，只剩前几位，后面的数字已丢失", "only the first digits of a number are left"),
    Message("请先把单元格格式设为“文本”，再照原件重新填写", "make it a text cell and type it again"),
)
TOO_NARROW: Trouble = (
    Message("这一格的数不能显示为日期，表格里是一串 #", "a number that cannot be shown as a date"),
    Message("请重新填写", "type it again"),
)
HASHES: Trouble = (
    Message("这一格是一串 #：列太窄时存下来的，数没有写出来", "a row of # in place of a number that had no room"),
    Message("请把列拉宽后重新另存，或直接填写数", "widen the column and save it anew, or give the number"),
)
_HASHES = re.compile("#{3,40}")
_ERRORS = (
    *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"),
    *("#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", "#DATA!"),
)


def is_error(text: str) -> bool:
    """Whether a text is what a failed formula shows, in Excel of any year, WPS or LibreOffice (Err:502)."""
    bare = text.strip()
    return bare.upper() in _ERRORS or (bare[:4] == "Err:" and bare[4:].isdecimal())


def is_picture(text: str) -> bool:
    """Whether a text or formula is how WPS and Excel put a picture into a cell."""
    bare = text.strip().lstrip("=").upper().removeprefix("_XLFN.")
    return bare.startswith(("DISPIMG(", "IMAGE("))


def text_cell(text: str, trouble: Trouble | None = None) -> Shown:
    """A cell that holds a text; a text that stands for a picture or a fault says so."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _HASHES.fullmatch(text.strip()):
        trouble = HASHES
    elif is_picture(text) and text.lstrip().startswith("="):
        trouble = PICTURE
    elif is_error(text):
        trouble = FAILED_FORMULA
    return Shown(text, trouble=trouble)
