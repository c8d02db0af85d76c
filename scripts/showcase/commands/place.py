"""Where a command works: options and paths that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from showcase.files.journal import finish_writing
from showcase.files.years import FIRST_YEAR, LAST_YEAR, within_years
from showcase.publishing.host import Host, parse_target

EXIT_ERRORS = 1


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds mkdocs.yml and content/; what a killed command left there is put right."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            finish_writing(folder)
            return folder
    raise click.UsageError("请在目录仓库之内运行（其中应有 mkdocs.yml 和 content/）。")


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--as-of YYYY-MM-DD`, given to the command as a date or None."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
        help="以哪一天判断过期，默认今天。",
    )(function)


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    try:
        return within_years(value.date()) if value else None
    except ValueError:
        raise click.BadParameter(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。") from None


def inside(root: Path, path: Path) -> str:
    """A path below content/ as problems name it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # takes out "..", follows no link
    if not absolute.is_relative_to(root / "content"):
        raise click.UsageError(f"{path} 不在 content/ 之内。")
    return absolute.relative_to(root).as_posix()


def chosen(path: str, wanted: list[str]) -> bool:
    """Whether a file is one of those named, or below one; none named are all."""
    return not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)


def sheet_argument(*suffixes: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The file that a command writes, given to it as a path with one of these endings."""

    def check(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
        if value.suffix.lower() not in suffixes:
            raise click.BadParameter(f"文件名应以 {' 或 '.join(suffixes)} 结尾。")
        return value

    return click.argument("path", type=click.Path(path_type=Path, dir_okay=False), callback=check, metavar="文件")


def target_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Where releases are kept, given to the command as a Host."""

    def check(_context: click.Context, _parameter: click.Parameter, value: str) -> Host:
        try:
            return parse_target(value)
        except ValueError as error:
            raise click.BadParameter(f"{error}。") from None

    return click.argument("host", callback=check, metavar="目标")(function)
