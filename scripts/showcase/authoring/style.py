"""How a value is written in YAML: one way for each, read back by `yaml_tree` as the same text.

Lists of words and groups of fields stand on one line, lists of groups and of sentences one item a line.
Texts are quoted only where YAML would read them as something else, of whichever version: PyYAML reads 1.1, most other
programs 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
"""

from __future__ import annotations

import re

from yaml.resolver import Resolver

from showcase.files.source import Tree
from showcase.schema.shapes import Shape

LONGEST_ON_A_LINE = 200
"""A group with longer texts than this has a line for each part."""

_STR = "tag:yaml.org,2002:str"
_IMPLICIT = tuple(
    {
        expression.pattern: expression
        for resolvers in Resolver.yaml_implicit_resolvers.values()
        for tag, expression in resolvers
        if tag != _STR
    }.values()
)
"""What YAML 1.1 takes for something else than a text."""
_NUMBER_SINCE_1_2 = re.compile(r"(?:0o[0-7]+|[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)$")
"""What readers of YAML 1.2 take for a number besides (its core schema): 1e5, 0o17, 09."""
_FIRST = set("-?:,[]{}#&*!|>'\"%@`=")
_IN_BLOCK = re.compile(r":(\s|$)|\s#")
_IN_FLOW = re.compile(r"[,?\[\]{}]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
# Lists of sentences that records keep on one line: conditions of a few words each.
_ON_ONE_LINE = {"constraints"}


def render_field(name: str, tree: Tree, shape: Shape | None) -> str:
    """A field with its value, each line ended."""
    name = _text(name, flow=True)
    if tree is None or (isinstance(tree, str) and not tree.strip()):
        return f"{name}:\n"
    if isinstance(tree, list) and tree and stands_in_lines(tree, shape):
        return f"{name}:\n" + "".join(
            f"  - {render_value(item, shape, flow=isinstance(item, dict))}\n" for item in tree
        )
    if isinstance(tree, dict) and shape is not None and stands_in_block(shape):
        parts = [(key, value) for key, value in _ordered(tree, shape) if value is not None]
        return f"{name}:\n" + "".join(
            f"  {_text(key, flow=True)}: {render_value(value, shape.field(key), flow=False)}\n" for key, value in parts
        )
    return f"{name}: {render_value(tree, shape, flow=False)}\n"


def stands_in_lines(tree: list[Tree], shape: Shape | None) -> bool:
    """Whether a list has one item a line."""
    if any(isinstance(item, dict) for item in tree):
        return True
    return shape is not None and shape.sentences and shape.name not in _ON_ONE_LINE


def stands_in_block(shape: Shape) -> bool:
    """Whether a group has a line for each part."""
    return any(part.longest > LONGEST_ON_A_LINE for part in shape.fields)


def render_value(tree: Tree, shape: Shape | None, *, flow: bool) -> str:
    """A value on one line; `flow`: it will stand inside brackets."""
    if isinstance(tree, dict):
        inner = [f"{_text(key, flow=True)}: {_inside(value, shape, key)}" for key, value in _ordered(tree, shape)]
        return f"{{{', '.join(inner)}}}"
    if isinstance(tree, list):
        return f"[{', '.join(render_value(item, shape, flow=True) for item in tree)}]"
    if tree is None or not tree.strip():
        return "null"
    if shape is not None and shape.holds in ("date", "number", "flag") and re.fullmatch(r"[0-9A-Za-z.-]+", tree):
        return tree
    return _text(tree, flow=flow)


def _inside(value: Tree, shape: Shape | None, key: str) -> str:
    return render_value(value, shape.field(key) if shape else None, flow=True)


def _ordered(tree: dict[str, Tree], shape: Shape | None) -> list[tuple[str, Tree]]:
    names = [field.name for field in shape.fields] if shape else []
    return sorted(tree.items(), key=lambda item: names.index(item[0]) if item[0] in names else len(names))


def _text(text: str, *, flow: bool) -> str:
    text = text.strip()
    return text if _is_plain(text, flow=flow) else f'"{"".join(map(_escaped, text))}"'


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text[0] in _FIRST or not text.isprintable():
        return False
    if _IN_BLOCK.search(text) or (flow and (_IN_FLOW.search(text) or text.endswith(":"))):
        return False
    return not _NUMBER_SINCE_1_2.match(text) and not any(expression.match(text) for expression in _IMPLICIT)


def _escaped(character: str) -> str:
    if character.isprintable() or character == "\u3000":
        return _ESCAPES.get(character, character)
    return _ESCAPES.get(character, f"\\U{ord(character):08X}")
