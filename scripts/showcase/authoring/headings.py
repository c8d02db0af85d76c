"""The row of a table that says what its columns are, in one line or in two, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from showcase.authoring.columns import Headers, Place
from showcase.authoring.tables import Table
from showcase.authoring.workbook import CODES, GUIDE, ID_HELP
from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.schema.records import MODELS, Kind

FEWEST = 3
"""Known headers that make a row the row of headers."""
_LOOKED_AT = 10
_LOOKED_DOWN = 40
_LONGEST = 20
"""Characters of what can be a header: what is longer is a text."""


@dataclass(frozen=True)
class Heading:
    """What the columns of a table are: places and headers by index, counted from 0."""

    kind: Kind
    known: Headers
    row: int
    """The last line of the headers."""
    lines: int
    texts: dict[int, str]
    places: dict[int, Place]
    misspelt: set[Loc] = field(default_factory=set)
    """Places that an unknown header is likely to mean: that they are missing in every row need not be said too."""


def find_heading(table: Table) -> tuple[Heading | None, list[Problem]]:
    """The headings of a table; None for a sheet that holds no records, which is said unless it is one of ours."""
    if table.name in (GUIDE, CODES):
        return None, []
    kinds: list[Kind] = [kind for kind, model in MODELS.items() if table.name == model.WORD] or list(MODELS)
    found = max(_candidates(table, kinds), key=lambda heading: len(heading.places), default=None)
    if found is None or len(found.places) < FEWEST:
        if len(kinds) == 1 or not table.name:
            return None, [_no_header(table, kinds)]
        return None, [_passed_over(table, kinds)] if table.cells and not table.sheet.hidden else []
    found = replace(found, misspelt=_misspelt(found))
    return found, [*_above(table, found), *_strange(table, found)]


def _misspelt(heading: Heading) -> set[Loc]:
    texts = (text for column, text in heading.texts.items() if column not in heading.places)
    near = (heading.known.near(text) for text in texts)
    places = (heading.known.find(label) for label in near if label)
    return {place.loc for place in places if place}


def _candidates(table: Table, kinds: list[Kind]) -> Iterator[Heading]:
    for kind in kinds:
        known = Headers(kind)
        for row in sorted(table.cells)[:_LOOKED_AT]:
            for lines in (1, 2):
                texts = _texts(table, row, lines)
                yield Heading(kind, known, row, lines, texts, _places(texts, known))


def _texts(table: Table, row: int, lines: int) -> dict[int, str]:
    """The headers of a row, with those that a merged cell above them gives to several columns."""
    lower = {column: _bare(cell.text) for column, cell in table.row(row).items()}
    if lines == 1:
        return lower
    upper = {column: _bare(cell.text) for column, cell in table.row(row - 1).items()}
    for top, left, _bottom, right in table.sheet.merged:
        if top == row - 1 and left in upper:
            upper |= dict.fromkeys(range(left, right + 1), upper[left])
    return {column: _joined(upper.get(column, ""), lower.get(column, "")) for column in sorted({*upper, *lower})}


def _joined(upper: str, lower: str) -> str:
    return f"{upper}·{lower}" if upper and lower and upper != lower else upper or lower


def _bare(text: str) -> str:
    return text.replace("\n", "").strip()


def _places(texts: dict[int, str], known: Headers) -> dict[int, Place]:
    places: dict[int, Place] = {}
    for column, text in sorted(texts.items()):
        place = known.find(text)
        if place and place.loc not in (other.loc for other in places.values()):
            places[column] = place
    return places


def _no_header(table: Table, kinds: list[Kind]) -> Problem:
    message = Message("前 10 行里找不到表头", "no header within the first ten rows")
    hint = Message("请用 showcase template 写出的表头", "use the headers that `showcase template` writes")
    return table.problem(0, message, _meant(table, kinds) or hint, severity=Severity.ERROR)


def _meant(table: Table, kinds: list[Kind]) -> Message | None:
    """Where headers may have been meant."""
    if _is_upright(table, kinds):
        return Message(
            "这张表的项目竖着排成一列：请复制后“选择性粘贴”，勾选“转置”，再导入", "paste it transposed: fields across"
        )
    if near := _nearly(table, kinds):
        row, proposals = near
        told = "、".join(f"“{old}”改为“{new}”" for old, new in proposals)
        zh = f"第 {row + 1} 行像是表头，列名请照 showcase template 写出的表头：{told}"
        return Message(zh, f"row {row + 1} looks like one")
    return None


def _is_upright(table: Table, kinds: list[Kind]) -> bool:
    """Whether headers stand below each other, in one of the first two columns."""
    lines = [table.cells[number] for number in sorted(table.cells)[:_LOOKED_DOWN]]
    columns = [[_bare(line[column].text) for line in lines if column in line] for column in (0, 1)]
    return any(
        sum(Headers(kind).find(text) is not None for text in texts) >= FEWEST for kind in kinds for texts in columns
    )


def _nearly(table: Table, kinds: list[Kind]) -> tuple[int, list[tuple[str, str]]] | None:
    """The row most of whose texts are headers or nearly so, and what they may mean; None if fewer than three are."""
    best: tuple[int, int, list[tuple[str, str]]] = (FEWEST - 1, 0, [])
    for kind in kinds:
        known = Headers(kind)
        for row in sorted(table.cells)[:_LOOKED_AT]:
            texts = [text for text in _texts(table, row, 1).values() if text and not known.find(text)]
            near = [(text, label) for text in texts if len(text) <= _LONGEST and (label := known.near(text))]
            best = max(best, (len(table.row(row)) - len(texts) + len(near), row, near), key=lambda found: found[0])
    return best[1:] if best[0] >= FEWEST else None


def _passed_over(table: Table, kinds: list[Kind]) -> Problem:
    message = Message("这张表前 10 行里没有表头，没有导入", "no header within ten rows: the sheet is passed over")
    hint = Message("如有记录，请用模板里的表头", "use the template's headers for records")
    return table.problem(0, message, _meant(table, kinds) or hint)


def _above(table: Table, heading: Heading) -> Iterator[Problem]:
    """A title or a remark above the headers; not our own help for each column."""
    rows = [row for row in sorted(table.cells) if row <= heading.row - heading.lines]
    ours = any(cell.text.startswith(ID_HELP) for row in rows for cell in table.row(row).values())
    texts = [cell.text.strip() for row in rows for cell in table.row(row).values() if cell.text.strip()]
    if texts and not ours:
        message = Message(
            f"表头上方的文字（“{_short(texts[0])}”）没有导入", "the text above the headers is passed over"
        )
        yield table.problem(rows[0], message, Message("是标题或说明就不用管", "right if it is a title"))


def _short(text: str) -> str:
    return text[:20].replace("\n", " ") + ("…" if len(text) > 20 else "")  # noqa: PLR2004  # what a line bears


def _strange(table: Table, heading: Heading) -> Iterator[Problem]:
    """Columns that are none of ours: an error if one is likely meant to be."""
    filled = {column for row, cells in table.cells.items() if row > heading.row for column, cell in cells.items()}
    strange = sorted({*heading.texts, *filled} - set(heading.places))
    twins = [column for column in strange if heading.known.find(heading.texts.get(column, ""))]
    if len(twins) >= FEWEST:
        message = Message(
            f"有 {len(twins)} 列的列名前面已经有了，像是两张表并排", "two tables seem to stand side by side"
        )
        hint = Message("请一张表放一个工作表，各有自己的表头", "give each a sheet of its own")
        yield table.problem(heading.row, message, hint, column=twins[0], severity=Severity.ERROR)
        strange = [column for column in strange if column < twins[0]]
    for column in strange:
        header = heading.texts.get(column, "")
        yield from _strange_column(table, heading, column, header)


def _strange_column(table: Table, heading: Heading, column: int, header: str) -> Iterator[Problem]:
    rows = [row for row in sorted(table.cells) if row > heading.row and column in table.row(row)]
    faulty = next((row for row in rows if table.row(row)[column].trouble), None)
    if not header and not any(table.row(row)[column].text.strip() for row in rows) and faulty is None:
        return
    yield _unknown(table, heading, column, header)
    if faulty is not None and (trouble := table.row(faulty)[column].trouble):
        shown = table.row(faulty)[column].text.strip()
        said = Message(f"{trouble[0].zh}（{_short(shown)}）" if shown else trouble[0].zh, trouble[0].en)
        yield table.problem(faulty, said, Message("这一列不导入，可以不管", "the column is passed over"), column=column)


def _unknown(table: Table, heading: Heading, column: int, header: str) -> Problem:
    severity = Severity.ERROR
    if heading.known.find(header):
        message = Message(f"“{header}”有两列", f"there are two columns {header}")
        hint = Message("请只留一列", "keep one")
    elif parts := heading.known.parts(header):
        message = Message(f"“{header}”要分几列写", f"{header} has a column for each of its parts")
        hint = Message(f"列名如“{'”“'.join(parts)}”", f"as {', '.join(parts)}")
    elif near := heading.known.near(header):
        message = Message(f"没有名为“{header}”的列", f"there is no column {header}")
        hint = Message(f"是否想写“{near}”？", f"did you mean {near}?")
    else:
        severity = Severity.WARNING
        zh = f"不认识“{header}”这一列，已忽略" if header else "这一列没有表头，已忽略"
        message = Message(zh, "unknown column, passed over")
        hint = Message("如有内容要导入，请改用模板里的表头", "use a header of the template if it matters")
    problem = table.problem(heading.row, message, hint, column=column, severity=severity)
    return Problem(
        problem.path, problem.line, problem.column, severity, "sheet", (header,) if header else (), message, hint
    )
