"""The settings for VS Code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import REPOSITORY
from showcase.authoring.editor import PROBLEM, render_editor_files
from showcase.cli import main
from showcase.files.yaml_tree import parse_tree
from showcase.schema.records import MODELS
from showcase.schema.shapes import shapes
from showcase.schema.vocabulary_files import load_vocabularies
from tree import RECORD, RECORD_PATH, put


def editor(root: Path, *arguments: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["editor", *arguments])
    return f"{result.exit_code} {result.output}"


def test_the_repositorys_own_settings_are_fresh() -> None:
    """The files that are committed are the ones that the schema and the vocabularies give."""
    assert editor(REPOSITORY, "--check") == "0 编辑器设置与字段和词表一致。\n"


def test_written_once(tree: Path) -> None:
    """The command writes what is stale and says so; --check only says it and fails."""
    assert editor(tree, "--check").startswith("1 .vscode/records.code-snippets\n")
    assert not (tree / ".vscode").exists()
    assert editor(tree).splitlines()[-1] == ".vscode/tasks.json"
    assert editor(tree, "--check").startswith("0 ")


def test_the_matcher_finds_problems(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem line of check is taken apart by the pattern, the count is not."""
    put(tree, RECORD_PATH, RECORD.replace("status: open", "status: opne"))
    monkeypatch.chdir(tree)
    lines = CliRunner().invoke(main, ["check", "--as-of", "2026-10-01"]).stdout.splitlines()
    matches = [re.match(PROBLEM, line) for line in lines]

    assert matches[0] is not None
    assert matches[0].groups()[:5] == (RECORD_PATH, "5", "9", "error", "status")
    assert matches[1] is None


def expanded(line: str) -> str:
    """A snippet's line with the first choice or the shown text in each place."""
    line = re.sub(r"\$\{\d+\|((?:\\.|[^\\|,])*)(?:,(?:\\.|[^\\|])*)?\|\}", r"\1", line)
    line = line.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-03-01")
    line = re.sub(r"\$\{\d+:((?:\\.|[^\\}])*)\}", r"\1", line)
    return line.replace("$0", "").replace("\\", "")


def test_snippets_are_yaml_of_the_schema(tree: Path) -> None:
    """Every snippet gives front matter with the field that it is named after, and all fields have one."""
    snippets = json.loads(render_editor_files(load_vocabularies(tree)[0])[".vscode/records.code-snippets"])
    fields = {name for kind in MODELS for name in shapes(kind)}
    trees = {}
    for snippet in snippets.values():
        lines = [expanded(line) for line in snippet["body"] if line not in ("---", "", "## $0")]
        trees[snippet["prefix"][0]] = parse_tree("\n".join(lines))

    assert {name for name, data in trees.items() if isinstance(data, dict) and set(data) == {name}} == fields
    assert set(trees) - fields == {"新成果", "新需求"}
    assert trees["demander"] == {
        "demander": {"disclosed": "true", "name": "名称", "description": "概述", "district": "370211"}
    }
    required = {name for name, shape in shapes("demand").items() if shape.required}
    assert set(trees["新需求"]) == required | {"industries", "marine_sectors"}
