"""`showcase check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from showcase.catalogue import load
from showcase.commands.place import EXIT_ERRORS, as_of_option, chosen, find_root, inside
from showcase.problem import RENDERERS, Lang


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[文件或文件夹]...")
@click.option("--format", "output", type=click.Choice(sorted(RENDERERS)), default="text", help="输出格式，默认 text。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="信息的语言，默认 zh。")
@as_of_option
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], output: str, lang: Lang, as_of: date | None) -> None:
    """检查全部记录和词表，或只报告所给文件的问题。

    每个问题一行：路径:行:列: 级别[规则]: 字段: 说明。退出码：0 没有错误，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    wanted = [inside(root, path) for path in paths]
    catalogue = load(root, as_of)
    problems = [problem for problem in catalogue.problems if chosen(problem.path, wanted)]
    records = sum(chosen(path, wanted) for path in catalogue.files)
    click.echo(RENDERERS[output](records, problems, lang), nl=False)
    if any(problem.is_error for problem in problems):
        context.exit(EXIT_ERRORS)
