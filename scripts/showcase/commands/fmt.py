"""`showcase fmt`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from showcase.authoring.edits import format_text
from showcase.catalogue.folders import find_records
from showcase.commands.named import RecordPath
from showcase.commands.place import EXIT_ERRORS, chosen, find_root, inside
from showcase.files.journal import write_files
from showcase.files.mending import mend
from showcase.files.problem import Problem, render_text
from showcase.files.source import MENDABLE, Source, load_source, parse_source
from showcase.schema.records import MODELS


@click.command()
@click.argument("paths", nargs=-1, type=RecordPath(exists=True, path_type=Path), metavar="[文件、文件夹或编号]...")
@click.option("--check", "only_check", is_flag=True, help="只列出写法需要整理的文件，不改动。")
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool) -> None:
    """把记录整理成统一的写法：字段顺序、引号和括号；内容和注释不变。

    看不见的字符、从 PDF 带来的部首、Word 的项目符号和单独的回车，也一并改正。

    不写文件名时整理全部记录。退出码：0 成功，1 有文件读不懂（或 --check 时有文件需要整理），2 用法不对。
    """
    root = find_root(Path.cwd())
    wanted = [inside(root, path) for path in paths]
    files, problems = _untidy(root, wanted)
    if not only_check:
        write_files(root, files)
    for name in files:
        click.echo(name)
    click.echo(f"{len(files)} 个文件{'需要整理' if only_check else '已整理'}。")
    if problems:
        click.echo(render_text(len(problems), problems), nl=False)
    if problems or (only_check and files):
        context.exit(EXIT_ERRORS)


def _mended(source: Source) -> Source:
    """The record without the characters that nobody meant to write, if nothing else keeps it from being read."""
    if not source.problems or any(problem.code not in MENDABLE for problem in source.problems):
        return source
    mended = parse_source(replace(source, raw=mend(source.text).encode(), problems=()))
    return source if mended.problems else mended


def _untidy(root: Path, wanted: list[str]) -> tuple[dict[str, str], list[Problem]]:
    """The texts of the files that are not in canonical form, and what is wrong with those that cannot be read."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for kind in MODELS:
        for path in find_records(root, kind):
            name = path.relative_to(root).as_posix()
            if not chosen(name, wanted):
                continue
            found = load_source(root, path)
            source = _mended(found)
            problems += source.problems
            if not source.problems:
                tidy = format_text(source.text, kind)
                if tidy.encode() != found.raw:
                    files[name] = tidy
    return files, problems
