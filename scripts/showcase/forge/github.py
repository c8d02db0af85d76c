"""GitHub's issue forms (docs.github.com, "Syntax for GitHub's form schema")."""

from __future__ import annotations

from typing import Any

import yaml

from showcase.forge.forms import Form, Question

HEADER = "# 由 showcase forge 生成，不要手改：改 content/vocabularies/ 或字段定义后重新运行。\n"
CONFIG = f"{HEADER}blank_issues_enabled: false\n"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def render_yaml(document: object) -> str:
    """A generated file."""
    return HEADER + yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def render_form(form: Form) -> str:
    """The form as YAML."""
    promises = [{"label": text, "required": True} for text in form.promises]
    body: list[dict[str, Any]] = [
        {"type": "markdown", "attributes": {"value": form.notice}},
        *(_element(question) for question in form.questions),
        {"type": "checkboxes", "id": "promises", "attributes": {"label": "确认", "options": promises}},
    ]
    document = {
        "name": form.name,
        "description": form.help,
        "title": f"{form.name}：",
        "labels": [f"类型/{form.label}"],
        "body": body,
    }
    return render_yaml(document)


def _element(question: Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label}
    if question.help:
        attributes["description"] = question.help
    if question.choices:
        attributes["options"] = list(question.choices)
    if question.multiple:
        attributes["multiple"] = True
    if question.example:
        attributes["placeholder"] = question.example
    return {
        "type": question.widget,
        "id": question.id,
        "attributes": attributes,
        "validations": {"required": question.required},
    }
