"""`showcase brochure`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.commands.place import EXIT_ERRORS, as_of_option, find_root, sheet_argument
from showcase.derived.events import Gathering, build_events
from showcase.derived.site import Site
from showcase.files.brand import TOKENS, load_palette
from showcase.files.problem import render_text
from showcase.files.settings import load_settings
from showcase.files.whole import write_whole
from showcase.outputs.booklet import FontError, build_booklet, render_pdf, render_word
from showcase.schema.records import MODELS, WORDS, Kind


@click.command()
@sheet_argument(".pdf", ".docx")
@click.argument("identifiers", nargs=-1, metavar="[编号]...")
@click.option("--kind", type=click.Choice(list(MODELS)), help="只要成果（achievement）或需求（demand）。")
@click.option("--industry", help="只要这个产业的，写 10+1 产业或海洋产业的代码。")
@click.option("--agency", help="只要这个服务机构的记录，写机构代码。")
@click.option("--event", "code", help="只要这场活动展示的，写活动代码。")
@click.option("--title", help="封面上的名称，默认 成果汇编。")
@as_of_option
@click.pass_context
def brochure(
    context: click.Context,
    path: Path,
    identifiers: tuple[str, ...],
    kind: Kind | None,
    industry: str | None,
    agency: str | None,
    code: str | None,
    title: str | None,
    as_of: date | None,
) -> None:
    """把在列的或所选的记录编成成果汇编：PDF（.pdf，可直接付印）或 Word（.docx，可再编辑）。

    封面、目录、每条一页（指标与对照、阶段、报价、知识产权、首问联系、二维码）、按产业的索引。
    只写一个编号，就是那条记录的单页，没有封面。PDF 要用机器上的中文字体。退出码：0 成功，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    catalogue = load(root, as_of)
    if catalogue.errors:
        click.echo(render_text(len(catalogue.files), catalogue.errors), err=True)
        context.exit(EXIT_ERRORS)
    event = _find_event(catalogue, code) if code else None
    named = identifiers or tuple(entry.id for entry in event.entries) if event else identifiers
    chosen = _chosen(catalogue, named) if named or not event else []
    entries = [entry for entry in chosen if _fits(entry, kind, industry, agency)]
    if not entries:
        raise click.UsageError("没有符合的记录。")
    settings = load_settings(root)
    site = Site(str(settings.get("site_name", "")), str(settings.get("site_url") or "/"), "")
    words = {WORDS[entry.kind] for entry in entries}
    usual = entries[0].record.title if len(entries) == 1 else f"{'与'.join(sorted(words, reverse=True))}汇编"
    name = title or (event.event.title if event else usual)
    booklet = build_booklet(entries, site, name, root, catalogue.as_of)
    try:
        data = (
            render_pdf(booklet, load_palette(root / TOKENS)) if path.suffix.lower() == ".pdf" else render_word(booklet)
        )
    except FontError as fault:
        click.echo(str(fault), err=True)
        context.exit(EXIT_ERRORS)
    write_whole(path, data)
    click.echo(f"已写入 {path}：{booklet.counts}。")


def _find_event(catalogue: Catalogue, code: str) -> Gathering:
    found = {one.event.code: one for one in build_events(catalogue)}
    if code not in found:
        raise click.UsageError(f"没有代码为 {code} 的活动。有：{'、'.join(found) or '（一场也没有）'}。")
    return found[code]


def _chosen(catalogue: Catalogue, identifiers: tuple[str, ...]) -> list[Entry]:
    """The records named, in that order; without names those in lists."""
    for identifier in identifiers:
        if identifier not in catalogue.by_id:
            raise click.UsageError(f"没有编号为 {identifier} 的记录。")
        if catalogue.by_id[identifier].withdrawn:
            raise click.UsageError(f"{identifier} 已撤回，不能编入汇编。")
    return [catalogue.by_id[identifier] for identifier in identifiers] or sorted(
        catalogue.listed, key=lambda entry: entry.kind
    )


def _fits(entry: Entry, kind: Kind | None, industry: str | None, agency: str | None) -> bool:
    industries = (*entry.codes("industries"), *entry.codes("marine_sectors"))
    return (
        (kind is None or entry.kind == kind)
        and (industry is None or industry in industries)
        and (agency is None or entry.record.agency == agency)
    )
