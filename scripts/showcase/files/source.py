"""A file from outside → front matter, body and the position of every key and value.

Nothing here trusts the file: it may be huge, linked, in another encoding, full of invisible
characters, or YAML meant as an attack. Scalars stay the text that the author wrote (`no`, `00123`
and `12:30` are not turned into something else); the schema decides what a field's text means.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from showcase.files.boundaries import fields_below, missing_closing, missing_opening, no_fields
from showcase.files.characters import character_faults, check_characters, place_of
from showcase.files.conflicts import CONFLICT, conflict_offset
from showcase.files.encodings import other_encoding, other_kind
from showcase.files.git import LFS_POINTER
from showcase.files.mending import mend
from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.yaml_nodes import Mapping, Position, Tree, find_position
from showcase.files.yaml_tree import Dialect, YamlError, parse_nodes, parse_tree

__all__ = [
    "Position",
    "Source",
    "Tree",
    "load_source",
    "load_text",
    "load_yaml",
    "parse_front",
    "tree_texts",
]

MAX_BYTES = 256 * 1024
MENDABLE = {"bidi-character", "control-character", "invisible-character", "line-ends", "unreadable-character"}
"""Codes of what `mending.mend` takes out of a text, all of it or most."""


@dataclass(frozen=True)
class Source:
    """One file, read once and parsed once: all that asks what it says, or where, asks here.

    `data` holds front matter as text, lists and mappings, `span` is where that stands in `text`; `body` is Markdown.
    """

    path: str
    data: dict[str, Tree] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    raw: bytes = field(default=b"", repr=False)
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def blob(self) -> bytes:
        """The file as git keeps it: a checkout may end its lines with CRLF, which says nothing of the content."""
        return unix_lines(self.raw)

    @property
    def text(self) -> str:
        """The file's text, its lines ended by \n, without the mark that some editors put first."""
        return self.blob.decode("utf-8-sig")

    @cached_property
    def sha256(self) -> str:
        """Of `blob`; empty where there is no file to read."""
        return hashlib.sha256(self.blob).hexdigest() if self.raw else ""

    @cached_property
    def front(self) -> Mapping | None:
        """`data` with its places in `text`; read again where nobody has asked yet."""
        if self.span is None:
            return None
        start, end = self.span
        text = self.text
        found = parse_nodes(text[start:end], start, text.count("\n", 0, start) + 1)
        return found if isinstance(found, Mapping) else None

    def forget_places(self) -> None:
        """They are read again where they are asked for: those of ten thousand files would fill half a gigabyte."""
        vars(self).pop("front", None)

    @property
    def version(self) -> str:
        """What tells these fields and this body from others; line ends, which Git changes, and comments do not count.

        Begins with a letter, lest a spreadsheet make a number of it.
        """
        return f"v{hashlib.sha256(json.dumps([self.data, self.body]).encode()).hexdigest()[:16]}"

    def position(self, loc: Loc, *, at_key: bool = False) -> Position:
        """The place of the value at `loc` or of its key, or of the nearest thing around it."""
        return find_position(self.front, loc, at_key=at_key) if self.front else Position(1, 1)

    def problem(
        self,
        code: str,
        loc: Loc,
        message: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        *,
        at_key: bool = False,
    ) -> Problem:
        """A problem of the value at `loc`, or of its key."""
        line, column = self.position(loc, at_key=at_key)
        return Problem(self.path, line, column, severity, code, loc, message, hint)


def unix_lines(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def load_source(root: Path, path: Path) -> Source:
    """Read a Markdown file with front matter; what cannot be read is in `problems`."""
    return parse_source(load_raw(root, path))


def parse_source(source: Source) -> Source:
    """The record that a file's bytes are."""
    source = _with_text(source)
    if source.problems:
        return _or_tidy(source)
    text = source.text
    handler = YAMLHandler()
    opening = handler.FM_BOUNDARY.match(text)
    if not opening:
        line, *texts = missing_opening(text)
        return _failed(source, line, 1, "front-matter", *texts)
    try:
        front, body = handler.split(text)
    except ValueError:
        line, *texts = missing_closing(text)
        return _failed(source, line, 1, "front-matter", *texts)
    body_line = text[: len(text) - len(body)].count("\n") + 1
    if found := fields_below(text, body):
        line, *texts = found
        return _failed(source, line, 1, "front-matter", *texts)
    return _with_front(replace(source, body=body, body_line=body_line), text, front, opening.end())


def _or_tidy(source: Source) -> Source:
    """Where `showcase fmt` mends all that is wrong with the characters, that is said too."""
    if any(problem.code not in MENDABLE for problem in source.problems) or check_characters("", mend(source.text)):
        return source
    hints = [problem.hint or Message("", "") for problem in source.problems]
    tidy = [Message(f"{hint.zh}；或运行 showcase fmt", f"{hint.en}; or run `showcase fmt`") for hint in hints]
    pairs = zip(source.problems, tidy, strict=True)
    return replace(source, problems=tuple(replace(problem, hint=hint) for problem, hint in pairs))


def parse_front(raw: bytes) -> dict[str, Tree] | None:
    """The front matter of a file's bytes, or None if it cannot be read; for versions that nobody mends any more."""
    try:
        text = raw.decode("utf-8-sig")
        handler = YAMLHandler()
        data = parse_tree(handler.split(text)[0]) if handler.FM_BOUNDARY.match(text) else None
    except (ValueError, YamlError):
        return None
    return data if isinstance(data, dict) else None


def load_yaml(root: Path, path: Path, dialect: Dialect = Dialect.RECORDS) -> Source:
    """Read a YAML file; `body` is empty."""
    source = load_text(root, path)
    return source if source.problems else _with_front(source, text := source.text, text, 0, dialect)


def _with_front(source: Source, text: str, front: str, start: int, dialect: Dialect = Dialect.RECORDS) -> Source:
    """The source with the fields that stand in its text from `start` on."""
    first_line = text.count("\n", 0, start) + 1
    try:
        root = parse_nodes(front, start, first_line, dialect)
    except YamlError as fault:
        return _failed(source, *fault.position, fault.code, fault.message, fault.hint)
    if not isinstance(root, Mapping):
        place = (root.line, root.column) if root else (first_line, 1)
        return _failed(source, *place, "front-matter", *no_fields(front))
    parsed = replace(source, data=root.tree, span=(start, start + len(front)))
    parsed.__dict__["front"] = root  # as a cached property keeps it
    if "\\" in front and (problems := tuple(_check_escapes(parsed))):
        return replace(parsed, problems=problems)
    return parsed


def _check_escapes(source: Source) -> Iterator[Problem]:
    """A double-quoted text can write the characters that are refused in the file itself as \\u202e."""
    for loc, text, at_key in tree_texts(source.data):
        for code, message, hint in character_faults(text):
            yield source.problem(code, loc, message, hint, at_key=at_key)


def tree_texts(tree: Tree, loc: Loc = ()) -> Iterator[tuple[Loc, str, bool]]:
    """Every text in the tree with its location, keys marked."""
    if isinstance(tree, str):
        yield loc, tree, False
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from tree_texts(item, (*loc, index))
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield (*loc, key), key, True
            yield from tree_texts(value, (*loc, key))


def _failed(source: Source, line: int, column: int, code: str, message: Message, hint: Message | None) -> Source:
    problem = Problem(source.path, line, column, Severity.ERROR, code, (), message, hint)
    return Source(source.path, raw=source.raw, problems=(problem,))


_LINK = (
    Message("不是普通文件（可能是链接或文件夹）", "is not a regular file (perhaps a link or a folder)"),
    Message("请放入文件本身", "put the file itself here"),
)
ONLY_A_POINTER = (
    Message("只是 Git LFS 的指针，不是文件本身", "is a pointer of Git LFS, not the file itself"),
    Message(
        "请运行 git lfs pull 取回；记录和附件不必用 LFS 存", "run git lfs pull; records and attachments need no LFS"
    ),
)
_NO_FILE = (Message("缺少这个文件", "the file is missing"), Message("请补上", "add it"))


def load_raw(root: Path, path: Path) -> Source:
    """A file's bytes, or why it cannot be read."""
    source = Source(path.relative_to(root).as_posix())
    try:
        found = path.lstat()
    except OSError:
        found = None
    if found is None or not stat.S_ISREG(found.st_mode):
        return _failed(source, 1, 1, "not-a-file", *(_LINK if os.path.lexists(path) else _NO_FILE))
    if found.st_size > MAX_BYTES:
        return _failed(source, 1, 1, "too-large", *too_large(found.st_size))
    try:
        raw = path.read_bytes()
    except OSError:
        return _failed(source, 1, 1, "not-readable", *_NOT_READABLE)
    if raw.startswith(LFS_POINTER):
        return _failed(source, 1, 1, "not-a-file", *ONLY_A_POINTER)
    if texts := other_kind(raw):
        return _failed(source, 1, 1, "encoding", *texts)
    return replace(source, raw=raw)


def load_text(root: Path, path: Path) -> Source:
    """A file's bytes, and why it cannot be read or must not stand."""
    return _with_text(load_raw(root, path))


def _with_text(source: Source) -> Source:
    """The source with what its text must not hold."""
    if source.problems:
        return source
    try:
        text = source.text
    except UnicodeDecodeError as error:
        place = place_of(before := error.object[: error.start].decode(), len(before))
        return _failed(replace(source, raw=b""), *place, "encoding", *other_encoding(source.raw))
    lone = text.find("\r")
    ends = _failed(source, *place_of(text, lone), "line-ends", *_LINE_ENDS).problems if lone >= 0 else ()
    text = _OTHER_LINE_ENDS.sub("\n", text) if ends else text
    if problems := (*ends, *check_characters(source.path, text)):
        return replace(source, problems=problems)
    if (conflict := conflict_offset(text, in_fields=False)) is not None:
        return _failed(source, *place_of(text, conflict), "conflict", *CONFLICT)
    return source


_NOT_READABLE = (
    Message("没有权限读取，或磁盘读不出这个文件", "may not be read, or the disk does not give it"),
    Message(
        "请改正权限，如 chmod u+r，或从仓库重新取出", "mend its permissions, as by chmod u+r, or check it out again"
    ),
)
_OTHER_LINE_ENDS = re.compile(r"\r+\n?")
_LINE_ENDS = (
    Message("换行符不是 LF 或 CRLF（从这里起有单独的 CR）", "line ends are neither LF nor CRLF: lone CR from here on"),
    Message("请在编辑器中把换行符（行尾序列）改为 LF 后另存", "set the line ends to LF in your editor and save"),
)


def too_large(size: int) -> tuple[Message, Message]:
    """What is said of a file of `size` bytes, more than MAX_BYTES."""
    message = Message(
        f"文件为 {size // 1024} KiB，上限 {MAX_BYTES // 1024} KiB",
        f"the file has {size // 1024} KiB, the limit is {MAX_BYTES // 1024} KiB",
    )
    return message, Message("请精简正文，资料作附件", "shorten it; attach the rest")
