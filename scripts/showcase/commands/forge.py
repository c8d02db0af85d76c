"""`showcase forge`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS, find_root
from showcase.files.problem import render_text
from showcase.files.whole import write_together
from showcase.forge import MARK, build_files
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@click.option("--check", "only_check", is_flag=True, help="只检查是否最新，不写文件；有过期的，退出码为 1。")
@click.pass_context
def forge(context: click.Context, *, only_check: bool) -> None:
    """由词表和字段生成托管平台的文件：问题表单、合并请求模板、标签清单、审核人（CODEOWNERS）。

    写入 .github/ 和 .gitlab/，不再需要的删去。词表或字段改动后运行一次，与改动一同提交。
    """
    root = find_root(Path.cwd())
    vocabularies, problems = load_vocabularies(root)
    if problems:
        click.echo(render_text(0, problems), nl=False, err=True)
        context.exit(EXIT_ERRORS)
    files = build_files(vocabularies)
    stale = [path for path, text in files.items() if _now(root / path) != text]
    left = [path for path in _made(root, files) if path not in files]
    if not only_check:
        for path in stale:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_together({root / path: files[path].encode() for path in stale})
        for path in left:
            (root / path).unlink()
    _tell(stale, left, only_check=only_check)
    if only_check and (stale or left):
        context.exit(EXIT_ERRORS)


def _tell(stale: list[str], left: list[str], *, only_check: bool) -> None:
    lines = [f"{path}：{'已过期' if only_check else '已写入'}" for path in stale]
    lines += [f"{path}：{'已不再生成' if only_check else '已删除'}" for path in left]
    if not lines:
        lines = ["表单、标签、审核人都是最新的。"]
    elif only_check:
        lines.append("还不能合并：请运行 showcase forge，把这些文件与改动一同提交。")
    click.echo("\n".join(lines))


def _now(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _made(root: Path, files: Iterable[str]) -> list[str]:
    """The generated files beside `files`, an earlier form's among them."""
    folders = sorted({(root / path).parent for path in files})
    beside = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file()]
    return [path.relative_to(root).as_posix() for path in beside if MARK.encode() in path.read_bytes()[:100]]
