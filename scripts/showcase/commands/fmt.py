"""`showcase fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.authoring.edits import format_text
from showcase.catalogue.folders import find_records
from showcase.commands.named import RecordPath
from showcase.commands.place import EXIT_ERRORS, chosen, find_root, inside
from showcase.files.journal import write_files
from showcase.files.problem import Problem, render_text
from showcase.files.source import load_source
from showcase.schema.records import MODELS


@click.command()
@click.argument("paths", nargs=-1, type=RecordPath(exists=True, path_type=Path), metavar="[文件、文件夹或编号]...")
@click.option("--check", "only_check", is_flag=True, help="只列出写法需要整理的文件，不改动。")
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool) -> None:
    """把记录整理成统一的写法：字段顺序、引号和括号；内容和注释不变。

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


def _untidy(root: Path, wanted: list[str]) -> tuple[dict[str, str], list[Problem]]:
    """The texts of the files that are not in canonical form, and what is wrong with those that cannot be read."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for kind in MODELS:
        for path in find_records(root, kind):
            name = path.relative_to(root).as_posix()
            if not chosen(name, wanted):
                continue
            source = load_source(root, path)
            problems += source.problems
            if not source.problems:
                text = path.read_bytes().decode()
                tidy = format_text(text, kind)
                if tidy != text:
                    files[name] = tidy
    return files, problems
