"""What may lie below content/, and where: the allow-list of everything that is published.

    index.md  guide/<page>.md  guide/pictures/<picture>                            the site's own pages
    guide/follow.py consumer.py consumer.mjs lunr-query.mjs                        examples that the guide shows
    vocabularies/<name>.yml                                                        see vocabulary.py
    events.yml                                                                     see event.py
    <achievements|demands>/<year>/<id>.md                                          a record
    <achievements|demands>/<year>/<id>/<file>                                      what is attached to it

Whatever else lies there is an error, lest a page, a script or a record reach the site unchecked. Links are
never followed: they would put a file from elsewhere on the site.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from showcase.files.names import composed, folded, is_dropping, is_portable
from showcase.files.problem import Message, Problem, Severity
from showcase.files.source import Source
from showcase.schema.fields import RECORD_ID
from showcase.schema.names import nearest
from showcase.schema.records import FOLDERS, Kind, record_path

_RECORD = rf"(?:{'|'.join(FOLDERS.values())})/\d{{4}}/[^/]+"
_PAGES = re.compile(
    r"index\.md|guide/(?!README\.)\w[\w.-]*\.md|guide/pictures/\w[\w.-]*\.(?:png|jpe?g|webp)|guide/(?:follow\.py|consumer\.(?:py|mjs)|lunr-query\.mjs)"
)
_RECORDS = re.compile(rf"{_RECORD}\.md")
_ATTACHED = re.compile(rf"({_RECORD})/[^/]+")
_DATA = re.compile(r"vocabularies/[^/]+\.yml|events\.yml")
_ID_WITHIN = re.compile(RECORD_ID.strip("^$"))
_DEEPEST = 4
"""Nothing that may be there lies further down; what does is not looked into, however deep it is."""


def find_records(root: Path, kind: Kind) -> list[Path]:
    """The record files of a kind, links among them: whoever reads one is told what it is."""
    folder = root / "content" / FOLDERS[kind]
    years = [year for year in _items(folder) if _is_folder(year) and re.fullmatch(r"\d{4}", year.name)]
    files = [path for year in years for path in _items(year) if path.suffix == ".md" and path.name[0] != "."]
    return [path for path in files if _original(path) is None]


def _original(path: Path) -> str | None:
    """The record beside which a file lies as a copy, named as downloads and file managers do: `<id> (1).md`."""
    named = _ID_WITHIN.search(path.stem.lower())
    if named is None or path.suffix != ".md" or re.fullmatch(RECORD_ID, path.stem):
        return None
    return f"{named[0]}.md" if _is_file(path.with_name(f"{named[0]}.md")) else None


def find_attachments(record: Path) -> dict[str, int]:
    """The files in a record's own folder: composed name → size in bytes."""
    folder = record.with_suffix("")
    files = [file for file in _items(folder) if file.name[0] != "." and not is_dropping(file.name) and _is_file(file)]
    return {composed(file.name): file.stat().st_size for file in files}


def find_pages(root: Path) -> list[Path]:
    """The Markdown files of the site's own pages."""
    content = root / "content"
    files = [*_items(content), *_items(content / "guide")]
    return [file for file in files if file.suffix == ".md" and is_page(file.relative_to(content).as_posix())]


def find_page_pictures(root: Path) -> list[Path]:
    """The pictures of the site's own pages."""
    return [file for file in _items(root / "content" / "guide" / "pictures") if _is_published(root, file)]


def find_programs(root: Path) -> list[Path]:
    """The programs that the guide shows."""
    return [file for file in _items(root / "content" / "guide") if file.suffix != ".md" and _is_published(root, file)]


def _is_published(root: Path, file: Path) -> bool:
    return _is_file(file) and is_page(file.relative_to(root / "content").as_posix())


def is_page(path: str) -> bool:
    """Whether a path below content/ is one that MkDocs publishes."""
    return _PAGES.fullmatch(path) is not None


def check_folders(root: Path) -> Iterator[Problem]:
    """content/ 之下只放网站页面、词表、活动、记录和附件，各在其位；不放链接、隐藏文件和别的文件；名称各种系统都能用。
    Below content/ lie pages, vocabularies, events, records, attachments, each in place: no links, nothing hidden, and
    names that every system can hold."""
    content = root / "content"
    if content.is_symlink() or not content.is_dir():
        yield _problem(root, content, *(_LINK if content.is_symlink() else _MISSING))
        return
    paths = list(_walk(content, _DEEPEST))
    twins = _twins(paths)
    yield from _check_names(root, paths, twins)
    for path in (path for path in paths if path not in twins):
        name = path.relative_to(content).as_posix()
        if is_dropping(path.name) and _is_file(path):
            yield _problem(root, path, *_DROPPING, Severity.WARNING)
        elif path.name.startswith("."):
            yield _problem(root, path, *_HIDDEN)
        elif path.is_symlink():
            if not (_RECORDS.fullmatch(name) or _DATA.fullmatch(name)):  # who reads those says so
                yield _problem(root, path, *_LINK)
        elif _is_folder(path):
            yield _problem(root, path, *(_UNREADABLE if len(PurePosixPath(name).parts) <= _DEEPEST else _TOO_DEEP))
        elif original := _original(path):
            yield _problem(root, path, *_copy(original))
        elif not _is_file(path) or not _has_place(content, name):
            yield _problem(root, path, _STRAY, _remedy(name))


def _twins(paths: list[Path]) -> dict[Path, Path]:
    """The files that differ from another one by case or composition alone, each with the one that is to stay."""
    spelled: dict[str, list[Path]] = {}
    for path in paths:
        spelled.setdefault(folded(path.as_posix()), []).append(path)
    twins: dict[Path, Path] = {}
    for group in spelled.values():
        stays = max(group, key=lambda path: (path.name == composed(path.name.lower()), path))
        twins |= {path: stays for path in group if path != stays}
    return twins


def _check_names(root: Path, paths: list[Path], twins: Mapping[Path, Path]) -> Iterator[Problem]:
    """Files in their place whose names Windows cannot hold, and those of which Windows and macOS would keep one."""
    for path in paths:
        if not is_portable(path.name) and _has_place(root / "content", path.relative_to(root / "content").as_posix()):
            yield _problem(root, path, *_NOT_PORTABLE)
        if path in twins:
            other = twins[path]
            name = other.name if other.parent == path.parent else other.relative_to(root).as_posix()
            yield _problem(root, path, *_twin(name))


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Everything below but the visible folders that can be looked into."""
    for path in _items(folder):
        if depth and _is_folder(path) and path.name[0] != "." and os.access(path, os.R_OK | os.X_OK):
            yield from _walk(path, depth - 1)
        else:
            yield path


def _has_place(content: Path, name: str) -> bool:
    if attached := _ATTACHED.fullmatch(name):
        return _is_file(content / f"{attached[1]}.md")
    return any(pattern.fullmatch(name) for pattern in (_PAGES, _RECORDS, _DATA))


def _items(folder: Path) -> list[Path]:
    readable = _is_folder(folder) and os.access(folder, os.R_OK | os.X_OK)
    return sorted(folder.iterdir()) if readable else []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _problem(root: Path, path: Path, message: Message, hint: Message, severity: Severity = Severity.ERROR) -> Problem:
    return Source(path.relative_to(root).as_posix()).problem("stray-file", (), message, hint, severity)


def _remedy(name: str) -> Message:
    """Where the file belongs by its name, as far as it can be known."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".md" and re.fullmatch(RECORD_ID, path.stem.lower()):
        place = record_path(path.stem.lower())
        return Message(f"这条记录应放在 {place}", f"this record belongs in {place}")
    if named := _NAMED_AS.match(path.name):
        zh = f"像是记录 {named[1].lower()}：是记录的，改名为 {named[1].lower()}.md；不是的，请删去"
        return Message(zh, f"if it is a record, its name is {named[1].lower()}.md; else remove it")
    near = nearest(path.parts[0], [*FOLDERS.values(), "guide", "vocabularies"]) if len(path.parts) > 1 else None
    if near and near != path.parts[0]:
        zh, en = f"是否应放在 content/{near}/ 之下？", f"does it belong in content/{near}/? "
        return Message(zh + _PLACES.zh, en + _PLACES.en)
    return _PLACES


_NAMED_AS = re.compile(r"([ad]\d{4}-[a-z0-9]{2,12}-\d{3,4})(?:\.[a-z]{2,10}){1,2}~?\Z", re.IGNORECASE)


def _twin(other: str) -> tuple[Message, Message]:
    message = Message(
        f"与 {other} 只差大小写，或看上去同名", f"differs from {other} by case only, or by how it is composed"
    )
    return message, Message(
        "在 Windows 和 macOS 上两个只留得下一个：内容相同就删去，不同就改名",
        "Windows and macOS keep one: remove or rename it",
    )


def _copy(original: str) -> tuple[Message, Message]:
    message = Message(
        f"像是 {original} 的副本（下载、复制时自动改了名），不是一条记录",
        f"seems to be a copy of {original}, renamed when it was downloaded or copied, and is no record",
    )
    hint = Message(
        f"内容相同就删去；是新改的，用它替换 {original}；另是一条的，换成自己的编号",
        f"remove it if it says the same, or put it in the place of {original}, or give it an id of its own",
    )
    return message, hint


_PLACES = Message(
    "记录写作 achievements/<年份>/<编号>.md 或 demands/<年份>/<编号>.md，附件放进记录旁的 <编号>/；"
    "不需要的请删去，不能放进 content/",
    "records are achievements/<year>/<id>.md or demands/<year>/<id>.md, attachments lie in <id>/ beside them;"
    " nothing else may lie below content/",
)
_STRAY = Message("这里不该有这个文件", "this file has no place here")
_LINK = (
    Message("这里是链接，会把别处的文件放到网站上", "is a link: it would put a file from elsewhere on the site"),
    Message("请放入文件或文件夹本身，或删去链接", "put the file or the folder itself here, or remove the link"),
)
_HIDDEN = (
    Message("名称以点开头，是隐藏文件，不发布", "begins with a dot: hidden files are not published"),
    Message("不需要的请删去；要发布的请改名", "remove it, or rename it if it is to be published"),
)
_DROPPING = (
    Message("这是系统留下的文件，不发布", "was left by a file manager and is not published"),
    Message("请删去，并加入 .gitignore", "remove it and add it to .gitignore"),
)
_NOT_PORTABLE = (
    Message(
        "Windows 上不能有这个名称的文件，别人取不出整个仓库", "Windows holds no file of this name: clones fail there"
    ),
    Message(
        r'请改名：不用 < > : " | ? * \、换行和 con、aux 等保留名，不以空格或点结尾',
        'rename it: none of < > : " | ? * \\, no line break, no name such as con or aux, no blank or dot at its end',
    ),
)
_TOO_DEEP = (Message("文件夹套得太深，这里不该有文件夹", "no folder has a place this deep"), _PLACES)
_UNREADABLE = (
    Message("没有权限读取这个文件夹", "may not be read: permission denied"),
    Message("请改正权限，如 chmod u+rwX", "mend its permissions, as by chmod u+rwX"),
)
_MISSING = (
    Message("没有这个文件夹", "there is no such folder"),
    Message("请恢复 content/，记录、词表和页面都在其中", "bring content/ back, it holds all records"),
)
