"""`showcase log`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.commands.place import EXIT_ERRORS, as_of_option, find_root
from showcase.commands.saving import find_record, save
from showcase.files.source import Tree
from showcase.past.day import today
from showcase.schema.records import Kind
from showcase.schema.terms import ProgressKind, Term
from showcase.schema.vocabulary import Vocabulary
from showcase.schema.vocabulary_files import load_vocabularies

T = TypeVar("T", bound=Term)


@click.command()
@click.argument("identifier", metavar="编号")
@click.argument("kind", metavar="进展")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="哪一天，默认今天。")
@click.option("--reason", help="中止的原因，代码或名称。")
@as_of_option
def log(identifier: str, kind: str, day: datetime | None, reason: str | None, as_of: date | None) -> None:
    """记一步对接进展：只有日期和种类，不写人名、企业名和谈话内容。

    \b
    showcase log a2026-lanhai-001 首次联系
    showcase log a2026-lanhai-001 签约 --date 2026-09-10
    showcase log d2026-lanhai-002 中止 --reason 价格未谈拢

    种类和原因写代码或名称，都在词表 progress-kinds、stop-reasons 里。按日期插入；签约、落地、中止之后
    状态不相符的，一并改过来。退出码：0 成功，1 有错误，2 用法不对。
    """  # click's sign for a paragraph that is not wrapped
    root = find_root(Path.cwd())
    of, path, text = find_record(root, identifier)
    vocabularies = load_vocabularies(root)[0]
    step = _find(vocabularies.progress_kinds, kind)
    now = as_of or today()
    happened = day.date() if day else now
    if happened > now:
        click.echo(f"{happened} 晚于今天（{now}），没有记。只记已经发生的进展。", err=True)
        raise click.exceptions.Exit(EXIT_ERRORS)
    written: dict[str, Tree] = {"date": str(happened), "kind": step.code}
    if reason:
        written["reason"] = _find(vocabularies.stop_reasons, reason).code
    manuscript = parse_manuscript(text)
    steps = manuscript.data.get("progress") or []
    if not isinstance(steps, list):
        raise click.UsageError(f"{identifier} 的 progress 不是列表，请先改正文件。")
    changes: dict[str, Tree] = {"progress": _with(steps, written)}
    if changes["progress"] and steps == changes["progress"][:-1]:  # type: ignore[index]  # a list that is not empty
        changes |= _status(of, step, manuscript.data.get("status"), written["date"])
    save(root, {path.relative_to(root).as_posix(): edit(manuscript, of, changes).text}, now)


def _find(vocabulary: Vocabulary[T], text: str) -> T:
    """A term by its code or its label."""
    codes = vocabulary.codes()
    code = vocabulary.named(text)
    if code is None:
        near = vocabulary.meant_by(text, codes)
        meant = f"是否想写“{vocabulary[near].label}”？" if near else ""
        labels = "、".join(term.label for term in vocabulary.values())
        raise click.UsageError(f"没有“{text}”这一项；{meant}可用：{labels}。")
    return vocabulary[code]


def _with(steps: list[Tree], step: dict[str, Tree]) -> list[Tree]:
    """The step behind all that are not later."""
    place = len(steps)
    while place and isinstance(before := steps[place - 1], dict) and str(before.get("date")) > str(step["date"]):
        place -= 1
    return [*steps[:place], step, *steps[place:]]


def _status(of: Kind, step: ProgressKind, status: Tree, day: Tree) -> dict[str, Tree]:
    """What the status becomes by a step that decides, if it does not agree already."""
    after = step.achievement if of == "achievement" else step.demand
    if not after or status in after:
        return {}
    resolved = {"resolution": {"date": day}} if after[0] == "resolved" else {}
    return {"status": after[0], **resolved}
