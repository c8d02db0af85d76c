"""`showcase keys`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS
from showcase.files.minisign import make_key, render_key, render_public_key

SECRET, PUBLIC = "minisign.key", "minisign.pub"
ENTROPY = 40


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.pass_context
def keys(context: click.Context, folder: Path) -> None:
    """在文件夹里做一对 minisign 钥匙：minisign.key 是私钥，minisign.pub 是公钥。

    私钥交给生成网站的机器（环境变量 SHOWCASE_SIGNING_KEY：文件的路径，或内容本身），不进仓库；公钥公布出去。
    已有钥匙的文件夹不动。
    """
    key = make_key(secrets.token_bytes(ENTROPY))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(folder / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(render_key(key))
        (folder / PUBLIC).write_text(render_public_key(key.public), "utf-8")
    except FileExistsError:
        click.echo(f"{folder / SECRET} 已经在，没有改动。要换钥匙，请另给一个文件夹。", err=True)
        context.exit(EXIT_ERRORS)
    except OSError:  # half a key would stand in the way of a whole one
        for name in (SECRET, PUBLIC):
            (folder / name).unlink(missing_ok=True)
        raise
    click.echo(f"私钥 {folder / SECRET}：不要外传，不要放进仓库。\n公钥 {folder / PUBLIC}：{key.public.line}")
