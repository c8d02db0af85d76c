"""`showcase mirror`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from showcase.commands.place import EXIT_ERRORS
from showcase.files.minisign import KeyFault, PublicKey, parse_public_key
from showcase.files.refusals import remedy
from showcase.mirror import MirrorError, Outcome
from showcase.mirror import mirror as run_mirror

SHOWN_IDS = 20
WORDS = {
    "added": "新增",
    "updated": "更新",
    "restored": "恢复",
    "withdrawn": "撤回",
    "expired": "过期",
    "closed": "截止",
    "renamed": "改号",
    "deleted": "删除",
}


def _read_keys(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[PublicKey, ...]:
    try:
        return tuple(parse_public_key(Path(key).read_text("utf-8") if Path(key).is_file() else key) for key in given)
    except (KeyFault, OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{error}。") from None


@click.command()
@click.argument("url", metavar="网址")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option(
    "--key", "keys", multiple=True, metavar="公钥", callback=_read_keys, help="只收这个公钥签过名的；可给几个。"
)
@click.pass_context
def mirror(context: click.Context, url: str, folder: Path, keys: tuple[PublicKey, ...]) -> None:
    """把目录网站的接口和订阅文件完整复制到文件夹，以后每次运行只取变化。

    网址是目录网站的首页。读者看 文件夹/current：它总是某一次发布的完整副本，换新一步完成，旧的一份留到下次运行。
    每个文件核对 SHA-256 后才启用；给了公钥（RW 开头的一行，或公钥文件）的，清单的签名也要对，以后每次都核对。
    中断后再次运行会接着取。退出码：0 已同步，1 没有同步（原有副本不变），2 用法不对。
    """
    try:
        outcome = run_mirror(_site(url), folder, lambda words: click.echo(words, err=True), keys)
    except OSError as error:
        click.echo(f"没有同步：{remedy(error)}。", err=True)
        context.exit(EXIT_ERRORS)
    except MirrorError as error:
        click.echo(f"没有同步：{error}", err=True)
        context.exit(EXIT_ERRORS)
    click.echo(render_outcome(outcome), nl=False)


def render_outcome(outcome: Outcome) -> str:
    """What was fetched and what it brings, a line each."""
    if not outcome.changed:
        return f"已是最新：{outcome.files} 个文件，{outcome.bytes:,} 字节。\n"
    done = (
        f"已同步：下载 {outcome.fetched} 个文件（{outcome.fetched_bytes:,} 字节），移除 {outcome.removed} 个；"
        f"现有 {outcome.files} 个文件，{outcome.bytes:,} 字节。"
    )
    lines = [done]
    for op, ids in (outcome.news or {}).items():
        more = f" 等 {len(ids)} 条" if len(ids) > SHOWN_IDS else ""
        lines.append(f"{WORDS.get(op, op)} {len(ids)}：{'、'.join(ids[:SHOWN_IDS])}{more}")
    return "\n".join(lines) + "\n"


def _site(url: str) -> str:
    """The address of the site with a slash at its end."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise click.UsageError(f"{url} 不是网站首页的网址，应如 https://showcase.example/。")
    return url if url.endswith("/") else url + "/"
