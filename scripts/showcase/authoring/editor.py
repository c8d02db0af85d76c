"""Settings for VS Code, made from the schema: snippets with the allowed codes, and tasks that show problems.

VS Code's YAML support does not look into the front matter of Markdown files
(https://github.com/redhat-developer/vscode-yaml/issues/207), so a JSON Schema alone would help nobody there:
snippets suggest fields and codes, and `showcase check` underlines what is wrong through a problem matcher.
Formats: https://code.visualstudio.com/docs/editing/userdefinedsnippets and /docs/debugtest/tasks.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from showcase.authoring.choices import choices
from showcase.authoring.shapes import KINDS, Shape, shapes
from showcase.records import Kind
from showcase.vocabulary import Vocabularies

_ESCAPED = str.maketrans({"\\": "\\\\", "$": "\\$", "}": "\\}", ",": "\\,", "|": "\\|"})
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"

# A line of `showcase check`: path:line:column: severity[code]: message.
PROBLEM = r"^(.+?):(\d+):(\d+): (error|warning)\[([^\]]+)\]: (.*)$"


def render_editor_files(vocabularies: Vocabularies) -> dict[str, str]:
    """The files below .vscode/ by path from the root."""
    return {
        ".vscode/records.code-snippets": _json(_snippets(vocabularies)),
        ".vscode/settings.json": _json(_SETTINGS),
        ".vscode/tasks.json": _json(_tasks()),
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


_SETTINGS: dict[str, Any] = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "[markdown]": {
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
        "editor.snippetSuggestions": "top",
        "editor.wordWrap": "on",
    },
}


def _tasks() -> dict[str, Any]:
    matcher = {
        "owner": "showcase",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {"regexp": PROBLEM, "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5, "message": 6},
    }
    tasks = (("检查全部记录", ["check"]), ("检查当前文件", ["check", "${file}"]), ("整理当前文件", ["fmt", "${file}"]))
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": label,
                "type": "process",
                "command": "${workspaceFolder}/.venv/bin/showcase",
                "windows": {"command": "${workspaceFolder}/.venv/Scripts/showcase.exe"},
                "args": arguments,
                "group": {"kind": "test", "isDefault": number == 0},
                "presentation": {"reveal": "silent", "clear": True},
                "problemMatcher": matcher,
            }
            for number, (label, arguments) in enumerate(tasks)
        ],
    }


def _snippets(vocabularies: Vocabularies) -> dict[str, Any]:
    """A snippet for each whole record and for each field, found by name and by label."""
    found: dict[str, Any] = {}
    for kind, label in KINDS.items():
        found[label] = _snippet([f"新{label}", f"new-{kind}"], f"新{label}：全部必填字段", _whole(kind, vocabularies))
    fields = {name: shape for kind in KINDS for name, shape in shapes(kind).items()}
    for name, shape in fields.items():
        lines = _field(shape, vocabularies, _Stops())
        found[f"{shape.title} {name}"] = _snippet([name, shape.title], shape.help or shape.title, lines)
    statuses = {code: None for kind in KINDS for code in choices(shapes(kind)["status"], vocabularies)}
    found[f"{fields['status'].title} status"]["body"] = [f"status: {_Stops().one_of(list(statuses))}"]
    return found


def _snippet(prefixes: list[str], description: str, lines: list[str]) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefixes, "description": description, "body": lines}


class _Stops:
    """Places of a snippet where the cursor stops, numbered."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def text(self, shown: str) -> str:
        return f"${{{next(self.numbers)}:{shown if shown == _TODAY else shown.translate(_ESCAPED)}}}"

    def one_of(self, codes: list[str]) -> str:
        return f"${{{next(self.numbers)}|{','.join(code.translate(_ESCAPED) for code in codes)}|}}"


def _whole(kind: Kind, vocabularies: Vocabularies) -> list[str]:
    stops = _Stops()
    lines = ["---"]
    for shape in shapes(kind).values():
        if shape.required or shape.name in ("industries", "marine_sectors"):
            comment = f"# {shape.title}：{shape.help}".replace("$", "\\$")
            lines += [comment, *_field(shape, vocabularies, stops, kind)]
    return [*lines, "---", "", "## $0"]


def _field(shape: Shape, vocabularies: Vocabularies, stops: _Stops, kind: Kind | None = None) -> list[str]:
    if shape.name == "id":
        return [f"id: {stops.text(f'{kind[0]}2026-lanhai-001' if kind else shape.title)}"]
    value = _value(shape, vocabularies, stops)
    if shape.many and (shape.holds == "group" or shape.sentences):
        return [f"{shape.name}:", f"  - {value}"]
    return [f"{shape.name}: [{value}]" if shape.many else f"{shape.name}: {value}"]


def _value(shape: Shape, vocabularies: Vocabularies, stops: _Stops) -> str:
    if shape.holds == "group":
        inner = [(field, _value(field, vocabularies, stops)) for field in shape.fields]
        return "{" + ", ".join(f"{field.name}: {f'[{text}]' if field.many else text}" for field, text in inner) + "}"
    if shape.holds == "date":
        return stops.text(_TODAY)
    if labels := choices(shape, vocabularies):
        return _quoted_numbers(labels, stops)
    return stops.text(shape.title)


def _quoted_numbers(labels: dict[str, str], stops: _Stops) -> str:
    """Codes to choose from; those that YAML would take for numbers in quotes."""
    return stops.one_of([f'"{code}"' if code.isdecimal() else code for code in labels])
