"""`showcase forge`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS, find_root
from showcase.forge import build_files
from showcase.problem import render_text
from showcase.vocabulary import load_vocabularies


@click.command()
@click.option("--check", "only_check", is_flag=True, help="只检查是否最新，不写文件；有过期的，退出码为 1。")
@click.pass_context
def forge(context: click.Context, *, only_check: bool) -> None:
    """由词表和字段生成托管平台的文件：问题表单、合并请求模板、标签清单、审核人（CODEOWNERS）。

    写入 .github/ 和 .gitlab/。词表或字段改动后运行一次，与改动一同提交。
    """
    root = find_root(Path.cwd())
    vocabularies, problems = load_vocabularies(root)
    if problems:
        click.echo(render_text(0, problems), nl=False, err=True)
        context.exit(EXIT_ERRORS)
    stale = {path: text for path, text in build_files(vocabularies).items() if _now(root / path) != text}
    for path, text in stale.items():
        if not only_check:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        click.echo(f"{path}：{'已过期' if only_check else '已写入'}")
    if not stale:
        click.echo("都是最新的。")
    elif only_check:
        click.echo("请运行 showcase forge，把这些文件与改动一同提交。")
        context.exit(EXIT_ERRORS)


def _now(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
