"""Forms, labels and owners for the forge."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from building import REPOSITORY
from pipelines import set_up
from showcase.cli import main
from showcase.schema.records import MODELS, Kind
from tree import put

FORMS = ("achievement", "demand", "correction", "withdrawal")
HOMES = {".github", ".gitlab"}
REMEDY = "还不能合并：请运行 showcase forge，把这些文件与改动一同提交。\n"


def forge(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["forge", *arguments])


def load_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def forged(tree: Path) -> Path:
    """A small catalogue with the forge's files."""
    assert forge(tree).exit_code == 0
    return tree


def form(root: Path, name: str) -> Any:
    return load_yaml(root / f".github/ISSUE_TEMPLATE/{name}.yml")


def test_the_repositorys_files_are_fresh() -> None:
    """The committed files are what the vocabularies and the schema give today."""
    result = forge(REPOSITORY, "--check")

    assert (result.exit_code, result.stdout) == (0, "表单、标签、审核人都是最新的。\n")


def test_a_stale_file_is_named_and_not_written(forged: Path) -> None:
    """--check names what is stale, fails, and writes nothing; without it the file is written."""
    path = put(forged, ".github/labels.yml", "old")
    result = forge(forged, "--check")
    assert result.exit_code == 1
    assert result.stdout == f".github/labels.yml：已过期\n{REMEDY}"
    assert path.read_text(encoding="utf-8") == "old"

    assert forge(forged).stdout == ".github/labels.yml：已写入\n"
    assert forge(forged, "--check").exit_code == 0


def test_every_file_is_compared(forged: Path) -> None:
    """Whichever file is missing, --check names just that one."""
    made = [path for path in sorted(forged.rglob("*")) if path.is_file() and path.relative_to(forged).parts[0] in HOMES]

    assert {path.name for path in made} >= {"CODEOWNERS", "labels.yml", "config.yml", "pull_request_template.md"}
    for path in made:
        kept = path.read_bytes()
        path.unlink()
        result = forge(forged, "--check")
        assert (result.exit_code, result.stdout) == (1, f"{path.relative_to(forged)}：已过期\n{REMEDY}")
        path.write_bytes(kept)


def test_a_file_that_is_made_no_longer_is_removed(forged: Path) -> None:
    """What an earlier name left behind is stale, and goes; a file by another hand stays."""
    old = put(forged, ".gitlab/issue_templates/旧名.md", "<!-- 由 showcase forge 生成，不要手改。 -->\n")
    own = put(forged, ".github/ISSUE_TEMPLATE/own.yml", "name: 自己的表单\n")
    result = forge(forged, "--check")

    assert (result.exit_code, result.stdout) == (1, f".gitlab/issue_templates/旧名.md：已不再生成\n{REMEDY}")
    assert forge(forged).stdout == ".gitlab/issue_templates/旧名.md：已删除\n"
    assert (old.exists(), own.exists()) == (False, True)
    assert forge(forged, "--check").exit_code == 0


def test_a_broken_vocabulary_writes_nothing(tree: Path) -> None:
    """With a broken vocabulary its problems are told and no file is made."""
    put(tree, "content/vocabularies/stages.yml", "terms: 0\n")
    result = forge(tree)

    assert result.exit_code == 1
    assert "content/vocabularies/stages.yml:1:8: error[type]" in result.stderr
    assert not (tree / ".github").exists()


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_what_github_takes(forged: Path, name: str) -> None:
    """Every element has a known type, its own id, a label, and a drop-down its options, each once."""
    document = form(forged, name)
    elements = [item for item in document["body"] if item["type"] != "markdown"]
    ids = [item["id"] for item in elements]

    assert set(document) == {"name", "description", "title", "labels", "body"}
    # GitHub leaves a form out without a word if either is shorter or longer.
    assert all(3 <= len(document[key]) <= 200 for key in ("name", "description"))
    assert len(ids) == len(set(ids))
    for item in elements:
        assert re.fullmatch(r"[A-Za-z0-9_-]+", item["id"])
        assert item["attributes"]["label"]
        assert item["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        if item["type"] == "dropdown":
            options = item["attributes"]["options"]
            assert options
            assert len(options) == len(set(options))
            assert "None" not in options


@pytest.mark.parametrize("kind", ["achievement", "demand"])
def test_forms_ask_what_the_schema_asks(forged: Path, kind: Kind) -> None:
    """Labels and required marks are the schema's; what must be chosen has the vocabulary's terms."""
    questions = {item["id"]: item for item in form(forged, kind)["body"] if "id" in item}
    fields = MODELS[kind].model_fields
    left_to_the_editor = {"id", "status", "published"}
    emptiable = {"contract_types", "ip"}
    required = {name for name, info in fields.items() if info.is_required()} - left_to_the_editor

    assert {
        name for name, item in questions.items() if item.get("validations", {}).get("required")
    } == required - emptiable
    assert required <= set(questions)
    assert all(questions[name]["attributes"]["label"] == fields[name].title for name in set(questions) & set(fields))
    assert questions["task_force"]["attributes"]["options"][0].startswith("第一服务专班")
    assert questions["industries"]["attributes"]["multiple"] is True


def test_unverified_terms_say_so(forged: Path) -> None:
    """A name that is not verified is marked where people choose it."""
    (question,) = [item for item in form(forged, "achievement")["body"] if item.get("id") == "task_force"]

    assert question["attributes"]["options"] == ["第一服务专班（待核）（tf-1）", "第二服务专班（待核）（tf-2）"]


def test_labels_of_forms_exist(forged: Path) -> None:
    """Every label that a form sets is in the list of labels, which is in Chinese."""
    labels = {label["name"] for label in load_yaml(forged / ".github/labels.yml")}

    assert {label for name in FORMS for label in form(forged, name)["labels"]} <= labels
    assert {"专班/第一服务专班", "机构/蓝海转移中心"} <= labels


def test_labels_are_made_as_their_file_says(forged: Path) -> None:
    """The command in the file's head, copied as it stands there, makes every label with its colour and text."""
    text = (forged / ".github/labels.yml").read_text(encoding="utf-8")
    command = "\n".join(re.findall(r"^#   (.*)$", text, re.MULTILINE))
    gh = put(forged, "tools/gh", '#!/bin/sh\nprintf "%s\\n" "$3 $5 $7" >> made\n')
    gh.chmod(0o755)
    set_up(forged)
    path = f"{gh.parent}:{os.environ['PATH']}"
    subprocess.run(["sh", "-c", command], cwd=forged, env=os.environ | {"PATH": path}, check=True)

    assert (forged / "made").read_text(encoding="utf-8").splitlines() == [
        f"{label['name']} {label['color']} {label['description']}" for label in load_yaml(forged / ".github/labels.yml")
    ]


def test_without_accounts_owners_are_comments(forged: Path) -> None:
    """No account is invented: nobody is asked until an account is registered."""
    lines = (forged / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == []


def test_registered_owners(tree: Path) -> None:
    """An agency's accounts get its records, the task forces' the rest; a wrong name is a problem."""
    agencies = tree / "content/vocabularies/agencies.yml"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(
        text.replace("{code: lanhai,", '{code: lanhai, owners: ["@lanhai/editors", "@someone"],'), "utf-8"
    )
    forces = tree / "content/vocabularies/task-forces.yml"
    forces.write_text(
        forces.read_text(encoding="utf-8").replace("{code: tf-1,", '{code: tf-1, owners: ["@force"],'), "utf-8"
    )
    forge(tree)
    lines = (tree / ".gitlab/CODEOWNERS").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == [
        "/content/achievements/ @force",
        "/content/demands/ @force",
        "/content/achievements/*/a*-lanhai-* @lanhai/editors @someone",
        "/content/demands/*/d*-lanhai-* @lanhai/editors @someone",
    ]
    agencies.write_text(text.replace("{code: lanhai,", '{code: lanhai, owners: ["someone # x"],'), "utf-8")
    assert "owners[1]" in forge(tree, "--check").stderr


def test_gitlab_templates_ask_the_same(forged: Path) -> None:
    """Each form has a template for GitLab with the same questions."""
    for name in FORMS:
        document = form(forged, name)
        template = (forged / f".gitlab/issue_templates/{document['name']}.md").read_text(encoding="utf-8")
        labels = [item["attributes"]["label"] for item in document["body"] if "id" in item]

        assert [
            heading.removesuffix("（必填）") for heading in re.findall(r"^## (.*)$", template, re.MULTILINE)
        ] == labels
        assert f'/label ~"{document["labels"][0]}"' in template
