"""What a cell shows → the value that is meant, and what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.authoring.choices import choices, code_of, is_choice
from showcase.files.problem import Loc, Message
from showcase.files.source import Tree
from showcase.files.spreadsheets.formats import GENERAL, show_number
from showcase.files.spreadsheets.shown import ROUNDED_DIGITS, Shown
from showcase.schema.fields import RECORD_ID
from showcase.schema.notation.amounts import spread
from showcase.schema.notation.days import YEAR_MISSING, day_of, lacks_day, read_day
from showcase.schema.notation.kinds import READERS
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.notation.reading import half_width, plain, unmarked
from showcase.schema.notation.words import split_loosely, split_words, unpunctuated
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, shapes
from showcase.schema.vocabulary import Vocabularies

_DAYS = range(20_000, 80_000)
"""Numbers that are days of 1954 to 2119."""
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_LOOSE_CODES = re.compile(r"\s*[\s/／|｜\\+＋&和与及]\s*")
_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile(r"[0-9.,，~～\-–—−+±≤≥<>＜＞×/ ]+")


class CellError(Exception):
    """A cell that holds what no text of an author could be."""

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Note:
    """Something to be said of a cell that was read; `once` for all cells of the sheet of which it is true."""

    message: Message
    hint: Message
    once: bool = False


Read = tuple[Tree, list[Note]]


def parse_cell(cell: Shown, shape: Shape | None, vocabularies: Vocabularies) -> Read:
    """The value that a cell means, and notes; raises CellError. `shape` is None for the body."""
    if cell.trouble:
        raise CellError(*cell.trouble)
    said: list[Note] = []
    text = cell.text if shape is None else _text(cell, shape, said)
    if not text.strip():
        return None, []
    if is_placeholder(text) and not is_choice(text.strip(), shape, vocabularies):
        return None, [_nothing(text.strip())]
    if shape is None:
        return text, said
    if shape.holds == "group":
        return [_unbarred(line, shape, vocabularies) for line in text.split("\n") if line.strip()], said
    if shape.many:
        return list(_items(text, shape, vocabularies, said)) or None, said
    return _typed(text.strip(), shape, vocabularies, said), said


def _nothing(text: str) -> Note:
    message = Message(f"“{text}”按没有内容处理", f"{text!r} is taken for nothing")
    return Note(message, Message("没有内容的格子留空即可", "leave such cells empty"), once=True)


def _unbarred(line: str, shape: Shape, vocabularies: Vocabularies) -> Tree:
    """A group of a list inside a group: its parts in order, between bars."""
    found = re.findall(r"((?:\\.|[^\\|｜])*\\?)(?:[|｜]|$)", line, re.DOTALL)
    parts = [re.sub(r"\\(.)", r"\1", part).strip() for part in found]
    named = zip(shape.fields, parts, strict=False)
    values = {field.name: parse_cell(Shown(text), field, vocabularies)[0] for field, text in named}
    return {name: value for name, value in values.items() if value is not None}


def _text(cell: Shown, shape: Shape, said: list[Note]) -> str:
    """What a cell shows; of one that a spreadsheet has made a day of, the day if the field is one."""
    if shape.holds == "date":
        return _day(cell, said)
    if cell.moment:
        raise CellError(*_TURNED_INTO_A_DATE)
    # Accountants' formats show a dash for 0; a telephone in a narrow form is still whole behind it.
    if cell.number is not None and (is_placeholder(cell.text) or _is_rounded(cell.text, shape)):
        return show_number(cell.number, GENERAL).text
    return unmarked(cell.text)


def _day(cell: Shown, said: list[Note]) -> str:
    if cell.day is None:
        number = cell.number
        if cell.moment:
            raise CellError(*_TURNED_INTO_A_DATE)
        return day_of(int(number)) if number is not None and number == int(number) and number in _DAYS else cell.text
    reading = read_day(cell.text)
    if lacks_day(reading):
        raise CellError(*_DAY_NOT_SHOWN)
    if reading == YEAR_MISSING:
        message = Message(f"这一格只显示“{cell.text}”，按 {cell.day} 读入", f"shows {cell.text}, read as {cell.day}")
        said.append(Note(message, Message("年份不对就写全，如 2026-03-01", "write the year if it is another one")))
    return cell.day.isoformat()


def _items(text: str, shape: Shape, vocabularies: Vocabularies, said: list[Note]) -> Iterator[Tree]:
    """The items of a list: sentences by lines, words and codes by whatever stands between them."""
    for parts in _parts(text, shape, vocabularies):
        if len(parts) > 1 and shape.holds == "text" and shape.longest:
            said.append(_split(parts))
        for part in parts:
            yield _typed(part, shape, vocabularies, said)


def _parts(text: str, shape: Shape, vocabularies: Vocabularies) -> list[list[str]]:
    if shape.sentences:
        return [[line.strip()] for line in text.split("\n") if line.strip()]
    if shape.holds == "code":
        return [_codes(item, shape, vocabularies) for item in split_words(text)]
    if shape.longest:
        return split_loosely(unpunctuated(text))
    return [_ids(item) for item in split_words(text)]


def _ids(item: str) -> list[str]:
    """Ids with anything between them; what is none stays whole."""
    parts = [part for part in re.split(r"[\s/|]+", item) if part]
    return parts if all(re.fullmatch(RECORD_ID, part) for part in parts) else [item]


def _split(parts: list[str]) -> Note:
    message = Message(
        f"按 {len(parts)} 个词读入：{'、'.join(parts)}", f"read as {len(parts)} words: {', '.join(parts)}"
    )
    return Note(message, Message("如果是一个，请去掉中间的空格或斜线", "take the sign out if it is one"))


def _codes(item: str, shape: Shape, vocabularies: Vocabularies) -> list[str]:
    """A label, or several with a blank, a slash or 和 between them, if each is one."""
    known = choices(shape, vocabularies)
    parts = [part for part in _LOOSE_CODES.split(item) if part]
    if code_of(item, shape, vocabularies) in known or not all(code_of(p, shape, vocabularies) in known for p in parts):
        return [item]
    return parts


def _typed(text: str, shape: Shape, vocabularies: Vocabularies, said: list[Note]) -> Tree:
    """A text with what people and spreadsheets do to codes, numbers and days undone."""
    if shape.holds in ("code", "choice", "flag"):
        code = code_of(text, shape, vocabularies)
        return code if code != text else code_of(half_width(text).strip(), shape, vocabularies)
    if shape.notation in READERS:
        return _noted(text, shape, said)
    if shape.holds == "text" and shape.longest:
        return text
    identifier = plain(text).lower()  # Word makes dashes of hyphens, Excel a capital of a first letter
    return identifier if re.fullmatch(RECORD_ID, identifier) else half_width(text).strip()


def _is_rounded(text: str, shape: Shape) -> bool:
    """Whether a telephone or the number of a right shows its first digits only."""
    return shape.notation in ("phone", "right") and _SCIENTIFIC.fullmatch(text.strip()) is not None


def _noted(text: str, shape: Shape, said: list[Note]) -> str:
    if _is_rounded(text, shape):
        raise CellError(*ROUNDED_DIGITS)
    reading = READERS[shape.notation](text)
    if not reading.stored or not reading.sure:
        return text
    if reading.note:
        said.append(Note(Message(f"{reading.note.zh}，按 {reading.stored} 读入", reading.note.en), _CHECK))
    return reading.stored


def settle(kind: Kind, values: dict[Loc, Tree]) -> None:
    """What cells of one group say together: a range or 面议 in one amount, a unit that stands with its figure too."""
    for shape in shapes(kind).values():
        if shape.notation == "price":
            parts = {str(loc[1]): value for loc, value in values.items() if loc[0] == shape.name and len(loc) > 1}
            values.update({(shape.name, name): value for name, value in spread(parts).items()})
    for loc, unit in [(loc, value) for loc, value in values.items() if loc[-1] == "unit"]:
        figure = values.get((*loc[:-1], "value"))
        if isinstance(unit, str) and isinstance(figure, str):
            values[*loc[:-1], "value"] = _without_unit(figure, unit)


def _without_unit(figure: str, unit: str) -> str:
    """85% with the unit % → 85."""
    bare = half_width(figure).strip().removesuffix(half_width(unit).strip()).strip()
    return (
        bare
        if bare and bare != half_width(figure).strip() and _FIGURE.fullmatch(bare) and _DIGIT.search(bare)
        else figure
    )


_CHECK = Message("请核对", "please check")
_TURNED_INTO_A_DATE = (
    Message("表格软件把这一格变成了日期或时间", "the spreadsheet has made a date or time of this cell"),
    Message("请先把单元格格式设为“文本”，再重新填写", "make it a text cell and type it again"),
)
_DAY_NOT_SHOWN = (
    Message("这一格的日期只显示到月", "the cell shows a month, not a day"),
    Message("请写到日，如 2026-03-01", "write the day, as 2026-03-01"),
)
