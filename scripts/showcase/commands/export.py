"""`showcase export`."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.authoring.manuscript import parse_manuscript
from showcase.authoring.rows import Written, render_table
from showcase.authoring.workbook import render_workbook
from showcase.catalogue.folders import find_records
from showcase.commands.place import find_root, sheet_argument
from showcase.commands.saving import agency_named, find_record, refuse
from showcase.files.brand import Palette, load_brand
from showcase.files.sheets import render_csv
from showcase.files.source import load_source
from showcase.files.whole import write_whole
from showcase.past.day import today
from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies


@click.command()
@sheet_argument(".xlsx", ".csv")
@click.argument("identifiers", nargs=-1, metavar="[编号]...")
@click.option(
    "--kind", type=click.Choice(list(MODELS)), help="只要成果（achievement）或需求（demand）；写 CSV 时必填。"
)
@click.option("--agency", help="只要这个服务机构的记录，写机构的代码或名称。")
def export(path: Path, identifiers: tuple[str, ...], kind: Kind | None, agency: str | None) -> None:
    """把全部或所选的记录写成表格（.xlsx 或 .csv），改好后可用 showcase import 导回。

    退出码：0 成功，1 有文件读不懂，2 用法不对。
    """
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    if agency is not None:
        agency = agency_named(agency, vocabularies)
    for identifier in identifiers:
        find_record(root, identifier)
    kinds: list[Kind] = [kind] if kind else list(MODELS)
    records = {name: _records(root, name, identifiers, agency, vocabularies) for name in kinds}
    write_whole(path, _rendered(path, records, vocabularies, load_brand(root).palette))
    click.echo(
        f"已写入 {path}：" + "，".join(f"{WORDS[name]} {len(found)} 条" for name, found in records.items()) + "。"
    )


def _rendered(path: Path, records: dict[Kind, list[Written]], vocabularies: Vocabularies, palette: Palette) -> bytes:
    if path.suffix.lower() == ".xlsx":
        return render_workbook(records, vocabularies, today(), palette)
    if len(records) > 1:
        raise click.UsageError("一个 CSV 文件只放一种记录，请写明 --kind。")
    [(kind, written)] = records.items()
    return render_csv(render_table(kind, written, vocabularies))


def _records(
    root: Path, kind: Kind, identifiers: tuple[str, ...], agency: str | None, vocabularies: Vocabularies
) -> list[Written]:
    found: list[Written] = []
    for path in find_records(root, kind):
        if identifiers and path.stem not in identifiers:
            continue
        source = load_source(root, path)
        if source.problems:
            refuse(source.problems)
        manuscript = parse_manuscript(path.read_bytes().decode())
        data = manuscript.data
        if agency is None or vocabularies.agencies.now(str(data.get("agency"))) == agency:
            found.append(Written(data, manuscript.content, source.version))
    return found
