"""`showcase renew`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import find_record, save
from showcase.files.source import Tree
from showcase.past.day import today


@click.command()
@click.argument("identifier", metavar="编号")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="有效期至哪一天；默认复核之后 365 天。")
@as_of_option
def renew(identifier: str, until: datetime | None, as_of: date | None) -> None:
    """复核一条记录：内容仍然有效，复核日期写今天，有效期顺延。

    退出码：0 成功，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    kind, path, text = find_record(root, identifier)
    manuscript = parse_manuscript(text)
    if manuscript.data.get("status") == "withdrawn":
        raise click.UsageError(f"{identifier} 已经撤回，不能复核。")
    day = as_of or today()
    changes: dict[str, Tree] = {"reviewed": str(day), "valid_until": str(until.date()) if until else None}
    save(root, {path.relative_to(root).as_posix(): edit(manuscript, kind, changes).text}, day)
    deadline = manuscript.data.get("deadline")
    if isinstance(deadline, str) and deadline < str(day):
        click.echo(f"注意：截止日期 {deadline} 已过，记录仍显示“已截止”；要继续征集，请另改 deadline。", err=True)
