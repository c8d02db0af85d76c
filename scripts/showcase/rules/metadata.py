"""The rule of what attached files tell of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from showcase.files.names import composed, find_file
from showcase.files.problem import Message, Problem, Severity
from showcase.files.source import ONLY_A_POINTER, Source
from showcase.files.traces import Examination, Fault, Kind, Trace
from showcase.rules.attachments import ATTACHMENT_BYTES, ATTACHMENT_TYPES, most_bytes
from showcase.rules.engine import Draft
from showcase.rules.privacy import is_cleared
from showcase.schema.parts import FILMS
from showcase.schema.vocabulary import Vocabularies

_NOBODY = {"administrator", "admin", "user", "pc", "owner", "unknown", "lenovo", "hp", "dell", "asus", "acer", "huawei"}
_NOBODY |= {
    "microsoft office user",
    "windows user",
    "windows 用户",
    "微软用户",
    "微软中国",
    "未知",
    "匿名",
    "anonymous",
}


def listed_files(root: Path, drafts: Mapping[str, Draft]) -> list[Path]:
    """Every attachment whose name, type and size are in order."""
    return [path for draft in drafts.values() for _, path in _listed(root, draft)]


def check_metadata(
    root: Path, drafts: Mapping[str, Draft], examined: Mapping[Path, Examination], vocabularies: Vocabularies
) -> Iterator[Problem]:
    """附件属性里不留作者、批注人、设备和拍摄位置；须能打开、不加密码；确需保留的，在 disclosure.cleared 写明。
    Attached files tell no author, commenter, device or place, unless `disclosure.cleared` names the file; they open."""
    bodies = {term.label for term in (*vocabularies.institutions.values(), *vocabularies.agencies.values())}
    for draft in drafts.values():
        for index, path in _listed(root, draft):
            loc = ("attachments", index, "file")
            found = examined[path]
            if found.fault:
                yield draft.source.problem("metadata", loc, *_FAULTS[found.fault])
            elif not is_cleared(draft, path.name):
                for message, hint, severity in _messages(found.traces, bodies, path.suffix.lower()):
                    yield draft.source.problem("metadata", loc, message, hint, severity)


def check_page_pictures(
    root: Path, pictures: Sequence[Path], examined: Mapping[Path, Examination]
) -> Iterator[Problem]:
    """Pictures of the site's own pages keep to what holds of attached ones; those too large were not examined."""
    for path in pictures:
        source = Source(path.relative_to(root).as_posix())
        found = examined.get(path)
        if found is None:
            yield source.problem("metadata", (), *_TOO_LARGE)
        elif found.fault:
            yield source.problem("metadata", (), *_FAULTS[found.fault])
        for message, hint, severity in _messages(found.traces if found else (), set(), path.suffix.lower()):
            yield source.problem("metadata", (), message, hint, severity)


def small(pictures: Sequence[Path]) -> list[Path]:
    """Those that may be opened."""
    return [path for path in pictures if path.stat().st_size <= most_bytes(path.name)]


def _listed(root: Path, draft: Draft) -> Iterator[tuple[int, Path]]:
    folder = (root / draft.source.path).with_suffix("")
    for index, item in enumerate(() if "attachments" in draft.unsound else draft.record.attachments):
        allowed, most = PurePosixPath(item.file).suffix.lower() in ATTACHMENT_TYPES, most_bytes(item.file)
        if allowed and draft.files.get(composed(item.file), most + 1) <= most:
            yield index, find_file(folder, item.file)


def _messages(traces: tuple[Trace, ...], bodies: set[str], suffix: str) -> Iterator[tuple[Message, Message, Severity]]:
    """One message a kind and value, wherever in the file it stands."""
    places: dict[tuple[Kind, str], list[str]] = {}
    for trace in traces:
        if trace.value.lower() not in _NOBODY and trace.value not in bodies:
            places.setdefault((trace.kind, trace.value), []).append(trace.name)
    hint = _REMOVE["pdf" if suffix == ".pdf" else "film" if suffix in FILMS else "picture"]
    for (kind, value), names in places.items():
        zh, en = _KINDS[kind]
        shown = f" {_masked(value)}" if value else ""
        where = "、".join(dict.fromkeys(names))
        message = Message(f"附件里留有{zh}{shown}（{where}）", f"the file tells {en}{shown} ({where})")
        yield message, hint, Severity.ERROR if kind in _REFUSED else Severity.WARNING


def _masked(value: str) -> str:
    # A log is public too: its author knows the value again by its beginning and length.
    return value[0] + "*" * (min(len(value), 20) - 1)


_REFUSED = ("place", "action")
_KINDS: dict[Kind, tuple[str, str]] = {
    "author": ("作者", "its author"),
    "comment": ("批注人", "who commented"),
    "device": ("设备或机主", "a device or its owner"),
    "folder": ("个人电脑上的文件夹", "a folder on a person's computer"),
    "place": ("拍摄位置", "where it was taken"),
    "action": ("打开时会运行的动作", "an action that runs when it is opened"),
    "embedded": ("夹带的文件或图片", "another file or picture inside"),
    "personal": ("个人的号码", "a person's number"),
    "behind": ("文件结尾之后的数据", "data behind its end"),
    "unread": (
        "没能查看文字的页，请自己看有没有个人的号码",
        "pages whose text could not be read: look for persons' numbers",
    ),
}
_REMOVE = {
    "pdf": Message(
        "在 Word 里“文件—信息—检查文档”删除后重新导出，或用 exiftool -all= 后再用 qpdf --linearize 重写；"
        "确需保留的，把文件名和书面同意写入 disclosure.cleared",
        "remove document properties and comments and export it again, or name the file in `disclosure.cleared`",
    ),
    "film": Message(
        "用剪辑软件重新导出，不带位置和设备；"
        "或 ffmpeg -i 原片.mp4 -map 0:v -map 0:a? -map_metadata -1 -c copy 新片.mp4；"
        "确需保留的，把文件名和书面同意写入 disclosure.cleared",
        "export it again without place and device (ffmpeg -map_metadata -1), or name the file in `disclosure.cleared`",
    ),
    "picture": Message(
        "在 Windows 里“属性—详细信息—删除属性和个人信息”，或用 exiftool -all= 清除；"
        "确需保留的，把文件名和书面同意写入 disclosure.cleared",
        "remove its properties (exiftool -all=), or name the file in `disclosure.cleared`",
    ),
}
_TOO_LARGE = (
    Message(f"图片超过 {ATTACHMENT_BYTES // 1024**2} MiB", f"is larger than {ATTACHMENT_BYTES // 1024**2} MiB"),
    Message("请缩小后再放入", "scale it down"),
)
_FAULTS: dict[Fault, tuple[Message, Message]] = {
    "broken": (
        Message("附件打不开，或内容与扩展名不符", "the file does not open, or is not what its name says"),
        Message("请重新导出后再放入", "export it again"),
    ),
    "pointer": ONLY_A_POINTER,
    "encrypted": (
        Message("附件加了密码，无法检查，读者也打不开", "the file has a password"),
        Message("请去掉密码后重新导出", "export it without"),
    ),
    "too-large": (
        Message("附件解开后过大", "the file is too large when unpacked"),
        Message("请缩小图片尺寸或重新导出", "scale it down or export it again"),
    ),
    "stopped": (
        Message("检查附件时超出时间或内存", "examining the file took too much time or memory"),
        Message("文件可能损坏，请重新导出；仍不行就拆成几个", "it may be damaged: export it again or divide it"),
    ),
}
