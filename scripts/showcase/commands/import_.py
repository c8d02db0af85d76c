"""`showcase import`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from xlsxwriter.utility import xl_col_to_name

from showcase.authoring.imports import Import, Outcome
from showcase.commands.place import EXIT_ERRORS, as_of_option, find_root
from showcase.commands.saving import refuse
from showcase.files.journal import write_files
from showcase.files.problem import Problem, Severity, printable
from showcase.past.day import today
from showcase.schema.vocabulary_files import load_vocabularies

_PLACES = 5
"""So many places of a kind of warning are named."""
_VALUES = re.compile(r"“[^“”]{0,500}”|\"[^\"]{0,500}\"|[0-9]++")
"""What differs between messages that say the same."""
_FOR_ACCEPT = {".md", ".zip", ".eml"}


@click.command(name="import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件..."
)
@click.option("--check", "only_check", is_flag=True, help="只检查，不写入。")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="输出格式，默认 text。")
@click.option("--advice", is_flag=True, help="另列建议：怎样写更能说服企业。")
@as_of_option
@click.pass_context
def import_(
    context: click.Context,
    paths: tuple[Path, ...],
    only_check: bool,
    output: str,
    as_of: date | None,
    *,
    advice: bool,
) -> None:
    """从表格（.xlsx、.xls、.et、.ods 或 CSV，可以几份）导入记录：有编号的修改，没有编号的新增。

    全部没有错误才写入；问题按表、行、列逐条列出。互相引用的记录请一次导入。
    同一份表导入几次，结果一样；表导出之后被别人改过的记录，不会被旧表盖掉。
    退出码：0 成功，1 有错误，什么也没有写，2 用法不对。
    """
    root = find_root(Path.cwd())
    for path in paths:
        if path.suffix.lower() in _FOR_ACCEPT:
            raise click.UsageError(f"{path.name} 不是表格，请用 showcase accept {path} 收入。")
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    work = Import(root, vocabularies, as_of or today())
    rows = sum(work.take_file(path) for path in paths)
    outcome = work.finish()
    if advice:
        outcome.problems += work.advice()
    if not outcome.failed and not only_check:
        write_files(root, outcome.files)
    click.echo(_RENDERERS[output](outcome, rows, only_check=only_check), nl=False)
    if outcome.failed or not rows:
        context.exit(EXIT_ERRORS)


def _render_text(outcome: Outcome, rows: int, *, only_check: bool) -> str:
    errors = [problem for problem in outcome.problems if problem.is_error]
    warnings = [problem for problem in outcome.problems if problem.severity is Severity.WARNING]
    advice = [problem for problem in outcome.problems if problem.severity is Severity.ADVICE]
    lines = [*map(_line, errors), *_grouped(warnings), *_grouped(advice)]
    files = [] if outcome.failed else outcome.files
    lines += [
        f"修改 {path}：{'、'.join(outcome.changed[path])}" if path in outcome.changed else f"新增 {path}"
        for path in files
    ]
    if outcome.failed:
        lines.append(f"共 {rows} 行：{len(errors)} 个错误，{len(warnings)} 个警告。没有写入任何文件。")
    elif not rows:
        lines.append("没有读到一条记录，什么也没有写。")
    else:
        done = "可以导入" if only_check else "导入完成"
        lines.append(
            f"{done}：新增 {len(outcome.added)} 条，修改 {len(outcome.changed)} 条，{outcome.same} 条没有变化。"
        )
    return "\n".join(lines) + "\n"


def _grouped(warnings: list[Problem]) -> Iterator[str]:
    """Warnings of a kind once, with the places of the others: a few errors must not drown in them."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in warnings:
        kinds.setdefault((problem.code, _VALUES.sub("", problem.message.zh)), []).append(problem)
    for first, *others in kinds.values():
        yield _line(first)
        if others:
            more = "等" if len(others) > _PLACES else ""
            yield printable(f"  同类还有 {len(others)} 处：{'、'.join(map(_place, others[:_PLACES]))}{more}")


def _line(problem: Problem) -> str:
    """`批量.xlsx：成果!第 5 行「合同类型」（K5）: error[…]: …`, a place that one finds in the sheet."""
    return printable(f"{_place(problem)}: {problem.severity.value}[{problem.code}]: {problem.sentence('zh')}")


def _place(problem: Problem) -> str:
    file, mark, sheet = problem.path.partition("!")
    place = f"{file}：{sheet}{mark}" if mark else f"{file}："
    row = f"第 {problem.line} 行"
    header = f"「{problem.field}」" if problem.field else ""
    column = f"{header}（{xl_col_to_name(problem.column - 1)}{problem.line}）" if problem.column else ""
    return f"{place}{row}{column}"


def _render_json(outcome: Outcome, rows: int, *, only_check: bool) -> str:
    document = {
        "rows": rows,
        "written": not outcome.failed and not only_check,
        "added": [] if outcome.failed else outcome.added,
        "changed": [] if outcome.failed else list(outcome.changed),
        "same": outcome.same,
        "problems": [problem.as_dict("zh") for problem in outcome.problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


_RENDERERS = {"text": _render_text, "json": _render_json}
