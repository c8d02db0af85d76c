"""Tables of the guides, made from the schema and the rules, so that they cannot drift."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from showcase.records import MODELS, Kind
from showcase.rules import TEXTS
from showcase.vocabulary import Vocabularies

_KINDS: dict[Kind, str] = {"achievement": "成果", "demand": "需求"}


def expand_guide(markdown: str, vocabularies: Vocabularies) -> str:
    """Replace the markers {{fields}}, {{rules}} and {{vocabularies}} by tables."""
    for name, render in _TABLES.items():
        marker = f"{{{{{name}}}}}"
        if marker in markdown:
            markdown = markdown.replace(marker, render(vocabularies))
    return markdown


def render_fields(_vocabularies: Vocabularies) -> str:
    """Every field: name, label, for which kind, required or not, help."""
    rows = []
    for name in dict.fromkeys(name for model in MODELS.values() for name in model.model_fields):
        infos = {kind: model.model_fields[name] for kind, model in MODELS.items() if name in model.model_fields}
        info = next(iter(infos.values()))
        rows.append(
            [
                f"<code>{name}</code>",
                escape(info.title or ""),
                "、".join(_KINDS[kind] for kind in infos),
                "必填" if info.is_required() else "可选",
                escape(info.description or ""),
            ]
        )
    return _table(["字段", "名称", "用于", "", "怎样填"], rows)


def render_rules(_vocabularies: Vocabularies) -> str:
    """Every rule across fields and across records, in the words of its docstring."""
    rows = [[f"<code>{code}</code>", escape(text.splitlines()[0])] for code, text in TEXTS.items()]
    return _table(["规则", "要求"], rows)


def render_vocabularies(vocabularies: Vocabularies) -> str:
    """The codes of the vocabularies that record fields draw on."""
    tables = []
    for name in dict.fromkeys(_field_vocabularies()):
        vocabulary = vocabularies[name]
        rows = [[f"<code>{term.code}</code>", escape(term.label)] for term in vocabulary.values()]
        tables.append(f"<h3>{escape(vocabulary.label)}</h3>\n{_table(['代码', '名称'], rows)}")
    return "\n".join(tables)


def _field_vocabularies() -> list[str]:
    names: list[str] = []
    for model in MODELS.values():
        _collect(model.model_json_schema(), names)
    return names


def _collect(node: object, names: list[str]) -> None:
    if isinstance(node, dict):
        if isinstance(name := node.get("x-vocabulary"), str):
            names.append(name)
        for value in node.values():
            _collect(value, names)
    elif isinstance(node, list):
        for value in node:
            _collect(value, names)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    box = '<div class="sc-scroll" tabindex="0" role="region" aria-label="表格">'
    return f"{box}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


_TABLES: dict[str, Callable[[Vocabularies], str]] = {
    "fields": render_fields,
    "rules": render_rules,
    "vocabularies": render_vocabularies,
}
