"""Tables, templates and examples of the guides, made from the schema and the rules, so that they cannot drift."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape

from showcase.authoring.examples import BODY, build_example, example_id
from showcase.authoring.manuscript import render_record
from showcase.authoring.templates import render_template
from showcase.derived.views import Views
from showcase.outputs.pages import api_guide
from showcase.outputs.pages.api_guide import Interface
from showcase.outputs.pages.standards import render_standards
from showcase.outputs.pages.table import render_table
from showcase.outputs.workbooks import agency_sheet
from showcase.rules import TEXTS
from showcase.schema.records import MODELS, WORDS
from showcase.schema.shapes import declared, paths, shapes

_MARKER = re.compile(r"\{\{(?:([a-z.-]+)|file (\S{1,200}) ([^}]{1,200}))\}\}")


def expand_guide(markdown: str, views: Views, interface: Interface) -> str:
    """Replace {{name}} by a table and {{file path text}} by a link to a file of the interface.

    What is put in is not looked through again; a marker that means nothing stays.
    """
    return _MARKER.sub(lambda match: _render(match, views, interface) or match[0], markdown)


def _render(match: re.Match[str], views: Views, interface: Interface) -> str:
    name, path, text = match.groups()
    if path:
        return f'<a href="{api_guide.ROOT}{path}">{escape(text)}</a>' if path in interface.files else ""
    if name in api_guide.TABLES:
        return api_guide.TABLES[name](interface)
    if name in api_guide.EXAMPLES:
        return api_guide.load_example(views.catalogue.root, name)
    if name == "api-standards":
        return render_standards()
    if name == "lunr-records":
        return str(views.site.lunr_records)
    return _TABLES[name](views) if name in _TABLES else ""


def render_fields(_views: Views) -> str:
    """Every field: name, label, for which kind, required or not, help."""
    rows = []
    for name in dict.fromkeys(shape.name for kind in MODELS for shape in declared(kind)):
        fields = {kind: shapes(kind)[name] for kind in MODELS if name in shapes(kind)}
        shape = next(iter(fields.values()))
        kinds = "、".join(WORDS[kind] for kind in fields)
        required = "必填" if shape.required else "选填"
        rows.append([f"<code>{name}</code>", escape(shape.title), kinds, required, escape(shape.help)])
    return render_table(["字段", "名称", "用于", "必填或选填", "怎样填"], rows)


def render_rules(_views: Views) -> str:
    """Every rule across fields and across records, in the words of its docstring."""
    rows = [[f"<code>{code}</code>", escape(text.splitlines()[0])] for code, text in TEXTS.items()]
    return render_table(["规则", "要求"], rows)


def render_vocabularies(views: Views) -> str:
    """The codes of the vocabularies that record fields draw on."""
    tables = []
    for name in dict.fromkeys(_field_vocabularies()):
        vocabulary = views.catalogue.vocabularies[name]
        rows = [[f"<code>{term.code}</code>", escape(term.label)] for term in vocabulary.values()]
        tables.append(f"## {escape(vocabulary.label)}\n\n{render_table(['代码', '名称'], rows)}")
    return "\n\n".join(tables)


def _field_vocabularies() -> Iterator[str]:
    for kind in MODELS:
        yield from (shape.vocabulary for _, shape in paths(declared(kind)) if shape.vocabulary)


def render_sheets(views: Views) -> str:
    """A link to the sheet of every agency that has records, folded."""
    agencies = views.catalogue.vocabularies.agencies
    items = (
        f'<li><a href="{api_guide.ROOT}{agency_sheet(code)}">{escape(agencies[code].label)}</a>（{count} 条）</li>'
        for code, count in sorted(Counter(entry.record.agency for entry in views.catalogue.entries).items())
    )
    listed = "\n".join(items)
    return f"<details>\n<summary>各机构现有记录的表</summary>\n<ul>\n{listed}\n</ul>\n</details>"


def render_example(views: Views) -> str:
    """A record as it looks when it is filled in."""
    vocabularies = views.catalogue.vocabularies
    data = build_example("achievement", example_id("achievement", vocabularies), vocabularies)
    return _code_block("一条填好的成果", render_record("achievement", data, BODY))


def render_templates(views: Views) -> str:
    """A file of each kind to be copied and filled in, folded."""
    blocks = (
        f"<details>\n<summary>{label}模板</summary>\n"
        f"{_code_block(f'{label}模板', render_template(kind, views.catalogue.vocabularies))}\n</details>"
        for kind, label in WORDS.items()
    )
    return "\n".join(blocks)


def _code_block(name: str, text: str) -> str:
    """Text to be copied; too wide for a phone, it scrolls, with the keyboard too."""
    return f'<pre tabindex="0" role="region" aria-label="{name}"><code>{escape(text, quote=False)}</code></pre>'


def render_editor(views: Views) -> str:
    """Whom to send a file to, for the middle of a sentence."""
    editor = views.site.editor
    return escape(editor.words if editor else "市场的编辑（联系方式由市场公布）")


_TABLES: dict[str, Callable[[Views], str]] = {
    "fields": render_fields,
    "rules": render_rules,
    "vocabularies": render_vocabularies,
    "sheets": render_sheets,
    "example": render_example,
    "templates": render_templates,
    "editor": render_editor,
}
