"""What commands that change records share: finding them, trying the change, keeping it, saying what changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from showcase.authoring.trial import check_files
from showcase.catalogue.folders import find_records
from showcase.commands.named import typed_id
from showcase.commands.place import EXIT_ERRORS
from showcase.files.journal import write_files
from showcase.files.problem import Message, Problem, render_text
from showcase.files.source import load_source
from showcase.schema.names import nearest
from showcase.schema.records import MODELS, Kind, kind_of, record_path
from showcase.schema.vocabulary import Vocabularies


def find_record(root: Path, identifier: str) -> tuple[Kind, Path, str]:
    """A sound file by its id, in whatever letters, or by its path: the kind, the path, the text as it stands there."""
    typed, identifier = identifier, typed_id(identifier)
    path = root / record_path(identifier)
    if not path.is_file():
        records = [found for kind in MODELS for found in find_records(root, kind)]
        titled = [found.stem for found in records if typed in str(load_source(root, found).data.get("title"))]
        near = titled[0] if len(titled) == 1 else nearest(identifier, [found.stem for found in records])
        raise click.UsageError(f"没有编号为 {typed} 的记录{f'；是否想写 {near}？' if near else '。'}")
    if problems := load_source(root, path).problems:
        refuse(problems)
    return kind_of(identifier), path, path.read_bytes().decode()


def agency_named(text: str, vocabularies: Vocabularies) -> str:
    """The code of the agency that a code or a name stands for, also a former one."""
    code = vocabularies.agencies.named(text)
    if code is None:
        known = "、".join(f"{term.code} {term.label}" for term in vocabularies.agencies.values()) or "还没有登记"
        raise click.UsageError(f"没有服务机构“{text}”。现有：{known}。")
    return code


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """Say what is wrong and that nothing was written; exit code 1."""
    problems = list(problems)
    click.echo(render_text(len({problem.path for problem in problems}), problems), nl=False)
    click.echo("没有写入任何文件。", err=True)
    raise click.exceptions.Exit(EXIT_ERRORS)


def say(place: str, notes: Iterable[Message]) -> None:
    """What a value was read as, where that is not what was typed."""
    for note in notes:
        click.echo(f"提示：{place}：{note.zh}", err=True)


def save(root: Path, files: Mapping[str, str], as_of: date | None) -> None:
    """Check the files as `showcase check` does; keep them if they bring nothing to mend, else exit with code 1."""
    changed = {name: text for name, text in files.items() if _text(root / name) != text}
    problems = check_files(root, changed, as_of) if changed else []
    if any(problem.stops for problem in problems):
        refuse(problems)
    before = {name: _text(root / name) for name in changed}
    write_files(root, changed)
    for name, text in changed.items():
        click.echo(name)
        for line in difflib.unified_diff(before[name].splitlines(), text.splitlines(), n=0, lineterm=""):
            if not line.startswith(("---", "+++", "@@")):
                click.echo(f"  {line}")
    if problems:
        click.echo(render_text(len(changed), problems), nl=False)
    if not changed:
        click.echo("没有变化。")


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.is_file() else ""
