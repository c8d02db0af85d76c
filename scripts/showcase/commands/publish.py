"""`showcase publish`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS, find_root, target_argument
from showcase.outputs.release import ReleaseError
from showcase.past.day import SET_CLOCK, shown_moment
from showcase.publishing.host import Host, PublishError
from showcase.publishing.releases import KEPT
from showcase.publishing.releases import publish as run_publish


@click.command()
@target_argument
@click.option(
    "--site-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="生成好的网站，默认为仓库中的 site。",
)
@click.option("--keep", type=click.IntRange(min=2), default=KEPT, help=f"保留几次发布，默认 {KEPT}。")
@click.pass_context
def publish(context: click.Context, host: Host, site_dir: Path | None, keep: int) -> None:
    """把生成好的网站发布到一台服务器或一个文件夹；读者看到的网站一步换新。

    目标写作 用户@主机:/文件夹（经 ssh 和 rsync），或本机的一个文件夹。
    各次发布在 目标/releases，网页服务器读 目标/current。
    传完并核对 SHA-256 后才启用；中途失败，读者看到的不变。内容没有变化就不另作发布。
    退出码：0 已发布或没有变化，1 没有发布，2 用法不对。
    """
    site, now = site_dir or find_root(Path.cwd()) / "site", datetime.now(UTC)
    try:
        published = run_publish(site.absolute(), host, now, keep)
    except (PublishError, ReleaseError) as error:
        click.echo(f"没有发布：{error}", err=True)
        context.exit(EXIT_ERRORS)
    if not published.new:
        click.echo(f"没有变化，仍是 {published.name}。")
        return
    click.echo(f"已发布 {published.name}。")
    if published.newest:
        behind = f"本机时钟 {shown_moment(now)} 早于上一次发布的时间 {shown_moment(published.newest)}"
        click.echo(f"警告：{behind}，这一次的名称排在它之后。{SET_CLOCK}，再生成并发布一次。", err=True)
    if published.removed:
        click.echo(f"已移除较早的 {len(published.removed)} 次：{'、'.join(published.removed)}。")
