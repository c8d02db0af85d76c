"""One pass over the content: records, what follows from them, and every problem."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path

from showcase.history import SHANGHAI, Commit, History, load_history
from showcase.markdown import render_body, render_plain
from showcase.problem import Message, Problem, Severity, sort_problems
from showcase.records import FOLDERS, MODELS, Achievement, Demand, Kind, valid_until
from showcase.rules import Draft, check_links, check_record
from showcase.source import Source, load_source
from showcase.validation import check_model
from showcase.vocabulary import Agency, Contact, ContractType, Institution, Status, Vocabulary, load_vocabularies


def today() -> date:
    """The date that decides expiry: SOURCE_DATE_EPOCH (seconds since 1970) if set, else today in Shanghai."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(SHANGHAI).date()


@dataclass(frozen=True)
class State:
    """An entry's state: its status, `expired` or `overdue`; in a word; and in a tone: open, busy, done or gone."""

    code: str
    label: str
    tone: str


_TONES = {"open": "open", "negotiating": "busy", "paused": "gone", "withdrawn": "gone"}


@dataclass(frozen=True, eq=False)
class Entry:
    """A sound record with its file, its history and what follows from them on the day `as_of`."""

    kind: Kind
    record: Achievement | Demand
    source: Source
    commits: tuple[Commit, ...]
    vocabularies: dict[str, Vocabulary]
    as_of: date

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def url(self) -> str:
        """The page's address from the site's root."""
        return f"{FOLDERS[self.kind]}/{self.record.id}/"

    @property
    def status(self) -> Status:
        term = self.vocabularies[f"{self.kind}-statuses"][self.record.status]
        assert isinstance(term, Status)
        return term

    @property
    def valid_until(self) -> date:
        return valid_until(self.record)

    @property
    def closes(self) -> date:
        """The last day to answer: a demand's deadline or the end of validity, whichever is first."""
        if isinstance(self.record, Demand):
            return min(self.record.deadline, self.valid_until)
        return self.valid_until

    @property
    def withdrawn(self) -> bool:
        return self.record.status == "withdrawn"

    @property
    def expired(self) -> bool:
        return not self.withdrawn and self.valid_until < self.as_of

    @property
    def overdue(self) -> bool:
        """A demand that can still be answered by its status, but not by its deadline."""
        return isinstance(self.record, Demand) and self.status.open and self.record.deadline < self.as_of

    @property
    def is_open(self) -> bool:
        """Whether a company can answer it today."""
        return self.status.open and not self.expired and not self.overdue

    @property
    def state(self) -> State:
        """What the reader is told: expiry and deadline count only while the matter is not settled."""
        tone = _TONES.get(self.record.status, "done")
        settled = self.withdrawn or tone == "done"
        if self.expired and not settled:
            return State("expired", "已过期", "gone")
        if self.overdue:
            return State("overdue", "已截止", "gone")
        return State(self.record.status, self.status.label, tone)

    @property
    def listed(self) -> bool:
        """Whether it stands in lists and feeds; the page and the JSON file stay in any case."""
        return not self.withdrawn and not self.expired

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The classes, in the vocabulary's order, derived from contract types and `venture`."""
        types = (self.vocabularies["contract-types"][code] for code in self.record.contract_types)
        found = {term.category for term in types if isinstance(term, ContractType)}
        if getattr(self.record, "venture", None):
            found.add("venture")
        return tuple(code for code in self.vocabularies["categories"] if code in found)

    @property
    def contact(self) -> Contact:
        """Whom to call: the record's own contact or its agency's."""
        agency = self.vocabularies["agencies"][self.record.agency]
        assert isinstance(agency, Agency)
        contact = self.record.contact or agency.contact
        assert contact is not None  # check_contact refuses a record without
        return contact

    @property
    def districts(self) -> tuple[str, ...]:
        """Where the demander, the holder and the company to be founded are."""
        record = self.record
        if isinstance(record, Demand):
            return (record.demander.district,)
        holder = self.vocabularies["institutions"][record.holder]
        assert isinstance(holder, Institution)
        venture = record.venture.district if record.venture else None
        return tuple(dict.fromkeys(code for code in (holder.district, venture) if code))

    @property
    def modified(self) -> datetime:
        """The last commit's time; without one, midnight in Shanghai of the latest date in the record."""
        if self.commits:
            return self.commits[0].time
        record = self.record
        dates = [record.published, record.reviewed, record.withdrawn and record.withdrawn.date]
        return datetime.combine(max(day for day in dates if day), time(), SHANGHAI)

    @cached_property
    def body_html(self) -> str:
        return render_body(self.source.body)

    @cached_property
    def body_text(self) -> str:
        return render_plain(self.body_html)


@dataclass(frozen=True)
class Catalogue:
    """All that the site is made from. `entries` are newest first, then by id."""

    root: Path
    as_of: date
    vocabularies: dict[str, Vocabulary]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    """The paths of all record files, sound or not."""

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.listed)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by every id that they have or had."""
        aliases = {alias: entry for entry in self.entries for alias in entry.record.aliases}
        return aliases | {entry.id: entry for entry in self.entries}

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)


def load(root: Path, as_of: date | None = None) -> Catalogue:
    """Read, check and join everything below `root`/content."""
    as_of = as_of or today()
    vocabularies, problems = load_vocabularies(root)
    drafts: dict[str, Draft] = {}
    files: list[str] = []
    for kind in MODELS:
        paths, strays = _record_files(root, kind)
        files += [path.relative_to(root).as_posix() for path in paths]
        problems += strays
        for path in paths:
            problems += _take(root, kind, path, vocabularies, drafts, as_of)
    aliases = _aliases(drafts.values())
    problems += check_links(drafts, aliases)
    unsound = {problem.path for problem in problems if problem.is_error}
    history = load_history(root)
    entries = [
        _entry(draft, history, vocabularies, as_of) for draft in drafts.values() if draft.source.path not in unsound
    ]
    entries.sort(key=lambda entry: (-entry.record.published.toordinal(), entry.id))
    return Catalogue(root, as_of, vocabularies, tuple(entries), tuple(sort_problems(problems)), tuple(files))


def _entry(draft: Draft, history: History, vocabularies: dict[str, Vocabulary], as_of: date) -> Entry:
    record = draft.record
    assert isinstance(record, Achievement | Demand)
    return Entry(draft.kind, record, draft.source, history.get(draft.source.path, ()), vocabularies, as_of)


def _take(
    root: Path,
    kind: Kind,
    path: Path,
    vocabularies: dict[str, Vocabulary],
    drafts: dict[str, Draft],
    as_of: date,
) -> Iterator[Problem]:
    """Read one file into `drafts`; yields its problems."""
    source = load_source(root, path)
    yield from source.problems
    if source.problems:
        return
    record, unsound, problems = check_model(MODELS[kind], source, source.data, (), {"vocabularies": vocabularies})
    yield from problems
    draft = Draft(kind, source, record, unsound, _attached_files(path))
    yield from check_record(draft, vocabularies)
    yield from _check_future(draft, as_of)
    if "id" in unsound:
        return
    if first := drafts.get(record.id):
        message = Message(f'编号 "{record.id}" 已用于 {first.source.path}', f"the id is used by {first.source.path}")
        yield source.problem("duplicate-id", ("id",), message, Message("请换下一个序号", "take the next serial"))
        return
    drafts[record.id] = draft


def _check_future(draft: Draft, as_of: date) -> Iterator[Problem]:
    if "published" not in draft.unsound and draft.record.published > as_of:
        message = Message(f"晚于今天（{as_of}）", f"is after today ({as_of})")
        hint = Message("发布日期写实际公开的那天", "give the day on which it was published")
        yield draft.source.problem("future", ("published",), message, hint, Severity.WARNING)


def _record_files(root: Path, kind: Kind) -> tuple[list[Path], list[Problem]]:
    """The record files of a kind, and a problem for every file that is none."""
    folder = root / "content" / FOLDERS[kind]
    found = sorted(path for path in folder.glob("*") if not path.name.startswith("."))
    records: list[Path] = []
    strays: list[Path] = [path for path in found if path.is_symlink() or not path.is_dir()]
    for year in (path for path in found if path not in strays):
        for path in sorted(year.iterdir()):
            if path.suffix == ".md":
                records.append(path)
            elif not path.name.startswith(".") and not _holds_attachments(path):
                strays.append(path)
    return records, [_stray(root, path) for path in strays]


def _holds_attachments(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and path.with_name(f"{path.name}.md").exists()


def _stray(root: Path, path: Path) -> Problem:
    source = Source(path.relative_to(root).as_posix(), {}, {})
    message = Message("这里不该有这个文件", "this file has no place here")
    hint = Message(
        "记录写作 <年份>/<编号>.md，附件放进 <年份>/<编号>/",
        "records are <year>/<id>.md, attachments lie in <year>/<id>/",
    )
    return source.problem("stray-file", (), message, hint)


def _attached_files(path: Path) -> dict[str, int]:
    folder = path.with_suffix("")
    if not folder.is_dir() or folder.is_symlink():
        return {}
    return {
        file.name: file.stat().st_size for file in sorted(folder.iterdir()) if file.is_file() and not file.is_symlink()
    }


def _aliases(drafts: Iterable[Draft]) -> dict[str, str]:
    """The first record that claims each alias."""
    owners: dict[str, str] = {}
    for draft in drafts:
        for alias in () if "aliases" in draft.unsound else draft.record.aliases:
            owners.setdefault(alias, draft.record.id)
    return owners
