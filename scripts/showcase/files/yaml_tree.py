"""YAML text → a tree of text, lists and mappings, with the position of every node.

Built from the parser's events, so that aliases, tags, duplicate keys and depth are met where they
stand and nothing is expanded or constructed (https://yaml.org/spec/1.1/, libyaml's event model).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from showcase.files.characters import place_of
from showcase.files.problem import Message
from showcase.files.yaml_faults import (
    COMMA,
    CONFLICT,
    CUT_OFF,
    ODD_BLANKS,
    ONE_DOCUMENT,
    Position,
    YamlError,
    conflict_offset,
    odd_blank,
    syntax_fault,
)

__all__ = ["Position", "Tree", "YamlError", "parse_tree"]

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Loc = tuple[str | int, ...]

MAX_DEPTH = 8
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_COMMENT = re.compile(r"[ \t]{1,99}#(?=\S)")
_DASH = re.compile(rf"-([{ODD_BLANKS}])")
_BARE = re.compile(r"[A-Za-z0-9._-]*")
_SWALLOWED = re.compile(rf"[A-Za-z_]{{1,40}}:([{ODD_BLANKS}])")
_QUESTION = re.compile(r"(?<![^\s{,\[-])\?[ \n]+$")
_NULLS = {"~", "null", "Null", "NULL"}


def parse_tree(text: str, first_line: int = 1) -> tuple[Tree, dict[Loc, Position], dict[Loc, Position]]:
    """Parse `text`, whose first line is number `first_line` of its file.

    Returns the tree and, by the location of each value, its position and that of its key; raises YamlError.
    """
    if (offset := conflict_offset(text, in_fields=True)) is not None:
        line, column = place_of(text, offset)
        raise YamlError(Position(first_line + line - 1, column), "conflict", *CONFLICT)
    builder = _Builder(text, first_line)
    try:
        return builder.build(), builder.positions, builder.keys
    except yaml.YAMLError as error:
        raise syntax_fault(text, first_line, error) from None


class _Builder:
    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.text = text
        self.comments = " #" in text or "\t#" in text
        self.asks = "?" in text
        self.first_line = first_line
        self.positions: dict[Loc, Position] = {}
        self.keys: dict[Loc, Position] = {}

    def position(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)

    def build(self) -> Tree:
        next(self.events)  # stream start
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            return None
        tree = self.node(next(self.events), (), 0)
        for event in (start, next(self.events), next(self.events)):
            self.refuse_another(event)
        return tree

    def refuse_another(self, event: yaml.Event) -> None:
        """Whatever marks a document is one too many; a file of nothing but YAML may begin with ---."""
        place: Any = event.start_mark
        begins_file = isinstance(event, yaml.DocumentStartEvent) and place.index == 0
        directive = getattr(event, "version", None) or getattr(event, "tags", None)
        if directive or (not begins_file and getattr(event, "explicit", not isinstance(event, yaml.StreamEndEvent))):
            raise self.fault(event, "yaml", *ONE_DOCUMENT)

    def node(self, event: yaml.Event, loc: Loc, depth: int) -> Tree:
        self.refuse_attacks(event, depth)
        self.positions[loc] = self.position(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(loc, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(loc, depth)
        assert isinstance(event, yaml.ScalarEvent)
        plain = event.style in (None, "")
        if plain:
            self.refuse_slip(event)
        return None if not event.value or (plain and event.value in _NULLS) else event.value

    def mapping(self, loc: Loc, depth: int) -> dict[str, Tree]:
        result: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self.refuse_attacks(event, depth)
            if not isinstance(event, yaml.ScalarEvent) or "\n" in event.value:
                message = Message("字段名应为一行文字", "a field name must be one line of text")
                raise self.fault(event, "yaml", message, Message("请改为“字段: 值”", "write `field: value`"))
            key = event.value
            self.refuse_odd_key(event)
            if key in result:
                message = Message(f"字段 {key} 写了两次", f"the field {key} stands twice")
                raise self.fault(event, "duplicate-key", message, Message("请只保留一处", "keep one of them"))
            place = (*loc, key)
            self.keys[place] = self.position(event.start_mark)
            value = next(self.events)
            if _is_nothing(value) and ":" not in self.between(event, value):
                raise self.fault(event, "yaml", *COMMA)
            result[key] = self.node(value, place, depth + 1)
            if result[key] is None:
                self.positions[place] = self.keys[place]
        return result

    def sequence(self, loc: Loc, depth: int) -> list[Tree]:
        result: list[Tree] = []
        before: yaml.Event | None = None
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            if before and self.is_one_number(before, event):
                raise self.fault(before, "yaml", *COMMA)
            result.append(self.node(event, (*loc, len(result)), depth + 1))
            before = event
        return result

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
        if getattr(event, "tag", None):
            message = Message("不允许使用 YAML 标签（!）", "YAML tags (!) are not allowed")
            raise self.fault(
                event, "yaml-tag", message, Message("文字以 ! 开头时加引号", "quote text that begins with !")
            )
        if depth > MAX_DEPTH:
            message = Message(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")
            raise self.fault(event, "yaml-depth", message, Message("请参照示例记录的写法", "follow an example record"))

    def fault(self, event: yaml.Event, code: str, message: Message, hint: Message) -> YamlError:
        return YamlError(self.position(event.start_mark), code, message, hint)


def _is_nothing(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style
