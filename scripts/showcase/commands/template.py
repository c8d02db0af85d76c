"""`showcase template`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.authoring.workbook import render_blank_workbook
from showcase.commands.place import find_root, sheet_argument
from showcase.commands.saving import refuse
from showcase.files.brand import load_brand
from showcase.files.whole import write_whole
from showcase.past.day import today
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@sheet_argument(".xlsx")
def template(path: Path) -> None:
    """写出一份待填的 Excel 表：成果、需求各一张，带说明、下拉选项和示例行。

    填好后用 showcase import 导入。退出码：0 成功，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    write_whole(path, render_blank_workbook(vocabularies, today(), load_brand(root).palette))
    click.echo(f"已写入 {path}。")
