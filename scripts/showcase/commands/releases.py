"""`showcase releases`."""

from __future__ import annotations

import click

from showcase.commands.place import EXIT_ERRORS, target_argument
from showcase.publishing.host import Host, PublishError
from showcase.publishing.releases import load_releases


@click.command()
@target_argument
@click.pass_context
def releases(context: click.Context, host: Host) -> None:
    """列出目标上的各次发布，最新的在前；读者看到的一次标“当前”，回退时放弃的标“回退过”。"""
    try:
        found = load_releases(host)
    except PublishError as error:
        click.echo(str(error), err=True)
        context.exit(EXIT_ERRORS)
    for name in reversed(found.names):
        mark = "  当前" if name == found.current else "  回退过" if name in found.left else ""
        click.echo(f"{name}{mark}")
    if not found.names:
        click.echo(f"{host} 上还没有发布。")
