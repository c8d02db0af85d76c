"""Records as Hypothesis draws them from the schema, and those that are there."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from building import CONTENT, REPOSITORY
from showcase.files.source import Tree
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, shapes

RECORDS = sorted(path for root in (CONTENT, REPOSITORY / "content") for path in root.glob("*s/20*/*.md"))
KINDS: tuple[Kind, ...] = ("achievement", "demand")

# Whatever an author may write in a line, what YAML takes for something else first.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=20),
    st.sampled_from(
        ["no", "0.68", "1:30", "~", "null", "- a", "a: b", "a #b", "[x", "{x", "*x", "&x", "!x", "%", "@a"]
    ),
    st.sampled_from(
        ['"x"', "'", "x, y", "?", "https://a.example/?b=c", "2026-01-01", "=1", "<<", "---", "...", "：", "#"]
    ),
).filter(lambda text: text.strip() != "")


def values(shape: Shape) -> st.SearchStrategy[Tree]:
    """Trees of the shape of a field, of any content."""
    single: st.SearchStrategy[Tree] = TEXTS
    if shape.holds == "group":
        parts = {field.name: values(field) for field in shape.fields}
        required = {name: parts[name] for name in parts if shape.field(name).required}  # type: ignore[union-attr]
        optional = {name: part for name, part in parts.items() if name not in required}
        single = st.fixed_dictionaries(required, optional=optional)
    elif shape.holds == "date":
        single = st.dates().map(str)
    elif shape.holds == "number":
        single = st.integers(0, 9999).map(str) | st.sampled_from(["12.5", "0.10"])
    elif shape.holds == "flag":
        single = st.sampled_from(["true", "false"])
    return st.lists(single, max_size=4) if shape.many else single  # type: ignore[return-value]


def records(kind: Kind) -> st.SearchStrategy[dict[str, Tree]]:
    fields = {name: values(shape) for name, shape in shapes(kind).items()}
    required = {name: value for name, value in fields.items() if shapes(kind)[name].required}
    return st.fixed_dictionaries(required, optional={name: fields[name] for name in fields if name not in required})


def kind_of(path: Path) -> Kind:
    return "achievement" if path.name.startswith("a") else "demand"
