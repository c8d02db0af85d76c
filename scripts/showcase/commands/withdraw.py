"""`showcase withdraw`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import find_record, save
from showcase.past.day import today


@click.command()
@click.argument("identifier", metavar="编号")
@click.option("--reason", required=True, help="撤回的原因，4–100 字，会公开显示。")
@as_of_option
def withdraw(identifier: str, reason: str, as_of: date | None) -> None:
    """撤回一条记录：写上状态、日期和原因。网址永久有效，记录退出各列表。

    退出码：0 成功，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    kind, path, text = find_record(root, identifier)
    manuscript = parse_manuscript(text)
    if manuscript.data.get("status") == "withdrawn":
        raise click.UsageError(f"{identifier} 已经撤回。")
    day = as_of or today()
    changed = edit(manuscript, kind, {"status": "withdrawn", "withdrawn": {"date": str(day), "reason": reason}})
    save(root, {path.relative_to(root).as_posix(): changed.text}, day)
