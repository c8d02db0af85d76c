"""`showcase template`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.authoring.examples import build_example
from showcase.authoring.shapes import KINDS
from showcase.authoring.workbook import EXAMPLE, Written, render_workbook
from showcase.catalogue import today
from showcase.commands.place import find_root, sheet_argument
from showcase.commands.saving import refuse
from showcase.records import Kind
from showcase.vocabulary import load_vocabularies


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
    body = "## 来历\n\n写清问题、办法、在哪里试过、还缺什么。"
    examples: dict[Kind, list[Written]] = {
        kind: [(build_example(kind, f"{EXAMPLE}（不导入）", vocabularies), body)] for kind in KINDS
    }
    path.write_bytes(render_workbook(examples, vocabularies, today()))
    click.echo(f"已写入 {path}。")
