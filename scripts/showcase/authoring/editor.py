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
from showcase.authoring.templates import build_field, build_lines, required_names
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import shapes
from showcase.schema.vocabulary import Vocabularies

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
    for kind, model in MODELS.items():
        title = f"新{model.WORD}"
        found[model.WORD] = _snippet([title, f"new-{kind}"], f"{title}：全部必填字段", _whole(kind, vocabularies))
    fields = {name: shape for kind in MODELS for name, shape in shapes(kind).items()}
    for name, shape in fields.items():
        lines = build_field(shape, vocabularies, _Stops())
        found[f"{shape.title} {name}"] = _snippet([name, shape.title], shape.help or shape.title, lines)
    statuses = {code: code for kind in MODELS for code in choices(shapes(kind)["status"], vocabularies)}
    found[f"{fields['status'].title} status"]["body"] = [f"status: {_Stops().one_of(statuses)}"]
    return found


def _snippet(prefixes: list[str], description: str, lines: list[str]) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefixes, "description": description, "body": lines}


class _Stops:
    """Places of a snippet where the cursor stops, numbered."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def text(self, shown: str) -> str:
        return f"${{{next(self.numbers)}:{shown.translate(_ESCAPED)}}}"

    def day(self) -> str:
        return f"${{{next(self.numbers)}:{_TODAY}}}"

    def one_of(self, labels: dict[str, str]) -> str:
        return f"${{{next(self.numbers)}|{','.join(code.translate(_ESCAPED) for code in labels)}|}}"


def _whole(kind: Kind, vocabularies: Vocabularies) -> list[str]:
    lines = build_lines(kind, required_names(kind), vocabularies, _Stops())
    return ["---", *(line.replace("$", "\\$") if line.startswith("#") else line for line in lines), "---", "", "## $0"]
