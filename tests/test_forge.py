"""Forms, labels and owners for the forge, and the workflows that check what comes in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from building import REPOSITORY
from showcase.cli import main
from showcase.records import MODELS, Kind
from tree import put

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FORMS = ("achievement", "demand", "correction", "withdrawal")


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

    assert (result.exit_code, result.stdout) == (0, "都是最新的。\n")


def test_a_stale_file_is_named_and_not_written(forged: Path) -> None:
    """--check names what is stale, fails, and writes nothing; without it the file is written."""
    path = put(forged, ".github/labels.yml", "old")
    result = forge(forged, "--check")
    assert result.exit_code == 1
    assert result.stdout == ".github/labels.yml：已过期\n请运行 showcase forge，把这些文件与改动一同提交。\n"
    assert path.read_text(encoding="utf-8") == "old"

    assert forge(forged).stdout == ".github/labels.yml：已写入\n"
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


def test_there_are_workflows() -> None:
    """The tests below look at something."""
    assert [path.name for path in WORKFLOWS] == ["build.yml", "check.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_can_only_read(path: Path) -> None:
    """No event that runs foreign code with rights, no secret, no write permission, nothing left for later steps."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    document = load_yaml(path)

    for forbidden in (
        "pull_request_target",
        "workflow_run",
        "issue_comment",
        "secrets",
        "github.token",
        "GITHUB_TOKEN",
    ):
        assert forbidden not in text
    assert document["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in document["jobs"].values())
    assert document["concurrency"]
    for job in document["jobs"].values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_what_they_use(path: Path) -> None:
    """A foreign action is named by commit, with its version beside it; the scripts take no text from outside."""
    text = path.read_text(encoding="utf-8")
    scripts = [step["run"] for job in load_yaml(path)["jobs"].values() for step in job["steps"] if "run" in step]

    assert all(
        re.fullmatch(r" actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", use) for use in re.findall(r"uses:(.*)", text)
    )
    assert [script for script in scripts if "${{" in script] == []


def test_gitlab_keeps_the_same_promises() -> None:
    """GitLab's file takes whole history, compares with the merge request's base, and names no secret."""
    document = load_yaml(REPOSITORY / ".gitlab-ci.yml")

    assert document["variables"] == {"GIT_DEPTH": "0"}
    assert document["check"]["script"][-1] == '.venv/bin/showcase check --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"'
    assert {"if": '$CI_PIPELINE_SOURCE == "schedule"'} in document["build"]["rules"]


def test_scripts_of_workflows_are_shell(need: Callable[[str, str], str]) -> None:
    """Every step's script is what a shell can read."""
    shell = need("bash", "bash")
    for path in WORKFLOWS:
        for job in load_yaml(path)["jobs"].values():
            for step in job["steps"]:
                if "run" in step:
                    subprocess.run([shell, "-n", "-c", step["run"]], check=True)
