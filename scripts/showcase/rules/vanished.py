"""Published records whose file is gone, though a record's address is for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from showcase.files.problem import Message, Problem, Severity
from showcase.past.history import Commit, History, HistoryError, load_blobs
from showcase.past.timeline import Version, last_versions, read_version


def check_vanished(history: History, files: Collection[str], ids: Collection[str]) -> Iterator[Problem]:
    """已发布的记录不得直接删除：应撤回，或在新记录的 aliases 中写上旧编号；演示记录除外。
    A published record is withdrawn or becomes an alias, it is not deleted; demonstration records may be.

    `files` are the paths that are there, `ids` all that records have or had. Says nothing where git cannot tell.
    """
    last = last_versions(history)
    gone = {path: item for path, item in last.items() if path not in files and PurePosixPath(path).stem not in ids}
    try:
        texts = dict(load_blobs(history.root, {blob for blob, _ in gone.values()})) if gone else {}
    except HistoryError:
        return
    for path, (blob, removal) in gone.items():
        version = read_version(path, texts[blob])
        if version and not version.demo:
            yield _problem(path, version, removal)


def _problem(path: str, version: Version, removal: Commit | None) -> Problem:
    when = (f"提交 {removal.sha[:8]}（{removal.time.date()}）", f"commit {removal.sha[:8]}") if removal else ("", "")
    message = Message(
        f"已发布的《{version.title}》在{when[0] or '工作区'}中被删除，没有撤回",
        f"was published and then deleted in {when[1] or 'the working tree'} without being withdrawn",
    )
    command = f"git checkout {f'{removal.sha[:8]}^' if removal else 'HEAD'} -- {path}"
    hint = Message(
        f"用 {command} 取回，再改为撤回；若换了编号，在新记录的 aliases 中写上 {version.id}",
        f"bring it back with {command} and withdraw it; if its id changed, add {version.id} to the new one's aliases",
    )
    return Problem(path, 1, 1, Severity.WARNING, "vanished", (), message, hint)
