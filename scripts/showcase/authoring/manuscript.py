"""A record's file as its author wrote it, cut into fields with the comments above them.

Joined again, the parts give the same text, byte for byte. `edits.py` changes parts; what it does not
touch stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from frontmatter.default_handlers import YAMLHandler

from showcase.authoring.style import render_field
from showcase.files.source import Source
from showcase.files.yaml_nodes import Mapping, Node, Scalar, Sequence, Tree
from showcase.files.yaml_tree import parse_nodes
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import ALWAYS_WRITTEN, Shape, order, shapes

_MARK = "\ufeff"
_SHAPES = {kind: shapes(kind) for kind in MODELS}
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True)
class Part:
    """A field: `lead` are the comments and blank lines above it, `text` its lines.

    `end` is where in `text` the value ends; `comments` stand inside the value, and go above it when it is written anew.
    """

    name: str
    lead: str
    text: str
    end: int
    comments: tuple[str, ...] = ()

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
    data: dict[str, Tree]
    """What the fields hold."""

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
    text = render_alone(kind, name, tree)
    return Part(name, lead, text + rest, len(text))


def render_alone(kind: Kind, name: str, tree: Tree) -> str:
    """A field without the end of its last line."""
    return render_field(name, tree, _SHAPES[kind].get(name)).removesuffix("\n")


def comment_of(kind: Kind, name: str) -> str:
    """The line above a field that says what it is; of an unknown one nothing is said."""
    shape = _SHAPES[kind].get(name)
    return shape.comment if shape else ""


def is_explained(kind: Kind, name: str, lead: str) -> bool:
    """Whether the line right above a field is its comment."""
    shape = _SHAPES[kind].get(name)
    return shape is not None and shape.explains(lead)


def render_record(kind: Kind, data: dict[str, Tree], body: str) -> str:
    """A whole new file, each field with a comment above it that says what it is."""
    written: dict[str, Tree] = {name: [] for name in ALWAYS_WRITTEN} | data
    lines = []
    for name in sorted(written, key=order):
        lines += [comment_of(kind, name), render_field(name, written[name], _SHAPES[kind].get(name))]
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


def manuscript_of(source: Source) -> Manuscript:
    """The text of a sound file cut into its parts; nothing is parsed again."""
    return _cut_file(source.text, source.front)


def parse_manuscript(text: str) -> Manuscript:
    """Cut the text of a sound file (one that `load_source` takes), its mark and its line ends as they are."""
    if text.startswith(_MARK):
        manuscript = parse_manuscript(text.removeprefix(_MARK))
        return replace(manuscript, opening=_MARK + manuscript.opening)
    opening, closing = _fences(text)
    return _cut_file(text, compose(text[opening.end() : closing.start()], opening.end()))


def _fences(text: str) -> list[re.Match[str]]:
    """The lines --- around the fields."""
    return list(YAMLHandler().FM_BOUNDARY.finditer(text))[:2]


def _cut_file(text: str, tree: Mapping | None) -> Manuscript:
    opening, closing = _fences(text)
    start, end = opening.end() + 1, closing.start()
    if tree is None or not tree.pairs:
        return Manuscript(text[:start], "", (), text[start:end], text[end:], {})
    cut = _cut if _is_plain_mapping(tree) else _recast
    return Manuscript(text[:start], *cut(text, start, end, tree), text[end:], tree.tree)


def compose(text: str, start: int = 0) -> Mapping:
    """The fields that stand in a text from character `start` on, with their places; without a field, an empty one."""
    tree = parse_nodes(text, start)
    return tree if isinstance(tree, Mapping) else Mapping(flow=False, start=start, line=1, column=1)


def _is_plain_mapping(tree: Mapping) -> bool:
    """Whether each field begins a line, as in every file that a person would write."""
    return not tree.flow and all(key.column == 1 for key, _value in tree.pairs.values())


def _recast(text: str, start: int, end: int, tree: Mapping) -> tuple[str, tuple[Part, ...], str]:
    """Fields that stand otherwise, {in: brackets} or indented, are written anew, their comments first."""
    anew = "".join(render_field(name, value, None) for name, value in tree.tree.items())
    head, parts, tail = _cut(anew, 0, len(anew), compose(anew))
    return head + "".join(f"{comment}\n" for comment in comments_between(text, start, end, tree)), parts, tail


def _cut(text: str, start: int, stop: int, tree: Mapping) -> tuple[str, tuple[Part, ...], str]:
    """The comment of the whole, the fields that stand between two places, and what follows the last."""
    parts: list[Part] = []
    lead_start = start
    for key, value in tree.pairs.values():
        begin = _line_start(text, key.start)
        value_end = end_of(text, key, value)
        end = _after_deeper_comments(text, min(stop, _line_end(text, value_end)), stop)
        comments = tuple(comments_between(text, key.end, value_end, value)) if "#" in text[begin:value_end] else ()
        parts.append(Part(key.text, text[lead_start:begin], text[begin:end], value_end - begin, comments))
        lead_start = end
    head, parts[0] = _split_head(parts[0])
    return head, tuple(parts), text[lead_start:stop]


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


def _after_deeper_comments(text: str, start: int, stop: int) -> int:
    """Past the comment lines that are indented: they speak of the field above."""
    end = start
    while end < stop and text[end] in " \t":
        line_end = _line_end(text, end)
        if not text[end:line_end].lstrip().startswith("#"):
            break
        end = line_end
    return end


def end_of(text: str, key: Scalar | None, node: Node) -> int:
    """The index behind the last character of a value, comments and line ends left out."""
    if isinstance(node, Scalar):
        if node.style in ("|", ">"):
            return node.start + len(text[node.start : node.end].rstrip())
        if not node.text and not node.style and key is not None:
            return text.index(":", key.end) + 1
        return node.end
    children: list[tuple[Scalar | None, Node]] = (
        [*node.pairs.values()] if isinstance(node, Mapping) else [(None, item) for item in node.items]
    )
    return end_of(text, *children[-1]) if children and not node.flow else node.end


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
    if isinstance(node, Scalar):
        yield (text.index("\n", node.start) if node.style in ("|", ">") else node.start), node.end
        return
    children = node.items if isinstance(node, Sequence) else [child for pair in node.pairs.values() for child in pair]
    for child in children:
        yield from _spans(text, child)
