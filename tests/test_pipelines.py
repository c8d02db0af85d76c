"""The forges' pipelines: sound, safe for requests from anybody, and doing what they are for."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from building import AS_OF, AS_OF_EPOCH, REPOSITORY, git, make_project
from pipelines import PROGRAMS, Outcome, put_settings, run_github, run_gitlab, set_up
from prose import tracked_files
from showcase.cli import main
from tree import NEW, NEW_PATH, OTHER, OTHER_PATH, RECORD_PATH, WRONG, put

FOLDER = REPOSITORY / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted(set((FOLDER / "ISSUE_TEMPLATE").glob("*.yml")) - {FOLDER / "ISSUE_TEMPLATE" / "config.yml"})
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": FORMS,
    "github-issue-config": [FOLDER / "ISSUE_TEMPLATE" / "config.yml"],
    "gitlab-ci": [REPOSITORY / ".gitlab-ci.yml"],
}

CLOCK = {"SOURCE_DATE_EPOCH": AS_OF_EPOCH}


def run_tool(*command: str) -> None:
    """Its findings are the test's message."""
    result = subprocess.run([PROGRAMS / command[0], *command[1:]], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def load_jobs(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values())


def test_there_are_workflows() -> None:
    """The tests below look at something."""
    assert [path.name for path in WORKFLOWS] == ["build.yml", "check.yml", "test.yml"]
    assert len(FORMS) == 4


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_follow_their_schema(schema: str) -> None:
    """Every key and value is one that the forge knows."""
    paths = map(str, SCHEMAS[schema])
    # GitLab's own tags are resolved before its schema is asked.
    extra = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []

    run_tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *extra, *paths)


def test_workflows_are_safe() -> None:
    """No foreign text in scripts, no event with rights over foreign code, no unpinned action, no kept credential."""
    run_tool("zizmor", "--offline", "--quiet", "--strict-collection", str(FOLDER))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_can_only_read(path: Path) -> None:
    """A token that reads this repository and its whole history are all that a job has; only main may be published."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    document = yaml.safe_load(text)

    keys = {"PUBLISH_TARGET", "PUBLISH_KEY", "PUBLISH_HOST_KEY"} if path.name == "build.yml" else set()
    assert set(re.findall(r"secrets\.(\w+)", text)) == keys
    assert re.findall(r"github\.token|GITHUB_TOKEN", text) == []
    assert not keys or document[True].keys() == {"push", "schedule", "workflow_dispatch"}  # YAML 1.1 reads `on` as true
    assert document["permissions"] == {"contents": "read"}
    assert document["concurrency"]
    for job in load_jobs(path):
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 30
        assert [step["with"] for step in job["steps"] if "checkout" in step.get("uses", "")] == [
            {"fetch-depth": 0, "persist-credentials": False}
        ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_githubs_own(path: Path) -> None:
    """Who else's code runs is GitHub's, named by commit, with its version beside it for people."""
    uses = re.findall(r"uses:(.*)", path.read_text(encoding="utf-8"))

    assert uses
    assert [use for use in uses if not re.fullmatch(r" actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", use)] == []


def is_tested(path: str, patterns: list[str]) -> bool:
    """Whether GitLab's `changes` meets the path; `*` stops at a slash, `**/*` does not."""
    expressions = (re.escape(pattern).replace(r"\*\*/\*", ".*").replace(r"\*", "[^/]*") for pattern in patterns)
    return any(re.fullmatch(expression, path) for expression in expressions)


def test_requests_are_tested_on_both_forges() -> None:
    """Style, types and tests run on every request but those that bring records only."""
    github = yaml.safe_load((FOLDER / "workflows" / "test.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))["test"]
    (rule,) = gitlab["rules"]
    is_record = re.compile("content/(achievements|demands)/.*").fullmatch

    assert github[True]["pull_request"]["paths"] == ["**", "!content/achievements/**", "!content/demands/**"]
    assert rule["if"] == '$CI_PIPELINE_SOURCE == "merge_request_event"'
    patterns = rule["changes"]["paths"]
    assert [path for path in tracked_files() if is_tested(path, patterns) == bool(is_record(path))] == []
    assert [step["run"] for step in github["jobs"]["test"]["steps"] if "run" in step][-1:] == gitlab["script"]
    assert gitlab["script"] == [".ci/run"]


def scripts(job: dict[str, Any]) -> list[str]:
    """What a job runs, on either forge."""
    return job.get("script") or [step["run"] for step in job["steps"] if "run" in step]


def test_advisories_and_the_second_frame_on_both_forges() -> None:
    """Advisories are asked every day beside the build, which does not wait for them; a request proves both frames."""
    gitlab = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    build, test = (
        yaml.safe_load((FOLDER / "workflows" / name).read_text(encoding="utf-8"))["jobs"]
        for name in ("build.yml", "test.yml")
    )

    assert [scripts(jobs["audit"]) for jobs in (build, gitlab)] == [["make audit"]] * 2
    assert [scripts(jobs["frames"]) for jobs in (test, gitlab)] == [["make frames"]] * 2
    assert gitlab["audit"]["rules"] == gitlab["build"]["rules"]
    assert gitlab["frames"]["rules"] == gitlab["test"]["rules"]
    assert [job for job in [*build.values(), *gitlab.values()] if "needs" in job] == []


def test_gitlab_takes_what_its_schema_does_not_know() -> None:
    """Whole history, and a name of the artifact that GitLab's own code (entry/artifacts.rb) lets pass."""
    document = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    assert document["variables"] == {"GIT_DEPTH": "0"}
    assert re.fullmatch(r"\w[-\w ]*", document["check"]["artifacts"]["expose_as"], re.ASCII)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "change")


@pytest.fixture
def origin(tree: Path, need: Callable[[str, str], str]) -> Path:
    """What the forge has: main with a sound record, and forms that are fresh."""
    need("bash", "bash")
    need("make", "make")
    put(tree, RECORD_PATH)
    put_settings(tree)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree)
        assert CliRunner().invoke(main, ["forge"]).exit_code == 0
    git(tree, "init", "-q", "-b", "main")
    commit(tree)
    git(tree, "tag", "parted")
    return tree


def propose(origin: Path, change: Callable[[Path], object]) -> None:
    """A request from a fork, which parted from main before somebody else broke a record there.

    The forge keeps its head and its merge into main, on no branch. After that main goes on.
    """
    git(origin, "switch", "-q", "--detach", "parted")
    change(origin)
    commit(origin)
    git(origin, "update-ref", "refs/pull/1/head", "HEAD")
    git(origin, "switch", "-q", "main")
    put(origin, OTHER_PATH, OTHER.replace(*WRONG))
    commit(origin)
    git(origin, "tag", "target")
    git(origin, "switch", "-q", "--detach", "main")
    git(origin, "merge", "-q", "--no-edit", "refs/pull/1/head")
    git(origin, "update-ref", "refs/pull/1/merge", "HEAD")
    git(origin, "switch", "-q", "main")
    put(origin, "content/vocabularies/README.md", "later")
    commit(origin)


def check_out(origin: Path, ref: str) -> Path:
    """As actions/checkout with `fetch-depth: 0`: all branches and the one commit of the request, on no branch."""
    root = origin.parent / f"{origin.name}-checkout"
    git(origin.parent, "init", "-q", root.name)
    git(root, "fetch", "-q", str(origin), "+refs/heads/*:refs/remotes/origin/*", f"+{ref}:refs/remotes/{ref[5:]}")
    git(root, "checkout", "-q", "--detach", f"refs/remotes/{ref[5:]}")
    set_up(root)
    return root


def on_github(origin: Path) -> Outcome:
    root = check_out(origin, "refs/pull/1/merge")
    return run_github(root, "check.yml", {"github.base_ref": "main"}, CLOCK)


def find(origin: Path, tag: str) -> str:
    return (origin / ".git" / "refs" / "tags" / tag).read_text(encoding="utf-8").strip()


def on_gitlab(origin: Path) -> Outcome:
    """A merge request's pipeline, of its own branch."""
    root = check_out(origin, "refs/pull/1/head")
    return run_gitlab(root, "check", {"CI_MERGE_REQUEST_DIFF_BASE_SHA": find(origin, "parted"), **CLOCK})


def on_gitlab_merged(origin: Path) -> Outcome:
    """A pipeline of the merged result, which contains what main got meanwhile."""
    root = check_out(origin, "refs/pull/1/merge")
    shas = {"DIFF_BASE": find(origin, "parted"), "TARGET_BRANCH": find(origin, "target")}
    return run_gitlab(root, "check", {f"CI_MERGE_REQUEST_{name}_SHA": sha for name, sha in shas.items()} | CLOCK)


FORGES = pytest.mark.parametrize("run", [on_github, on_gitlab, on_gitlab_merged])


@FORGES
def test_a_sound_request_passes(origin: Path, run: Callable[[Path], Outcome]) -> None:
    """A good record passes although main holds a wrong one, and the summary says what it brings."""
    propose(origin, lambda root: put(root, NEW_PATH, NEW))
    outcome = run(origin)

    assert outcome.passed, outcome.log
    assert outcome.summary.startswith("## ✅ 内容可以合并")
    assert "### 改动的记录（1 条）" in outcome.summary
    assert outcome.summary.endswith("表单、标签、审核人都是最新的。\n")


@FORGES
def test_a_wrong_record_fails(origin: Path, run: Callable[[Path], Outcome]) -> None:
    """The author's own error fails the job, is shown at its place, and stands in the summary."""
    propose(origin, lambda root: put(root, NEW_PATH, NEW.replace(*WRONG)))
    outcome = run(origin)
    line = NEW.replace(*WRONG).splitlines().index("stage: 中试") + 1
    place = {on_github: f"::error file={NEW_PATH},line={line},"}.get(run, f"{NEW_PATH}:{line}:8: error[stage]")

    assert not outcome.passed
    assert place in outcome.log
    assert outcome.summary.startswith("## ❌ 还不能合并：1 个错误")


@FORGES
def test_stale_forms_fail(origin: Path, run: Callable[[Path], Outcome]) -> None:
    """A changed vocabulary without its forms fails, and the summary tells what to run."""

    def rename(root: Path) -> None:
        path = root / "content/vocabularies/agencies.yml"
        path.write_text(path.read_text("utf-8").replace("label: 蓝海转移中心", "label: 蓝海转移"), encoding="utf-8")

    propose(origin, rename)
    outcome = run(origin)

    assert not outcome.passed
    assert ".github/labels.yml：已过期" in outcome.log
    assert outcome.summary.endswith("还不能合并：请运行 showcase forge，把这些文件与改动一同提交。\n")


def test_main_is_built_and_published(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """GitHub's build of main makes the site as of the day on which it runs; GitLab's is the same, and publishes."""
    need("make", "make")
    need("rsync", "rsync")
    root = make_project(tmp_path / "project")
    put_settings(root)
    commit(root)
    set_up(root)
    outcome = run_github(root, "build.yml", {}, {})

    assert outcome.passed, outcome.log
    manifest = yaml.safe_load((root / "site/api/v1/index.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == AS_OF
    script = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))["build"]["script"]
    assert script[:3] == ['export SOURCE_DATE_EPOCH="$(date +%s)"', "make site", "make bill"]

    given = {"TARGET": str(tmp_path / "srv"), "KEY": "a key", "HOST_KEY": "a host's key"}
    subprocess.run(["sh", "-euc", script[3]], cwd=root, env=os.environ | given, check=True)
    assert (tmp_path / "srv/current/api/v1/index.json").read_bytes() == (root / "site/api/v1/index.json").read_bytes()
