"""`showcase set`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from showcase.authoring.assignments import AssignmentError, assign, match_text, parse_assignment
from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import find_record, save, say
from showcase.files.problem import Message
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@click.argument("identifier", metavar="编号")
@click.argument("assignments", nargs=-1, required=True, metavar="字段=值...")
@as_of_option
def set(identifier: str, assignments: tuple[str, ...], as_of: date | None) -> None:  # noqa: A001  # the command's name
    """修改一条记录的字段，其余各行不动；有问题就什么也不写。

    \b
    showcase set a2026-lanhai-001 status=negotiating price.max=300
    showcase set a2026-lanhai-001 'advantages[1].value=17.2'       第一条优势指标
    showcase set a2026-lanhai-001 keywords+=虾青素 trl=            添一个；删去
    showcase set a2026-lanhai-001 'keywords=[岩藻黄素, 微藻]'      整个列表

    字段和代码都可写成名称（状态=洽谈中）。编号、发布日期、曾用编号不能改。退出码：0 成功，1 有错误，2 用法不对。
    """  # click's sign for a paragraph that is not wrapped
    root = find_root(Path.cwd())
    kind, path, text = find_record(root, identifier)
    vocabularies = load_vocabularies(root)[0]
    manuscript = parse_manuscript(text)
    try:
        for item in [parse_assignment(assignment, kind) for assignment in assignments]:
            said: list[Message] = []
            value = assign(manuscript.data, item, kind, vocabularies, said)
            say(match_text(item.loc), said)
            manuscript = edit(manuscript, kind, {item.name: value})
    except AssignmentError as error:
        raise click.UsageError(str(error)) from None
    save(root, {path.relative_to(root).as_posix(): manuscript.text}, as_of)
