"""Which files below content/ are records, which lie beside a record, and which have no place there."""

from __future__ import annotations

from pathlib import Path

from showcase.files.problem import Message, Problem
from showcase.files.source import Source
from showcase.schema.records import FOLDERS, Kind


def find_records(root: Path, kind: Kind) -> tuple[list[Path], list[Problem]]:
    """The record files of a kind, and a problem for everything that is neither record nor attachment."""
    folder = root / "content" / FOLDERS[kind]
    records: list[Path] = []
    strays: list[Path] = []
    for year in _visible(folder):
        if not _is_folder(year):
            strays.append(year)
            continue
        for path in _visible(year):
            if path.suffix == ".md":
                records.append(path)
            elif _is_folder(path) and path.with_name(f"{path.name}.md").exists():
                strays += [item for item in _visible(path) if not _is_file(item)]
            else:
                strays.append(path)
    return records, [_stray(root, path) for path in strays]


def find_attachments(record: Path) -> dict[str, int]:
    """The files in a record's own folder: name → size in bytes."""
    folder = record.with_suffix("")
    if not _is_folder(folder):
        return {}
    return {file.name: file.stat().st_size for file in _visible(folder) if _is_file(file)}


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _stray(root: Path, path: Path) -> Problem:
    source = Source(path.relative_to(root).as_posix(), {}, {})
    message = Message("这里不该有这个文件", "this file has no place here")
    hint = Message(
        "记录写作 <年份>/<编号>.md，附件放进 <年份>/<编号>/",
        "records are <year>/<id>.md, attachments lie in <year>/<id>/",
    )
    return source.problem("stray-file", (), message, hint)
