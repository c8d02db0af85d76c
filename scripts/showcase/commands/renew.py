"""`showcase renew`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.authoring.renewal import renew as renewed
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import load
from showcase.commands.asking import ask_whether
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import agency_named, find_record, save
from showcase.derived.freshness import build_reminders
from showcase.past.day import today


@click.command()
@click.argument("identifiers", nargs=-1, metavar="[编号]...")
@click.option("--agency", help="这个服务机构要复核的记录，写代码或名称。")
@click.option(
    "--expiring-before",
    "before",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="有效期在这一天之前结束的记录。",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="有效期至哪一天；默认复核之后 365 天。")
@click.option("--yes", is_flag=True, help="不再询问，直接写入。")
@as_of_option
def renew(
    identifiers: tuple[str, ...],
    agency: str | None,
    before: datetime | None,
    until: datetime | None,
    as_of: date | None,
    *,
    yes: bool,
) -> None:
    """复核记录：内容仍然有效，复核日期写今天，有效期顺延。

    \b
    showcase renew a2026-lanhai-001 a2026-lanhai-002       这几条
    showcase renew --agency lanhai                         这家机构快到期、刚过期和久未复核的
    showcase renew --expiring-before 2026-12-31            这一天之前到期的，可与 --agency 合用

    按机构或日期选的，先列出来问一声；已签约、已解决、已撤回和已被替代的不在内。
    全部没有错误才写入。退出码：0 成功，1 有错误，2 用法不对。
    """  # click's sign for a paragraph that is not wrapped
    root = find_root(Path.cwd())
    day = as_of or today()
    chosen = list(identifiers)
    if agency is not None or before is not None:
        found = _find(root, day, agency, before.date() if before else None)
        if not found:
            click.echo("没有要复核的记录。")
        elif not _agreed(found, yes=yes):
            return
        chosen += [entry.id for entry in found if entry.id not in chosen]
    elif not identifiers:
        raise click.UsageError("请写编号，或用 --agency、--expiring-before 选。")
    _save(root, chosen, day, until.date() if until else None)


def _find(root: Path, day: date, agency: str | None, before: date | None) -> list[Entry]:
    """The records to be looked at again, soonest end first."""
    catalogue = load(root, day)
    code = agency_named(agency, catalogue.vocabularies) if agency is not None else None
    entries = [entry for entry in catalogue.entries if entry.changeable and code in (None, entry.record.agency)]
    if before is None:
        due = {one.entry.id for one in build_reminders(entries) if one.reason != "closing"}
        found = [entry for entry in entries if entry.id in due]
    else:
        found = [entry for entry in entries if entry.valid_until < before and entry.state.tone != "done"]
    return sorted(found, key=lambda entry: (entry.valid_until, entry.id))


def _agreed(found: Sequence[Entry], *, yes: bool) -> bool:
    for entry in found:
        click.echo(f"{entry.id} 有效期至 {entry.valid_until} 《{entry.record.title}》")
    if yes:
        return True
    if not sys.stdin.isatty():
        click.echo(f"以上 {len(found)} 条，还没有写入。确认内容都仍然有效后加 --yes 再运行一次。")
        return False
    return ask_whether(f"以上 {len(found)} 条内容都仍然有效，全部复核吗？")


def _save(root: Path, identifiers: Sequence[str], day: date, until: date | None) -> None:
    files: dict[str, str] = {}
    passed: list[str] = []
    for identifier in identifiers:
        kind, path, text = find_record(root, identifier)
        manuscript = parse_manuscript(text)
        if manuscript.data.get("status") == "withdrawn":
            raise click.UsageError(f"{identifier} 已经撤回，不能复核。")
        files[path.relative_to(root).as_posix()] = edit(manuscript, kind, renewed(day, until)).text
        deadline = manuscript.data.get("deadline")
        if isinstance(deadline, str) and deadline < str(day):
            passed.append(f"{identifier} 的截止日期 {deadline}")
    save(root, files, day)
    if passed:
        click.echo(f"注意：{'、'.join(passed)} 已过，记录仍显示“已截止”；要继续征集，请另改 deadline。", err=True)
