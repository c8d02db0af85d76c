"""One cause that puts many records in the wrong is told once, where it lies: in a vocabulary, or in a folder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from showcase.catalogue.load import Catalogue
from showcase.catalogue.lost import Lost, find_lost, remedy_of, said_of
from showcase.files.problem import Lang, Loc, Message, Problem, Severity, sort_problems
from showcase.files.source import load_yaml
from showcase.files.yaml_nodes import value_at
from showcase.past.history import History
from showcase.past.timeline import last_versions
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import record_path

FEWEST_USES = 2
"""So many records have to name a code that is gone; of a single one it is told there."""
FEWEST_MOVED = 3
"""So many files have to lie in a wrong folder …"""
FEWEST_FILES, SHARE = 10, 0.9
"""… or to bear the same fault, and so much of what lies in their folder."""
_NAMED = 3


def tell_causes(catalogue: Catalogue, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those with a common cause as one."""
    rest = list(problems)
    for gather in (_by_vocabulary, _by_deletion, _by_place, _by_fault):
        groups, rest = gather(catalogue, rest)
        rest += groups
    return sort_problems(rest)


Told = tuple[list[Problem], list[Problem]]
"""What was made of groups, and the problems of none."""


def _gather(
    problems: Sequence[Problem],
    key: Callable[[Problem], Hashable],
    enough: Callable[[Hashable, list[Problem]], bool],
    tell: Callable[[Hashable, list[Problem]], Problem],
) -> Told:
    """Problems of one key, unless it is None, become one where there are enough of them."""
    groups: dict[Hashable, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[key(problem)].append(problem)
    rest = groups.pop(None, [])
    told = []
    for found, members in groups.items():
        if enough(found, members):
            told.append(tell(found, members))
        else:
            rest += members
    return told, rest


def _by_vocabulary(catalogue: Catalogue, problems: list[Problem]) -> Told:
    """Codes that are gone from a vocabulary, and what a term has lost that its records need."""
    used = {problem: text for problem in problems if (text := _code(catalogue, problem))}
    lost = {(one.vocabulary, one.code): one for one in find_lost(catalogue, set(used.values()))} if used else {}

    def key(problem: Problem) -> str | None:
        causes = (one for one in lost.values() if one.code == used.get(problem) and one.tells(problem))
        return next((one.vocabulary for one in causes), None)

    def tell(name: Hashable, members: list[Problem]) -> Problem:
        codes = dict.fromkeys(used[problem] for problem in members)
        return _of_vocabulary(catalogue, [one for code in codes if (one := lost.get((str(name), code)))], members)

    def enough(_name: Hashable, members: list[Problem]) -> bool:
        return len(members) >= FEWEST_USES or any(problem.code == "term-reference" for problem in members)

    return _gather(problems, key, enough, tell)


def _code(catalogue: Catalogue, problem: Problem) -> str | None:
    """The text at fault."""
    if not problem.is_error:
        return None
    if (source := catalogue.sources.get(problem.path)) is None and problem.path.endswith(".yml"):
        source = load_yaml(catalogue.root, catalogue.root / problem.path)
    text = value_at(source.data, problem.loc) if source else None
    return text if isinstance(text, str) else None


def _of_vocabulary(catalogue: Catalogue, lost: list[Lost], members: list[Problem]) -> Problem:
    first = lost[0]
    source = load_yaml(catalogue.root, catalogue.root / first.path)
    number = first.place(source) if len(lost) == 1 else None
    loc = ("terms",) if number is None else ("terms", number, "code")
    head = said_of(lost)
    files = len({problem.path for problem in members})
    zh = f"{head.zh}，有 {files} 个文件的 {len(members)} 处因此出错：{_files(members)}"
    message = Message(
        zh, f"{head.en}; {len(members)} places in {files} files are in the wrong by it: {_files(members, 'en')}"
    )
    inside = any(problem.code == "term-reference" for problem in members)
    return source.problem("vocabulary", loc, message, remedy_of(lost, inside=inside))


def _files(members: Iterable[Problem], lang: Lang = "zh") -> str:
    """The first of the files by name."""
    names = list(dict.fromkeys(PurePosixPath(problem.path).stem for problem in members))
    more = {"zh": " 等", "en": " …"}[lang] if len(names) > _NAMED else ""
    return {"zh": "、", "en": ", "}[lang].join(names[:_NAMED]) + more


def _by_deletion(catalogue: Catalogue, problems: list[Problem]) -> Told:
    """What is said of records that main had and whose files are gone, and of what refers to them."""
    gone = _gone_files(catalogue)
    if not gone:
        return [], problems
    left = {str(PurePosixPath(path).parent) for path in (*catalogue.files, *_homes_of_strays(catalogue))}
    lost = Counter(str(PurePosixPath(path).parent) for path in gone)

    def key(problem: Problem) -> str | None:
        text = (_code(catalogue, problem) or "") if problem.code in ("links", "events") else ""
        refers = record_path(text) if re.fullmatch(RECORD_ID, text) else ""
        path = problem.path if problem.code in ("vanished", "deleted") else refers
        folder = str(PurePosixPath(path).parent)
        if path not in gone:
            return None
        return folder if folder not in left or lost[folder] >= FEWEST_MOVED else path

    def tell(place: Hashable, members: list[Problem]) -> Problem:
        return _of_deletion(str(place), gone, members, emptied=str(place) not in left)

    return _gather(problems, key, lambda _place, members: len(members) >= FEWEST_USES, tell)


def _gone_files(catalogue: Catalogue) -> dict[str, str]:
    """Records that main had and that are nowhere below content/, first gone first, each with the last version of it."""
    if not isinstance(catalogue.history, History):
        return {}
    last = last_versions(catalogue.history)
    here = {_stem(path) for path in (*catalogue.files, *_homes_of_strays(catalogue))}
    gone = {
        path: f"{removal.sha[:8]}^" if removal else "HEAD"
        for path, (_blob, removal) in last.items()
        if path not in catalogue.sources and _stem(path) not in here
    }
    return dict(sorted(gone.items(), key=lambda item: item[1] == "HEAD"))


def _homes_of_strays(catalogue: Catalogue) -> list[str]:
    """Where the records belong that lie elsewhere: they have stayed, though not in their folder."""
    stems = [_stem(problem.path) for problem in catalogue.problems if problem.code == "stray-file"]
    return [record_path(stem) for stem in stems if re.fullmatch(RECORD_ID, stem)]


def _of_deletion(place: str, gone: Mapping[str, str], members: list[Problem], *, emptied: bool) -> Problem:
    lost = [path for path in gone if path == place or path.startswith(f"{place}/")]
    commands = _commands(place, lost, gone, emptied=emptied)
    zh, en = ("已发布的记录被删除", "a published record was deleted")
    if place not in gone:
        zh, en = (f"这里有 {len(lost)} 条记录被删除", f"{len(lost)} records here were deleted")
    if referring := [problem for problem in members if problem.code in ("links", "events")]:
        zh += f"，{len(referring)} 处引用因此落空：{_files(referring)}"
        en += f"; {len(referring)} references lead nowhere: {_files(referring, 'en')}"
    hint = Message(
        f"用 {' 和 '.join(commands)} 取回；不再公开的改为撤回：showcase withdraw 编号；"
        "换了编号的，在新记录的 aliases 中写上旧编号",
        f"bring it back: {' and '.join(commands)}; then withdraw what is to be public no more; "
        "of what has another id now add the former one to the new one's aliases",
    )
    severity = Severity.ERROR if any(problem.is_error for problem in members) else Severity.WARNING
    return Problem(place, 1, 1, severity, "vanished", (), Message(zh, en), hint)


def _commands(place: str, lost: list[str], gone: Mapping[str, str], *, emptied: bool) -> list[str]:
    """What brings the lost records back and touches nothing that has stayed, each as it was last.

    Each names its paths, however many: what git would list itself has changed once the command before it ran.
    """
    versions = dict.fromkeys(gone[path] for path in lost)
    if emptied and len(versions) == 1:
        return [f"git checkout {version} -- {place}" for version in versions]
    return [
        f"git checkout {version} -- {' '.join(path for path in lost if gone[path] == version)}" for version in versions
    ]


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


class _Moved(NamedTuple):
    here: str
    there: str


def _by_place(_catalogue: Catalogue, problems: list[Problem]) -> Told:
    """Records that lie in the wrong folder, with what lies beside them."""
    moved: dict[str, _Moved] = {}
    for problem in problems:
        path = PurePosixPath(problem.path)
        if problem.code in ("stray-file", "file-name") and path.suffix == ".md" and re.fullmatch(RECORD_ID, path.stem):
            there = PurePosixPath(record_path(path.stem)).parent
            if there != path.parent:
                moved[str(path.with_suffix(""))] = _Moved(str(path.parent), str(there))

    def key(problem: Problem) -> _Moved | None:
        if problem.code not in ("stray-file", "file-name"):
            return None
        path = PurePosixPath(problem.path)
        return moved.get(str(path.with_suffix(""))) or moved.get(str(path.parent))

    def tell(place: Hashable, members: list[Problem]) -> Problem:
        assert isinstance(place, _Moved)
        here, there = place
        records = [problem for problem in members if problem.path.endswith(".md")]
        message = Message(
            f"这里的 {len(records)} 条记录（{_files(records)}）应放在 {there}/",
            f"{len(records)} records here ({_files(records, 'en')}) belong in {there}/",
        )
        hint = Message(
            f"文件夹改了名或挪了地方的，改回去：git mv {here} {there}；编号里的年份和类别决定文件夹",
            f"if the folder was renamed or moved, put it back: git mv {here} {there}",
        )
        return Problem(here, 1, 1, Severity.ERROR, members[0].code, (), message, hint)

    return _gather(problems, key, lambda _place, members: len(members) >= FEWEST_MOVED, tell)


class _Fault(NamedTuple):
    folder: str
    severity: Severity
    code: str
    loc: Loc
    message: Message
    hint: Message | None


def _by_fault(catalogue: Catalogue, problems: list[Problem]) -> Told:
    """The same error in nearly all records of a folder: a program went over them."""
    records = Counter(str(PurePosixPath(path).parent) for path in catalogue.sources)

    def key(problem: Problem) -> _Fault | None:
        folder = str(PurePosixPath(problem.path).parent)
        if not problem.is_error or problem.path not in catalogue.sources:
            return None
        return _Fault(folder, problem.severity, problem.code, problem.loc, problem.message, problem.hint)

    def enough(fault: Hashable, members: list[Problem]) -> bool:
        assert isinstance(fault, _Fault)
        return len(members) >= max(FEWEST_FILES, SHARE * records[fault.folder])

    def tell(fault: Hashable, members: list[Problem]) -> Problem:
        assert isinstance(fault, _Fault)
        message = Message(
            f"这里的 {len(members)} 条记录（{_files(members)}）都是：{fault.message.zh}",
            f"{len(members)} records here ({_files(members, 'en')}): {fault.message.en}",
        )
        undo = f"git checkout -- {fault.folder}"
        zh, en = f"像是整批改过，未提交的可用 {undo} 取回", f"if a program went over all of them: {undo}"
        hint = Message(f"{fault.hint.zh}；{zh}", f"{fault.hint.en}; {en}") if fault.hint else Message(zh, en)
        return Problem(fault.folder, 1, 1, fault.severity, fault.code, fault.loc, message, hint)

    return _gather(problems, key, enough, tell)
