"""`showcase check`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from showcase.catalogue.causes import tell_causes
from showcase.catalogue.load import load
from showcase.commands.named import RecordPath
from showcase.commands.place import EXIT_ERRORS, as_of_option, chosen, find_root, inside
from showcase.derived.advice import advise
from showcase.files.problem import RENDERERS, Lang, Problem, printable
from showcase.past.history import HistoryError
from showcase.review import Report, build_report
from showcase.review.render import render_report


@click.command()
@click.argument("paths", nargs=-1, type=RecordPath(exists=True, path_type=Path), metavar="[文件、文件夹或编号]...")
@click.option("--base", metavar="版本", help="与这个版本（如 origin/main）相比，只有本次改动带来的错误才算错误。")
@click.option(
    "--format",
    "output",
    type=click.Choice(sorted([*RENDERERS, "markdown"])),
    default="text",
    help="输出格式，默认 text。",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="信息的语言，默认 zh。")
@click.option("--advice", is_flag=True, help="另列建议：怎样写更能说服企业；不影响检查结果。")
@as_of_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    base: str | None,
    output: str,
    lang: Lang,
    as_of: date | None,
    *,
    advice: bool,
) -> None:
    """检查全部记录和词表，或只报告所给文件的问题。

    每个问题一行：路径:行:列: 级别[规则]: 字段: 说明。退出码：0 没有错误，1 有错误，2 用法不对。

    加 --base 时分开列出本次改动的问题和更早的问题，只按前者定退出码；--format markdown 给出供审核人看的中文摘要。
    """
    root = find_root(Path.cwd())
    wanted = [inside(root, path) for path in paths]
    catalogue = load(root, as_of)
    try:
        report = (
            build_report(root, catalogue, base) if base is not None else Report(catalogue.as_of, catalogue.problems)
        )
    except HistoryError as error:
        raise click.UsageError(f"{error.message.text(lang)}{'。' if lang == 'zh' else '.'}") from None

    if advice:
        advised = (problem for entry in catalogue.entries if entry.changeable for problem in advise(entry))
        report = replace(report, problems=(*report.problems, *advised))
    report = _choose(report, wanted)
    older = report.older and tuple(tell_causes(catalogue, report.older))
    report = replace(report, problems=tuple(tell_causes(catalogue, report.problems)), older=older)
    records = sum(chosen(path, wanted) for path in catalogue.files)
    for name in wanted:
        if not any(chosen(path, [name]) for path in catalogue.files):
            click.echo(f"{printable(name)} 不是记录，其中也没有记录。", err=True)
    click.echo(render_report(records, report, output, lang), nl=False)
    if any(problem.is_error for problem in report.problems):
        context.exit(EXIT_ERRORS)


def _choose(report: Report, wanted: list[str]) -> Report:
    """The report with the problems of the wanted files and folders only."""

    def choose(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return tuple(problem for problem in problems if chosen(problem.path, wanted) or holds(problem.path))

    def holds(path: str) -> bool:
        """Whether the fault is a folder's in which something wanted lies."""
        return any(name.startswith(f"{path}/") for name in wanted)

    older = None if report.older is None else choose(report.older)
    return replace(report, problems=choose(report.problems), older=older)
