"""A record's file as its author wrote it, cut into fields with the comments above them.

Joined again, the parts give the same text, byte for byte. `edits.py` changes parts; what it does not
touch stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from showcase.authoring.style import render_field
from showcase.files.source import Tree
from showcase.files.yaml_tree import parse_tree
from showcase.schema.records import Kind
from showcase.schema.shapes import ALWAYS_WRITTEN, Shape, order, shapes

_MARK = "\ufeff"
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True)
class Part:
    """A field: `lead` are the comments and blank lines above it, `text` its lines.

    `end` is where in `text` the value ends.
    """

    name: str
    lead: str
    text: str
    end: int

    @property
    def rest(self) -> str:
        """What follows the value: a comment on its line, deeper comments below."""
        return self.text[self.end :]


@dataclass(frozen=True)
class Manuscript:
    """`opening` is the first ---; `head` a comment that belongs to no field; `tail` what follows the last field."""

    opening: str
    head: str
    parts: tuple[Part, ...]
    tail: str
    body: str
    """From the second --- on."""

    @property
    def front(self) -> str:
        return self.head + "".join(part.lead + part.text for part in self.parts) + self.tail

    @property
    def text(self) -> str:
        return self.opening + self.front + self.body

    @property
    def content(self) -> str:
        """The body without the blank lines around it, its lines ended by \\n."""
        return tidy(self.body.replace("\r\n", "\n").partition("\n")[2])

    @property
    def data(self) -> dict[str, Tree]:
        return cast("dict[str, Tree]", parse_tree(self.front.replace("\r\n", "\n"))[0] or {})

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def with_part(self, part: Part) -> Manuscript:
        """The field replaced, or put where it belongs among the others."""
        if self.part(part.name):
            return replace(self, parts=tuple(part if old.name == part.name else old for old in self.parts))
        before = [number for number, old in enumerate(self.parts) if order(old.name) <= order(part.name)]
        place = max(before, key=lambda number: (order(self.parts[number].name), number)) + 1 if before else 0
        return replace(self, parts=(*self.parts[:place], part, *self.parts[place:]))

    def without(self, name: str, shape: Shape | None = None) -> Manuscript:
        """The field taken out with its own comment; others above it stay, they may speak of what follows."""
        kept: list[Part] = []
        lead = ""
        for part in self.parts:
            if part.name == name:
                own = shape is not None and shape.explains(part.lead)
                lead = part.lead[: part.lead.rfind("\n", 0, -1) + 1] if own else part.lead
            else:
                kept.append(replace(part, lead=lead + part.lead))
                lead = ""
        return replace(self, parts=tuple(kept), tail=lead + self.tail)


def render_part(name: str, tree: Tree, kind: Kind, lead: str = "", rest: str = "\n") -> Part:
    """A field in the one way in which it is written."""
    text = render_field(name, tree, shapes(kind).get(name)).removesuffix("\n")
    return Part(name, lead, text + rest, len(text))


def render_record(kind: Kind, data: dict[str, Tree], body: str) -> str:
    """A whole new file, each field with a comment above it that says what it is."""
    known = shapes(kind)
    written: dict[str, Tree] = {name: [] for name in ALWAYS_WRITTEN} | data
    lines = []
    for name in sorted(written, key=order):
        shape = known.get(name)
        lines += [shape.comment if shape else "", render_field(name, written[name], shape)]
    return f"---\n{''.join(lines)}{render_body(body)}"


def render_body(body: str) -> str:
    """What follows the fields: the second ---, a blank line, the body."""
    body = tidy(body)
    return "---\n" + (f"\n{body}\n" if body else "")


def tidy(body: str) -> str:
    """A body without the blank lines around it, its lines ended by \\n."""
    return tidy_start(body.replace("\r\n", "\n") + "\n").rstrip()


def tidy_start(text: str) -> str:
    """A text without the blank lines that it begins with."""
    return _BLANK_LINES.sub("", text)


def parse_manuscript(text: str) -> Manuscript:
    """Cut a sound file (one that `load_source` takes) into its parts."""
    if text.startswith(_MARK):
        manuscript = parse_manuscript(text.removeprefix(_MARK))
        return replace(manuscript, opening=_MARK + manuscript.opening)
    opening, closing = list(YAMLHandler().FM_BOUNDARY.finditer(text))[:2]
    start = opening.end() + 1
    front = text[start : closing.start()]
    tree = compose(front)
    if not tree.value:
        return Manuscript(text[:start], "", (), front, text[closing.start() :])
    head, parts, tail = _cut(front, tree) if _is_plain_mapping(tree) else _recast(front, tree)
    return Manuscript(text[:start], head, parts, tail, text[closing.start() :])


def compose(text: str) -> MappingNode:
    """The nodes of fields that `yaml_tree` takes, with their places; without a field, an empty mapping."""
    tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    return tree if isinstance(tree, MappingNode) else MappingNode("", [])


def _is_plain_mapping(tree: MappingNode) -> bool:
    """Whether each field begins a line, as in every file that a person would write."""
    return not tree.flow_style and all(key.start_mark.column == 0 for key, _value in tree.value)


def _recast(front: str, tree: MappingNode) -> tuple[str, tuple[Part, ...], str]:
    """Fields that stand otherwise, {in: brackets} or indented, are written anew, their comments first."""
    data = cast("dict[str, Tree]", parse_tree(front.replace("\r\n", "\n"))[0])
    text = "".join(render_field(name, value, None) for name, value in data.items())
    again = compose(text)
    head, parts, tail = _cut(text, again)
    return head + "".join(f"{comment}\n" for comment in comments_between(front, 0, len(front), tree)), parts, tail


def _cut(front: str, tree: MappingNode) -> tuple[str, tuple[Part, ...], str]:
    parts: list[Part] = []
    lead_start = 0
    for key, value in tree.value:
        begin = _line_start(front, key.start_mark.index)
        value_end = end_of(front, key, value)
        end = _after_deeper_comments(front, _line_end(front, value_end))
        parts.append(Part(key.value, front[lead_start:begin], front[begin:end], value_end - begin))
        lead_start = end
    if not parts:
        return "", (), front
    head, parts[0] = _split_head(parts[0])
    return head, tuple(parts), front[lead_start:]


def _split_head(first: Part) -> tuple[str, Part]:
    """A comment that a blank line parts from the first field belongs to the file, not to the field."""
    lines = first.lead.splitlines(keepends=True)
    blank = [number for number, line in enumerate(lines) if not line.strip()]
    cut = blank[-1] + 1 if blank else 0
    return "".join(lines[:cut]), replace(first, lead="".join(lines[cut:]))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _after_deeper_comments(text: str, start: int) -> int:
    """Past the comment lines that are indented: they speak of the field above."""
    end = start
    while end < len(text) and text[end] in " \t":
        line_end = _line_end(text, end)
        if not text[end:line_end].lstrip().startswith("#"):
            break
        end = line_end
    return end


def end_of(text: str, key: Node | None, node: Node) -> int:
    """The index behind the last character of a value, comments and line ends left out."""
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">"):
            return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
        if not node.value and not node.style and key is not None:
            return text.index(":", key.end_mark.index) + 1
        return int(node.end_mark.index)
    assert isinstance(node, CollectionNode)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, *last) if isinstance(node, MappingNode) else end_of(text, None, last)


def comments_between(text: str, start: int, end: int, node: Node) -> list[str]:
    """The comments between two places of a value, in order: what stands behind # outside its texts."""
    found = []
    place = start
    for begin, stop in [*_spans(text, node), (end, end)]:
        for line in text[place : max(place, min(begin, end))].splitlines():
            _before, sign, comment = line.partition("#")
            if sign:
                found.append(f"#{comment.rstrip()}")
        place = max(place, stop)
    return found


def _spans(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Where the texts below a node stand; of a block of text only its lines, a comment may stand beside its sign."""
    if isinstance(node, ScalarNode):
        start = int(node.start_mark.index)
        yield (text.index("\n", start) if node.style in ("|", ">") else start), int(node.end_mark.index)
        return
    children = node.value if isinstance(node, SequenceNode) else [child for pair in node.value for child in pair]
    for child in children:
        yield from _spans(text, child)
