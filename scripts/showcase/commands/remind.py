"""`showcase remind`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from showcase.authoring.letters import render_letter
from showcase.catalogue.load import load
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import agency_named, refuse
from showcase.derived.freshness import Reminder, build_calls, build_reminders
from showcase.derived.site import Site, site_of
from showcase.derived.views import Views
from showcase.files.brand import TOKENS, load_palette
from showcase.files.settings import load_settings
from showcase.files.whole import write_whole
from showcase.outputs.pages.freshness import freshness_url, say_reminder
from showcase.outputs.reminders import render_due, render_expiry
from showcase.schema.terms import Agency


@click.command()
@click.argument("agencies", nargs=-1, metavar="[机构]...")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reminders"),
    help="写到哪个文件夹，默认 reminders。",
)
@as_of_option
def remind(agencies: tuple[str, ...], output: Path, as_of: date | None) -> None:
    """为有记录要复核的机构各写一封邮件（.eml），附上这些记录的表格和日历；用邮件程序打开，看过再发。

    不写机构就是全部。收件人是词表 agencies.yml 里该机构的邮箱；没有邮箱的，给出电话。
    """
    root = find_root(Path.cwd())
    catalogue = load(root, as_of)
    if catalogue.errors:
        refuse(catalogue.errors)
    wanted = [agency_named(name, catalogue.vocabularies) for name in agencies]
    views = Views(catalogue, site_of(load_settings(root), load_palette(root / TOKENS)))
    due: dict[str, list[Reminder]] = {}
    for reminder in (*build_calls(catalogue.entries), *build_reminders(catalogue.entries)):
        due.setdefault(reminder.entry.record.agency, []).append(reminder)
    for code, found in sorted(due.items()):
        if not wanted or code in wanted:
            _write(catalogue.vocabularies.agencies[code], found, views, output)
    for code in wanted:
        if code not in due:
            click.echo(f"{catalogue.vocabularies.agencies[code].label}没有要复核的记录。")
    if not due:
        click.echo("没有要复核的记录。")


def _write(agency: Agency, found: Sequence[Reminder], views: Views, output: Path) -> None:
    contact = agency.contact
    number = len({reminder.entry.id for reminder in found})
    if contact is None or not contact.email:
        click.echo(f"{agency.label}：{number} 条要跟进，没有登记邮箱{f'，请致电 {contact.phone}' if contact else ''}。")
        return
    entries = [reminder.entry for reminder in found]
    listed = [entry for entry in views.catalogue.listed if entry.record.agency == agency.code]
    calendar = render_expiry(listed, f"{agency.label}：有效期提醒", views.site)
    letter = render_letter(
        views.site.editor.email,
        contact.email,
        f"【{views.site.name.partition(' · ')[0]}】请跟进 {number} 条记录",
        _text(agency, found, views.site),
        {"待复核.xlsx": render_due(entries, views), "到期提醒.ics": calendar},
        views.catalogue.as_of,
    )
    output.mkdir(parents=True, exist_ok=True)
    path = output / f"{agency.code}.eml"
    write_whole(path, letter)
    click.echo(f"{agency.label}：{number} 条，已写 {path}，收件人 {contact.email}")


def _text(agency: Agency, found: Sequence[Reminder], site: Site) -> str:
    lines = [f"- {one.entry.record.title}（{one.entry.id}）：{say_reminder(one)}" for one in found]
    sign = [site.name, *([site.editor.words] if site.editor else [])]
    return "\n".join(
        [
            f"{agency.label}：",
            "",
            "贵单位在目录里的下列记录要联系或复核，过期的会自动退出列表：",
            "",
            *lines,
            "",
            "仍然有效的，在附件表格里把“复核日期”改成今天；有变化的改“状态”。改好后回复本邮件，附上表格即可。",
            f"也可以在网页上逐条复核：{site.absolute(freshness_url(agency.code))}",
            "",
            *sign,
            "",
        ]
    )
