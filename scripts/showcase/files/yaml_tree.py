"""YAML text → a tree of text, lists and mappings, with the position of every node.

Built from the parser's events, so that aliases, tags, duplicate keys and depth are met where they
stand and nothing is expanded or constructed (https://yaml.org/spec/1.1/, libyaml's event model).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from showcase.files.problem import Message

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Loc = tuple[str | int, ...]

MAX_DEPTH = 8
_NULLS = {"~", "null", "Null", "NULL"}


class Position(NamedTuple):
    """A place in a file, both counted from 1 in characters."""

    line: int
    column: int


class YamlError(Exception):
    """The text is no YAML that a record may use."""

    def __init__(self, position: Position, code: str, message: Message, hint: Message | None) -> None:
        super().__init__(message.en)
        self.position = position
        self.code = code
        self.message = message
        self.hint = hint


def parse_tree(text: str, first_line: int = 1) -> tuple[Tree, dict[Loc, Position], dict[Loc, Position]]:
    """Parse `text`, whose first line is number `first_line` of its file.

    Returns the tree and, by the location of each value, its position and that of its key; raises YamlError.
    """
    builder = _Builder(text, first_line)
    try:
        return builder.build(), builder.positions, builder.keys
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(text, first_line, error, builder) from None


class _Builder:
    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.first_line = first_line
        self.positions: dict[Loc, Position] = {}
        self.keys: dict[Loc, Position] = {}

    def position(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)

    def build(self) -> Tree:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        tree = self.node(next(self.events), (), 0)
        next(self.events)  # document end
        extra = next(self.events)
        if not isinstance(extra, yaml.StreamEndEvent):
            message = Message("只能有一段 YAML", "there must be only one YAML document")
            raise self.fault(extra, "yaml", message, Message("请删除多余的 --- 或 ...", "remove the extra --- or ..."))
        return tree

    def node(self, event: yaml.Event, loc: Loc, depth: int) -> Tree:
        self.refuse_attacks(event, depth)
        self.positions[loc] = self.position(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(loc, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(loc, depth)
        assert isinstance(event, yaml.ScalarEvent)
        plain = event.style in (None, "")
        return None if not event.value or (plain and event.value in _NULLS) else event.value

    def mapping(self, loc: Loc, depth: int) -> dict[str, Tree]:
        result: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self.refuse_attacks(event, depth)
            if not isinstance(event, yaml.ScalarEvent) or "\n" in event.value:
                message = Message("字段名应为一行文字", "a field name must be one line of text")
                raise self.fault(event, "yaml", message, Message("请改为“字段: 值”", "write `field: value`"))
            key = event.value
            if key in result:
                message = Message(f"字段 {key} 写了两次", f"the field {key} stands twice")
                raise self.fault(event, "duplicate-key", message, Message("请只保留一处", "keep one of them"))
            place = (*loc, key)
            self.keys[place] = self.position(event.start_mark)
            result[key] = self.node(next(self.events), place, depth + 1)
            if result[key] is None:
                self.positions[place] = self.keys[place]
        return result

    def sequence(self, loc: Loc, depth: int) -> list[Tree]:
        result: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.node(event, (*loc, len(result)), depth + 1))
        return result

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


_FULL_WIDTH_COLON = re.compile(r"^[ ]*(?:- )?[a-z_]+(：)", re.MULTILINE)
_COLON_MESSAGE = (
    Message("字段名后用了全角冒号“：”", "the field name is followed by a full-width colon"),
    Message("请改为半角冒号加一个空格“: ”", "use an ASCII colon and a space"),
)
# A value opened by a quote that its line does not close, the next line being a field.
_OPEN_QUOTE = re.compile(r"""^[ ]*(?:-[ ])?[a-z_]+:[ ]+(?=("[^"\n]*|'[^'\n]*)\n[ ]*(?:-[ ])?[a-z_]+:)""", re.MULTILINE)
_QUOTE_MESSAGE = (
    Message("引号没有闭合", "the quote is not closed"),
    Message("请在值的末尾补上同样的引号", "close the value with the same quote"),
)
_SYNTAX: tuple[tuple[str, Message, Message], ...] = (
    (
        "while scanning an (anchor|alias)",
        Message("值以 & 或 * 开头，YAML 会当成锚点或别名", "a value that begins with & or * is an anchor or alias"),
        Message('请给整个值加上引号 "…"', 'put the whole value in quotes "…"'),
    ),
    (
        "while (scanning|parsing) a tag|tag handle",
        Message("值以 ! 开头，YAML 会当成标签", "a value that begins with ! is a YAML tag"),
        Message('请给整个值加上引号 "…"', 'put the whole value in quotes "…"'),
    ),
    (
        "escape character|hexdecimal number",
        Message("双引号里的反斜杠 \\ 有特殊含义", "a backslash has a meaning of its own inside double quotes"),
        Message("请改用单引号，或把 \\ 写成 \\\\", "use single quotes, or write the backslash twice"),
    ),
    (
        "mapping values are not allowed",
        Message("值里出现了“: ”，YAML 会当成新字段", "the value contains `: `, which YAML reads as a new field"),
        Message('请给整个值加上引号 "…"，并核对缩进', 'put the whole value in quotes "…" and check the indent'),
    ),
    (
        "cannot start any token|tab character|non-alphabetical",
        Message("此处的字符不能作为开头（制表符、@、`、% 等）", "this character cannot stand first (tab, @, `, % …)"),
        Message("缩进请用空格；值以符号开头时加引号", "indent with spaces; quote a value that begins with a sign"),
    ),
    (
        "could not find expected ':'",
        Message("这一行缺少冒号，或冒号后没有空格", "this line lacks the colon, or the space after it"),
        Message("请写成“字段: 值”，冒号用半角", "write `field: value` with an ASCII colon"),
    ),
    (
        "unexpected end of stream",
        Message("引号或括号没有闭合", "a quote or bracket is not closed"),
        Message("请检查这一处之后的引号和括号", "check the quotes and brackets from here on"),
    ),
    (
        r"expected ',' or '[]}]'",
        Message(
            "方括号或花括号里缺少逗号，或没有闭合", "a comma is missing inside the brackets, or they are not closed"
        ),
        Message("请用半角逗号分隔并补上括号；含逗号的文字加引号", "separate with ASCII commas and close the bracket"),
    ),
    (
        "did not find expected",
        Message("缩进或引号有误，此处不是一个字段", "wrong indent or quotes: no field is found here"),
        Message(
            "同级字段须左对齐；引号之后不能再有文字", "align fields of one level; nothing may follow a closing quote"
        ),
    ),
    (
        "block sequence entries are not allowed",
        Message("列表项“- ”不能写在这里", "a list item `- ` cannot stand here"),
        Message("请把列表另起一行并缩进", "begin the list on a line of its own, indented"),
    ),
)


# What is wrong began where the parser says that it was, not where it gave up.
_BEGAN_EARLIER = re.compile("while (scanning a simple key|parsing a flow|scanning an|scanning a tag)")


def _syntax_fault(text: str, first_line: int, error: yaml.MarkedYAMLError, builder: _Builder) -> YamlError:
    for pattern, texts in ((_FULL_WIDTH_COLON, _COLON_MESSAGE), (_OPEN_QUOTE, _QUOTE_MESSAGE)):
        if slip := pattern.search(text):
            offset = slip.start(1)
            line = first_line + text[:offset].count("\n")
            return YamlError(Position(line, offset - text.rfind("\n", 0, offset)), "yaml", *texts)
    mark = error.problem_mark or error.context_mark
    if error.context_mark and _BEGAN_EARLIER.match(error.context or ""):
        mark = error.context_mark
    position = builder.position(mark) if mark else Position(first_line, 1)
    return YamlError(position, "yaml", *_syntax_message(error))


def _syntax_message(error: yaml.MarkedYAMLError) -> tuple[Message, Message | None]:
    problem = error.problem or str(error)
    for pattern, message, hint in _SYNTAX:
        if re.search(pattern, f"{error.context} {problem}"):
            return message, hint
    return Message(f"YAML 语法有误（{problem}）", f"YAML syntax error ({problem})"), None
