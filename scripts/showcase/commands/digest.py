"""`showcase digest`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from showcase.commands.place import EXIT_ERRORS, as_of_option, find_root
from showcase.digest import (
    Account,
    PeriodKind,
    build_brief,
    build_digest,
    build_mails,
    build_supply_lists,
    last_period,
    load_letterhead,
    load_states,
    render_excel,
    render_markdown,
    render_word,
)
from showcase.files.brand import load_brand
from showcase.files.whole import write_together
from showcase.past.day import today
from showcase.past.history import HistoryError

_FORMATS = {"md": render_markdown, "docx": render_word, "xlsx": render_excel}


@click.command()
@click.option(
    "--period", "kind", type=click.Choice(["week", "month", "quarter"]), required=True, help="周报、月报或季报。"
)
@as_of_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("digests"),
    help="写到哪个文件夹，默认 digests；不能在网站或 content 之内。",
)
@click.option("--mail", is_flag=True, help="另写邮件（.eml）：专报一封，各推送去向各一封，用邮件程序打开，看过再发。")
@click.option("--number", type=click.IntRange(1), help="当年第几期，默认按周、月、季的次序。")
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="印发日期，默认时段结束的次日。")
@click.pass_context
def digest(
    context: click.Context,
    kind: PeriodKind,
    as_of: date | None,
    output: Path,
    mail: bool,
    number: int | None,
    issued: datetime | None,
) -> None:
    """生成周报、月报或季报：Markdown、Word、Excel 各一份，另有一页纸的简报；季报还有“10+1”产业供需清单，每个产业一页。

    汇总到 --as-of 那天为止已经结束的最近一周（周一至周日）、一月或一季，只取 git 中 main 已有的内容；
    同一时段随时重做，结果相同。
    报头名称、编印单位、分送范围在 mkdocs.yml 的 extra.digest 里设置。专报只供内部使用，不会写进网站。
    """
    root = find_root(Path.cwd())
    _check_place(root, output.absolute())
    period = last_period(kind, as_of or today())
    try:
        states = load_states(root, period)
    except HistoryError as fault:
        click.echo(fault.message.zh, err=True)
        context.exit(EXIT_ERRORS)
    day = issued.date() if issued else None
    report = build_digest(states, period, load_brand(root), load_letterhead(root), issued=day, number=number)
    files = {f"{period.name}.{suffix}": render(report) for suffix, render in _FORMATS.items()}
    files[f"{period.name}-brief.docx"] = render_word(build_brief(report, states))
    if kind == "quarter":
        files[f"{period.name}-supply.docx"] = render_word(build_supply_lists(report, states))
    output.mkdir(parents=True, exist_ok=True)
    if mail:
        papers = {name: made for name, made in files.items() if not name.endswith(".md")}
        mails = build_mails(report, Account(states, period), papers)
        files |= {f"{period.name}-mail/{name}": made for name, made in mails}
    for name in files:
        (output / name).parent.mkdir(exist_ok=True)
    write_together({output / name: made for name, made in files.items()})
    click.echo("\n".join(str(output / name) for name in files))


def _check_place(root: Path, output: Path) -> None:
    """A digest is internal: it must not land where the next build or a web server would publish it."""
    real = output.resolve()
    if any(real.is_relative_to((root / name).resolve()) for name in ("content", "theme")):
        raise click.UsageError(f"{output} 会被发布到网站上；专报只供内部使用，请换一个文件夹。")
    if any((folder / "api" / "v1" / "index.json").exists() for folder in (real, *real.parents)):
        raise click.UsageError(f"{output} 在网站文件夹之内；专报只供内部使用，请换一个文件夹。")
