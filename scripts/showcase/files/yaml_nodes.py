"""What a YAML text holds, each value with its place: what `yaml_tree` builds, and what edits in place cut along.

`start` and `end` count characters of the text, `line` and `column` from 1, as people do.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator
from typing import Any, NamedTuple

from showcase.files.problem import Loc

Tree = str | None | list["Tree"] | dict[str, "Tree"]

_NULLS = {"~", "null", "Null", "NULL"}


class Position(NamedTuple):
    """A place in a file, both counted from 1 in characters."""

    line: int
    column: int


class Scalar:
    """A text; `style` is the sign that it is written with, empty where there is none."""

    __slots__ = ("column", "end", "line", "start", "style", "text")

    def __init__(self, text: str, style: str, start: int, end: int, line: int, column: int) -> None:
        self.text = text
        self.style = style
        self.start = start
        self.end = end
        self.line = line
        self.column = column

    @property
    def tree(self) -> str | None:
        """What the author wrote (`no` and `00123` stay that), None for nothing."""
        return None if not self.text or (not self.style and self.text in _NULLS) else self.text


class _Collection:
    __slots__ = ("column", "end", "flow", "line", "start")

    def __init__(self, flow: bool, start: int, line: int, column: int) -> None:
        self.flow = flow
        self.start = start
        self.end = start
        self.line = line
        self.column = column


class Sequence(_Collection):
    """A list; `flow`: in brackets."""

    __slots__ = ("items",)

    def __init__(self, flow: bool, start: int, line: int, column: int) -> None:
        super().__init__(flow, start, line, column)
        self.items: list[Node] = []

    @property
    def tree(self) -> list[Tree]:
        return [item.tree for item in self.items]


class Mapping(_Collection):
    """Fields with their values; `flow`: in braces."""

    __slots__ = ("pairs",)

    def __init__(self, flow: bool, start: int, line: int, column: int) -> None:
        super().__init__(flow, start, line, column)
        self.pairs: dict[str, tuple[Scalar, Node]] = {}

    @property
    def tree(self) -> dict[str, Tree]:
        return {name: value.tree for name, (_key, value) in self.pairs.items()}


Node = Scalar | Sequence | Mapping


def scalars(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, Scalar]]:
    """Every value that is no collection, with its place in the tree."""
    if isinstance(node, Scalar):
        yield loc, node
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from scalars(item, (*loc, number))
    else:
        for name, (_key, value) in node.pairs.items():
            yield from scalars(value, (*loc, name))


def value_at(data: abc.Mapping[str, Tree] | Tree, loc: Loc) -> Tree:
    """What stands at a place of a tree; None where there is no such place."""
    tree: Any = data
    for part in loc:
        if isinstance(tree, abc.Mapping) and isinstance(part, str):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and 0 <= part < len(tree):
            tree = tree[part]
        else:
            return None
    found: Tree = tree
    return found


def find_position(root: Node, loc: Loc, *, at_key: bool = False) -> Position:
    """The place of the value at `loc`, or of its key; of what is absent or empty, of the nearest thing around it."""
    node: Node = root
    place: Node = root
    for number, part in enumerate(loc, start=1):
        if isinstance(node, Mapping) and isinstance(part, str) and part in node.pairs:
            key, node = node.pairs[part]
            empty = isinstance(node, Scalar) and node.tree is None
            place = key if empty or (at_key and number == len(loc)) else node
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = place = node.items[part]
        else:
            break
    return Position(place.line, place.column)
