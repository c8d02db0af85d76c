"""A vocabulary's file, changed in place: only the values that change, every comment and every other line as it was."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.authoring.manuscript import compose, end_of
from showcase.authoring.style import render_value
from showcase.files.problem import Loc
from showcase.files.source import Tree
from showcase.files.yaml_nodes import Mapping as MappingNode
from showcase.files.yaml_nodes import Node, Scalar, Sequence
from showcase.files.yaml_tree import parse_tree


class TermFile:
    """The text of one vocabulary's file under change."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def _terms(self) -> tuple[Scalar, Sequence]:
        key, node = compose(self.text).pairs["terms"]
        assert isinstance(node, Sequence)
        return key, node

    @property
    def terms(self) -> list[dict[str, Tree]]:
        tree = parse_tree(self.text)
        assert isinstance(tree, dict)
        terms = tree["terms"]
        assert isinstance(terms, list)
        return [term for term in terms if isinstance(term, dict)]

    def number(self, code: str) -> int:
        """The place of the term among the others."""
        return next(number for number, term in enumerate(self.terms) if term.get("code") == code)

    def put(self, loc: Loc, value: Tree) -> None:
        """The value at `loc`, from `terms` on; where the last key of it is new, behind the others of its group."""
        *above, name = loc
        node = self._at(tuple(above))
        if isinstance(node, MappingNode) and name not in node.pairs:
            self._insert(node, str(name), value)
            return
        key, old = node.pairs[str(name)] if isinstance(node, MappingNode) else (None, self._at(loc))
        flow = not isinstance(node, Scalar) and node.flow
        self._splice(old.start, end_of(self.text, key, old), _written(value, flow=flow))

    def add(self, term: Mapping[str, Tree]) -> None:
        """One more term, behind the others, on a line of its own."""
        key, node = self._terms
        written = _written(dict(term), flow=True)
        if not node.items:
            end = end_of(self.text, key, node)
            self._splice(self.text.index(":", key.end) + 1, end, f"{self._newline}  - {written}")
        elif node.flow:
            self._splice(end_of(self.text, None, node.items[-1]), None, f", {written}")
        else:
            last = node.items[-1]
            end = self._line_end(end_of(self.text, None, last))
            start = self.text.rfind("\n", 0, last.start) + 1
            indent = self.text[start : self.text.index("-", start)]
            newline = "" if self.text[:end].endswith("\n") else self._newline
            self._splice(end, None, f"{newline}{indent}- {written}{self._newline}")

    def remove(self, code: str) -> None:
        """Take a term out; comments above it stay."""
        _key, node = self._terms
        number = self.number(code)
        item = node.items[number]
        if node.flow:
            stop = node.items[number + 1].start if number + 1 < len(node.items) else end_of(self.text, None, item)
            begin = (
                item.start
                if number + 1 < len(node.items) or not number
                else end_of(self.text, None, node.items[number - 1])
            )
            self._splice(begin, stop, "")
            return
        self._splice(self.text.rfind("\n", 0, item.start) + 1, self._line_end(end_of(self.text, None, item)), "")
        if len(node.items) == 1:
            key, _node = compose(self.text).pairs["terms"]
            self._splice(self.text.index(":", key.end) + 1, None, " []")

    def _at(self, loc: Loc) -> Node:
        node: Node = compose(self.text)
        for part in loc:
            if isinstance(node, MappingNode):
                node = node.pairs[str(part)][1]
            elif isinstance(node, Sequence) and isinstance(part, int):
                node = node.items[part]
        return node

    def _insert(self, node: MappingNode, name: str, value: Tree) -> None:
        pairs = list(node.pairs.values())
        end = end_of(self.text, *pairs[-1])
        written = f"{name}: {_written(value, flow=node.flow)}"
        if node.flow:
            self._splice(end, None, f", {written}")
        else:
            self._splice(end, None, f"{self._newline}{' ' * (pairs[0][0].column - 1)}{written}")

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _line_end(self, index: int) -> int:
        return self.text.find("\n", index) + 1 or len(self.text)

    def _splice(self, start: int, end: int | None, text: str) -> None:
        self.text = self.text[:start] + text + self.text[start if end is None else end :]


def _written(value: Tree, *, flow: bool) -> str:
    """A value on one line; true and false as YAML has them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner, flow=True)}" for key, inner in value.items()) + "}"
    return value if value in _FLAGS else render_value(value, None, flow=flow)


_FLAGS = ("true", "false")
