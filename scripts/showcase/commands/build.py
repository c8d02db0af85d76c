"""`showcase build`."""

from __future__ import annotations

import atexit
import gc
from datetime import UTC, datetime
from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS, find_root
from showcase.files.problem import text_line
from showcase.files.settings import SETTINGS
from showcase.past.day import check_clock
from showcase.publishing.standing import find_standing

NOT_SHOWN = "网站没有启用，请改正以上各处后再生成。"


@click.command()
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="网站写到哪里，默认为 mkdocs.yml 中的 site_dir。",
)
@click.option("--timings", is_flag=True, help="最后列出每个阶段用了多少秒。")
@click.pass_context
def build(context: click.Context, site_dir: Path | None, *, timings: bool) -> None:
    """检查记录，生成网站，核对无误后一步启用；与 mkdocs build --strict 相同。

    新网站先在旁边生成：站内链接、锚点、资源、接口的校验和与 Schema、HTML、文件大小都核对过，才替换原有网站。
    内容、主题、设置、日期和程序都没有变，网站也没有被动过，就什么也不做。
    中途失败或被打断，原有网站不变。只写入空文件夹和本工具生成过的文件夹。退出码：0 已启用，1 没有启用，2 用法不对。
    """
    root, site = find_root(Path.cwd()), site_dir.absolute() if site_dir else None
    if warning := check_clock(root, datetime.now(UTC)):
        click.echo(warning, err=True)
    if standing := find_standing(root, site):
        click.echo(f"{standing.report}网站没有需要更新的地方。", err=True)
        return
    from showcase.catalogue.settings import check_settings  # noqa: PLC0415  # slow to load …
    from showcase.plugin import build_site  # noqa: PLC0415  # … as MkDocs is, which would say the same in English

    if wrong := [problem for problem in check_settings(root) if problem.is_error]:
        click.echo("\n".join(map(text_line, wrong)), err=True)
        click.echo(NOT_SHOWN, err=True)
        context.exit(EXIT_ERRORS)
    atexit.register(gc.freeze)  # else Python looks through millions of objects once more before it ends
    said, stages = build_site(root / SETTINGS, site)
    click.echo(said or NOT_SHOWN, err=True)
    if timings:
        click.echo(stages.table(), err=True)
    if not said:
        context.exit(EXIT_ERRORS)
