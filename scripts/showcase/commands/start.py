"""`showcase start`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from showcase.authoring.beginning import build_vocabularies, find_demonstration, render_settings
from showcase.catalogue.load import load
from showcase.commands.place import find_root
from showcase.files.journal import write_files
from showcase.forge import build_files
from showcase.schema.vocabulary_files import load_vocabularies

_NEXT = """
接下来：
1. 登记第一家服务机构：showcase term add agencies 代码 名称 --set contact.phone=电话；持有单位同样登记到 institutions，
   已有的先用 showcase term list institutions 看一看。
2. 运行 showcase check 和 make site，看看空的目录是什么样子。
3. 第一条记录：收到机构来件后运行 showcase accept 文件，或自己运行 showcase new。
4. 用 git 提交这些改动，再发布（deploy/README.md）。
"""


@click.command()
@click.option("--name", prompt="目录的名称（市场名 · 目录名）", default="", help="如 某某市场 · 成果与需求目录。")
@click.option("--url", prompt="网站的公开网址", default="", help="如 https://showcase.example/。")
@click.option("--office", prompt="接收来件的编辑部门", default="", help="如 成果编辑部。")
@click.option("--phone", prompt="编辑部电话", default="", help="固定电话。")
@click.option("--email", prompt="编辑部邮箱", default="", help="部门邮箱。")
@click.option("--hours", prompt="办公时间", default="", help="如 工作日 9:00–17:00。")
@click.option("--sponsor", prompt="主办单位", default="", help="写在页脚。")
@click.option("--icp", prompt="ICP 备案号", default="", help="写在页脚。")
@click.option("--keep", type=click.Path(path_type=Path), metavar="文件夹", help="演示记录移到这里，不写就删去。")
def start(keep: Path | None, **answers: str) -> None:
    """从演示转为正式目录：写好名称、网址、编辑部和页脚，移走虚构的记录、机构和单位。

    不知道的按回车跳过，以后在 mkdocs.yml 里补。再次运行只改所答的各项。
    """
    root = find_root(Path.cwd())
    settings = root / "mkdocs.yml"
    files: dict[str, str] = {"mkdocs.yml": render_settings(settings.read_text("utf-8"), answers)}
    demonstration = list(find_demonstration(root))
    files |= build_vocabularies(root)
    if keep and keep.exists():
        raise click.UsageError(f"{keep} 已经存在，请换一个文件夹名。")
    write_files(root, files)
    for path in demonstration:
        _take_away(path, keep and keep / path.relative_to(root / "content"))
    vocabularies, _problems = load_vocabularies(root)
    write_files(root, build_files(vocabularies))
    records = sum(path.suffix == ".md" for path in demonstration)
    click.echo(f"已{'移走' if keep else '删去'} {records} 条演示记录；写好 {'、'.join(files)}。")
    problems = load(root).errors
    click.echo(f"还有 {len(problems)} 处错误，请运行 showcase check。" if problems else "检查通过。")
    click.echo(_NEXT.rstrip())


def _take_away(path: Path, target: Path | None) -> None:
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
