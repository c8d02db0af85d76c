"""Makes the workbooks beside it: written by xlsxwriter, then saved anew by LibreOffice in each of its forms.

`python tests/sheets/make.py` needs soffice (apt-get install --no-install-recommends libreoffice-calc). What LibreOffice
writes into the .ods is what it shows of each cell: an oracle for the formats of the other two.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
NUMBERS: list[tuple[float, str]] = [
    (0.85, "0%"),
    (0.8547, "0.0%"),
    (1_200_000, "0,"),
    (123_456_789, "0.0,,"),
    (1234.5, "#,##0.00"),
    (-1234.5, "#,##0.00;(#,##0.00)"),
    (1234.5, '"¥"#,##0.00'),
    (1234.5, "[$¥-804]#,##0.00"),
    (12_345.678, "0.00E+00"),
    (46_266, "yyyy/m/d"),
    (46_266, 'yyyy"年"m"月"d"日"'),
    (46_266, 'm"月"d"日"'),
    (46_266.6, "yyyy-mm-dd hh:mm:ss"),
    (46_266.6, 'h"时"mm"分"'),
    (1.5, "[h]:mm"),
    (53_288_888_888, "0000-00000000"),
    (123, "000000"),
    (3.14159, "0.00"),
    (92.0, "General"),
    (5, '0"个"'),
    (0, '0;-0;"零"'),
    (75, "0\\%"),
    (100, '#,##0"万元"'),
    (18.5, '0.0"℃"'),
    (-0.1234, "0.00%;[Red]-0.00%"),
    (46_266, 'yyyy"."mm"."dd'),
    (2.5, "# ?/?"),
    (0.1 + 0.2, "General"),
    (20_000, "#,##0"),
]


def write_source(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("成果")
        for row, (number, code) in enumerate(NUMBERS):
            sheet.write_number(row, 0, number, book.add_format({"num_format": code}))
        raised, lowered = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
        sheet.write_rich_string(0, 1, "面积 m", raised, "2")
        sheet.write_rich_string(1, 1, "CO", lowered, "2", "减排")
        sheet.write_string(2, 1, "列一\t列二")
        sheet.write_string(3, 1, "甲   乙\n丙")
        sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 1, "=40+40", None, 80)
        sheet.write_boolean(6, 1, True)  # the value
        sheet.merge_range(7, 1, 8, 1, "合并")
        sheet.write_string(9, 1, "隐藏的行")
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.write_comment(2, 1, "批注不是正文")
        sheet.set_column(3, 3, None, None, {"hidden": True})
        sheet.write_string(0, 3, "隐藏的列")
        sheet.write_url(10, 1, "https://example.com", string="网址")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "shown.xlsx"
        write_source(source)
        for suffix in ("ods", "xls", "xlsx"):
            target = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(HERE), str(source)]
            subprocess.run(target, check=True, capture_output=True)


if __name__ == "__main__":
    main()
