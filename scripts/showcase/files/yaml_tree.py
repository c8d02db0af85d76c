"""YAML text → a tree of text, lists and mappings, with the position of every node.

Built from the parser's events, so that aliases, tags, duplicate keys and depth are met where they
stand and nothing is expanded or constructed (https://yaml.org/spec/1.1/, libyaml's event model).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from enum import Enum
from itertools import pairwise
from typing import Any

import yaml

from showcase.files.characters import place_of
from showcase.files.conflicts import CONFLICT, conflict_offset
from showcase.files.problem import Message
from showcase.files.yaml_faults import (
    BLOCK,
    COMMA,
    CUT_OFF,
    GLUED,
    NO_MAPPING,
    ODD_BLANKS,
    ONE_DOCUMENT,
    YamlError,
    odd_blank,
    syntax_fault,
)
from showcase.files.yaml_nodes import Mapping, Node, Position, Scalar, Sequence, Tree

__all__ = ["Dialect", "YamlError", "parse_nodes", "parse_tree"]

MAX_DEPTH = 8
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_COMMENT = re.compile(r"[ \t]{1,99}#(?=\S)")
_DASH = re.compile(rf"-([{ODD_BLANKS}])")
_BARE = re.compile(r"[a-z0-9._:-]*")
_SWALLOWED = re.compile(rf"[A-Za-z_]{{1,40}}:([{ODD_BLANKS}])")
_CHINESE = "\u3400-\u9fff\uff01-\uff5e\u3001-\u3011\u201c\u201d"
_ENDS_IN_CHINESE = re.compile(rf"[{_CHINESE}]\Z")
_BEGINS_IN_CHINESE = re.compile(rf"[{_CHINESE}]")
_ENV = "!ENV"
_TAGS = (_ENV, "tag:yaml.org,2002:python/")
_KNOWN = 6
"""So many characters on either side tell where a line ended."""
_QUESTION = re.compile(r"(?<![^\s{,\[-])\?[ \n]+$")


class Dialect(Enum):
    """RECORDS has no tags; MKDOCS reads `!ENV` as what is in force, and names of Python as nothing."""

    RECORDS = "records"
    MKDOCS = "mkdocs"


def parse_tree(text: str) -> Tree:
    """What `text` holds; raises YamlError."""
    root = parse_nodes(text)
    return root.tree if root else None


def parse_nodes(text: str, start: int = 0, first_line: int = 1, dialect: Dialect = Dialect.RECORDS) -> Node | None:
    """Parse the YAML that stands in its file from character `start` on, in line `first_line`; raises YamlError."""
    if (offset := conflict_offset(text, in_fields=True)) is not None:
        line, column = place_of(text, offset)
        raise YamlError(Position(first_line + line - 1, column), "conflict", *CONFLICT)
    try:
        return _Builder(text, start, first_line, dialect).build()
    except yaml.YAMLError as error:
        raise syntax_fault(text, first_line, error) from None


class _Builder:
    def __init__(self, text: str, start: int, first_line: int, dialect: Dialect) -> None:
        # The loader's own parser, without the generator around it: one call of C an event.
        self.event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self.text = text
        # Of settings a comment is one, with or without a blank behind its sign.
        self.comments = dialect is Dialect.RECORDS and (" #" in text or "\t#" in text)
        self.asks = "?" in text
        self.start = start
        self.first_line = first_line
        self.tags = _TAGS if dialect is Dialect.MKDOCS else ()

    def position(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)

    def build(self) -> Node | None:
        self.event()  # stream start
        start = self.event()
        if isinstance(start, yaml.StreamEndEvent):
            return None
        root = self.node(self.event(), 0)
        for event in (start, self.event(), self.event()):
            self.refuse_another(event)
        return root

    def refuse_another(self, event: Any) -> None:
        """Whatever marks a document is one too many; a file of nothing but YAML may begin with ---."""
        place: Any = event.start_mark
        begins_file = isinstance(event, yaml.DocumentStartEvent) and place.index == 0
        directive = getattr(event, "version", None) or getattr(event, "tags", None)
        if directive or (not begins_file and getattr(event, "explicit", not isinstance(event, yaml.StreamEndEvent))):
            raise self.fault(event, "yaml", *ONE_DOCUMENT)

    def node(self, event: Any, depth: int) -> Node:
        self.refuse_attacks(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            found = self.sequence(event, depth)
            return _of_environment(found) if event.tag == _ENV else found
        if not event.style:
            self.refuse_slip(event)
        elif event.style in "|>" and self.opens_with_number(event):
            raise self.fault(event, "yaml", *BLOCK)
        return self.scalar(event)

    def scalar(self, event: Any) -> Scalar:
        begin = event.start_mark
        start = begin.index + self.start
        return Scalar(
            os.environ.get(event.value, "") if event.tag == _ENV else "" if event.tag else self.unfolded(event),
            event.style or "",
            start,
            self.after(event),
            begin.line + self.first_line,
            begin.column + 1,
        )

    def unfolded(self, event: Any) -> str:
        """The text without the blanks that YAML puts where a line of Chinese was wrapped."""
        first, last = event.start_mark, event.end_mark
        if first.line == last.line or event.style == "|" or " " not in event.value:
            return str(event.value)
        quote = 1 if event.style in ("'", '"') else 0
        lines = [line.strip() for line in self.text[first.index + quote : last.index - quote].split("\n")]
        text = str(event.value)
        for line, following in pairwise(lines):
            if _ENDS_IN_CHINESE.search(line) and _BEGINS_IN_CHINESE.match(following):
                text = text.replace(f"{line[-_KNOWN:]} {following[:_KNOWN]}", line[-_KNOWN:] + following[:_KNOWN])
        return text

    def opens_with_number(self, event: Any) -> bool:
        return self.text[event.start_mark.index + 1 :][:1].isdecimal()

    def after(self, event: Any) -> int:
        return int(event.end_mark.index) + self.start

    def twice(self, name: str, key: Scalar, former: Node, depth: int) -> tuple[Message, Message]:
        """What is said of a field that stands twice, its second value not yet read."""
        message = Message(
            f"字段 {name} 写了两次，另一处在第 {key.line} 行", f"the field {name} stands in line {key.line}, too"
        )
        if self.node(self.event(), depth + 1).tree == former.tree:
            return message, Message("两处内容相同，请删去一处", "both say the same: remove one")
        return message, Message("两处内容不同，请核对后只保留对的一处", "they differ: keep the right one")

    def mapping(self, first: Any, depth: int) -> Mapping:
        begin = first.start_mark
        found = Mapping(first.flow_style, begin.index + self.start, begin.line + self.first_line, begin.column + 1)
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            self.refuse_attacks(event, depth)
            if not isinstance(event, yaml.ScalarEvent) or "\n" in event.value:
                message = Message("字段名应为一行文字", "a field name must be one line of text")
                raise self.fault(event, "yaml", message, Message("请改为“字段: 值”", "write `field: value`"))
            key = self.scalar(event)
            self.refuse_odd_key(event)
            if key.text in found.pairs:
                raise self.fault(event, "duplicate-key", *self.twice(key.text, *found.pairs[key.text], depth))
            value = self.event()
            if _is_nothing(value) and ":" not in self.between(event, value):
                inside = self.text[begin.index : self.after(event) - self.start]
                raise self.fault(event, "yaml", *_texts_of(inside))
            found.pairs[key.text] = (key, self.node(value, depth + 1))
        found.end = self.after(event)
        return found

    def sequence(self, first: Any, depth: int) -> Sequence:
        begin = first.start_mark
        found = Sequence(first.flow_style, begin.index + self.start, begin.line + self.first_line, begin.column + 1)
        before: Any = None
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            if before and self.is_one_number(before, event):
                raise self.fault(before, "yaml", *COMMA)
            found.items.append(self.node(event, depth + 1))
            before = event
        found.end = self.after(event)
        return found

    def between(self, before: yaml.Event, event: yaml.Event) -> str:
        start: Any = before.end_mark
        end: Any = event.start_mark
        return self.text[start.index : end.index]

    def is_one_number(self, before: yaml.Event, event: yaml.Event) -> bool:
        """Whether a comma inside brackets has cut 1,200 in two."""
        if not (isinstance(before, yaml.ScalarEvent) and isinstance(event, yaml.ScalarEvent)):
            return False
        if before.style or event.style or not _THOUSANDS.match(event.value):
            return False
        return before.value[-1:].isdecimal() and self.between(before, event) == ","

    def refuse_slip(self, event: yaml.ScalarEvent) -> None:
        """`- ` with a blank that is none, and ` #`, which ends a plain value: no matter after a code, but in a text."""
        if event.value[0:1] == "-" and (slip := _DASH.match(event.value)):
            raise YamlError(self.position(event.start_mark), "yaml", *odd_blank(slip))
        end: Any = event.end_mark
        cut = _COMMENT.match(self.text, end.index) if self.comments else None
        if cut and not _BARE.fullmatch(event.value):
            line, column = place_of(self.text, cut.end() - 1)
            raise YamlError(Position(line + self.first_line - 1, column), "yaml", *CUT_OFF)

    def refuse_odd_key(self, event: yaml.ScalarEvent) -> None:
        """`? key`, and a key that has swallowed its value because a blank is none."""
        start: Any = event.start_mark
        if ":" in event.value and (slip := _SWALLOWED.match(event.value)):
            place = self.position(event.start_mark)
            raise YamlError(Position(place.line, place.column + slip.start(1)), "yaml", *odd_blank(slip))
        if self.asks and _QUESTION.search(self.text[max(0, start.index - 9) : start.index]):
            message = Message("字段名前不能有“? ”", "no `? ` before a field's name")
            raise self.fault(event, "yaml", message, Message("请改为“字段: 值”", "write `field: value`"))

    def refuse_attacks(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = Message(
                "不允许使用 YAML 锚点和别名（& 与 *）", "YAML anchors and aliases (& and *) are not allowed"
            )
            hint = Message(
                "请把内容直接写出；文字以 & 或 * 开头时加引号", "write it out; quote text that begins with & or *"
            )
            raise self.fault(event, "yaml-alias", message, hint)
        if (tag := getattr(event, "tag", None)) and not tag.startswith(self.tags):
            message = Message("不允许使用 YAML 标签（!）", "YAML tags (!) are not allowed")
            raise self.fault(
                event, "yaml-tag", message, Message("文字以 ! 开头时加引号", "quote text that begins with !")
            )
        if depth > MAX_DEPTH:
            message = Message(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")
            raise self.fault(event, "yaml-depth", message, Message("请参照示例记录的写法", "follow an example record"))

    def fault(self, event: yaml.Event, code: str, message: Message, hint: Message) -> YamlError:
        return YamlError(self.position(event.start_mark), code, message, hint)


def _of_environment(listed: Sequence) -> Node:
    """The value in force of `!ENV [NAME, …, default]`, at its place; a name alone has no default."""
    *names, last = listed.items or [Scalar("", "", listed.start, listed.end, listed.line, listed.column)]
    for node in names or [last]:
        if isinstance(node, Scalar) and node.text in os.environ:
            return Scalar(os.environ[node.text], node.style, node.start, node.end, node.line, node.column)
    return last if names else Scalar("", "", listed.start, listed.end, listed.line, listed.column)


def _is_nothing(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style


def _texts_of(inside: str) -> tuple[Message, Message]:
    """What is said of braces that hold something else than fields."""
    if re.search(r"[a-z_](?:：|:[^\s/])", inside):
        return GLUED
    return COMMA if "," in inside else NO_MAPPING
