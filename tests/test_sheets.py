"""Tables as workbooks and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from building import REPOSITORY
from showcase.files.guarded import read_csv_text
from showcase.files.sheets import MAX_CELL, Cell, Column, Sheet, render_csv, render_xlsx
from showcase.outputs.compiled import render_table

DAY = date(2026, 9, 21)
HOSTILE = ["=1+1", "+1-1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "''=1", '=HYPERLINK("http://x")']
HOSTILE += ['＝HYPERLINK("http://x")', " =1+1", "\u3000＠SUM(A1)", "\n＋1", "\tx", "\rx", "'\t=1", "﹦1"]
INNOCENT = ["-40", "+3.5", "0.68", "ZL202610000000.X", "DP-3", "", "a=b", "'", "海水 -1"]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def sheet(*cells: Cell) -> Sheet:
    return Sheet("成果", tuple(Column(f"列{number}") for number, _ in enumerate(cells)), (cells,))


def csv_row(*cells: Cell) -> list[str]:
    rows = list(csv.reader(io.StringIO(render_csv(sheet(*cells)).decode("utf-8-sig"), newline="")))
    return rows[1]


def xlsx_row(*cells: Cell) -> list[object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_xlsx([sheet(*cells)], DAY)))
    return list(book.get_sheet_by_index(0).to_python()[1])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    """What a spreadsheet would run has an apostrophe before it."""
    assert csv_row(text) == ["'" + text]


@pytest.mark.parametrize("text", INNOCENT)
def test_plain_texts_stay_as_they_are_in_csv(text: str) -> None:
    """Numbers with a sign and words are no formulas."""
    assert csv_row("first", text) == ["first", text]


@given(TEXT)
def test_csv_gives_back_the_text(text: str) -> None:
    """The apostrophe can be told from one that the author wrote."""
    assert read_csv_text(csv_row("first", text)[1]) == text


def test_scripts_guard_as_files_do(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """What the page of saved records writes into a cell is what `render_csv` writes: compiled, not written again."""
    shutil.copytree(REPOSITORY / "theme" / "assets" / "form", tmp_path / "assets" / "form")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "table.js").write_text(render_table(), "utf-8")
    texts = [*HOSTILE, *INNOCENT]
    script = (
        f'import {{ guarded }} from "{tmp_path / "saved" / "table.js"}";'
        f"console.log(JSON.stringify({json.dumps(texts)}.map(guarded)))"
    )
    command = [need("node", "nodejs"), "--input-type=module", "-e", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert json.loads(said) == [csv_row("first", text)[1] for text in texts]


def test_csv_opens_in_excel() -> None:
    """A byte order mark and CRLF; dates as in the records, nothing for an absent value."""
    assert render_csv(sheet("海带", 3, 2.5, DAY, None)) == (
        "\ufeff列0,列1,列2,列3,列4\r\n海带,3,2.5,2026-09-21,\r\n".encode()
    )


@pytest.mark.parametrize("text", [*HOSTILE[:4], "https://x.example/", "0012", "_x0041_", "第一行\n第二行"])
def test_texts_are_texts_in_a_workbook(text: str) -> None:
    """No formula, no link, no number is made of a text."""
    assert xlsx_row(text, "end") == [text, "end"]


def test_workbook_keeps_types() -> None:
    """Numbers and dates are such."""
    assert xlsx_row(3, 2.5, DAY, None, "end") == [3.0, 2.5, datetime(2026, 9, 21).date(), "", "end"]  # noqa: DTZ001


def test_rows_are_as_tall_as_their_texts() -> None:
    """A text that does not fit its column's width is not cut off."""
    archive = zipfile.ZipFile(io.BytesIO(render_xlsx([sheet("海" * 20, "短")], DAY)))

    assert b'ht="45" customHeight="1"' in archive.read("xl/worksheets/sheet1.xml")


def test_workbook_is_reproducible() -> None:
    """The same tables give the same bytes."""
    assert render_xlsx([sheet("海带", 3)], DAY) == render_xlsx([sheet("海带", 3)], DAY)


def test_too_long_a_text_is_refused() -> None:
    """A text is never cut in silence."""
    with pytest.raises(ValueError, match="32767"):
        render_xlsx([sheet("长" * (MAX_CELL + 1))], DAY)


def page_setup(columns: int, width: int, heading: str = "") -> dict[str, str]:
    """What the last sheet of a workbook says of its page."""
    table = Sheet("表", tuple(Column(f"列{number}", width) for number in range(columns)), (), heading)
    archive = zipfile.ZipFile(io.BytesIO(render_xlsx([sheet("先"), table], DAY)))
    text = archive.read("xl/worksheets/sheet2.xml").decode()
    book = archive.read("xl/workbook.xml").decode()
    found = re.search(r"<pageSetup [^>]*>", text)
    assert found is not None
    return {
        "page": found.group(),
        "fits": str("fitToPage" in text),
        "lines": str('gridLines="1"' in text),
        "titles": re.findall(r"'?表'?!([^<]*)</definedName>", book)[-1],
        "opened": str('activeTab="1"' in book),
        "header": unescape(re.findall(r"<oddHeader>(.*?)</oddHeader>", text)[0]),
        "footer": unescape(re.findall(r"<oddFooter>(.*?)</oddFooter>", text)[0]),
    }


def test_a_sheet_prints_on_one_page_across() -> None:
    """A4, its header on every page, numbered; a workbook opens at the sheet that is made for print."""
    said = page_setup(7, 20, "甲 & 乙清单")

    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in said["page"]
    assert (said["fits"], said["lines"], said["titles"], said["opened"]) == ("True", "True", "$1:$1", "True")
    assert said["header"].endswith("&14甲 && 乙清单")
    assert said["footer"] == "&C&9第 &P 页，共 &N 页"


def test_a_wide_sheet_stays_legible_on_paper() -> None:
    """Twenty-six columns are not pressed into one page of 2.5 points: they go over several, the first three on each."""
    said = page_setup(26, 20)

    assert (said["fits"], said["titles"], said["opened"]) == ("False", "$A:$C,表!$1:$1", "False")
    assert 'scale="70"' in said["page"]
