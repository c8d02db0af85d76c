"""Changes to a record's file: only the lines of what changes, or the whole file in the one canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Fields
from dataclasses import replace
from difflib import SequenceMatcher

from showcase.authoring.manuscript import (
    Manuscript,
    Part,
    comments_between,
    compose,
    end_of,
    parse_manuscript,
    render_body,
    render_part,
    tidy_start,
)
from showcase.authoring.style import render_value, stands_in_lines
from showcase.files.yaml_nodes import Mapping, Node, Scalar, Sequence, Tree
from showcase.files.yaml_tree import YamlError, parse_tree
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, order, shapes

Splice = tuple[int, int, str]
"""The text between two indices, and what takes its place."""


class _WriteAnewError(Exception):
    """The value cannot be changed in place without losing a comment or its form."""


def format_text(text: str, kind: Kind) -> str:
    """The file in canonical form: order, style, \\n as line end; the data and every comment as they were.

    A field with comments inside its value keeps the form that it has.
    """
    manuscript = parse_manuscript(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    parts = [_formatted(part, manuscript.data[part.name], kind) for part in manuscript.parts]
    parts.sort(key=lambda part: order(part.name))
    if parts and not manuscript.head:
        parts[0] = replace(parts[0], lead=tidy_start(parts[0].lead))
    tidy = replace(manuscript, opening="---\n", parts=tuple(parts), body=render_body(manuscript.content))
    assert plain(parse_tree(tidy.front) or {}) == plain(tidy.data), "formatting changed the data"
    return tidy.text


def _formatted(part: Part, value: Tree, kind: Kind) -> Part:
    if part.comments:
        return part
    rest = "".join(f"{line.rstrip()}\n" for line in part.rest.splitlines()) or "\n"
    tidy = render_part(part.name, value, kind, part.lead, rest)
    return tidy if _holds(tidy, value) else part


def _holds(part: Part, value: Tree) -> bool:
    """Whether a field reads back as `value`; YAML has limits of its own, as for very long keys in brackets."""
    try:
        return plain(parse_tree(part.text)) == plain({part.name: value})
    except YamlError:
        return False


def edit(manuscript: Manuscript, kind: Kind, changes: Fields[str, Tree]) -> Manuscript:
    """Fields set to new values; None takes a field out. What is the same already is not touched.

    Where a field has its comment above it, one that is added gets its own.
    """
    known = shapes(kind)
    explained = any(part.name in known and known[part.name].explains(part.lead) for part in manuscript.parts)
    for name, value in changes.items():
        part, shape = manuscript.part(name), known.get(name)
        if value is None:
            manuscript = manuscript.without(name, shape)
        elif part is None:
            added = render_part(name, value, kind, shape.comment if shape and explained else "")
            manuscript = manuscript.with_part(_with_line_ends(added, manuscript.newline))
        elif plain(manuscript.data[name]) != plain(value):
            changed = _changed(part, manuscript.data[name], value, kind, manuscript.newline)
            manuscript = manuscript.with_part(changed)
    held = manuscript.data | dict(changes)
    data: dict[str, Tree] = {name: value for name, value in held.items() if value is not None}
    return replace(manuscript, data=data)


def with_body(manuscript: Manuscript, body: str) -> Manuscript:
    """Another body; the blank lines around it and the line ends stay as they are."""
    old = manuscript.content
    if old == body:
        return manuscript
    if not old:
        return replace(manuscript, body=render_body(body).replace("\n", manuscript.newline))
    lines = manuscript.body.replace("\r\n", "\n")
    start = lines.rindex(old)
    text = lines[:start] + body + lines[start + len(old) :]
    return replace(manuscript, body=text.replace("\n", manuscript.newline))


def plain(tree: Tree) -> Tree:
    """A tree as the schema sees it: white space around texts does not count."""
    if isinstance(tree, str):
        return tree.strip() or None
    if isinstance(tree, list):
        return [plain(item) for item in tree]
    if isinstance(tree, dict):
        return {key: value for key, item in tree.items() if (value := plain(item)) is not None}
    return None


def _with_line_ends(part: Part, newline: str) -> Part:
    lead, text = (old.replace("\n", newline) for old in (part.lead, part.text))
    return replace(part, lead=lead, text=text, end=len(part.text[: part.end].replace("\n", newline)))


def _changed(part: Part, old: Tree, new: Tree, kind: Kind, newline: str) -> Part:
    key, node = compose(part.text).pairs[part.name]
    try:
        splices = list(_Splicing(part.text).changes(key, node, new, shapes(kind).get(part.name)))
    except _WriteAnewError:
        lead = part.lead + "".join(f"{comment}{newline}" for comment in part.comments)
        anew = _with_line_ends(render_part(part.name, new, kind), newline)
        return replace(anew, lead=lead, text=anew.text[: anew.end] + part.rest)
    text = part.text
    for start, end, replacement in sorted(splices, reverse=True):
        text = text[:start] + replacement.replace("\n", newline) + text[end:]
    changed = replace(part, text=text, end=len(text) - len(part.rest))
    assert plain(parse_tree(text)) == plain({part.name: new}), f"{part.name}: {old} → {new}"
    return changed


class _Splicing:
    """Finds the smallest changes that give a value of one field's text another content."""

    def __init__(self, text: str) -> None:
        self.text = text

    def changes(
        self, key: Scalar | None, node: Node, new: Tree, shape: Shape | None, *, flow: bool = False
    ) -> Iterator[Splice]:
        """`flow`: the value stands inside brackets."""
        if plain(node.tree) == plain(new):
            return
        if isinstance(node, Mapping) and isinstance(new, dict):
            yield from self.mapping(node, new, shape, flow=flow)
        elif isinstance(node, Sequence) and isinstance(new, list):
            yield from self.sequence(node, new, shape, flow=flow)
        else:
            yield self.whole(key, node, new, shape, flow=flow)

    def mapping(self, node: Mapping, new: dict[str, Tree], shape: Shape | None, *, flow: bool) -> Iterator[Splice]:
        wanted = {name: value for name, value in new.items() if plain(value) is not None}
        if set(node.pairs) != set(wanted):
            yield self.whole(None, node, wanted, shape, flow=flow)
            return
        inside = flow or node.flow
        for key, value in node.pairs.values():
            part = shape.field(key.text) if shape else None
            yield from self.changes(key, value, wanted[key.text], part, flow=inside)

    def sequence(self, node: Sequence, new: list[Tree], shape: Shape | None, *, flow: bool) -> Iterator[Splice]:
        inside = flow or node.flow
        if not new or (inside and len(new) != len(node.items)):
            yield self.whole(None, node, new, shape, flow=flow)
            return
        if inside:
            for item, value in zip(node.items, new, strict=True):
                yield from self.changes(None, item, value, shape, flow=True)
            return
        old = [repr(plain(item.tree)) for item in node.items]
        matcher = SequenceMatcher(None, old, [repr(plain(item)) for item in new], autojunk=False)
        for _tag, start, end, new_start, new_end in matcher.get_opcodes():
            both = min(end - start, new_end - new_start)
            for item, value in zip(node.items[start : start + both], new[new_start:], strict=False):
                yield from self.changes(None, item, value, shape, flow=False)
            for item in node.items[start + both : end]:
                yield self.lines_of(item)
            if added := "".join(self.line(node, value, shape) for value in new[new_start + both : new_end]):
                place = (
                    self.lines_of(node.items[start + both - 1])[1] if start + both else self.lines_of(node.items[0])[0]
                )
                yield place, place, added

    def whole(self, key: Scalar | None, node: Node, new: Tree, shape: Shape | None, *, flow: bool) -> Splice:
        """The value written anew in its place on the line."""
        start, end = node.start, end_of(self.text, key, node)
        in_block = isinstance(node, Mapping | Sequence) and not node.flow
        in_lines = isinstance(new, list) and not flow and stands_in_lines(new, shape)
        if in_block or in_lines or end <= start or comments_between(self.text, start, end, node):
            raise _WriteAnewError
        return start, end, render_value(new, shape, flow=flow)

    def line(self, node: Sequence, value: Tree, shape: Shape | None) -> str:
        start = self.lines_of(node.items[0])[0]
        indent = self.text[start : self.text.index("-", start)]
        return f"{indent}- {render_value(value, shape, flow=isinstance(value, dict))}\n"

    def lines_of(self, item: Node) -> Splice:
        """The lines of one item of a list that has an item a line."""
        start = self.text.rfind("\n", 0, item.start) + 1
        end = self.text.find("\n", end_of(self.text, None, item)) + 1 or len(self.text)
        return start, end, ""
