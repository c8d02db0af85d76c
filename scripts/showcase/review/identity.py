"""Rules that hold between what was published and what is to replace it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.catalogue.serials import Serials
from showcase.files.problem import Message, Problem
from showcase.files.source import Source
from showcase.review.baseline import Baseline, has_broken_vocabulary, record_id
from showcase.review.revisions import load_last
from showcase.rules.common import another_matter
from showcase.rules.likeness import is_another_matter

_PUBLISHED = re.compile(r"^published:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)


def check_identity(root: Path, now: Catalogue, baseline: Baseline) -> Iterator[Problem]:
    """已发布的记录不删除，编号、发布日期不改，曾用编号只增不减；用过的编号不再用，也不改写成另一件事。
    A published record is never deleted, keeps its id and its date of publication and loses no alias; an id is never
    used again, nor for another matter."""
    if has_broken_vocabulary(now):
        return
    sources = {record_id(path): source for path, source in now.sources.items() if path in baseline.touched}
    here = {record_id(path) for path in now.files}
    names = here | set(now.by_id) | {alias for source in sources.values() for alias in _aliases(source)}
    for entry in baseline.catalogue.entries:
        if entry.id not in names:
            if not entry.record.demo:  # invented ones go when the market begins
                yield _deleted(entry)
        elif (source := sources.get(entry.id)) and not source.problems:
            yield from _check_same(entry, source)
            yield from _check_matter(root, entry, source)
    yield from _check_new(root, sources, baseline)


def _aliases(source: Source) -> list[str]:
    found = source.data.get("aliases")
    return [alias for alias in found if isinstance(alias, str)] if isinstance(found, list) else []


def _deleted(entry: Entry) -> Problem:
    message = Message(
        f"已发布的记录 {entry.id}《{entry.record.title}》被删除", f"the published record {entry.id} was deleted"
    )
    hint = Message(
        "请恢复文件，把 status 改为 withdrawn 并写 withdrawn 的日期和原因；换了编号的，在新记录的 aliases 写上原编号",
        "restore it and withdraw it instead, or put its id into the `aliases` of the record that replaces it",
    )
    return Source(entry.source.path).problem("deleted", (), message, hint)


def _check_same(entry: Entry, source: Source) -> Iterator[Problem]:
    published, was = source.data.get("published"), entry.record.published.isoformat()
    if isinstance(published, str) and published.strip() != was:
        message = Message(
            f"发布日期不能改，原为 {was}，现为 {published}",
            f"published may not change: it was {was}, found {published}",
        )
        hint = Message("请改回；更新了内容的，改 reviewed", "put it back; a review goes into `reviewed`")
        yield source.problem("published-changed", ("published",), message, hint)
    for alias in entry.record.aliases:
        if alias not in _aliases(source):
            message = Message(
                f"曾用编号 {alias} 被删去，原网址会失效", f"the alias {alias} is gone and its address with it"
            )
            yield source.problem(
                "alias-dropped", ("aliases",), message, Message(f"请补回 {alias}", f"put {alias} back")
            )


def _check_matter(root: Path, entry: Entry, source: Source) -> Iterator[Problem]:
    title, summary = (str(source.data.get(name) or "") for name in ("title", "summary"))
    was = (entry.record.title, entry.record.summary, entry.source.body)
    if is_another_matter(was, (title, summary, source.body)):
        free = Serials(root).next_id(entry.kind, entry.record.published.year, entry.record.agency)
        yield source.problem("another-matter", ("id",), *another_matter(entry.id, entry.record.title, free))


def _check_new(root: Path, sources: dict[str, Source], baseline: Baseline) -> Iterator[Problem]:
    before = {record_id(path) for path in baseline.catalogue.files}
    for identifier, source in sources.items():
        if identifier in before or identifier not in baseline.used or _restored(root, source, baseline, identifier):
            continue
        message = Message(
            f"编号 {identifier} 曾用于一条已删除的记录，不能再用",
            f"the id {identifier} was another record's, since deleted",
        )
        hint = Message("请换下一个没有用过的序号", "take the next serial that was never used")
        yield source.problem("id-reused", ("id",), message, hint)


def _restored(root: Path, source: Source, baseline: Baseline, identifier: str) -> bool:
    """Whether the file is the deleted record come back: it has the same date of publication."""
    last = _PUBLISHED.search(load_last(root, baseline.commit, baseline.used[identifier]))
    return last is not None and source.data.get("published") == last[1]
