"""`showcase new`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import click

from showcase.authoring.answers import parse_answer, top_field, with_demo
from showcase.authoring.assignments import FIXED, Assignment, AssignmentError, assign, match_text, parse_assignment
from showcase.authoring.manuscript import render_record
from showcase.authoring.memory import load_draft, load_habits, write_draft, write_habits
from showcase.authoring.templates import render_outline
from showcase.authoring.trial import check_files
from showcase.catalogue.serials import NoSerialError, Serials
from showcase.commands.asking import Interview, ask_choice, ask_whether
from showcase.commands.place import as_of_option, find_root
from showcase.commands.saving import refuse, save, say
from showcase.files.problem import Message, render_text
from showcase.files.source import Tree
from showcase.past.day import today
from showcase.schema.records import MODELS, WORDS, Kind, record_path
from showcase.schema.shapes import LATER, Shape, shapes
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for every field that is written as a text or a list of words."""
    fields = {name: shape for kind in MODELS for name, shape in shapes(kind).items() if name != "id"}
    for name, shape in reversed(fields.items()):
        help_text = f"{shape.title}{'：' if shape.help else ''}{shape.help}。"
        many = shape.many and (shape.holds == "group" or shape.sentences)
        function = click.option(f"--{name.replace('_', '-')}", name, multiple=many, help=help_text)(function)
    return function


@click.command()
@click.argument("kind", type=click.Choice(list(MODELS)), required=False, metavar="[achievement|demand]")
@_options
@click.option("--set", "assignments", multiple=True, help="任一字段：字段=值，写法同 showcase set；可写几次。")
@click.option("--body", type=click.File(encoding="utf-8"), help="正文所在的 Markdown 文件，- 为标准输入。")
@click.option("--no-input", is_flag=True, help="不提问；缺了必填字段就报告。")
@as_of_option
def new(
    kind: Kind | None,
    assignments: tuple[str, ...],
    body: Any,
    no_input: bool,
    as_of: date | None,
    **fields: Any,
) -> None:
    """新建一条成果（achievement）或需求（demand）：逐项提问，或全部由选项给出。

    每个回答当场检查。中途退出（Ctrl-C）不丢内容，下次接着填。编号取本机构当年的下一个空号。
    必填字段都由选项给出时不提问。一组字段写成 --disclosure '{by: 科技处, date: 2026-03-01}'。
    退出码：0 成功，1 有错误，2 用法不对。
    """
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    kind = kind or _ask_kind(no_input=no_input)
    day = as_of or today()
    text = body.read() if body else render_outline(kind)
    data = _given(kind, fields, assignments, vocabularies)
    defaults = _defaults(root, day)
    asking = not no_input and any(shape.required and name not in data | defaults for name, shape in _asked(kind))
    if asking:
        data = _converse(root, kind, data, defaults, vocabularies, day)
    record, files = _concluded(root, kind, data, defaults, text, day, vocabularies, asking=asking)
    save(root, files, day)
    write_habits(root, record)
    write_draft(root, kind, {})
    if not body:
        click.echo("正文还是提纲，请打开文件补写，再运行 showcase check。")


def _concluded(
    root: Path,
    kind: Kind,
    data: dict[str, Tree],
    defaults: dict[str, Tree],
    text: str,
    day: date,
    vocabularies: Vocabularies,
    *,
    asking: bool,
) -> tuple[dict[str, Tree], dict[str, str]]:
    """The whole record and its file; while one can ask, what the whole record's rules refuse is asked again."""
    while True:
        record = _settled(root, kind, defaults | data, day, vocabularies)
        files = {record_path(str(record["id"])): render_record(kind, record, text)}
        wrong = [problem for problem in check_files(root, files, day) if problem.stops] if asking else []
        again = [shape for name, shape in _asked(kind) if any(top_field(problem) == name for problem in wrong)]
        if not again:
            return record, files
        click.echo(render_text(1, wrong), nl=False)
        for shape in again:
            _ask(root, Interview(kind, vocabularies, data, day), shape, "")


def _asked(kind: Kind) -> Iterator[tuple[str, Shape]]:
    return ((name, shape) for name, shape in shapes(kind).items() if name not in LATER)


def _ask_kind(*, no_input: bool) -> Kind:
    if no_input:
        raise click.UsageError("请写明 achievement（成果）或 demand（需求）。")
    return cast(
        "Kind", ask_choice("新建哪一种，输序号、名称或拼音", {kind: model.WORD for kind, model in MODELS.items()})
    )


def _given(
    kind: Kind, fields: dict[str, Any], assignments: tuple[str, ...], vocabularies: Vocabularies
) -> dict[str, Tree]:
    """What the options say, labels as codes."""
    data: dict[str, Tree] = {}
    given = {name: value for name, value in fields.items() if value}
    if strange := [name for name in given if name not in shapes(kind)]:
        raise click.UsageError(f"{WORDS[kind]}没有字段 {'、'.join(strange)}。")
    try:
        for name, value in given.items():
            shape = shapes(kind)[name]
            said: list[Message] = []
            for text in value if isinstance(value, tuple) else (value,):
                if shape.holds == "group" or shape.sentences:
                    data[name] = assign(data, Assignment((name,), shape.many, text), kind, vocabularies, said)
                else:
                    data[name] = parse_answer(text, shape, vocabularies, said)
            say(shape.title, said)
        for assignment in assignments:
            item = parse_assignment(assignment, kind, {"id": FIXED["id"]})
            said = []
            data[item.name] = assign(data, item, kind, vocabularies, said)
            say(match_text(item.loc), said)
    except AssignmentError as error:
        raise click.UsageError(str(error)) from None
    return data


def _defaults(root: Path, day: date) -> dict[str, Tree]:
    """What is offered: an open record of today, by the agency and task force of the last one."""
    return {"status": "open", "published": str(day), **load_habits(root)}


def _converse(
    root: Path,
    kind: Kind,
    given: dict[str, Tree],
    defaults: dict[str, Tree],
    vocabularies: Vocabularies,
    day: date,
) -> dict[str, Tree]:
    """Ask for what is not given, beginning where the last conversation broke off."""
    draft = load_draft(root, kind)
    if draft and not ask_whether(f"有一份没填完的{WORDS[kind]}（已填 {len(draft)} 项），接着填吗"):
        draft = {}
    data = draft | given
    click.echo(f"新建{WORDS[kind]}。标 * 的必填，其余可以直接回车跳过；Ctrl-C 随时退出，已填的会留着。")
    interview = Interview(kind, vocabularies, data, day)
    for name, shape in _asked(kind):
        if name not in data:
            _ask(root, interview, shape, str(defaults.get(name, "")))
    return data


def _ask(root: Path, interview: Interview, shape: Shape, default: str) -> None:
    """Ask one question and keep the answer, so that whatever happens next it is not asked again."""
    try:
        interview.ask(shape, default)
    except click.Abort:
        click.echo("\n没填完。已填的内容留着，再运行 showcase new 就能接着填。", err=True)
        raise
    write_draft(root, interview.kind, interview.data)


def _settled(root: Path, kind: Kind, data: dict[str, Tree], day: date, vocabularies: Vocabularies) -> dict[str, Tree]:
    """The whole record: with what follows from the answers, the id first of all."""
    record: dict[str, Tree] = {name: value for name, value in data.items() if value is not None}
    agency = vocabularies.agencies.now(str(record.get("agency", "")))
    term = vocabularies.agencies.get(agency)
    if term is None:
        near = f"；现为“{agency}”" if agency else ""
        raise click.UsageError(f"请用 --agency 写明服务机构的代码或名称{near}。")
    record = with_demo(record, vocabularies)
    year = str(record.get("published"))[:4]
    try:
        record["id"] = Serials(root).next_id(kind, int(year) if year.isdecimal() else day.year, agency)
    except NoSerialError:
        raise click.UsageError(f"{agency} 在 {year} 年的编号已经用完。") from None
    return record
