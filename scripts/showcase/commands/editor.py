"""`showcase editor`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.authoring.editor import render_editor_files
from showcase.commands.place import EXIT_ERRORS, find_root
from showcase.commands.saving import refuse
from showcase.files.journal import write_files
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@click.option("--check", "only_check", is_flag=True, help="只看 .vscode/ 是否与字段和词表一致，不写文件。")
@click.pass_context
def editor(context: click.Context, only_check: bool) -> None:
    """生成 VS Code 的设置：字段和代码的提示片段，以及把检查结果显示在“问题”面板里的任务。

    改过字段或词表后运行一次。退出码：0 成功，1 --check 时有文件过期，2 用法不对。
    """
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    files = render_editor_files(vocabularies)
    stale = {name: text for name, text in files.items() if _text(root / name) != text}
    if not only_check:
        write_files(root, stale)
    for name in stale:
        click.echo(name)
    if not stale:
        click.echo("编辑器设置与字段和词表一致。")
    elif only_check:
        click.echo("上列文件过期，请运行 showcase editor。")
        context.exit(EXIT_ERRORS)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
