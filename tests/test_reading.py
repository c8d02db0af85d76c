"""How often a build reads what authors wrote, and what a checkout's line ends change of it: from real builds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from building import AS_OF_EPOCH, REPOSITORY, build, git, make_project
from showcase.outputs.offline import WORKER

WATCHED = """
import collections, json, re, sys
import yaml
from mkdocs.__main__ import cli

opened, parsed, asked = collections.Counter(), collections.Counter(), []
record = re.compile(r"content/(achievements|demands)/[0-9]{4}/[^/]+[.]md$")

def hear(event, arguments):
    if event == "open" and record.search(str(arguments[0])):
        opened[str(arguments[0])] += 1
    if event == "subprocess.Popen" and arguments[0] == "git":
        asked.append(next(part for part in arguments[1][1:] if part[0] != "-" and "=" not in part))

class Loader(yaml.CSafeLoader):
    def __init__(self, text):
        if isinstance(text, str) and "disclosure:" in text:
            parsed[text] += 1
        super().__init__(text)

sys.addaudithook(hear)
yaml.CSafeLoader = Loader
cli(["build", "--strict", "--quiet"], standalone_mode=False)
print(json.dumps({"opened": opened, "parsed": list(parsed.values()), "asked": asked}))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("reading") / "project")


def test_a_record_is_read_once(project: Path) -> None:
    """A build opens each record's file once and asks git a handful of questions.

    A text is parsed for what it says, and for the form once more for where it says it: places are not kept, since
    those of ten thousand records would take a gigabyte.
    """
    environment = os.environ | {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", WATCHED]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout.splitlines()[-1])
    records = [path for path in (project / "content").glob("*s/2*/*.md") if path.is_file()]

    assert seen["opened"] == Counter(str(path) for path in records)
    assert len(seen["parsed"]) == len(records)
    assert set(seen["parsed"]) <= {1, 2}
    assert seen["asked"] == ["config", "rev-parse", "rev-parse", "log"]


def test_line_ends_of_a_checkout_change_nothing(project: Path, tmp_path: Path) -> None:
    """A clone whose lines end with CRLF gives the site that any other clone gives, byte for byte."""
    assert build(project).returncode == 0
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(project), "clone")
    clone = tmp_path / "clone"
    assert b"\r\n" in next((clone / "content").glob("achievements/*/*.md")).read_bytes()
    for path in (clone / "theme", clone / "scripts"):
        subprocess.run(["rm", "-rf", str(path)], check=True)
    subprocess.run(["cp", "-a", str(project / "theme"), str(project / "scripts"), str(clone)], check=True)
    assert build(clone, cache=tmp_path / "cache").returncode == 0
    names = [{path.relative_to(root / "site") for path in (root / "site").rglob("*")} for root in (project, clone)]

    assert names[0] == names[1]
    # Attachments are .gitattributes' to keep, which this project has not: git takes a PDF of plain letters for text.
    # The worker is named after all files, these too.
    files = [name for name in names[0] if (project / "site" / name).is_file()]
    published = [name for name in files if name.suffix != ".pdf" and name.name != WORKER]
    other = [name for name in published if _differ(project, clone, name)]
    assert other == []


def test_attributes_of_the_repository() -> None:
    """Texts end their lines alike in every checkout; attachments and the corpus are left as they are."""
    wanted = {
        "content/achievements/2026/a2026-lanhai-001.md": "eol: lf",
        "content/vocabularies/stages.yml": "eol: lf",
        "content/achievements/2026/a2026-lanhai-001/说明.pdf": "text: unset",
        "tests/corpus/valid/status_open.md": "text: unset",
    }
    for path, value in wanted.items():
        command = ["git", "check-attr", "text", "eol", "--", path]
        said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
        assert f": {value}\n" in said, path


def _differ(one: Path, other: Path, name: Path) -> bool:
    return (one / "site" / name).read_bytes() != (other / "site" / name).read_bytes()
