"""`showcase rollback`."""

from __future__ import annotations

import click

from showcase.commands.place import EXIT_ERRORS, target_argument
from showcase.publishing.host import Host, PublishError
from showcase.publishing.releases import rollback as run_rollback


@click.command()
@target_argument
@click.argument("name", required=False, metavar="[发布]")
@click.pass_context
def rollback(context: click.Context, host: Host, name: str | None) -> None:
    """让读者重新看到以前的一次发布：给出名称，或不写名称而回到上一次。

    回退过的发布不再自动回到，要回到它请写出名称。
    只换所指的发布，不重新生成。要永久收回一处修改，请在 git 中还原后再发布，变动记录和订阅才会随之更新。
    """
    try:
        shown = run_rollback(host, name)
    except PublishError as error:
        click.echo(f"没有回退：{error}", err=True)
        context.exit(EXIT_ERRORS)
    click.echo(f"现在是 {shown}。")
